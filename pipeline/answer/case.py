"""One unit's case: its files and what became of each, its findings, the rows of what counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from pipeline.answer.known import Known
from pipeline.answer.mail import is_address
from pipeline.answer.told import asked, told
from pipeline.bulletin.words import clean
from pipeline.cells.parse import parse_list
from schemas.vocabulary import ReceiptStatus, Verdict

LIVE = (ReceiptStatus.COUNTED, ReceiptStatus.LATE)
ANSWERED = (*LIVE, ReceiptStatus.HELD)


@dataclass(frozen=True)
class Case:
    """What is told to one unit of the roster that sent something."""

    code: str
    name: str
    addresses: tuple[str, ...]
    standing: str
    files: tuple[dict[str, Any], ...]
    """Lines of `records.Receipts`, in order of receipt."""
    findings: pd.DataFrame
    """`records.Findings` as told to the unit, of its files that count, are late or are held."""
    rows: pd.DataFrame | None
    """`records.Rows` of the files that count or are late, blank lines left out; none before verdicts exist."""
    filled: dict[str, int]
    """File → how many lines were filled in."""
    must_mend: pd.DataFrame
    """Those findings it is asked to mend."""

    @property
    def live(self) -> tuple[dict[str, Any], ...]:
        """The files that count or are late."""
        return tuple(file for file in self.files if file["status"] in LIVE)


def cases(known: Known) -> Iterator[Case]:
    """A case for each unit of the roster that a file is known to be of, in the order of the roster."""
    receipts = known.checked.receipts
    senders = receipts[(receipts["unit_code"] != "") & (receipts["status"] != ReceiptStatus.OTHER)]
    findings = told(known.findings)
    for unit in known.checked.units.to_dict("records"):
        own = senders[senders["unit_code"] == unit["unit_code"]]
        if len(own):
            yield _case(known, {str(key): value for key, value in unit.items()}, own, findings)


def _case(known: Known, unit: dict[str, Any], receipts: pd.DataFrame, findings: pd.DataFrame) -> Case:
    files = sorted(
        ({str(key): value for key, value in one.items()} for one in receipts.to_dict("records")),
        key=lambda one: (one["received_at"], one["path"]),
    )
    answered = [one["path"] for one in files if one["status"] in ANSWERED]
    own = findings[findings["path"].isin(answered)]
    live = [one["path"] for one in files if one["status"] in LIVE]
    return Case(
        code=unit["unit_code"],
        name=clean(unit["name"]),
        addresses=addresses(unit["mail"]),
        standing=known.standing[unit["unit_code"]],
        files=tuple(files),
        findings=own,
        rows=_rows(known, live),
        filled=_filled(known, [one["path"] for one in files]),
        must_mend=own[asked(own) & own["path"].isin(known.mendable) & ~own["row_id"].isin(list(known.ruled))],
    )


def _rows(known: Known, paths: list[str]) -> pd.DataFrame | None:
    if known.rows is None:
        return None
    return known.rows[known.rows["path"].isin(paths) & (known.rows["verdict"] != Verdict.BLANK)]


def _filled(known: Known, paths: list[str]) -> dict[str, int]:
    sent = known.checked.reading.rows
    counts = sent[sent["filler"] == ""].groupby("path").size()
    return {path: int(counts.get(path, 0)) for path in paths}


def addresses(registered: str) -> tuple[str, ...]:
    """The registered mail addresses that are written as addresses."""
    return tuple(text for text in parse_list(registered) if is_address(text))


def shown_name(file: dict[str, Any]) -> str:
    """What the sender called a file, on one line."""
    return clean(file["name"] or PurePosixPath(file["path"]).name)


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """How many rows there are of each verdict."""
    return {verdict: int((rows["verdict"] == verdict).sum()) for verdict in Verdict}
