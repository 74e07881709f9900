"""The table of one book in the standard workbook: header, lines, checks and print set-up, by its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.template.form import BOXED, HEADER, MUST, Cell, put
from schemas.template import DATA_ROWS, LISTS_SHEET, Column

Filled: TypeAlias = Mapping[str, Cell]
"""One line of the table, or the head: key → what is typed there."""

VISIBLE_ROWS = 60
LINE_HEIGHT = 31
"""A line of the table holds two lines of text."""
EARLIEST = date(2000, 1, 1)
DAY = {"num_format": "yyyy-m-d", "align": "center"}
MOMENT = {"num_format": "yyyy-m-d hh:mm", "align": "center"}


def write_table(
    book: Workbook, sheet: Worksheet, header_row: int, columns: Sequence[Column], lines: Sequence[Filled]
) -> None:
    """The header in row `header_row` (from 1), then the lines; rows beyond are ruled so that the form looks like one."""
    for at, column in enumerate(columns):
        sheet.write_string(header_row - 1, at, column.header, book.add_format(_header_style(column)))
        style = book.add_format({**BOXED, **_cell_style(column)})
        for row in range(max(VISIBLE_ROWS, len(lines))):
            value = lines[row].get(column.key) if row < len(lines) else None
            put(sheet, header_row + row, at, value, style)


def _header_style(column: Column) -> dict[str, Any]:
    return MUST if column.required else HEADER


def _cell_style(column: Column) -> dict[str, Any]:
    """Dates show as dates, words of a closed list stand in the middle, text is left as typed."""
    if column.kind in ("date", "moment"):
        return DAY if column.kind == "date" else MOMENT
    return {"align": "center"} if column.kind in ("choice", "number") else {}


def add_checks(sheet: Worksheet, header_row: int, columns: Sequence[Column], outlets: int) -> None:
    """Drop-downs and checks below the header; what may be written otherwise only warns."""
    for at, column in enumerate(columns):
        if check := _column_check(column, outlets):
            sheet.data_validation(header_row, at, header_row + DATA_ROWS - 1, at, check)


def _column_check(column: Column, outlets: int) -> dict[str, Any]:
    if column.key == "outlet_text":
        return _known_outlet(column, outlets)
    check = _kind_check(column)
    return {**check, **_hint(column)} if check else {}


def _kind_check(column: Column) -> dict[str, Any]:
    if column.kind == "choice":
        return listed(column.header, list(column.choices))
    if column.kind == "choices":
        return {"validate": "list", "source": list(column.choices), "show_error": False}
    if column.kind == "number" and column.key != "serial":  # the unit numbers its lines as it likes
        return {
            **whole(column.header),
            "error_type": "warning",
            "error_message": "这里应填阿拉伯数字的整数，不写单位。",
        }
    if column.kind == "moment":
        return dated(column.header, column.hint, "日期和时间，年、月、日、时、分")
    return dated(column.header, column.hint) if column.kind == "date" else {}


def _hint(column: Column) -> dict[str, Any]:
    """The message shown beside a selected cell."""
    return {"input_title": column.header, "input_message": column.hint} if column.hint else {}


def listed(name: str, choices: list[str]) -> dict[str, Any]:
    """One of a closed list."""
    return {
        "validate": "list",
        "source": choices,
        "error_title": name,
        "error_message": f"请从下拉列表中选择：{'、'.join(choices)}。",
    }


def _known_outlet(column: Column, outlets: int) -> dict[str, Any]:
    """Outlets the office knows, from the hidden sheet; any other may be typed after a warning."""
    if not outlets:
        return {}
    return {
        "validate": "list",
        "source": f"={LISTS_SHEET}!$A$1:${xl_rowcol_to_cell(outlets - 1, 0, row_abs=True)}",
        "error_type": "warning",
        "error_title": column.header,
        "error_message": "媒体名录中没有这个名称。请先核对全称；确实是名录以外的媒体，可以照实填写。",
    }


def dated(name: str, example: str, what: str = "日期，年、月、日") -> dict[str, Any]:
    """A date is asked for; anything else may be typed after a warning."""
    return {
        "validate": "date",
        "criteria": ">=",
        "value": EARLIEST,
        "error_type": "warning",
        "error_title": name,
        "error_message": f"这里应填{what}都要写全{'，' + example if example else ''}。",
    }


def whole(name: str) -> dict[str, Any]:
    """A whole number, 0 or more."""
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": name,
        "error_message": "请填写整数，没有的填 0 或不填。",
    }


def set_page(sheet: Worksheet, header_row: int, columns: Sequence[Column], heights: Sequence[int]) -> None:
    """Widths, `heights` down to the header, frozen header and A4 landscape, one page wide, its header on every page."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width + 1)
    for row, height in enumerate((*heights, *(LINE_HEIGHT,) * VISIBLE_ROWS)):
        sheet.set_row(row, height)
    sheet.freeze_panes(header_row, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row - 1)
    sheet.set_footer("&C第&P页 共&N页")
