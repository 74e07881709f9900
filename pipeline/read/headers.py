"""Which header names which column: declared names and nothing else; a name that is only similar is suggested, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from schemas.layouts import HEADER_NOTES, layout_of
from schemas.returned import normal
from schemas.template import Column
from schemas.vocabulary import Book

ENOUGH_HEADERS = 4
"""A row with this many known headers of a book is its table's header."""
SIMILAR = 50
"""From this likeness on (0 to 100), a known header is suggested for one that is not known."""
_NOTE = re.compile(rf"\((?:{'|'.join(HEADER_NOTES)})\)$")


@cache
def known_headers(version: str) -> dict[Book, dict[str, Column]]:
    """Of a template version, each book's headers in normal form, other spellings included, with their columns."""
    return {
        book: {normal(name): column for column in columns for name in (column.header, *column.also)}
        for book, columns in layout_of(version).columns.items()
    }


@lru_cache(maxsize=4096)
def header_name(text: str) -> str:
    """A header cell without the marks that templates and units add (asterisk, line breaks, “（必填）”)."""
    return _NOTE.sub("", normal(re.sub(r"[*＊]", "", text)))


def count_known(texts: Iterable[str], headers: dict[str, Column]) -> int:
    """How many different known headers stand in a row."""
    return len({header_name(text) for text in texts if text} & headers.keys())


def suggestion(text: str, missing: Sequence[Column]) -> str:
    """The header of the missing column that an unknown header resembles; "" when none does."""
    found = process.extractOne(
        header_name(text), [column.header for column in missing], scorer=fuzz.ratio, score_cutoff=SIMILAR
    )
    return str(found[0]) if found else ""
