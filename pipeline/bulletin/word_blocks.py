"""The parts of a Word file that are not one stretch of text: body, list of annexes, annexes with their tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup, escape

from pipeline.bulletin.parts import Column, View

TEMPLATES = Path(__file__).parent / "templates"
BLOCKS = {"正文": "body", "附件说明": "annex_list", "附件": "annexes"}
"""Block tag → the macro of `word.j2` that fills it."""
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
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=as_text,
    )
    upright, lying = sheets(document.sections[-1])
    known = {"view": view, "style": styles, "upright": upright, "lying": lying, "widths_of": widths_of}
    macros: Any = environment.get_template("word.j2").make_module(known)
    return {tag: getattr(macros, macro)() for tag, macro in BLOCKS.items()}


def as_text(value: object) -> Markup:
    """A value as text of XML, each character as typed; one that XML cannot hold becomes U+FFFD."""
    if isinstance(value, Markup):
        return value
    return Markup(_ESCAPES.sub("&#95;", str(escape(_ILLEGAL.sub("\ufffd", str(value))))))


def widths_of(columns: Sequence[Column], width: int) -> list[int]:
    """The columns' shares of `width`, whole numbers that add to it exactly."""
    whole = sum(column.width for column in columns)
    ends = [sum(column.width for column in columns[: n + 1]) * width // whole for n in range(len(columns))]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]


def sheets(page: Section) -> tuple[Sheet, Sheet]:
    """The template's page as it is, and turned on its side: what was its top margin is then on the right."""
    upright = Section(deepcopy(page._sectPr), page.part)
    lying = Section(deepcopy(page._sectPr), page.part)
    lying.orientation = WD_ORIENT.LANDSCAPE
    lying.page_width, lying.page_height = page.page_height, page.page_width
    lying.right_margin, lying.bottom_margin = page.top_margin, page.right_margin
    lying.left_margin, lying.top_margin = page.bottom_margin, page.left_margin
    lying.footer_distance = page.footer_distance - page.bottom_margin + page.right_margin
    return _sheet(upright), _sheet(lying)


def _sheet(page: Section) -> Sheet:
    count_on(page)
    width = page.page_width - page.left_margin - page.right_margin
    return Sheet(Markup(etree.tostring(page._sectPr, encoding="unicode")), Length(width).twips)


def count_on(page: Section) -> None:
    """Let a section count its pages on from the one before, whatever the template says of the first."""
    for numbering in page._sectPr.findall(qn("w:pgNumType")):
        numbering.attrib.pop(qn("w:start"), None)
