"""A statement as a workbook of one sheet, printable on A4, with room to sign."""

from __future__ import annotations

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.answer.faces import FACES, height
from pipeline.answer.grid import Cell, Grid, text_of
from pipeline.answer.statement import Statement
from pipeline.bulletin.words import Fen, Points
from pipeline.template.workbook import created

WIDTHS = (6, 34, 18, 12, 11, 50)
AMOUNT_WIDTH = 12
ALIGN = {"l": "left", "c": "center", "r": "right"}
SIGNING = (
    "单位意见：□ 无异议　　□ 有异议（逐项写明）",
    "信息员（签字）：　　　　　　　　单位负责人（签字）：　　　　　　　　（单位盖章）　　　　　　年　　月　　日",
)


class _Sheet:
    """A worksheet written downwards."""

    def __init__(self, book: Workbook, name: str, columns: int) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self.row = 0
        self.widths = (*WIDTHS, *(AMOUNT_WIDTH,) * (columns - len(WIDTHS)))
        self._book = book
        self._formats: dict[tuple[str, str, str], Format] = {}

    def format(self, kind: str, align: str = "l", number: str = "") -> Format:
        """A cell format, each made once."""
        key = (kind, align, number)
        if key not in self._formats:
            extra = {"num_format": number} if number else {}
            self._formats[key] = self._book.add_format({**FACES[kind], "align": ALIGN[align], **extra})
        return self._formats[key]

    def across(self, text: str, kind: str, high: int, align: str = "l") -> None:
        """A line of text over the whole breadth."""
        self.sheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", self.format(kind, align))
        self.sheet.write_string(self.row, 0, text, self.format(kind, align))
        self.sheet.set_row(self.row, high)
        self.row += 1


def statement_bytes(statement: Statement) -> bytes:
    """The workbook; the same statement gives the same bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as book:
        book.set_properties({"title": statement.title, "created": created(statement.period)})
        page = _Sheet(book, "核对单", max((len(grid.headings) for grid in statement.grids), default=len(WIDTHS)))
        page.across(statement.title, "title", 30, "c")
        for label, text in statement.facts:
            page.across(f"{label}：{text}", "plain", 18)
        for grid in statement.grids:
            page.row += 1
            _write_grid(page, grid)
        page.row += 1
        for text in (*statement.notes, statement.confirm):
            page.across(text, "plain", 18)
        for text in SIGNING:
            page.across(text, "plain", 40)
        _set_up(page.sheet, page.widths)
    return stream.getvalue()


def _write_grid(page: _Sheet, grid: Grid) -> None:
    """Caption, header, rows and total; narrow grids take the columns they need, merged to the breadth of the page."""
    page.across(grid.caption, "plain", 22)
    spans = _spans(grid, len(page.widths))
    _write_row(page, grid, spans, tuple(one.title for one in grid.headings), "header")
    for row in grid.rows:
        _write_row(page, grid, spans, row, "boxed")
    if grid.total:
        _write_row(page, grid, spans, grid.total, "header")


def _spans(grid: Grid, columns: int) -> list[tuple[int, int]]:
    """Which columns of the sheet each column of the grid takes: as many as its share of the breadth."""
    if len(grid.headings) == columns:
        return [(at, at) for at in range(len(grid.headings))]
    whole, spans, start, passed = sum(one.breadth for one in grid.headings), [], 0, 0
    for number, heading in enumerate(grid.headings):
        passed += heading.breadth
        rest = len(grid.headings) - number - 1
        end = min(columns - 1 - rest, max(start, round(columns * passed / whole) - 1))
        spans.append((start, end if rest else columns - 1))
        start = spans[-1][1] + 1
    return spans


def _write_row(page: _Sheet, grid: Grid, spans: list[tuple[int, int]], cells: tuple[Cell, ...], kind: str) -> None:
    for heading, (first, last), cell in zip(grid.headings, spans, cells, strict=True):
        align = "c" if kind == "header" and cells[0] == grid.headings[0].title else heading.align
        style = page.format(kind, align, _number(cell))
        if last > first:
            page.sheet.merge_range(page.row, first, page.row, last, "", style)
        _write_cell(page.sheet, page.row, first, cell, style)
    widths = [sum(page.widths[first : last + 1]) for first, last in spans]
    page.sheet.set_row(page.row, height(zip(map(text_of, cells), widths, strict=True)))
    page.row += 1


def _number(cell: Cell) -> str:
    return "#,##0.00" if isinstance(cell, Fen) else ""


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    """Points and yuan as numbers of points and yuan; both have few enough digits to be exact when shown."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, style)
    else:
        scale = 1000 if isinstance(cell, Points) else 100 if isinstance(cell, Fen) else 1
        sheet.write_number(row, column, int(cell) / scale, style)


def _set_up(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C第&P页 共&N页")
