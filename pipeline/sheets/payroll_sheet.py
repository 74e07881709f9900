"""Write the payroll: a sheet for each payer and, where there are several, one that adds them up."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.bulletin.figures import Figures
from pipeline.sheets.book import (
    BOXED,
    HEAD,
    MONEY,
    NOTE,
    TEXT,
    TITLE,
    TOTAL,
    Book,
    height,
    set_page,
    set_widths,
    yuan,
)
from pipeline.sheets.foot import capitals_formula, signatures
from pipeline.sheets.overview import NAME, Place, write_overview
from pipeline.sheets.payroll import SIGNED, Column, Payroll, is_final, lines_of, paper_name, payrolls, title

SERIAL = Column("serial", "序号", 5, "centred")
HEAD_ROWS = (3, 4)
"""Two rows of head, so that columns that belong together stand under one word."""
FIRST = 5
FREEZE_AFTER = 3
LOOKS: dict[str, dict[str, Any]] = {
    "text": {}, "centred": {"align": "center"}, "count": {"align": "center", "num_format": '0;-0;"—"'}, "money": MONEY,
    "filled": {**MONEY, "num_format": "#,##0.00;-#,##0.00;"},
}  # fmt: skip
HEIGHTS = (34, 20, 20, 18, 22)
"""Of title, what stands below it, and the two rows of head."""
SIGNED_HEIGHT, LINE_HEIGHT = 34.0, 20.0
"""Points of a line that is signed, and of any other."""


def payroll_file(figures: Figures) -> bytes | None:
    """The payroll as a workbook; none where nobody is owed anything."""
    made = payrolls(figures)
    if not made:
        return None
    book = Book(title(figures), figures.period.first_day)
    overview = book.sheet(NAME) if len(made) > 1 else None
    places = [_write(book, payroll, figures) for payroll in made]
    if overview:
        owed = next(column.title for column in made[0].columns if column.key == "owed")
        write_overview(book, overview, _headline(made[0], figures), owed, places, not figures.issued)
    return book.content()


def _headline(payroll: Payroll, figures: Figures) -> str:
    return payroll.title + ("" if figures.issued else "（征求意见稿）")


def _write(book: Book, payroll: Payroll, figures: Figures) -> Place:
    """One payer's sheet; the cell of what is owed in all."""
    name = paper_name(figures) if payroll.lines["payer"].eq("").all() else payroll.name
    sheet, columns = book.sheet(name), (SERIAL, *payroll.columns)
    width, draft = len(columns), not figures.issued
    book.line(sheet, 0, width, _headline(payroll, figures), TITLE)
    for row, said in enumerate(payroll.heads, 1):
        book.line(sheet, row, width, said, TEXT)
    _write_head(book, sheet, columns)
    last = _write_lines(book, sheet, columns, payroll)
    _write_totals(book, sheet, columns, payroll, last)
    _write_foot(book, sheet, last + 3, columns, payroll.notes)
    _set_up(sheet, columns, _heights(payroll, SIGNED_HEIGHT if is_final(figures) else LINE_HEIGHT), draft)
    owed = [column.key for column in columns].index("owed")
    cell = f"'{sheet.get_name()}'!{xl_rowcol_to_cell(last + 1, owed)}"
    return Place(payroll.name, len(payroll.lines), payroll.owed, cell)


def _set_up(sheet: Worksheet, columns: tuple[Column, ...], heights: list[float], draft: bool) -> None:
    set_widths(sheet, [column.width for column in columns])
    for row, points in enumerate(heights):
        sheet.set_row(row, points)
    set_page(sheet, HEAD_ROWS, draft)
    sheet.freeze_panes(FIRST, FREEZE_AFTER)


def _heights(payroll: Payroll, least: float) -> list[float]:
    """Points of every row: heads, lines, total, capitals, signatures, notes."""
    words = [column for column in payroll.columns if column.kind in ("text", "centred")]
    lines = [
        max(least, *(height(column.of(line), column.width) for column in words), 0.0) for line in lines_of(payroll)
    ]
    wide = SERIAL.width + sum(column.width for column in payroll.columns)
    return [*HEIGHTS, *lines, 24, 24, 34, height(_said(payroll.notes), wide) + 6]


