"""Tables as text (.csv): one sheet, without the hidden sheet; encoding and separator are told by what then can be read."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

from pipeline.read.guard import UTF_16, Unreadable
from pipeline.read.headers import ENOUGH_HEADERS, count_known, known_headers
from pipeline.read.sheet import MAX_COLUMNS, Contents, Scan, Sheet
from schemas.returned import FORMULA_WITHOUT_VALUE
from schemas.template import HEADER_SEARCH_ROWS, VERSION

MAX_BYTES = 20 * 2**20
SEPARATORS = (",", "\t", ";")
SHEET_NAME = "CSV"
"""What findings call the only sheet of a text."""
_ERROR = re.compile(r"Err:\d{3}")
"""What LibreOffice writes for a formula without result; the error values of others are text that `check` knows."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def text_contents(data: bytes) -> Contents:
    """The table that a text holds; raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable("R05", f"{len(data) // 2**20}兆字节的文本")
    text = _decoded(data)
    known = {separator: _known(text, separator) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: known[one])  # the first of those that tie
    if known[separator] < ENOUGH_HEADERS:
        raise Unreadable("R03", "文本文件")
    return Contents([Sheet(SHEET_NAME, _cells(text, separator), _scan(text, separator))])


def _decoded(data: bytes) -> str:
    """By its mark; else as UTF-8 or, where that fails, in the national encoding. Raises Unreadable."""
    for encoding in ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("R03", "认不出文字编码")


def _known(text: str, separator: str) -> int:
    """The most known headers that two neighbours of the first rows have with this separator: a header may have two."""
    headers = known_headers(VERSION).values()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        first = [row for row, _ in zip(rows, range(HEADER_SEARCH_ROWS), strict=False)]
    except csv.Error:
        return 0
    both = [[*upper, *lower] for upper, lower in pairwise([*first, []])]
    return max((count_known(row, names) for row in both for names in headers), default=0)


def _cells(text: str, separator: str) -> list[list[str]]:
    """The rows; quotes that do not close raise Unreadable, for they would swallow the rows below."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        cells = list(rows)
    except csv.Error:
        raise Unreadable("R02", f"第{rows.line_num}行的引号不成对") from None
    if wide := [number for number, row in enumerate(cells, start=1) if any(row[MAX_COLUMNS:])]:
        raise Unreadable("R07", f"第{wide[0]}行超过{MAX_COLUMNS}列")
    return [[FORMULA_WITHOUT_VALUE if _ERROR.fullmatch(text) else text for text in row] for row in cells]


def _scan(text: str, separator: str) -> Scan:
    """Rows that hold anything, counted without the csv module: lines joined while a quote is open."""
    blank = re.compile(rf'(?:"")?(?:{separator}(?:"")?)*')
    scan, row, open_row = Scan(), 0, ""
    for match in _LINE.finditer(text):
        open_row += match[0]
        if open_row.count('"') % 2 or not match[0]:
            continue
        row += 1
        if not blank.fullmatch(open_row.rstrip("\r\n")):
            scan.add_content(row, 1)
        open_row = ""
    if open_row:
        raise Unreadable("R02", "引号不成对")
    return scan
