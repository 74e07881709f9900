"""Flush right edges for Chinese lines in PDF.

WeasyPrint 70 justifies a line by widening its spaces. Chinese has none, so lines that end before punctuation that
must not begin a line would stay ragged, against GB/T 9704 (28 characters to a line, both edges flush). This widens
the gap after every character instead. `layout.inline.justify_line` is no public API: the version is pinned in the
lock, and a test compares the edges, so that an upgrade that breaks this is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_MOST_EXTRA = 110.0
"""CSS pixels; a line that lacks more than this is left to WeasyPrint (a last line, or one long Latin word)."""

_by_spaces = inline.justify_line


def install() -> None:
    """Make WeasyPrint justify Chinese lines between characters; doing so twice changes nothing."""
    inline.justify_line = _justify_line


def _justify_line(context: Any, line: Any, extra: float) -> None:
    text = "".join(box.text for box in _texts(line))
    if len(text) < 8 or not _CHINESE.search(text) or not 0 < extra <= _MOST_EXTRA:
        _by_spaces(context, line, extra)
    else:
        _widen(context, line, extra / (len(text) - 1), 0)


def _texts(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _texts(child)


def _widen(context: Any, box: Any, step: float, moved: float) -> float:
    """Move `box` right by `moved`, widen the gaps inside it by `step` each, and return how far what follows moves."""
    if isinstance(box, boxes.TextBox):
        return moved + _widen_text(context, box, step, moved)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    inner = moved
    for child in box.children:
        if child.is_in_normal_flow():
            inner = _widen(context, child, step, inner)
    box.width += inner - moved
    return inner


def _widen_text(context: Any, box: Any, step: float, moved: float) -> float:
    """Lay the text out again with `step` more letter-spacing; return how much wider it became."""
    style = box.style.copy()
    spacing = style["letter_spacing"]
    style["letter_spacing"] = (0 if spacing == "normal" else spacing) + step
    box.style = style
    box.position_x += moved
    box.pango_layout = inline.create_layout(box.text, style, context, max_width=None, justification_spacing=0)
    box.pango_layout.deactivate()
    wider = step * len(box.text)
    box.width += wider
    return float(wider)
