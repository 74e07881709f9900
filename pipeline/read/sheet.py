"""A worksheet as the later steps see it: its cells as text, and what an independent scan of the raw file saw."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from pipeline.read.guard import Unreadable

MAX_ROWS = 20_000
MAX_COLUMNS = 200
FAST_READER_KNOWS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!"})
"""Error values beyond these make the fast reader refuse the whole sheet."""
_AREA = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass
class Scan:
    """What stands in one sheet, by cell reference; rows and columns count from 1."""

    content_rows: set[int] = field(default_factory=set)
    formulas: set[str] = field(default_factory=set)
    uncalculated: set[str] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    """Whether a filter may be what hides rows."""
    notes: bool = False
    """Whether there are words in comments or text boxes."""
    out_of_order: bool = False
    formatted_far: str = ""

    @property
    def needs_careful_reader(self) -> bool:
        """True where the fast reader is known to lose cells or to refuse the sheet."""
        return self.out_of_order or not FAST_READER_KNOWS.issuperset(self.errors.values())

    def add_content(self, row: int, column: int) -> None:
        """Note a filled cell; raises Unreadable beyond what a return may hold."""
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise Unreadable("R07", f"单元格 {column_letter(column)}{row}")
        self.content_rows.add(row)

    @cached_property
    def areas(self) -> list[tuple[int, int, int, int]]:
        """Merged areas as top, left, bottom, right; for when the scan is done."""
        found = (_AREA.fullmatch(area) for area in self.merges)
        return [(int(one[2]), column_number(one[1]), int(one[4]), column_number(one[3])) for one in found if one]


@dataclass
class Sheet:
    """One worksheet: `cells[r][c]` is the text at row r+1, column c+1; `scan` is what the raw file holds."""

    name: str
    cells: list[list[str]]
    scan: Scan

    def text(self, row: int, column: int) -> str:
        """The text at a row and column counted from 1; empty beyond the filled area."""
        own = self.row(row)
        return own[column - 1] if column <= len(own) else ""

    def row(self, row: int) -> list[str]:
        """The texts of a row counted from 1; none beyond the filled area."""
        return self.cells[row - 1] if row <= len(self.cells) else []


@dataclass(frozen=True)
class Contents:
    """What a file holds: its worksheets, and what it brought besides."""

    sheets: list[Sheet]
    macros: bool = False
    """Never run, never kept."""
    notes: bool = False
    """Words in comments or text boxes, which are not read."""


@lru_cache(maxsize=1024)
def column_letter(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def place_of(reference: str) -> tuple[int, int]:
    """B8 → row 8, column 2."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), column_number(letters)
