"""check: rows as sent → typed rows and findings. Text first, then types; good rows go on, bad rows wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.errors

from pipeline.cells.typed import RELAYED, Line
from pipeline.period import Period
from pipeline.suggest import asked, nearest
from schemas.faults import FAULTS, finding_record
from schemas.records import Findings, Parsed
from schemas.returned import as_sent, normal
from schemas.template import COLUMNS, Column, Sheets
from schemas.vocabulary import RETURNED_BOOKS, Book, Severity

KIND_CODES = {"filled": "C01", "calculated": "C02", "choice": "C03"}
"""Name of the failed text check → finding code."""
READ_AS = {"paid": "否", "channel": RELAYED}
"""What a blank answer is read as, and told (C11)."""
Record = dict[str, str | int]


@dataclass(frozen=True)
class Checked:
    """Typed rows that may be settled (`records.Parsed`), findings, and the rows that wait to be mended."""

    parsed: pd.DataFrame
    findings: pd.DataFrame
    waiting: frozenset[int]


class Places:
    """Finds the cell of a row's column, for findings."""

    def __init__(self, placements: pd.DataFrame) -> None:
        keys = zip(placements["path"], placements["book"], placements["key"], strict=True)
        self._letters = dict(zip(keys, placements["letter"], strict=True))

    def has(self, row: dict[str, Any], key: str) -> bool:
        """Whether the row's sheet has the column."""
        return (row["path"], row["book"], key) in self._letters

    def finding(self, code: str, row: dict[str, Any], key: str, found: str = "", action: str = "") -> Record:
        """A finding at `row`'s cell of column `key`; `found` defaults to what stands there."""
        letter = self._letters.get((row["path"], row["book"], key), "")
        return finding_record(
            code,
            row["path"],
            row["sheet"],
            f"{letter}{row['sheet_row']}" if letter else "",
            found or _shown(row.get(key, "")),
            row["unit_code"],
            row_id=row["row_id"],
            action=action,
        )


def _shown(value: Any) -> str:
    """A cell's value as a person writes it: a day without its midnight, yes or no, a blank date as nothing."""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M")
    if value is pd.NaT:
        return ""
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def check(
    rows: pd.DataFrame, receipts: pd.DataFrame, placements: pd.DataFrame, period: Period, sheets: Sheets,
    known: Collection[str] = (),
) -> Checked:  # fmt: skip
    """Check and parse the filled lines of `rows` whose file is in `receipts` (counted or late returns).

    `known` are the keys of the names on the roster: one of them is a name, whatever it looks like. Only what `sheets` ask for is found fault with; any other book's line needs a title and is read as far as it can be.
    """
    sent = rows[rows["filler"] == ""].merge(
        receipts[["path", "unit_code", "received_at"]], on="path", how="inner", validate="many_to_one"
    )
    places = Places(placements)
    records = {int(row["row_id"]): {str(key): value for key, value in row.items()} for row in sent.to_dict("records")}
    failures = [found for book in RETURNED_BOOKS for found in _text_failures(sent[sent["book"] == book], book, sheets)]
    findings = [_failure(places, records[number], key, KIND_CODES[kind], sheets) for number, key, kind in failures]
    lines = [Line(row, _in_use(Book(row["book"]), sheets), period, known) for row in records.values()]
    findings += [found for line in lines for found in _flaws(line, places)]
    stopped = _stopped(findings)
    # the second check: where a typed row breaks the contract, the fault is ours and the run crashes
    parsed = Parsed.of(line.values for line in lines if line.row["row_id"] not in stopped)
    return Checked(parsed, Findings.of(findings), stopped)


def missing_columns(
    receipts: pd.DataFrame, placements: pd.DataFrame, returned: pd.DataFrame, sheets: Sheets
) -> pd.DataFrame:
    """What counted or late returns lack of the assessment's `sheets`: a column (R25), or 报送台账 whole (S09).

    `returned` is `returned.ReturnedRows`: a column that only some rows need is missed only where there is such a row.
    """
    return Findings.of(
        found
        for path, unit in zip(receipts["path"], receipts["unit_code"], strict=True)
        for found in _missing(
            path, unit, placements[placements["path"] == path], returned[returned["path"] == path], sheets
        )
    )


def _missing(
    path: str, unit: str, placements: pd.DataFrame, returned: pd.DataFrame, sheets: Sheets
) -> Iterator[Record]:
    names = dict(zip(placements["book"], placements["sheet"], strict=True))
    present = set(zip(placements["book"], placements["key"], strict=True))
    for book, columns in sheets.items():
        if book in names:
            rows = returned[returned["book"] == book]
            lost = (
                column
                for column in columns
                if column.facts and (book, column.key) not in present and _is_needed(column, book, present, rows)
            )
            yield from (finding_record("R25", path, names[book], found=c.header, unit_code=unit) for c in lost)
        elif book == Book.SUBMISSION:
            yield finding_record("S09", path, unit_code=unit)


def _is_needed(column: Column, book: Book, present: set[tuple[str, str]], rows: pd.DataFrame) -> bool:
    """Whether any row asks for the column; where the column that would say so is missing too, it may be."""
    if column.filled_for is None or (book, column.filled_for[0]) not in present:
        return True
    key, word = column.filled_for
    return bool((rows[key].map(normal) == word).any())


def _in_use(book: Book, sheets: Sheets) -> tuple[Column, ...]:
    """The columns that are checked: the assessment's, or of a book it does not use the title alone."""
    return sheets.get(book) or tuple(column for column in COLUMNS[book] if column.key == "title")


def _stopped(findings: Iterable[Record]) -> frozenset[int]:
    """Rows with at least one error."""
    return frozenset(int(found["row_id"]) for found in findings if found["severity"] == Severity.ERROR)


def _text_failures(sent: pd.DataFrame, book: Book, sheets: Sheets) -> list[tuple[int, str, str]]:
    """The first check: every failing cell of a book at once as (row, column, kind), in the order of the sheet."""
    columns = _in_use(book, sheets)
    keys = [column.key for column in columns]
    try:
        as_sent(columns).validate(sent.set_index("row_id")[keys], lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        if cases["index"].isna().any():
            raise  # a whole-table failure is a fault of ours, not of a sender
        failures = {(int(case.index), str(case.column), str(case.check)) for case in cases.itertuples()}
        return sorted(failures, key=lambda failure: (failure[0], keys.index(failure[1]), failure[2]))
    return []


def _failure(places: Places, row: dict[str, Any], key: str, code: str, sheets: Sheets) -> Record:
    """The finding of a failed text check; of a choice, with what may be chosen and what may have been meant."""
    if code != "C03":
        return places.finding(code, row, key)
    (column,) = (one for one in _in_use(Book(row["book"]), sheets) if one.key == key)
    action = f"{FAULTS[code].action}：{'、'.join(column.choices)}"
    meant = nearest(row[key], dict(zip(column.choices, column.choices, strict=True)))
    return places.finding(code, row, key, action=asked(action, meant))


def _flaws(line: Line, places: Places) -> Iterator[Record]:
    """What could not be read in a line; and answers left blank, said because they are read as the favourable one."""
    for flaw in line.flaws:
        yield places.finding(flaw.code, line.row, flaw.key, action=flaw.action)
    for key, read_as in READ_AS.items():
        if key in line.used and places.has(line.row, key) and not normal(line.row[key]):
            yield places.finding("C11", line.row, key, action=f"没有填写，已按“{read_as}”处理，请补填")
