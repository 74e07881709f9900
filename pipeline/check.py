"""check: rows as sent → typed rows and findings. Text first, then types; good rows go on, bad rows wait."""

from __future__ import annotations

from collections.abc import Iterable, Set
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
from schemas.template import ADOPTION_COLUMNS, columns_for
from schemas.vocabulary import Book, Severity

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

    def has(self, row: dict[str, Any], key: str) -> bool:
        """Whether the row's sheet has the column."""
        return (row["path"], key) in self._letters

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
    failures = _text_failures(sent)
    findings = [places.finding(KIND_CODES[kind], records[number], key) for number, key, kind in failures]
    failed: dict[int, set[str]] = {number: set() for number in records}
    for number, key, _ in failures:
        failed[number].add(key)
    typed = [_typed(row, period, places, findings, failed[number]) for number, row in records.items()]
    findings += [found for row in records.values() for found in _unanswered(row, places)]
    stopped = _stopped(findings)
    adoptions = _check_types([row for row in typed if row["row_id"] not in stopped])
    return Checked(adoptions, Findings.of(findings), stopped)


def missing_columns(receipts: pd.DataFrame, placements: pd.DataFrame, facts: frozenset[str]) -> pd.DataFrame:
    """A finding for each column the assessment's `facts` need and a counted or late return does not have."""
    found = set(zip(placements["path"], placements["key"], strict=True))
    sheets = dict(zip(placements["path"], placements["sheet"], strict=True))
    return Findings.of(
        finding_record("R25", path, sheets[path], found=column.header, unit_code=unit)
        for path, unit in zip(receipts["path"], receipts["unit_code"], strict=True)
        for column in columns_for(Book.ADOPTION, facts)
        if path in sheets and column.facts and (path, column.key) not in found
    )


def _stopped(findings: Iterable[Record]) -> frozenset[int]:
    """Rows with at least one error."""
    return frozenset(int(found["row_id"]) for found in findings if found["severity"] == Severity.ERROR)


def _text_failures(sent: pd.DataFrame) -> list[tuple[int, str, str]]:
    """The first check: every failing cell at once as (row, column, kind), in the order of the sheet."""
    keys = [column.key for column in ADOPTION_COLUMNS]
    try:
        AS_SENT.validate(sent.set_index("row_id")[keys], lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        if cases["index"].isna().any():
            raise  # a whole-table failure is a fault of ours, not of a sender
        failures = {(int(case.index), str(case.column), str(case.check)) for case in cases.itertuples()}
        return sorted(failures, key=lambda failure: (failure[0], keys.index(failure[1]), failure[2]))
    return []


def _unanswered(row: dict[str, Any], places: Places) -> list[Record]:
    """Answers left blank that are read as the usual one: said, because the usual one is the favourable one."""
    blank = [key for key in ("paid", "channel") if places.has(row, key) and not normal(row[key])]
    return [places.finding("C11", row, key) for key in blank]


def _typed(
    row: dict[str, Any], period: Period, places: Places, findings: list[Record], failed: Set[str]
) -> dict[str, Any]:
    """One line as typed values; findings are added, and an unreadable value leaves the row stopped.

    Cells in `failed` have their finding already and are not reported twice.
    """
    received = date.fromisoformat(row["received_at"][:10])
    dates = {
        key: _date(row, key, period, places, findings) if normal(row[key]) and key not in failed else None
        for key in ("published_on", "precleared_on")
    }
    if dates["published_on"] and dates["published_on"] > received:
        findings.append(places.finding("C07", row, "published_on"))
    instructed = _choice(row, "instruction_level") or "instruction_level" in failed
    if _choice(row, "method") == "批示" and not instructed:
        findings.append(places.finding("C10", row, "instruction_level"))
    return {
        **{key: row[key] for key in ("row_id", "unit_code", "path", "sheet", "sheet_row")},
        "row_key": f"{row['unit_code']}-采用-{row['sheet_row']}@{row['path']}",
        **{key: clean(row[key]) for key in ("title", "reviewer", "outlet_text", "url", "evidence_no", "remark")},
        **{key: _choice(row, key) for key in ("method", "origin", "instruction_level", "channel")},
        "authors": "、".join(parse_names(row["authors"])),
        **dates,
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
