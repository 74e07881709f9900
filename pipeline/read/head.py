"""What a workbook says of itself: the hidden sheet's record, and the labelled cells above the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.read.layout import Place
from pipeline.read.sheet import Sheet, column_number
from schemas.layouts import layout_of
from schemas.returned import normal
from schemas.template import META_KEYS, META_SHEET

DAYS = ("published_on", "submitted_at")


@dataclass(frozen=True)
class HeadCell:
    """A value of the head and where it stands, counted from 1."""

    text: str
    row: int
    column: int


@dataclass(frozen=True)
class Head:
    """The labelled values above a table, and the words there that no label and no template explains (row → texts)."""

    values: dict[str, HeadCell]
    loose: dict[int, Mapping[int, str]]

    def texts(self) -> dict[str, str]:
        """Head field → text."""
        return {key: cell.text for key, cell in self.values.items()}


def meta_texts(sheets: list[Sheet]) -> dict[str, str]:
    """What the hidden sheet says: template version, unit code, period, assessment; blank where it is gone."""
    hidden = next((sheet for sheet in sheets if sheet.name == META_SHEET), None)
    pairs = {row[0]: row[1] for row in (hidden.cells if hidden else []) if len(row) > 1}
    return {key: pairs.get(key, "").strip() for key in META_KEYS}


def head_of(sheet: Sheet, place: Place) -> Head:
    """Read the rows above the header: beside each label the first filled cell, or what follows it in the same cell."""
    values: dict[str, HeadCell] = {}
    loose: dict[int, Mapping[int, str]] = {}
    for row in range(1, place.top):
        filled = {at: text.strip() for at, text in enumerate(sheet.row(row), start=1) if text.strip()}
        unexplained = _read_row(row, filled, values, place.version)
        if left := {at: text for at, text in unexplained.items() if not _printed(text, place)}:
            loose[row] = left
    return Head(values, loose)


def _read_row(row: int, filled: dict[int, str], values: dict[str, HeadCell], version: str) -> dict[int, str]:
    """Add the values of a row; returns the cells that are neither label nor value."""
    left, waiting = dict[int, str](), ""
    for at, text in filled.items():
        key, value = label_of(text, version)
        if key:
            waiting = "" if value else key
            values.setdefault(key, HeadCell(value, row, at))
        elif waiting:
            if not values[waiting].text:
                values[waiting] = HeadCell(text, row, at)
            else:
                left[at] = text
            waiting = ""
        else:
            left[at] = text
    return left


@lru_cache(maxsize=4096)
def label_of(text: str, version: str) -> tuple[str, str]:
    """The field a cell labels, and the value where it follows the label in the same cell; "" for any other cell."""
    plain = text.replace("：", ":")
    name, _, value = plain.partition(":")
    key = _labels(version).get(normal(name), "")
    return (key, value.strip()) if key else ("", "")


@cache
def _labels(version: str) -> dict[str, str]:
    return {normal(name): field.key for field in layout_of(version).head for name in (field.label, *field.also)}


def _printed(text: str, place: Place) -> bool:
    """Whether the template itself prints such a text: its title, the affirmation, the note."""
    plain = normal(text)
    return plain in {normal(own) for own in place.layout.printed} or any(
        normal(word) in plain for word in place.layout.title_words
    )


def lines_above(head: Head, place: Place) -> list[int]:
    """Rows above the header that can only be lines of the table: a title, and a day with a figure in it."""
    at = {key: column_number(letter) for key, letter in place.letters.items()}
    title, days = at.get("title", 0), [at[key] for key in DAYS if key in at]
    return [
        row
        for row, texts in head.loose.items()
        if title in texts and any(character.isdecimal() for day in days for character in texts.get(day, ""))
    ]
