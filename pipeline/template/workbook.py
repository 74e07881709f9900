"""Write the office's standard workbook (统计表), blank or filled, as schemas/template.py declares it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.template.form import BOXED, GIVEN, HEADER, LABEL, MUST, PLAIN, Cell, Form, put, span
from pipeline.template.instructions import write_instructions
from schemas.template import (
    AFFIRMATION,
    AFFIRMATION_CELL,
    DATA_ROWS,
    HEAD,
    HEADER_ROW,
    META_KEYS,
    META_SHEET,
    TITLE_CELL,
    VERSION,
    Column,
    HeadField,
    columns_for,
)
from schemas.vocabulary import Book

Filled: TypeAlias = Mapping[str, Cell]
"""One line of the table, or the head: key → what is typed there."""

LISTS_SHEET = "_lists"
VISIBLE_ROWS = 60
LINE_HEIGHT = 31
HEIGHTS = (36, 31, 31, 31, 31, 24, 36)
"""Of title, head, affirmation and header; a line of the table holds two lines of text."""
LEAST_WIDTH = 12
FIRST, LAST = HEADER_ROW, HEADER_ROW + DATA_ROWS - 1
"""First and last data row, counted from 0."""
COUNTS = ("resend", "paper_copies", "paper_pages")
DATES = ("filled_on",)
EARLIEST = date(2000, 1, 1)
NOTE = "带 * 的红字栏必须填写；一家媒体采用一篇占一行；填法见“填报说明”页。"
UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')

DAY = {"num_format": "yyyy-m-d", "align": "center"}


def file_name(form: Form) -> str:
    """The form's file name, free of what Windows does not allow in one."""
    return UNSAFE_IN_NAMES.sub("_", f"{form.unit_code}_{form.unit_name}_{form.period}.xlsx")


def blank_return(form: Form, facts: frozenset[str]) -> bytes:
    """The workbook one unit receives; the same form and facts give the same bytes."""
    return filled_return(form, facts, {}, ())


def filled_return(form: Form, facts: frozenset[str], head: Filled, lines: Sequence[Filled]) -> bytes:
    """The same workbook with the unit's head cells and table lines typed in."""
    columns = columns_for(Book.ADOPTION, facts)
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": form.title, "created": _created(form.period)})
        sheet = book.add_worksheet(Book.ADOPTION)
        _write_head(book, sheet, {**_given(form), **head}, len(columns), form.title)
        _write_table(book, sheet, columns, lines)
        _add_checks(sheet, columns, len(form.outlets))
        _set_page(sheet, columns)
        write_instructions(book, form, columns)
        _write_hidden(book, META_SHEET, _meta(form))
        _write_hidden(book, LISTS_SHEET, [(name,) for name in form.outlets])
    return stream.getvalue()


def _created(period: str) -> datetime:
    """A date that follows from the period, never from the clock: the first day of its quarter or year."""
    year = int(match[0]) if (match := re.match(r"[12]\d{3}", period)) else EARLIEST.year
    quarter = int(match[1]) if (match := re.search(r"Q([1-4])$", period)) else 1
    return datetime(year, 3 * quarter - 2, 1)


def _given(form: Form) -> dict[str, Cell]:
    """The head values that are typed for the unit."""
    return {field.key: getattr(form, field.key) for field in HEAD if field.prefilled}


def _meta(form: Form) -> list[tuple[str, ...]]:
    """What the hidden sheet tells the reader about this workbook."""
    known = {
        "template_version": VERSION,
        "unit_code": form.unit_code,
        "period": form.period,
        "assessment": form.assessment,
    }
    return [(key, known[key]) for key in META_KEYS]


def _write_head(book: Workbook, sheet: Worksheet, values: Filled, width: int, title: str) -> None:
    """Title, labelled cells and affirmation above the table."""
    last = max(width - 1, _last_head_column())
    style = {**PLAIN, "font_name": "黑体", "font_size": 20, "align": "center"}
    span(sheet, xl_cell_to_rowcol(TITLE_CELL), last, title, book.add_format(style))
    for row in sorted({xl_cell_to_rowcol(field.label_cell)[0] for field in HEAD}):
        _write_head_row(book, sheet, row, last, values)
    at = xl_cell_to_rowcol(AFFIRMATION_CELL)
    span(sheet, at, at[1] + 4, AFFIRMATION, book.add_format({**PLAIN, "bold": True}))
    note = book.add_format({**PLAIN, "font_color": "#C00000", "align": "right"})
    span(sheet, (at[0], at[1] + 5), last, NOTE, note)


def _last_head_column() -> int:
    """The head needs room for its last value, also where the table has few columns."""
    columns: list[int] = [xl_cell_to_rowcol(field.value_cell)[1] for field in HEAD]
    return max(columns) + 1


