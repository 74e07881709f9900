"""Write the office's standard workbook (统计表), blank or filled, as schemas/template.py declares it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import pairwise
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from pipeline.period_id import PeriodId
from pipeline.template.form import BOXED, GIVEN, LABEL, PLAIN, Cell, Form, put, span
from pipeline.template.instructions import write_instructions
from pipeline.template.table import (
    DAY,
    EARLIEST,
    Filled,
    add_checks,
    dated,
    listed,
    set_page,
    whole,
    write_table,
)
from schemas.template import (
    AFFIRMATION,
    AFFIRMATION_CELL,
    DATA_ROWS,
    HEAD,
    HEADER_ROW,
    HEADER_ROWS,
    LISTS_SHEET,
    META_KEYS,
    META_SHEET,
    NOTES,
    TITLE_CELL,
    VERSION,
    Column,
    HeadField,
    Sheets,
)
from schemas.vocabulary import RETURNED_BOOKS, Book

HEIGHTS: dict[Book, tuple[int, ...]] = {Book.ADOPTION: (36, 31, 31, 31, 31, 24, 36), Book.SUBMISSION: (36, 24, 36)}
"""Of title, head, affirmation or note, and header."""
LEAST_WIDTH = 12
COUNTS = ("resend", "paper_copies", "paper_pages")
DATES = ("filled_on",)
UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def file_name(form: Form) -> str:
    """The form's file name, free of what Windows does not allow in one."""
    return UNSAFE_IN_NAMES.sub("_", f"{form.unit_code}_{form.unit_name}_{form.period}.xlsx")


def blank_return(form: Form, sheets: Sheets) -> bytes:
    """The workbook one unit receives; the same form and sheets give the same bytes."""
    return filled_return(form, sheets, {}, {})


def filled_return(form: Form, sheets: Sheets, head: Filled, lines: Mapping[Book, Sequence[Filled]]) -> bytes:
    """The same workbook with the unit's head cells and the lines of each book typed in."""
    stream, sheets = BytesIO(), {name: sheets[name] for name in RETURNED_BOOKS if name in sheets}
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": form.title, "created": created(form.period)})
        for name, columns in sheets.items():
            sheet = book.add_worksheet(name)
            _write_top(book, sheet, name, form, head, len(columns))
            write_table(book, sheet, HEADER_ROWS[name], columns, lines.get(name, ()))
            _set_up(sheet, name, columns, len(form.outlets))
        write_instructions(book, form, sheets)
        _write_hidden(book, META_SHEET, _meta(form))
        _write_hidden(book, LISTS_SHEET, [(name,) for name in form.outlets])
    return stream.getvalue()


def _write_top(book: Workbook, sheet: Worksheet, name: Book, form: Form, head: Filled, width: int) -> None:
    """What stands above a table: title and note, and on 采用明细 the head."""
    if name == Book.ADOPTION:
        _write_head(book, sheet, {**_given(form), **head}, width, form.title)
    else:
        _write_title(book, sheet, width - 1, f"{form.unit_name}{name}")
        _write_note(book, sheet, (1, 0), width - 1, name)


def _set_up(sheet: Worksheet, name: Book, columns: Sequence[Column], outlets: int) -> None:
    """Drop-downs, checks, widths and print set-up."""
    if name == Book.ADOPTION:
        _add_head_checks(sheet)
        for at in range(_last_head_column() + 1):
            sheet.set_column(at, at, LEAST_WIDTH)
    add_checks(sheet, HEADER_ROWS[name], columns, outlets)
    set_page(sheet, HEADER_ROWS[name], columns, HEIGHTS[name])


def created(period: str) -> datetime:
    """A date that follows from the period, never from the clock: its first day as if years began in January."""
    which = PeriodId.read(period)
    return datetime.combine(which.first_day() if which else EARLIEST, time())


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
    _write_title(book, sheet, last, title)
    for row in sorted({xl_cell_to_rowcol(field.label_cell)[0] for field in HEAD}):
        _write_head_row(book, sheet, row, last, values)
    at = xl_cell_to_rowcol(AFFIRMATION_CELL)
    span(sheet, at, at[1] + 4, AFFIRMATION, book.add_format({**PLAIN, "bold": True}))
    _write_note(book, sheet, (at[0], at[1] + 5), last, Book.ADOPTION)


def _write_title(book: Workbook, sheet: Worksheet, last: int, title: str) -> None:
    style = {**PLAIN, "font_name": "黑体", "font_size": 20, "align": "center"}
    span(sheet, xl_cell_to_rowcol(TITLE_CELL), last, title, book.add_format(style))


def _write_note(book: Workbook, sheet: Worksheet, start: tuple[int, int], last: int, name: Book) -> None:
    note = book.add_format({**PLAIN, "font_color": "#C00000", "align": "right"})
    span(sheet, start, last, NOTES[name], note)


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
            formula = field.formula.format(first=HEADER_ROW + 1, last=HEADER_ROW + DATA_ROWS)
            sheet.write_formula(row, starts[2 * number + 1], formula, style)
        else:
            put(sheet, row, starts[2 * number + 1], values.get(field.key), style)


def _head_style(field: HeadField) -> dict[str, Any]:
    """Grey where the office or a formula fills the cell, a date where one is asked for."""
    style = {**(GIVEN if field.prefilled or field.formula else BOXED), "align": "center"}
    return {**style, **DAY} if field.key in DATES else style


def _add_head_checks(sheet: Worksheet) -> None:
    """Drop-downs and checks of the head; what may be written otherwise only warns."""
    for field in HEAD:
        if check := _head_check(field):
            sheet.data_validation(field.value_cell, check)


def _head_check(field: HeadField) -> dict[str, Any]:
    if field.choices:
        return listed(field.label, [str(choice) for choice in field.choices])
    if field.key in COUNTS:
        return whole(field.label)
    return dated(field.label, "如 2026-9-18") if field.key in DATES else {}


def _write_hidden(book: Workbook, name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """A sheet the unit does not see."""
    sheet = book.add_worksheet(name)
    for row, values in enumerate(rows):
        for at, value in enumerate(values):
            sheet.write_string(row, at, value)
    sheet.hide()
