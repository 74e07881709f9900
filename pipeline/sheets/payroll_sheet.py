"""Write the payroll: a sheet for each payer and, where there are several, one that adds them up."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

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
from pipeline.sheets.payroll import SIGNED, Column, Kind, Payroll, is_final, lines_of, paper_name, payrolls, title

SERIAL = Column("serial", "序号", 5, "centred")
HEAD_ROWS = (3, 4)
"""Two rows of head, so that columns that belong together stand under one word."""
FIRST = 5
FREEZE_AFTER = 3
WORDS = 3
"""Columns that the words 合计 and 大写 stand across."""
LOOKS: dict[str, dict[str, Any]] = {
    "text": {}, "centred": {"align": "center"}, "count": {"align": "center", "num_format": '0;-0;"—"'}, "money": MONEY,
    "filled": {**MONEY, "num_format": "#,##0.00;-#,##0.00;"},
}  # fmt: skip
HEIGHTS = (34, 20, 20, 18, 22)
"""Of title, what stands below it, and the two rows of head."""
SIGNED_HEIGHT, LINE_HEIGHT = 34.0, 20.0
"""Points of a line that is signed, and of any other."""


class Paper(NamedTuple):
    """One payer's sheet while it is written; lines stand in the rows FIRST to `last` (from 0)."""

    book: Book
    sheet: Worksheet
    columns: tuple[Column, ...]
    payroll: Payroll
    last: int

    @property
    def owed(self) -> int:
        """Which column, from 0, holds what is owed."""
        return [column.key for column in self.columns].index("owed")


def payroll_file(figures: Figures) -> bytes | None:
    """The payroll as a workbook; none where nobody is owed anything."""
    made = payrolls(figures)
    if not made:
        return None
    book, draft = Book(title(figures), figures.period.first_day), not figures.issued
    headline = title(figures) + ("（征求意见稿）" if draft else "")
    overview = book.sheet(NAME) if len(made) > 1 else None
    papers = [_written(book, payroll, figures, headline) for payroll in made]
    if overview:
        owed = papers[0].columns[papers[0].owed].title
        write_overview(book, overview, headline, owed, [_place(paper) for paper in papers], draft)
    return book.content()


def _written(book: Book, payroll: Payroll, figures: Figures, headline: str) -> Paper:
    """One payer's sheet."""
    name = paper_name(figures) if payroll.lines["payer"].eq("").all() else payroll.name
    columns = (SERIAL, *payroll.columns)
    paper = Paper(book, book.sheet(name), columns, payroll, FIRST + len(payroll.lines) - 1)
    book.line(paper.sheet, 0, len(columns), headline, TITLE)
    for row, said in enumerate(payroll.heads, 1):
        book.line(paper.sheet, row, len(columns), said, TEXT)
    _write_head(paper)
    _write_lines(paper)
    _write_totals(paper)
    _write_capitals(paper)
    _write_foot(paper)
    _set_up(paper, SIGNED_HEIGHT if is_final(figures) else LINE_HEIGHT, draft=not figures.issued)
    return paper


def _place(paper: Paper) -> Place:
    """Where the sum of a sheet stands, for the sheet that adds them up."""
    cell = f"'{paper.sheet.get_name()}'!{xl_rowcol_to_cell(paper.last + 1, paper.owed)}"
    return Place(paper.payroll.name, len(paper.payroll.lines), paper.payroll.owed, cell)


def _set_up(paper: Paper, least: float, draft: bool) -> None:
    set_widths(paper.sheet, [column.width for column in paper.columns])
    for row, points in enumerate(_heights(paper, least)):
        paper.sheet.set_row(row, points)
    set_page(paper.sheet, HEAD_ROWS, draft)
    paper.sheet.freeze_panes(FIRST, FREEZE_AFTER)


def _heights(paper: Paper, least: float) -> list[float]:
    """Points of every row: heads, lines, total, capitals, signatures, notes."""
    words = [column for column in paper.payroll.columns if column.kind in ("text", "centred")]
    lines = [
        max(least, *(height(column.of(line), column.width) for column in words)) for line in lines_of(paper.payroll)
    ]
    return [*HEIGHTS, *lines, 24, 24, 34, height(_said(paper.payroll.notes), _wide(paper)) + 6]


