"""Printed figures as numbers of a workbook: the number format shows them exactly as the bulletin prints them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.bulletin.parts import Column

DASH = "—"
"""How a table prints nothing (see `bulletin.tables.dash`)."""
_FIGURE = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)(%|[分元篇条次]?)", re.ASCII)


class Number(NamedTuple):
    """A value and the number format that prints it."""

    value: float
    shown_as: str


def holds_numbers(column: Column) -> bool:
    """Whether a column's figures are counted: figures stand to the right, places in the middle; all else is somebody's text."""
    return column.align == "right" or column.title.endswith("名次")


def number(printed: str) -> Number | None:
    """The number that is printed so; none for words."""
    if printed == DASH:
        return Number(0, f'0;-0;"{DASH}"')
    found = _FIGURE.fullmatch(printed)
    if not found:
        return None
    text, decimals, unit = found[1], len(found[2] or ""), found[3]
    value = Decimal(text.replace(",", "")) / (100 if unit == "%" else 1)
    shown = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
    return Number(float(value), shown + (unit if unit in ("%", "") else f'"{unit}"'))
