"""Where the columns stand in a returned sheet. What a template has is data (schemas/layouts); this finds it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.read.guard import Unreadable
from pipeline.read.headers import ENOUGH_HEADERS, count_known, header_name, known_headers, suggestion
from pipeline.read.sheet import Sheet, column_letter
from schemas.layouts import OWNER_HEADERS, Layout, layout_of
from schemas.returned import normal
from schemas.template import HEADER_SEARCH_ROWS
from schemas.vocabulary import RETURNED_BOOKS, Book

Required: TypeAlias = Mapping[Book, frozenset[str]]
"""Keys of the columns without which a book's sheet is refused; of a book not named, nothing is asked."""


@dataclass(frozen=True)
class Header:
    """A book's header in a sheet: its first and last row (alike, or two rows), and each column's text."""

    book: Book
    top: int
    bottom: int
    texts: list[str]


@dataclass(frozen=True)
class Place:
    """Where a book's table stands: its header, each template column's letter, and headers that are not the template's."""

    book: Book
    top: int
    header_row: int
    letters: dict[str, str]
    extra: dict[str, str]
    likely: dict[str, str]
    """Of those extra headers, the missing one that each resembles."""
    version: str

    @property
    def layout(self) -> Layout:
        """The layout of the version the workbook says it has."""
        return layout_of(self.version)

    @property
    def moved(self) -> bool:
        """Whether the header is not where the template has it."""
        return self.header_row != self.layout.header_rows[self.book]

    @property
    def owners(self) -> list[str]:
        """Letters of columns that say whose each line is."""
        names = {normal(name) for name in OWNER_HEADERS}
        return [letter for letter, text in self.extra.items() if header_name(text) in names]


def data_sheets(sheets: list[Sheet], required: Required, version: str) -> list[tuple[Sheet, Place]]:
    """The sheet of each book, 采用明细 first; 报送台账 may be absent.

    Raises Unreadable when 采用明细 is absent, a book has several filled sheets, or a sheet lacks a `required` column.
    """
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet, version))]
    if Book.ADOPTION not in {header.book for _, header in found}:
        raise Unreadable("R10", "、".join(sheet.name for sheet in sheets)[:80])
    by_book = [[pair for pair in found if pair[1].book == book] for book in RETURNED_BOOKS]
    chosen = [_only(pairs) for pairs in by_book if pairs]
    return [(sheet, _place(header, required.get(header.book, frozenset()), version)) for sheet, header in chosen]


def _only(pairs: list[tuple[Sheet, Header]]) -> tuple[Sheet, Header]:
    """The one sheet of a book that has lines; blank copies beside it are no matter. Raises Unreadable for several."""
    filled = [pair for pair in pairs if any(row > pair[1].bottom for row in pair[0].scan.content_rows)]
    if len(filled) > 1:
        raise Unreadable("R10", f"多个工作表都有{pairs[0][1].book}：" + "、".join(sheet.name for sheet, _ in filled))
    return (filled or pairs)[0]


def find_header(sheet: Sheet, version: str) -> Header | None:
    """The row, or two rows, with most known headers of one book; none where too few stand anywhere."""
    best, most = None, ENOUGH_HEADERS - 1
    for book in RETURNED_BOOKS:  # the first one wins a tie
        names = known_headers(version)[book]
        for header in _candidates(sheet, book, version):
            known = count_known(header.texts, names)
            if known > most:
                best, most = header, known
    return best


def _candidates(sheet: Sheet, book: Book, version: str) -> Iterator[Header]:
    """Each of the first rows as a header; after those, each with the next one as a header of two rows."""
    rows = range(1, min(len(sheet.cells), HEADER_SEARCH_ROWS) + 1)
    yield from (Header(book, row, row, sheet.row(row)) for row in rows)
    for row in rows:
        if texts := _two_rows(sheet, row, book, version):
            yield Header(book, row, row + 1, texts)


def _two_rows(sheet: Sheet, row: int, book: Book, version: str) -> list[str]:
    """The names of a header of two rows; none unless all that stands in the second is a name, for it could be a line."""
    names = known_headers(version)[book]
    upper, lower = _spread(sheet, row), sheet.row(row + 1)
    if not any(lower) or not any(upper):
        return []
    texts = list(sheet.row(row))
    for at, text in enumerate(lower):
        if not text.strip():
            continue
        joined = (upper[at] if at < len(upper) else "") + text
        own = next((name for name in (text, joined) if header_name(name) in names), "")
        if not own:
            return []
        texts[at : at + 1] = [own]
    return texts


def _spread(sheet: Sheet, row: int) -> list[str]:
    """A row's texts, one that is merged across columns standing in each of them."""
    texts = list(sheet.row(row))
    for top, left, bottom, right in sheet.scan.areas:
        if top == bottom == row:
            for at in range(left, min(right, len(texts))):
                texts[at] = texts[left - 1]
    return texts


def _place(header: Header, required: frozenset[str], version: str) -> Place:
    names = known_headers(version)[header.book]
    letters: dict[str, str] = {}
    extra: dict[str, str] = {}
    for number, text in enumerate(header.texts, start=1):
        column = names.get(header_name(text))
        if column is None:
            if normal(text):
                extra[column_letter(number)] = text
        elif column.key in letters:
            raise Unreadable("R11", f"“{column.header}”出现两次")
        else:
            letters[column.key] = column_letter(number)
    missing = [column for column in layout_of(version).columns[header.book] if column.key not in letters]
    likely = {letter: one for letter, text in extra.items() if (one := suggestion(text, missing))}
    if lost := [column.header for column in missing if column.key in required]:
        said = [text + (f"（是否为“{likely[at]}”）" if likely.get(at) in lost else "") for at, text in extra.items()]
        raise Unreadable("R11", f"缺少：{'、'.join(lost)}；多出：{'、'.join(said) or '无'}")
    return Place(header.book, header.top, header.bottom, letters, extra, likely, version)