def _wide(paper: Paper) -> float:
    return sum(column.width for column in paper.columns)


def _write_head(paper: Paper) -> None:
    """Two rows: a column's own title over both, or under the word of its group."""
    top, bottom = HEAD_ROWS
    look = paper.book.look(HEAD)
    for at, column in enumerate(paper.columns):
        if column.group:
            paper.sheet.write_string(bottom, at, column.title, look)
        else:
            paper.sheet.merge_range(top, at, bottom, at, column.title, look)
    for group, members in groupby(enumerate(paper.columns), key=lambda one: one[1].group):
        places = [at for at, _ in members]
        if group and len(places) > 1:
            paper.sheet.merge_range(top, places[0], top, places[-1], group, look)
        elif group:
            paper.sheet.write_string(top, places[0], group, look)


def _write_lines(paper: Paper) -> None:
    """A row for each line."""
    letters = {column.key: xl_col_to_name(at) for at, column in enumerate(paper.columns)}
    for row, line in enumerate(lines_of(paper.payroll), FIRST):
        cells = {key: f"{letter}{row + 1}" for key, letter in letters.items()}
        paper.sheet.write_number(row, 0, row - FIRST + 1, paper.book.look({**BOXED, **LOOKS["centred"]}))
        for at, column in enumerate(paper.columns[1:], 1):
            _write_cell(paper, (row, at), column.kind, column.of(line), column.formula.format(**cells))


def _write_cell(paper: Paper, at: tuple[int, int], kind: Kind, value: Any, formula: str) -> None:
    """One cell: a formula with its result, a number, a blank to fill in, or text."""
    style = {**BOXED, **LOOKS[kind]}
    sheet, look = paper.sheet, paper.book.look(style)
    if formula:
        sheet.write_formula(*at, formula, look, yuan(value) if value != "" else "")
    elif kind == "filled" or value is None:
        sheet.write_blank(*at, None, look)
    elif kind in ("money", "count"):
        sheet.write_number(*at, yuan(value) if kind == "money" else value, look)
    else:
        paper.book.text(sheet, *at, value, style)


def _write_totals(paper: Paper) -> None:
    """合计 by formulas, with their results beside them."""
    row = paper.last + 1
    for at, column in enumerate(paper.columns):
        look = paper.book.look({**TOTAL, **LOOKS["filled" if column.kind == "filled" else "money"]})
        if column.total:
            formula = column.total.format(cells=xl_range(FIRST, at, paper.last, at))
            paper.sheet.write_formula(row, at, formula, look, _total(column, paper.payroll))
        else:
            paper.sheet.write_blank(row, at, None, look)
    paper.sheet.merge_range(row, 0, row, WORDS - 1, "合计", paper.book.look(TOTAL, align="center"))


def _total(column: Column, payroll: Payroll) -> float | str:
    """What a column comes to as long as nothing is filled in; blank where each of its cells is."""
    fen = [column.of(line) for line in lines_of(payroll)] if column.kind == "money" else []
    return "" if "" in fen else yuan(sum(fen))


def _write_capitals(paper: Paper) -> None:
    """What is owed in capitals."""
    row, sheet, look = paper.last + 2, paper.sheet, paper.book.look(TOTAL)
    said = f"{paper.columns[paper.owed].title}合计（大写）"
    sheet.merge_range(row, 0, row, WORDS - 1, said, paper.book.look(TOTAL, align="center"))
    sheet.merge_range(row, WORDS, row, len(paper.columns) - 1, "", look)
    cell = xl_rowcol_to_cell(paper.last + 1, paper.owed)
    formula, shown = capitals_formula("", cell, paper.payroll.owed)
    sheet.write_formula(row, WORDS, formula, look, shown)


def _write_foot(paper: Paper) -> None:
    """Who signs, then notes, so that what falls on a page of its own is at most the notes."""
    row, width = paper.last + 3, len(paper.columns)
    paper.book.line(paper.sheet, row, width, signatures(SIGNED, _wide(paper)), TEXT)
    paper.book.line(paper.sheet, row + 1, width, _said(paper.payroll.notes), NOTE)


def _said(notes: tuple[str, ...]) -> str:
    return "\n".join(f"{'注：' if n == 1 else '　　'}{n}. {note}" for n, note in enumerate(notes, 1))
