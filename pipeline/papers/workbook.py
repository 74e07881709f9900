"""Write one of the office's papers as a workbook: title, note, signature line, table, drop-downs, A4 landscape."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.template.form import BOXED, GIVEN, HEADER, LABEL, MUST, PLAIN, put, span
from pipeline.template.table import DAY, MOMENT, Filled, dated, listed, whole
from schemas.papers import BULK_CHECKER, BULK_DAY, BULK_LABEL, META_KEYS, META_SHEET, VERSION, EvidenceResult, Layout
from schemas.template import LISTS_SHEET, Column

FREE_ROWS = 30
"""Ruled lines of a paper that is filled from nothing."""
CHECKED_ROWS = 500
"""Rows below the header that carry drop-downs and checks."""
SIGNATURE = "填表人（签字）：　　　　　　　　审核人（签字）：　　　　　　　　日期：　　　　年　　月　　日"
LINE, NOTE_LENGTH = 17, 62
"""Points per line of text, and about how many characters of a note stand on one."""


@dataclass(frozen=True)
class Blank:
    """A paper to be filled: what stands above its table, and the lines the product knows already."""

    layout: Layout
    title: str
    subtitle: str
    note: str
    period: str
    assessment: str
    created: datetime
    lines: Sequence[Filled] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """Unit code → name, for drop-downs."""
    bulk: bool = False


def paper_bytes(blank: Blank) -> bytes:
    """The workbook; the same blank gives the same bytes."""
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": blank.title, "created": blank.created})
        sheet = book.add_worksheet(blank.layout.kind.value)
        header = _write_top(book, sheet, blank)
        _write_table(book, sheet, header, blank)
        for at, column in enumerate(blank.layout.columns):
            if check := _check(column, at, blank):
                sheet.data_validation(header + 1, at, header + CHECKED_ROWS, at, check)
        _set_page(sheet, header, blank.layout.columns, len(blank.lines) or FREE_ROWS)
        _write_hidden(book, META_SHEET, _meta(blank))
        _write_hidden(book, LISTS_SHEET, list(blank.units.items()))
    return stream.getvalue()


def _write_top(book: Workbook, sheet: Worksheet, blank: Blank) -> int:
    """Title, period, note and signature line; returns the row of the header (from 0)."""
    last = len(_printed(blank.layout.columns)) - 1
    styles: list[tuple[str, dict[str, Any], int]] = [
        (blank.title, {"font_name": "黑体", "font_size": 20, "align": "center"}, 36),
        (blank.subtitle, {"align": "center"}, 20),
        (blank.note, {"font_color": "#C00000"}, LINE * (1 + len(blank.note) // NOTE_LENGTH) + 6),
        (SIGNATURE, {"font_size": 12}, 30),
    ]
    for row, (text, style, height) in enumerate(styles):
        span(sheet, (row, 0), last, text, book.add_format({**PLAIN, **style}))
        sheet.set_row(row, height)
    if blank.bulk:
        _write_bulk(book, sheet, len(styles))
    return len(styles) + blank.bulk


def _write_bulk(book: Workbook, sheet: Worksheet, row: int) -> None:
    """What is meant of all lines left blank, who found it and when."""
    label, value = book.add_format(LABEL), book.add_format({**BOXED, "align": "center", "bold": True})
    span(sheet, (row, 0), 2, BULK_LABEL, label)
    span(sheet, (row, 3), 4, None, value)
    span(sheet, (row, 5), 6, BULK_CHECKER, label)
    span(sheet, (row, 7), 7, None, value)
    span(sheet, (row, 8), 8, BULK_DAY, label)
    span(sheet, (row, 9), 9, None, book.add_format({**BOXED, **DAY}))
    sheet.set_row(row, 26)
    choices = [EvidenceResult.AGREES.value, EvidenceResult.UNCHECKED.value]
    sheet.data_validation(row, 3, row, 3, listed(BULK_LABEL, choices))
    sheet.data_validation(row, 9, row, 9, dated(BULK_DAY, "如 2026-9-18"))


def _write_table(book: Workbook, sheet: Worksheet, header: int, blank: Blank) -> None:
    """The header and the lines; grey is what the product filled in."""
    columns = blank.layout.columns
    for at, column in enumerate(columns):
        must = column.required and column.key not in blank.layout.given
        put(sheet, header, at, column.header, book.add_format(MUST if must else HEADER))
    sheet.set_row(header, 34)
    styles = [book.add_format(_style(column, column.key in blank.layout.given)) for column in columns]
    lines: Sequence[Filled] = blank.lines or [{}] * FREE_ROWS
    for row, line in enumerate(lines, start=header + 1):
        for at, (column, style) in enumerate(zip(columns, styles, strict=True)):
            put(sheet, row, at, line.get(column.key), style)
        sheet.set_row(row, LINE * max(_height(column, line) for column in _printed(columns)) + 6)


def _printed(columns: Sequence[Column]) -> list[Column]:
    """All but the key of the row in its return, which is for looking up on the screen."""
    return [column for column in columns if column.key != "row_key"]


def _style(column: Column, given: bool) -> dict[str, Any]:
    shape = {"date": DAY, "moment": MOMENT, "choice": {"align": "center"}, "number": {"align": "center"}}
    return {**(GIVEN if given else BOXED), **shape.get(column.kind, {})}


def _height(column: Column, line: Filled) -> int:
    """How many lines of its column a text takes; a Chinese character is as wide as two others."""
    text = str(line.get(column.key) or "")
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return 1 + wide // (column.width + 1)


def _check(column: Column, at: int, blank: Blank) -> dict[str, Any]:
    """The drop-down or check of a column the officer fills."""
    if column.key in blank.layout.given:
        return {}
    if column.key in ("unit_code", "unit_name"):
        return _known_unit(column, blank)
    checks = {
        "choice": lambda: listed(column.header, list(column.choices)),
        "number": lambda: whole(column.header) if column.key != "serial" else {},
        "date": lambda: dated(column.header, column.hint),
        "moment": lambda: dated(column.header, column.hint, "日期和时间，年、月、日、时、分"),
    }
    check: dict[str, Any] = checks.get(column.kind, dict)()
    return {**check, "input_title": column.header, "input_message": column.hint} if check and column.hint else check


def _known_unit(column: Column, blank: Blank) -> dict[str, Any]:
    letter = "A" if column.key == "unit_code" else "B"
    return {
        "validate": "list",
        "source": f"={LISTS_SHEET}!${letter}$1:${letter}${len(blank.units)}",
        "error_title": column.header,
        "error_message": "名录中没有这个单位，请从下拉列表中选择。",
    }


def _set_page(sheet: Worksheet, header: int, columns: Sequence[Column], rows: int) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width + 1)
    sheet.freeze_panes(header + 1, 0)
    sheet.autofilter(header, 0, header, len(columns) - 1)
    sheet.print_area(0, 0, header + rows, len(_printed(columns)) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_footer("&C第&P页 共&N页")


def _meta(blank: Blank) -> list[tuple[str, str]]:
    """What the hidden sheet tells the reader about this workbook."""
    known = {
        "paper": blank.layout.kind.value,
        "version": VERSION,
        "period": blank.period,
        "assessment": blank.assessment,
    }
    return [(key, known[key]) for key in META_KEYS]


def _write_hidden(book: Workbook, name: str, rows: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    for row, values in enumerate(rows):
        for at, value in enumerate(values):
            sheet.write_string(row, at, value)
    sheet.hide()
