"""The office's own paragraphs: Markdown with `## 章节名` heads, taken as plain text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.bulletin.parts import Paragraph
from pipeline.bulletin.words import Quoted

HEADLESS = ""
_NUMERAL = re.compile("^[一二三四五六七八九十]+、")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)


def remarks_by_heading(markdown: str) -> dict[str, tuple[Paragraph, ...]]:
    """Heading → its paragraphs in order; text before any head stands under `HEADLESS`. Comments are left out."""
    found: dict[str, list[Paragraph]] = {}
    heading, opened = HEADLESS, ""
    for token in MarkdownIt("commonmark").parse(_COMMENT.sub("", markdown)):
        opened = token.tag if token.type == "heading_open" else opened
        text = _text(token)
        if token.type == "inline" and opened:
            heading, opened = (_NUMERAL.sub("", text.strip()) if opened == "h2" else heading), ""
        elif text:
            found.setdefault(heading, []).append(Paragraph.of(f"{Quoted(text)}"))
    return {heading: tuple(paragraphs) for heading, paragraphs in found.items()}


def _text(token: Token) -> str:
    """The plain text of a paragraph, a code block or a piece of HTML."""
    if token.type == "inline":
        return "".join("" if child.type.endswith("break") else child.content for child in token.children or [])
    if token.type in ("fence", "code_block", "html_block"):
        return token.content
    return ""
