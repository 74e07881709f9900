"""Where the template's head, headers and columns stand in a returned workbook. The layout itself is data (schemas/template)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.read.grid import Sheet
from pipeline.read.guard import Unreadable
from pipeline.read.scan import column_letter
from schemas.returned import normal
from schemas.template import COLUMNS, HEAD, HEADER_ROWS, HEADER_SEARCH_ROWS, META_KEYS, META_SHEET, Column
from schemas.vocabulary import RETURNED_BOOKS, Book

Required: TypeAlias = Mapping[Book, frozenset[str]]
"""Keys of the columns without which a book's sheet is refused; of a book not named, nothing is asked."""

_BY_HEADER: dict[Book, dict[str, Column]] = {
    book: {normal(name): column for column in columns for name in (column.header, *column.also)}
    for book, columns in COLUMNS.items()
}
_LABELS = {normal(item.label): item.key for item in HEAD}
ENOUGH_HEADERS = 4
"""A row with this many known headers of a book is its table's header."""


@dataclass(frozen=True)
class Place:
    """A book's header row in a sheet, each template column's letter, and headers that are not the template's."""

    book: Book
    header_row: int
    letters: dict[str, str]
    extra: dict[str, str]

    @property
    def moved(self) -> bool:
        """Whether the header is not where the template has it."""
        return self.header_row != HEADER_ROWS[self.book]


def header_name(text: str) -> str:
    """A header cell without the marks that templates add (asterisk, line breaks)."""
    return normal(re.sub(r"[*＊]", "", text))


def data_sheets(sheets: list[Sheet], required: Required) -> list[tuple[Sheet, Place]]:
    """The sheet of each book, 采用明细 first; 报送台账 may be absent.

    Raises Unreadable when 采用明细 is absent, a book has several sheets, or a sheet lacks a `required` column.
    """
    found = [(sheet, book, row) for sheet in sheets for book, row in _header(sheet)]
    if Book.ADOPTION not in {book for _, book, _ in found}:
        raise Unreadable("R10", "、".join(sheet.name for sheet in sheets)[:80])
    for book in RETURNED_BOOKS:
        names = [sheet.name for sheet, its, _ in found if its == book]
        if len(names) > 1:
            raise Unreadable("R10", f"多个工作表都有{book}：" + "、".join(names))
    found.sort(key=lambda one: RETURNED_BOOKS.index(one[1]))
    return [(sheet, _place(sheet, book, row, required.get(book, frozenset()))) for sheet, book, row in found]


def _header(sheet: Sheet) -> list[tuple[Book, int]]:
    """The book of which a sheet has most known headers in one row, and that row; none for any other sheet."""
    best, found = ENOUGH_HEADERS - 1, list[tuple[Book, int]]()
    rows = [{header_name(text) for text in row if text} for row in sheet.cells[:HEADER_SEARCH_ROWS]]
    for book in RETURNED_BOOKS:  # the first one wins a tie
        for number, names in enumerate(rows, start=1):
            known = len(names & _BY_HEADER[book].keys())
            if known > best:
                best, found = known, [(book, number)]
    return found


def _place(sheet: Sheet, book: Book, header_row: int, required: frozenset[str]) -> Place:
    letters: dict[str, str] = {}
    extra: dict[str, str] = {}
    for number, text in enumerate(sheet.cells[header_row - 1], start=1):
        column = _BY_HEADER[book].get(header_name(text))
        if column is None:
            if normal(text):
                extra[column_letter(number)] = text
        elif column.key in letters:
            raise Unreadable("R11", f"“{column.header}”出现两次")
        else:
            letters[column.key] = column_letter(number)
    if lost := [column.header for column in COLUMNS[book] if column.key in required - letters.keys()]:
        raise Unreadable("R11", f"缺少：{'、'.join(lost)}；多出：{'、'.join(extra.values()) or '无'}")
    return Place(book, header_row, letters, extra)


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
