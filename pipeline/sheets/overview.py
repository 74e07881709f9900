"""The sheet that adds up what several payers owe, by formulas on their own sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.sheets.book import BOXED, HEAD, MONEY, TEXT, TITLE, TOTAL, Book, set_page, set_widths, yuan
from pipeline.sheets.foot import capitals_formula

NAME = "汇总"
HEAD_ROW = 2
WIDTHS = (8, 44, 12, 50)
MIDDLE = {"align": "center"}


class Place(NamedTuple):
    """A payer, how many lines the payroll has, what is owed in all, and the cell of it."""

    payer: str
    lines: int
    fen: int
    cell: str


def write_overview(
    book: Book, sheet: Worksheet, title: str, owed: str, places: Sequence[Place], draft: bool
) -> None:  # fmt: skip
    """A line for each payer and their sum; `owed` is what the sum is called."""
    book.line(sheet, 0, len(WIDTHS), title, TITLE)
    book.line(sheet, 1, len(WIDTHS), "按支付单位汇总　　金额单位：元", TEXT)
    for at, head in enumerate(("序号", "支付单位", "笔数", f"{owed}（元）")):
        book.text(sheet, HEAD_ROW, at, head, HEAD)
    for n, place in enumerate(places, 1):
        _write_payer(book, sheet, n, place)
    _write_total(book, sheet, owed, places)
    for row, points in enumerate((34, 20, *(24 for _ in range(len(places) + 3)))):
        sheet.set_row(row, points)
    set_widths(sheet, WIDTHS)
    set_page(sheet, (HEAD_ROW, HEAD_ROW), draft)


def _write_payer(book: Book, sheet: Worksheet, n: int, place: Place) -> None:
    row = HEAD_ROW + n
    sheet.write_number(row, 0, n, book.look({**BOXED, **MIDDLE}))
    book.text(sheet, row, 1, place.payer, BOXED)
    sheet.write_number(row, 2, place.lines, book.look({**BOXED, **MIDDLE}))
    sheet.write_formula(row, 3, f"={place.cell}", book.look({**BOXED, **MONEY}), yuan(place.fen))


def _write_total(book: Book, sheet: Worksheet, owed: str, places: Sequence[Place]) -> None:
    first, row = HEAD_ROW + 1, HEAD_ROW + 1 + len(places)
    fen = sum(place.fen for place in places)
    sheet.merge_range(row, 0, row, 1, "合计", book.look({**TOTAL, **MIDDLE}))
    lines = sum(place.lines for place in places)
    sheet.write_formula(row, 2, f"=SUM({xl_range(first, 2, row - 1, 2)})", book.look({**TOTAL, **MIDDLE}), lines)
    sheet.write_formula(row, 3, f"=SUM({xl_range(first, 3, row - 1, 3)})", book.look({**TOTAL, **MONEY}), yuan(fen))
    sheet.merge_range(row + 1, 0, row + 1, 3, "", book.look(TOTAL))
    formula, said = capitals_formula(f"{owed}合计（大写）", xl_rowcol_to_cell(row, 3), fen)
    sheet.write_formula(row + 1, 0, formula, book.look(TOTAL), said)