def _write_head(book: Book, sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    """Two rows: a column's own title over both, or under the word of its group."""
    top, bottom = HEAD_ROWS
    look = book.look(HEAD)
    for group, members in groupby(enumerate(columns), key=lambda one: one[1].group or one[1].key):
        found = list(members)
        first, last = found[0][0], found[-1][0]
        if not found[0][1].group:
            sheet.merge_range(top, first, bottom, first, found[0][1].title, look)
            continue
        if last > first:
            sheet.merge_range(top, first, top, last, group, look)
        else:
            sheet.write_string(top, first, group, look)
        for at, column in found:
            sheet.write_string(bottom, at, column.title, look)


def _write_lines(book: Book, sheet: Worksheet, columns: tuple[Column, ...], payroll: Payroll) -> int:
    """A row for each line; the last row's number, from 0."""
    letters = {column.key: xl_col_to_name(at) for at, column in enumerate(columns)}
    row = FIRST
    for row, line in enumerate(lines_of(payroll), FIRST):
        cells = {key: f"{letter}{row + 1}" for key, letter in letters.items()}
        sheet.write_number(row, 0, row - FIRST + 1, book.look({**BOXED, **LOOKS["centred"]}))
        for at, column in enumerate(columns[1:], 1):
            _write_cell(book, sheet, (row, at), column, line, cells)
    return row


def _write_cell(
    book: Book, sheet: Worksheet, at: tuple[int, int], column: Column, line: Any, cells: dict[str, str]
) -> None:  # fmt: skip
    style, value = {**BOXED, **LOOKS[column.kind]}, column.of(line)
    look = book.look(style)
    if column.formula:
        sheet.write_formula(*at, column.formula.format(**cells), look, yuan(value) if value != "" else "")
    elif column.kind == "filled" or value is None:
        sheet.write_blank(*at, None, look)
    elif column.kind in ("money", "count"):
        sheet.write_number(*at, yuan(value) if column.kind == "money" else value, look)
    else:
        book.text(sheet, *at, value, style)


def _write_totals(book: Book, sheet: Worksheet, columns: tuple[Column, ...], payroll: Payroll, last: int) -> None:
    """合计 by formulas whose results are written beside them, then what is owed in capitals."""
    row = last + 1
    for at, column in enumerate(columns):
        look = book.look({**TOTAL, **LOOKS["filled" if column.kind == "filled" else "money"]})
        sums = [column.of(line) for line in lines_of(payroll)] if column.kind == "money" else []
        value = yuan(sum(sums)) if "" not in sums else ""
        if column.total:
            cells = xl_range(FIRST, at, last, at)
            sheet.write_formula(row, at, column.total.format(cells=cells), look, value)
        else:
            sheet.write_blank(row, at, None, look)
    sheet.merge_range(row, 0, row, 2, "合计", book.look(TOTAL, align="center"))
    owed = next(at for at, column in enumerate(columns) if column.key == "owed")
    _write_capitals(
        book, sheet, row + 1, len(columns), columns[owed].title, (xl_rowcol_to_cell(row, owed), payroll.owed)
    )


def _write_capitals(
    book: Book, sheet: Worksheet, row: int, width: int, what: str, total: tuple[str, int]
) -> None:  # fmt: skip
    """The total (its cell, and what it is in fen) in capitals, which say so themselves when it no longer is that."""
    cell, fen = total
    sheet.merge_range(row, 0, row, 2, f"{what}合计（大写）", book.look(TOTAL, align="center"))
    look = book.look(TOTAL)
    if width > 4:
        sheet.merge_range(row, 3, row, width - 1, "", look)
    formula, said = capitals_formula("", cell, fen)
    sheet.write_formula(row, 3, formula, look, said)


def _write_foot(book: Book, sheet: Worksheet, row: int, columns: tuple[Column, ...], notes: tuple[str, ...]) -> None:
    """Who signs, then notes, so that what falls on a page of its own is at most the notes."""
    wide = sum(column.width for column in columns)
    book.line(sheet, row, len(columns), signatures(SIGNED, wide), TEXT)
    book.line(sheet, row + 1, len(columns), _said(notes), NOTE)


def _said(notes: tuple[str, ...]) -> str:
    return "\n".join(f"{'注：' if n == 1 else '　　'}{n}. {note}" for n, note in enumerate(notes, 1))