def _write_head_row(book: Workbook, sheet: Worksheet, row: int, last: int, values: Filled) -> None:
    """One row of the head: each label and value reaches to the next one, the last value to the edge."""
    fields = [field for field in HEAD if xl_cell_to_rowcol(field.label_cell)[0] == row]
    starts = [xl_cell_to_rowcol(cell)[1] for field in fields for cell in (field.label_cell, field.value_cell)]
    ends = [after - 1 for _, after in pairwise(starts)] + [last]
    for number, field in enumerate(fields):
        span(sheet, (row, starts[2 * number]), ends[2 * number], field.label, book.add_format(LABEL))
        style = book.add_format(_head_style(field))
        span(sheet, (row, starts[2 * number + 1]), ends[2 * number + 1], None, style)
        if field.formula:
            formula = field.formula.format(first=FIRST + 1, last=LAST + 1)
            sheet.write_formula(row, starts[2 * number + 1], formula, style)
        else:
            put(sheet, row, starts[2 * number + 1], values.get(field.key), style)


def _head_style(field: HeadField) -> dict[str, Any]:
    """Grey where the office or a formula fills the cell, a date where one is asked for."""
    style = {**(GIVEN if field.prefilled or field.formula else BOXED), "align": "center"}
    return {**style, **DAY} if field.key in DATES else style


def _write_table(book: Workbook, sheet: Worksheet, columns: Sequence[Column], lines: Sequence[Filled]) -> None:
    """The header row, then the lines; rows beyond them are ruled so that the form looks like one."""
    for at, column in enumerate(columns):
        sheet.write_string(HEADER_ROW - 1, at, column.header, book.add_format(_header_style(column)))
        style = book.add_format({**BOXED, **_cell_style(column)})
        for row in range(max(VISIBLE_ROWS, len(lines))):
            value = lines[row].get(column.key) if row < len(lines) else None
            put(sheet, FIRST + row, at, value, style)


def _header_style(column: Column) -> dict[str, Any]:
    return MUST if column.required else HEADER


def _cell_style(column: Column) -> dict[str, Any]:
    """Dates show as dates, words of a closed list stand in the middle, text is left as typed."""
    if column.kind == "date":
        return DAY
    return {"align": "center"} if column.kind in ("choice", "number") else {}


def _add_checks(sheet: Worksheet, columns: Sequence[Column], outlets: int) -> None:
    """Drop-downs and checks for head and table; what may be written otherwise only warns."""
    for field in HEAD:
        if check := _head_check(field):
            sheet.data_validation(field.value_cell, check)
    for at, column in enumerate(columns):
        if check := _column_check(column, outlets):
            sheet.data_validation(FIRST, at, LAST, at, check)


def _head_check(field: HeadField) -> dict[str, Any]:
    if field.choices:
        return _listed(field.label, [str(choice) for choice in field.choices])
    if field.key in COUNTS:
        return _whole(field.label)
    return _dated(field.label, "如 2026-9-18") if field.key in DATES else {}


def _column_check(column: Column, outlets: int) -> dict[str, Any]:
    if column.key == "outlet_text":
        return _known_outlet(column, outlets)
    if column.kind == "choice":
        return {**_listed(column.header, list(column.choices)), **_hint(column)}
    if column.kind == "choices":
        return {"validate": "list", "source": list(column.choices), "show_error": False, **_hint(column)}
    return {**_dated(column.header, column.hint), **_hint(column)} if column.kind == "date" else {}


def _hint(column: Column) -> dict[str, Any]:
    """The message shown beside a selected cell."""
    return {"input_title": column.header, "input_message": column.hint} if column.hint else {}


def _listed(name: str, choices: list[str]) -> dict[str, Any]:
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


def _dated(name: str, example: str) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": ">=",
        "value": EARLIEST,
        "error_type": "warning",
        "error_title": name,
        "error_message": f"这里应填日期，年、月、日都要写全{'，' + example if example else ''}。",
    }


def _whole(name: str) -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": name,
        "error_message": "请填写整数，没有的填 0 或不填。",
    }


def _set_page(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Widths, frozen header and A4 landscape, one page wide with the header on every page."""
    for at in range(_last_head_column() + 1):
        sheet.set_column(at, at, LEAST_WIDTH)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width + 1)
    for row, height in enumerate(HEIGHTS + (LINE_HEIGHT,) * VISIBLE_ROWS):
        sheet.set_row(row, height)
    sheet.freeze_panes(HEADER_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.set_footer("&C第&P页 共&N页")


def _write_hidden(book: Workbook, name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """A sheet the unit does not see."""
    sheet = book.add_worksheet(name)
    for row, values in enumerate(rows):
        for at, value in enumerate(values):
            sheet.write_string(row, at, value)
    sheet.hide()
