"""The lines of a table: every row below the header that holds anything, and what kind of line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from pipeline.read.guard import Unreadable
from pipeline.read.head import label_of
from pipeline.read.headers import ENOUGH_HEADERS, count_known, header_name, known_headers
from pipeline.read.layout import Place
from pipeline.read.sheet import Sheet, column_letter, column_number
from schemas.returned import ERROR_VALUES, FORMULA_WITHOUT_VALUE, normal
from schemas.template import ALL_COLUMNS

Record: TypeAlias = dict[str, str | int]
Merged: TypeAlias = dict[tuple[int, int], str]
"""Row and column of a covered cell → the text it stands for."""

SUBTOTAL = re.compile(r"(?:本[期页季月年]度?)?(?:合计|总计|小计|共计|累计)(?:\(.*?\))?[::]?(?:(\d+)[条篇件]?)?")
_FIGURE = re.compile(r"[\d,.]+[篇条件次字元个%]?|[-—/]+")
_SERIAL = re.compile(r"[\d.,、()]+")
"""A number of a line; any other words in that column are no number."""
_NO_RESULT = frozenset(map(normal, (FORMULA_WITHOUT_VALUE, *ERROR_VALUES)))
UNIT_LABELS = frozenset({"unit_name", "unit_code"})
_KEYS = [column.key for column in ALL_COLUMNS]


def merged_cells(sheet: Sheet, place: Place) -> Merged:
    """Cells covered by a merge down a column of the table, with the text they stand for."""
    columns = {column_number(letter) for letter in place.letters.values()}
    covered: Merged = {}
    for top, left, bottom, right in sheet.scan.areas:
        if top > place.header_row and left == right and left in columns:
            last = min(bottom, len(sheet.cells))
            covered |= {(row, left): sheet.text(top, left) for row in range(top + 1, last + 1)}
    return covered


def lines_of(sheet: Sheet, place: Place, merged: Merged) -> Iterator[Record]:
    """Every line below the header, blank-looking, subtotal and header lines included."""
    columns = {key: column_number(letter) for key, letter in place.letters.items()}
    last = max([len(sheet.cells), *sheet.scan.content_rows])
    for number in range(place.header_row + 1, last + 1):
        own = sheet.row(number)
        if not any(own) and number not in sheet.scan.content_rows:
            continue
        texts = {key: (merged.get((number, at)) or sheet.text(number, at)).strip() for key, at in columns.items()}
        filler = "表头" if _is_header(own, place, number) else _filler(own, texts)
        if not filler:
            _refuse_another_head(own, place, number)
        origin: Record = {"sheet": sheet.name, "book": place.book.value, "sheet_row": number, "filler": filler}
        yield {"path": "", **origin, **dict.fromkeys(_KEYS, ""), **texts}


def _refuse_another_head(own: list[str], place: Place, number: int) -> None:
    """Raise Unreadable where a row begins as one above a table does: the lines that follow may be another unit's."""
    first = next((text for text in own if text.strip()), "")
    if label_of(first, place.version)[0] in UNIT_LABELS:
        raise Unreadable("R31", f"第{number}行另有一个写明填报单位的表头")


def _filler(own: list[str], texts: dict[str, str]) -> str:
    """空行 when only a serial number or nothing stands there; 小计 when a cell says so and all others are figures."""
    filled = [normal(text) for text in own if normal(text)]
    if not filled or (filled == [normal(texts.get("serial", ""))] and _SERIAL.fullmatch(filled[0])):
        return "空行"
    said = [text for text in filled if SUBTOTAL.fullmatch(text)]
    return "小计" if said and all(_is_figure(text) for text in filled if text not in said) else ""


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text)) or text in _NO_RESULT


def _is_header(own: list[str], place: Place, number: int) -> bool:
    """Whether the table's header stands here once more.

    Raises Unreadable when it is another table's header: the lines below would be read into the wrong columns.
    """
    names = known_headers(place.version)[place.book]
    if sum(text.strip(" *＊\n　") in names for text in own) < ENOUGH_HEADERS:
        return False
    stands = {names[header_name(text)].key: at for at, text in enumerate(own, start=1) if header_name(text) in names}
    if any(place.letters.get(key) != column_letter(at) for key, at in stands.items()):
        raise Unreadable("R31", f"{place.header_row}行、{number}行各有一个表头，列的次序不同")
    return count_known(own, names) >= ENOUGH_HEADERS
