"""tables.xlsx: every annex of the bulletin as a table that can be filtered, in the bulletin's order, after a list of contents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Table, View
from pipeline.sheets.book import BOXED, HEAD, LINK, NOTE, TEXT, TITLE, TOTAL, Book, height, set_page, set_widths
from pipeline.sheets.numbers import holds_numbers, number

CONTENTS = "目录"
TOP = 3
"""The row of the head: title, way back, introduction stand above."""
WIDE, UPRIGHT = 120.0, 86.0
"""Characters across A4 on its side and upright."""
LEAST = 7.0
TALLEST = 400.0
"""Points; a row cannot be higher than 409."""
CLASS = Column("类别", 26)
"""Tables of the same columns stand as one, so that they can be filtered together; their captions go here."""


class Part(NamedTuple):
    """What one sheet holds: one table, or several of the same columns."""

    annex: Annex
    caption: str
    table: Table
    sheet: Worksheet


def tables_file(figures: Figures, bulletin: View) -> bytes:
    """The annexes as a workbook."""
    title = "".join(bulletin.title)
    book = Book(title, figures.period.first_day)
    contents = book.sheet(CONTENTS)
    made = [
        Part(annex, caption, table, book.sheet(_name(annex, caption, figures.period.label)))
        for annex in bulletin.annexes
        for caption, table in parts(annex)
    ]
    for part in made:
        _write(book, part, bulletin.draft)
    _write_contents(book, contents, made, bulletin)
    return book.content()


def parts(annex: Annex) -> Iterator[tuple[str, Table]]:
    """An annex's tables with their captions; neighbours with the same columns and no totals are put together."""
    for (columns, total), group in groupby(annex.tables, key=lambda table: (table.columns, table.total)):
        found = list(group)
        if len(found) == 1 or total:
            yield from ((table.caption, table) for table in found)
        else:
            rows = tuple((table.caption, *row) for table in found for row in table.rows)
            yield "", Table((CLASS, *columns), rows)


def _name(annex: Annex, caption: str, period: str) -> str:
    """What a sheet is called: 附件6 任务完成情况（单位任务）."""
    return f"{annex.tag} {_title(annex, caption).removeprefix(period)}"


def _write(book: Book, part: Part, draft: bool) -> None:
    """One sheet: title, the way back, introduction, table, notes."""
    sheet, columns = part.sheet, part.table.columns
    upright = not part.annex.wide and len(columns) < 8
    widths = _widths(columns, UPRIGHT if upright else WIDE)
    book.line(sheet, 0, len(columns), _title(part.annex, part.caption), TITLE)
    sheet.set_row(0, 32)
    sheet.write_url(1, 0, f"internal:'{CONTENTS}'!A1", book.look(LINK), "返回目录")
    _write_note(book, sheet, 2, widths, "\n".join(said.text for said in part.annex.intro))
    _write_table(book, sheet, part.table, widths)
    after = TOP + 1 + len(part.table.rows) + bool(part.table.total)
    _write_note(book, sheet, after, widths, "\n".join(said.text for said in part.annex.notes))
    set_widths(sheet, widths)
    set_page(sheet, (TOP, TOP), draft, landscape=not upright)
    sheet.freeze_panes(TOP + 1, 1)
    sheet.autofilter(TOP, 0, TOP + len(part.table.rows), len(columns) - 1)


def _title(annex: Annex, caption: str) -> str:
    return annex.title + (f"（{caption}）" if caption else "")


def _widths(columns: tuple[Column, ...], across: float) -> list[float]:
    """Each column's share of the page, and no less than a short word with its filter button."""
    whole = sum(column.width for column in columns)
    return [max(LEAST, round(across * column.width / whole, 1)) for column in columns]


def _write_note(book: Book, sheet: Worksheet, row: int, widths: list[float], said: str) -> None:
    if said:
        book.line(sheet, row, len(widths), said, NOTE)
        sheet.set_row(row, height(said, sum(widths)) + 6)


def _write_table(book: Book, sheet: Worksheet, table: Table, widths: list[float]) -> None:
    for at, column in enumerate(table.columns):
        book.text(sheet, TOP, at, column.title, HEAD)
    sheet.set_row(TOP, 34)
    styled = [*((line, BOXED) for line in table.rows), *([(table.total, TOTAL)] if table.total else [])]
    for row, (line, style) in enumerate(styled, TOP + 1):
        for at, (column, printed) in enumerate(zip(table.columns, line, strict=True)):
            _write_cell(book, sheet, (row, at), column, printed, style)
        tall = max(height(printed, width) for printed, width in zip(line, widths, strict=True))
        sheet.set_row(row, min(TALLEST, tall + 5))


def _write_cell(
    book: Book, sheet: Worksheet, at: tuple[int, int], column: Column, printed: str, style: dict[str, object]
) -> None:  # fmt: skip
    """A figure as a number that shows as printed, all else as text."""
    look = {**style, "align": column.align}
    found = number(printed) if holds_numbers(column) else None
    if found:
        sheet.write_number(*at, found.value, book.look(look, num_format=found.shown_as))
    else:
        book.text(sheet, *at, printed, look)


def _write_contents(book: Book, sheet: Worksheet, made: list[Part], bulletin: View) -> None:
    """The first sheet: what there is, how many rows, and a link to each."""
    draft = "（征求意见稿）" if bulletin.draft else ""
    lines = "\n".join((*bulletin.title, f"附件{draft}"))
    book.line(sheet, 0, 3, lines, {**TITLE, "text_wrap": True})
    book.line(sheet, 1, 3, f"{bulletin.remark}各表与通报的附件相同，数字列可以筛选、排序、求和。", TEXT)
    for at, head in enumerate(("附件", "名称", "行数")):
        book.text(sheet, 2, at, head, HEAD)
    for row, part in enumerate(made, 3):
        book.text(sheet, row, 0, part.annex.tag, {**BOXED, "align": "center"})
        look = book.look({**BOXED, **LINK})
        sheet.write_url(row, 1, f"internal:'{part.sheet.get_name()}'!A1", look, _title(part.annex, part.caption))
        sheet.write_number(row, 2, len(part.table.rows), book.look(BOXED, align="right"))
        sheet.set_row(row, 22)
    for row, points in enumerate((28 * lines.count("\n") + 36, 24, 24)):
        sheet.set_row(row, points)
    set_widths(sheet, (12, 64, 10))
    set_page(sheet, (2, 2), bulletin.draft, landscape=False)
    sheet.freeze_panes(3, 0)
