"""Template version → where its head, headers and columns stand, and what units are known to make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.template import (
    AFFIRMATION,
    COLUMNS,
    HEAD,
    HEADER_ROWS,
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
    META_SHEET,
    NOTES,
    VERSION,
    Column,
    HeadField,
)
from schemas.vocabulary import Book


@dataclass(frozen=True)
class Layout:
    """One version of the template, as its reader needs to know it."""

    head: tuple[HeadField, ...]
    header_rows: Mapping[Book, int]
    """The row of each book's header, counted from 1."""
    columns: Mapping[Book, tuple[Column, ...]]
    own_sheets: frozenset[str]
    """Sheets the template brings that hold no lines."""
    printed: frozenset[str]
    """Texts that stand above a table besides the head."""
    title_words: tuple[str, ...]
    """A title above a table holds one of these."""


LAYOUTS: dict[str, Layout] = {
    VERSION: Layout(
        head=HEAD,
        header_rows=HEADER_ROWS,
        columns=COLUMNS,
        own_sheets=frozenset({META_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET}),
        printed=frozenset({AFFIRMATION, *NOTES.values()}),
        title_words=("统计表", *(str(book) for book in HEADER_ROWS)),
    ),
}
"""A workbook of a version that is not here is held (A07)."""
HEADER_NOTES = ("必填", "必填项", "选填", "可不填", "下拉选择", "从下拉列表中选择")
"""What may stand in brackets behind a header's name and says nothing of its meaning."""
OWNER_HEADERS = ("填报单位", "报送单位", "单位", "单位名称", "单位代码", "撰稿人单位", "撰稿单位", "作者单位")
"""Headers of a column that says whose each line is: a list gathered from several units has one."""


def layout_of(version: str) -> Layout:
    """The layout of a version; of an unknown or unwritten one the present version's."""
    return LAYOUTS.get(version, LAYOUTS[VERSION])
