"""How wide the columns of a printed table are: what must stand on one line does, and long texts share the rest.

Widths are thousandths of the table's width, from estimates of the texts: a Chinese character is one em, a digit or a
Latin letter rather less. Tables of an annex with the same columns are fitted together. Where that cannot be had, the widths stay as the maker of the table gave them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from pipeline.bulletin.parts import Annex, Column

SIZE = 10.5
"""Points of the type in tables."""
SIDES = 7.0
"""Points that padding and rules take of a cell's width, and a little more."""
UPRIGHT, LYING = 442.0, 637.0
"""Points across the type area of a sheet that stands, and of one on its side."""
_WIDE = frozenset("—“”‘’…①②③④⑤⑥⑦⑧⑨⑩×")
ONE_LINE, SHORT_HEAD = 12.5, 3.0
"""Ems: what a cell that is not set left holds on one line at most, heads that are not broken."""
LEAST_TEXT = (10.0, 8.0, 5.0)
"""Ems a column of texts has at least, the first that leaves enough to the others."""


def fitted_annex(annex: Annex) -> Annex:
    """The annex with columns fitted to what its tables hold."""
    width = LYING if annex.wide else UPRIGHT
    made = {columns: fitted(columns, _rows(annex, columns), width) for columns in {one.columns for one in annex.tables}}
    return replace(annex, tables=tuple(replace(one, columns=made[one.columns]) for one in annex.tables))


def _rows(annex: Annex, columns: tuple[Column, ...]) -> list[tuple[str, ...]]:
    """The rows of every table with these columns, sums included."""
    alike = [one for one in annex.tables if one.columns == columns]
    return [row for one in alike for row in (*one.rows, *([one.total] if one.total else []))]


def fitted(columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]], width: float) -> tuple[Column, ...]:
    """The columns with their widths fitted, as integers; unchanged where the fixed ones leave texts no room."""
    cells = list(zip(*rows, strict=True)) or [() for _ in columns]
    tried = ([_least(column, its, text) for column, its in zip(columns, cells, strict=True)] for text in LEAST_TEXT)
    least = next((widths for widths in tried if sum(widths) <= width), None)
    if least is None:
        return columns
    spare = width - sum(least)
    texts = [n for n, column in enumerate(columns) if column.align == "left"]
    wants = [max(_wants(cells[n]) * SIZE + SIDES - least[n], 0.0) for n in texts]
    made = list(least)
    for n, more in zip(texts, _shared(spare, wants), strict=True):
        made[n] += more
    over = (width - sum(made)) / len(made)
    return tuple(
        replace(column, width=round(1000 * (one + over) / width)) for column, one in zip(columns, made, strict=True)
    )


def ems(text: str) -> float:
    """About how long a text is."""
    return sum(1.0 if ord(char) > 0x2E7F or char in _WIDE else 0.75 if char.isupper() else 0.6 for char in text)


def _least(column: Column, cells: Sequence[str], least_text: float) -> float:
    """Points a column needs: its head on one line if short and on two otherwise, its figures and names unbroken."""
    head = ems(column.title)
    needed = head if head <= SHORT_HEAD else (len(column.title) + 1) // 2
    longest = max(map(ems, cells), default=0.0)
    if column.align == "left":
        needed = max(needed, min(longest, least_text))
    elif longest <= ONE_LINE:
        needed = max(needed, longest)
    return needed * SIZE + SIDES


def _wants(cells: Sequence[str]) -> float:
    """Ems a column of texts would like: all of the longest, but for one that is far longer than most."""
    lengths = [ems(text) for text in cells] or [0.0]
    return min(max(lengths), 2 * sqrt(sum(length * length for length in lengths) / len(lengths)))


def _shared(spare: float, wants: Sequence[float]) -> list[float]:
    """Each want, or its part of what there is: then all texts need about as many lines."""
    whole = sum(wants)
    return [want if whole <= spare else spare * want / whole for want in wants]
