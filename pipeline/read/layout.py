"""Where the template's head, header and columns stand in a returned sheet. The layout itself is data (schemas/template)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read.grid import Sheet
from pipeline.read.guard import Unreadable
from pipeline.read.scan import column_letter
from schemas.returned import normal
from schemas.template import ADOPTION_COLUMNS, HEAD, HEADER_ROW, HEADER_SEARCH_ROWS, META_KEYS, META_SHEET, Column

_BY_HEADER = {normal(name): column for column in ADOPTION_COLUMNS for name in (column.header, *column.also)}
_LABELS = {normal(item.label): item.key for item in HEAD}
ENOUGH_HEADERS = 4
"""A row with this many known headers is the table's header."""


@dataclass(frozen=True)
class Place:
    """The header row of a sheet, each template column's letter, and headers that are not the template's."""

    header_row: int
    letters: dict[str, str]
    missing: tuple[Column, ...]
    extra: dict[str, str]

    @property
    def moved(self) -> bool:
        """Whether the header is not where the template has it."""
        return self.header_row != HEADER_ROW


def header_name(text: str) -> str:
    """A header cell without the marks that templates add (asterisk, line breaks)."""
    return normal(re.sub(r"[*＊]", "", text))


def data_sheet(sheets: list[Sheet]) -> tuple[Sheet, Place]:
    """The one sheet with the adoption table; raises Unreadable when none or several have it."""
    found = [(sheet, row) for sheet in sheets if (row := _header_row(sheet))]
    if not found:
        raise Unreadable("R10", "、".join(sheet.name for sheet in sheets)[:80])
    if len(found) > 1:
        raise Unreadable("R10", "多个工作表都有采用明细：" + "、".join(sheet.name for sheet, _ in found))
    sheet, row = found[0]
    return sheet, _place(sheet, row)


def _header_row(sheet: Sheet) -> int:
    """The row with most known headers, or 0."""
    counts = {
        number: len({header_name(text) for text in row} & _BY_HEADER.keys())
        for number, row in enumerate(sheet.cells[:HEADER_SEARCH_ROWS], start=1)
    }
    best = max(counts, key=lambda number: counts[number], default=0)
    return best if counts.get(best, 0) >= ENOUGH_HEADERS else 0


def _place(sheet: Sheet, header_row: int) -> Place:
    letters: dict[str, str] = {}
    extra: dict[str, str] = {}
    for number, text in enumerate(sheet.cells[header_row - 1], start=1):
        column = _BY_HEADER.get(header_name(text))
        if column is None:
            if normal(text):
                extra[column_letter(number)] = text
        elif column.key in letters:
            raise Unreadable("R11", f"“{column.header}”出现两次")
        else:
            letters[column.key] = column_letter(number)
    missing = tuple(column for column in ADOPTION_COLUMNS if column.key not in letters)
    if lost := [column.header for column in missing if column.required]:
        raise Unreadable("R11", f"缺少：{'、'.join(lost)}；多出：{'、'.join(extra.values()) or '无'}")
    return Place(header_row, letters, missing, extra)


def head_texts(sheet: Sheet, header_row: int) -> dict[str, str]:
    """Head field → text: the first filled cell right of each label, above the header."""
    found: dict[str, str] = {}
    for row in sheet.cells[: header_row - 1]:
        for number, text in enumerate(row):
            key = _LABELS.get(normal(text).rstrip(":"))
            if key and key not in found:
                found[key] = _next_value(row[number + 1 :])
    return found


def _next_value(cells: list[str]) -> str:
    """The next filled cell of the row, unless it is another field's label."""
    text = next((cell.strip() for cell in cells if cell.strip()), "")
    return "" if normal(text).rstrip(":") in _LABELS else text


def meta_texts(sheets: list[Sheet]) -> dict[str, str]:
    """What the hidden sheet says: template version, unit code, period, assessment; blank where it is gone."""
    hidden = next((sheet for sheet in sheets if sheet.name == META_SHEET), None)
    pairs = {row[0]: row[1] for row in (hidden.cells if hidden else []) if len(row) > 1}
    return {key: pairs.get(key, "").strip() for key in META_KEYS}
