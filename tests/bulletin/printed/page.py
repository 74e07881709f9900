"""The page (bulletin.html) read with a parser of HTML."""

from __future__ import annotations

from typing import Any

from lxml import html

from tests.bulletin.printed.said import Annex, Grid, Said, Section, bare, joined

NOT_PROSE = ("addressed", "remark", "tag", "draft")


def read_page(content: bytes) -> Said:
    """What the page says; the parser repairs nothing that matters here, since every cell and paragraph is compared."""
    root = html.document_fromstring(content.decode("utf-8"))
    (article,) = root.iter("article")
    annexes = tuple(_annex(one) for one in root.iter("section") if _is_annex(one))
    opening = joined(_text(one) for one in article.iterchildren("p") if not set(NOT_PROSE).intersection(one.classes))
    return Said(opening, tuple(_section(one) for one in article.iter("section")), annexes)


def _is_annex(section: Any) -> bool:
    """Whether it has the number of an annex: what the page shows beyond the bulletin has none."""
    tags = [_text(one) for one in section.iterchildren("p") if "tag" in one.classes]
    return any(tag.strip().startswith("附件") for tag in tags)


def _section(section: Any) -> Section:
    (heading,) = section.iter("h2")
    charts = tuple(tuple(bare(_text(one)) for one in drawn.iter("{*}text")) for drawn in section.iter("{*}svg"))
    return Section(bare(_text(heading)), _prose(section), charts)


def _annex(section: Any) -> Annex:
    (heading,) = section.iter("h2")
    return Annex(bare(_text(heading)), _prose(section), tuple(_grid(one) for one in section.iter("table")))


def _grid(table: Any) -> Grid:
    return tuple(tuple(bare(_text(cell)) for cell in row.iter("th", "td")) for row in table.iter("tr"))


def _prose(section: Any) -> str:
    return joined(_text(one) for one in section.iter("p") if not set(NOT_PROSE).intersection(one.classes))


def _text(element: Any) -> str:
    return str(element.text_content())
