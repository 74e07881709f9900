"""The parts of a Word file that are not one stretch of text: body, list of annexes, annexes with their tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from markupsafe import Markup, escape

from pipeline.bulletin.pages import templates_in
from pipeline.bulletin.parts import Column, View

TEMPLATES = Path(__file__).parent / "templates"
BLOCKS = {"正文": "body", "附件说明": "annex_list", "附件": "annexes"}
"""Block tag → the macro of `word.j2` that fills it."""
TURNED = {"right": "top", "bottom": "right", "left": "bottom", "top": "left"}
"""Margin of a sheet turned on its side → the margin it was."""
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
_ESCAPES = re.compile("(?<=[{%])_|_(?=[}%])")
"""docxtpl would read {_{ and %_} as braces that somebody wanted to keep."""


@dataclass(frozen=True)
class Sheet:
    """How the sheets of a section lie: its properties as XML, and the width of its type area in twips (1/20 pt)."""

    xml: Markup
    width: int


def blocks(view: View, document: Document, styles: dict[str, str]) -> dict[str, Markup]:
    """Block tag → the XML that stands in its place. `styles`: role → id of a style of the document."""
    upright, lying = sheets(document.sections[-1]._sectPr)
    known = {"view": view, "style": styles, "upright": upright, "lying": lying, "widths_of": widths_of}
    macros: Any = templates_in(TEMPLATES, finalize=as_text).get_template("word.j2").make_module(known)
    return {tag: getattr(macros, macro)() for tag, macro in BLOCKS.items()}


def as_text(value: object) -> Markup:
    """A value as text of XML, each character as typed; what is markup already stays so."""
    if isinstance(value, Markup):
        return value
    return Markup(_ESCAPES.sub("&#95;", str(escape(legal(str(value))))))


def legal(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def widths_of(columns: Sequence[Column], width: int) -> list[int]:
    """The columns' shares of `width`, whole numbers that add to it exactly."""
    whole = sum(column.width for column in columns)
    ends = [sum(column.width for column in columns[: n + 1]) * width // whole for n in range(len(columns))]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]


def sheets(properties: Any) -> tuple[Sheet, Sheet]:
    """A section's page as it is, and turned on its side: what was its top margin is then on the right."""
    return _sheet(deepcopy(properties)), _sheet(_turned(properties))


def count_on(properties: Any) -> None:
    """Let a section count its pages on from the one before, whatever number the template's only section starts with."""
    for numbering in properties.findall(qn("w:pgNumType")):
        numbering.attrib.pop(qn("w:start"), None)


def type_width(properties: Any) -> int:
    """The width between the margins, in twips."""
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    return int(size.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))


def _sheet(properties: Any) -> Sheet:
    count_on(properties)
    return Sheet(Markup(etree.tostring(properties, encoding="unicode")), type_width(properties))


def _turned(properties: Any) -> Any:
    turned = deepcopy(properties)
    size, margins = turned.find(qn("w:pgSz")), turned.find(qn("w:pgMar"))
    wide, high = size.get(qn("w:w")), size.get(qn("w:h"))
    _set(size, {"w": high, "h": wide, "orient": "landscape"})
    was = {side: int(margins.get(qn(f"w:{side}"))) for side in ("top", "right", "bottom", "left", "footer")}
    # the page number stays as far below the type area as it was
    below = was["footer"] - was["bottom"] + was["right"]
    _set(margins, {side: was[before] for side, before in TURNED.items()} | {"footer": max(below, 0)})
    return turned


def _set(element: Any, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
