"""How cells of the answers' workbooks look, and names that a worksheet may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from schemas.vocabulary import Severity

FONT = "宋体"
PLAIN = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
BOXED = {**PLAIN, "border": 1, "border_color": "#A6A6A6", "text_wrap": True}
COLOURS: dict[str, tuple[str, str]] = {
    Severity.ERROR: ("#FF9B9B", "#7A0000"),
    Severity.WARNING: ("#FFE699", "#5C4500"),
    Severity.NOTICE: ("#C9D3E3", "#24364F"),
}
"""Severity → fill and letters: red, yellow, blue-grey."""
FACES: dict[str, dict[str, Any]] = {
    "plain": PLAIN,
    "boxed": BOXED,
    "centred": {**BOXED, "align": "center"},
    "header": {**BOXED, "font_name": "黑体", "bg_color": "#DCE6F1", "align": "center"},
    "title": {**PLAIN, "font_name": "黑体", "font_size": 16},
    "link": {**BOXED, "align": "center", "font_color": "#0563C1", "underline": 1},
    **{severity: {**BOXED, "bg_color": fill, "font_color": letters} for severity, (fill, letters) in COLOURS.items()},
}
"""Kind of cell → its format; a severity is a kind."""
LINE, TALLEST = 14, 400
"""Of a row, in points; a spreadsheet program allows 409."""
LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def face(kind: str) -> dict[str, Any]:
    """The format of a kind of cell."""
    return FACES[kind]


def sheet_names(originals: Iterable[str], taken: str) -> dict[str, str]:
    """Each sheet's name → the one it has in the new workbook: the same wherever a worksheet may be called so."""
    names: dict[str, str] = {}
    used = {taken.casefold(), "history"}
    for original in originals:
        plain = _FORBIDDEN.sub("_", original).strip("'")[:LONGEST_NAME] or "_"
        name, number = plain, 1
        while name.casefold() in used:
            number += 1
            name = f"{plain[: LONGEST_NAME - 4]}_{number}"
        names[original] = name
        used.add(name.casefold())
    return names


def breadth(text: str) -> int:
    """How many narrow characters wide the longest line of a text is; Chinese ones count double."""
    return max((sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.split("\n")), default=0)


def height(cells: Iterable[tuple[str, int]]) -> int:
    """How high a row must be, in points, so that every (text, column width) of it can be read whole."""
    lines = (sum(1 + max(breadth(line) - 1, 0) // (width - 1) for line in text.split("\n")) for text, width in cells)
    return min(TALLEST, LINE * max(lines, default=1) + 4)
