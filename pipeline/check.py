"""check: rows as sent → typed rows and findings. Text first, then types; good rows go on, bad rows wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pandera.errors

from pipeline.parse import clean, parse_date, parse_list, parse_names
from pipeline.period import Period
from schemas.faults import finding_record
from schemas.records import Adoptions, Findings
from schemas.returned import AS_SENT, normal
from schemas.template import ADOPTION_COLUMNS
from schemas.vocabulary import Severity

KIND_CODES = {"filled": "C01", "calculated": "C02", "choice": "C03"}
"""Name of the failed text check → finding code."""
Record = dict[str, str | int]


@dataclass(frozen=True)
class Checked:
    """Typed rows that may be settled, findings, and the rows that wait to be mended."""

    adoptions: pd.DataFrame
    findings: pd.DataFrame
    waiting: frozenset[int]


class Places:
    """Finds the cell of a row's column, for findings."""

    def __init__(self, placements: pd.DataFrame) -> None:
        keys = zip(placements["path"], placements["key"], strict=True)
        self._letters = dict(zip(keys, placements["letter"], strict=True))

    def finding(self, code: str, row: dict[str, Any], key: str, found: str = "") -> Record:
        """A finding at `row`'s cell of column `key`; `found` defaults to what stands there."""
        letter = self._letters.get((row["path"], key), "")
        return finding_record(
            code,
            row["path"],
            row["sheet"],
            f"{letter}{row['sheet_row']}" if letter else "",
            found or str(row.get(key, "")),
            row["unit_code"],
            row_id=row["row_id"],
        )


def check(rows: pd.DataFrame, receipts: pd.DataFrame, placements: pd.DataFrame, period: Period) -> Checked:
    """Check and parse the filled lines of `rows` whose file is in `receipts` (counted or late returns)."""
    sent = rows[rows["filler"] == ""].merge(
        receipts[["path", "unit_code", "received_at"]], on="path", how="inner", validate="many_to_one"
    )
    places = Places(placements)
    records = {int(row["row_id"]): {str(key): value for key, value in row.items()} for row in sent.to_dict("records")}
    findings = _check_text(sent, records, places)
    failed = _stopped(findings)
    typed = [_typed(row, period, places, findings) for number, row in records.items() if number not in failed]
    adoptions = _check_types([row for row in typed if row["row_id"] not in _stopped(findings)])
    return Checked(adoptions, Findings.of(findings), _stopped(findings))


def _stopped(findings: Iterable[Record]) -> frozenset[int]:
    """Rows with at least one error."""
    return frozenset(int(found["row_id"]) for found in findings if found["severity"] == Severity.ERROR)


def _check_text(sent: pd.DataFrame, records: dict[int, dict[str, Any]], places: Places) -> list[Record]:
    """The first check: every failing cell at once, worst column first as the sheet has them."""
    keys = [column.key for column in ADOPTION_COLUMNS]
    try:
        AS_SENT.validate(sent.set_index("row_id")[keys], lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        if cases["index"].isna().any():
            raise  # a whole-table failure is a fault of ours, not of a sender
        failures = {(int(case.index), str(case.column), str(case.check)) for case in cases.itertuples()}
        in_order = sorted(failures, key=lambda failure: (failure[0], keys.index(failure[1]), failure[2]))
        return [places.finding(KIND_CODES[kind], records[row], key) for row, key, kind in in_order]
    return []


def _typed(row: dict[str, Any], period: Period, places: Places, findings: list[Record]) -> dict[str, Any]:
    """One line as typed values; findings are added, and an unreadable value leaves the row stopped."""
    received = date.fromisoformat(row["received_at"][:10])
    published = _date(row, "published_on", period, places, findings)
    if published and published > received:
        findings.append(places.finding("C07", row, "published_on"))
    precleared = _date(row, "precleared_on", period, places, findings) if normal(row["precleared_on"]) else None
    if _choice(row, "method") == "批示" and not _choice(row, "instruction_level"):
        findings.append(places.finding("C10", row, "instruction_level"))
    return {
        **{key: row[key] for key in ("row_id", "unit_code", "path", "sheet", "sheet_row")},
        "row_key": f"{row['unit_code']}-采用-{row['sheet_row']}@{row['path']}",
        **{key: clean(row[key]) for key in ("title", "reviewer", "outlet_text", "url", "evidence_no", "remark")},
        **{key: _choice(row, key) for key in ("method", "origin", "instruction_level", "channel")},
        "authors": "、".join(parse_names(row["authors"])),
        "published_on": published,
        "precleared_on": precleared,
        "paid": _choice(row, "paid") == "是",
        "evidence_kinds": "、".join(parse_list(row["evidence_kinds"])),
    }


def _choice(row: dict[str, Any], key: str) -> str:
    """The template's spelling of a choice."""
    column = next(column for column in ADOPTION_COLUMNS if column.key == key)
    return next((choice for choice in column.choices if normal(choice) == normal(row[key])), "")


def _date(
    row: dict[str, Any], key: str, period: Period, places: Places, findings: list[Record]
) -> date | None:  # fmt: skip
    parsed = parse_date(row[key], period.start, period.end)
    if parsed.code:
        findings.append(places.finding(parsed.code, row, key))
    return parsed.value


def _check_types(typed: list[dict[str, Any]]) -> pd.DataFrame:
    """The second check: the parsed table against its contract. A failure here is a fault of ours and crashes."""
    return Adoptions.of(typed)
