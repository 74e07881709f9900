"""Numbers of lines that a unit typed itself: held against the lines that are there, and never used."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.cells.parse import parse_count
from pipeline.read.head import Head
from pipeline.read.lines import SUBTOTAL, Record
from pipeline.read.notices import notice
from pipeline.read.sheet import Sheet, column_letter
from schemas.returned import normal

NOT_COUNTS = ("length", "fee", "serial")
"""Columns in which a subtotal is of something else than lines."""


def typed_totals(sheet: Sheet, head: Head, rows: list[Record]) -> Iterator[Record]:
    """The head's 采用条数 where it is typed (a formula is the template's own), and the 合计 and 小计 lines."""
    typed = head.values.get("typed_total")
    if typed and (number := parse_count(typed.text)):  # 0 is what the template's formula holds until it is computed
        cell = f"{column_letter(typed.column)}{typed.row}"
        if cell not in sheet.scan.formulas and number not in _counts(rows):
            yield notice(sheet.name, "R34", cell, f"自报{number}条，表内{_filled(rows)}条")
    yield from _subtotals(sheet, rows)


def _counts(rows: list[Record]) -> set[int]:
    """What may rightly be called the number of lines: those filled; the template's formula counts every title."""
    return {_filled(rows), sum(bool(row["title"]) for row in rows)}


def _filled(rows: list[Record]) -> int:
    return sum(not row["filler"] for row in rows)


def _subtotals(sheet: Sheet, rows: list[Record]) -> Iterator[Record]:
    since = above = 0
    for row in rows:
        above += not row["filler"]
        since += not row["filler"]
        if row["filler"] == "小计":
            numbers = _numbers(row)
            if numbers and not numbers & {above, since}:
                said = "、".join(map(str, sorted(numbers)))
                yield notice(sheet.name, "R34", f"A{row['sheet_row']}", f"自报{said}，以上{above}条")
            since = 0


def _numbers(row: Record) -> set[int]:
    """Whole numbers of a subtotal line that may count lines."""
    texts = [normal(str(text)) for key, text in row.items() if key not in (*NOT_COUNTS, "sheet_row")]
    said = [match[1] or "" for text in texts if (match := SUBTOTAL.fullmatch(text))]
    return {number for text in (*said, *texts) if (number := parse_count(text)) is not None}
