"""What a blank workbook is prefilled with, and the styles its sheets share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = str | int | float | date | None
PLAIN = {"font_name": "仿宋_GB2312", "font_size": 11, "valign": "vcenter", "text_wrap": True}
BOXED = {**PLAIN, "border": 1}
LABEL = {**BOXED, "font_name": "黑体", "align": "center", "bg_color": "#EEF2F7"}
GIVEN = {**BOXED, "bg_color": "#F5F5F5"}
HEADER = {**LABEL, "bg_color": "#DCE6F1"}
MUST = {**HEADER, "font_color": "#C00000", "num_format": '@"*"'}
"""The asterisk is shown by the number format, so the cell still holds the declared header."""


@dataclass(frozen=True)
class Form:
    """What the office fills in before a form goes to a unit."""

    unit_code: str
    unit_name: str
    unit_class: str
    period: str
    title: str
    window: str
    deadline: str
    assessment: str
    outlets: tuple[str, ...]
    contact: str = ""
    """Whom to ask, as printed in the instructions; empty leaves the line out."""


def span(sheet: Worksheet, start: tuple[int, int], end: int, text: str | None, style: object) -> None:
    """Write one cell, merged to column `end` where that is further right."""
    if end > start[1]:
        sheet.merge_range(*start, start[0], end, "", style)
    put(sheet, *start, text, style)


def put(sheet: Worksheet, row: int, at: int, value: Cell, style: object) -> None:
    """Type one value; text stays text even when it begins with "="."""
    if value is None:
        sheet.write_blank(row, at, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, at, value, style)
    else:
        sheet.write_number(row, at, value, style)
