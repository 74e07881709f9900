"""A view as one self-contained HTML page, and as PDF after GB/T 9704-2012; both from the same templates.

Nothing is fetched: pictures are `data:` addresses made here. Nothing depends on the clock, so the same view gives
the same bytes.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import weasyprint
from jinja2 import Environment
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from pipeline.bulletin import closing, justify
from pipeline.bulletin.fitting import fitted_annex
from pipeline.bulletin.fonts import fonts_used, missing_glyphs
from pipeline.bulletin.page import page
from pipeline.bulletin.pages import templates_in
from pipeline.bulletin.parts import Annex, Paragraph, View

__all__ = ["FetchRefused", "fonts_used", "html", "laid_out", "missing_glyphs", "paper_html", "pdf"]

TEMPLATES = Path(__file__).parent / "templates"
TYPE_AREA = 442.0
"""Width of the type area (版心) in points: 156 mm."""
LARGEST_HEAD, SMALLEST_HEAD = 46.0, 24.0


class FetchRefused(FatalURLFetchingError):  # type: ignore[misc]
    """The page asked for something outside itself. Derives from BaseException, as WeasyPrint wants it."""


class NothingFetched(URLFetcher):  # type: ignore[misc]
    """Gives the page its own `data:` pictures and refuses all else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Decode a `data:` address; raises FetchRefused for any other."""
        if not url.lower().startswith("data:"):
            raise FetchRefused(f"通报不得引用外部内容：{url[:80]}")
        return super().fetch(url, headers)


def html(view: View) -> str:
    """One page that needs nothing else: no other file, no network."""
    return page(view, _environment())


def pdf(view: View) -> bytes:
    """The printed bulletin; its pages are even in number and 版记 closes the last one."""
    identifier = f"{view.period_end.isoformat()} {view.masthead}{'' if view.remark else view.openness}".encode()
    return bytes(laid_out(view).write_pdf(pdf_identifier=identifier, pdf_tags=True))


def laid_out(view: View) -> Any:
    """The pages as WeasyPrint's document, from which a test can measure them.

    Laid out again only where 版记 needs a sheet of its own after a blank page (see `closing`).
    """
    justify.install()
    closing.install()
    short = for_paper(view)
    document = _laid_out(paper_html(short))
    return document if closing.closes_well(document.pages) else _laid_out(paper_html(short, own_sheet=True))


def for_paper(view: View) -> View:
    """The view with annexes too long for paper replaced by their digest, and columns fitted to what they hold."""
    return replace(view, annexes=tuple(fitted_annex(_on_paper(annex)) for annex in view.annexes))


def _on_paper(annex: Annex) -> Annex:
    if annex.rows <= annex.pdf_limit:
        return annex
    note = Paragraph.of(annex.digest_note)
    title = annex.digest_title or annex.title
    return replace(annex, title=title, tables=annex.digest, intro=(*annex.intro, note), wide=False)


def paper_html(view: View, own_sheet: bool = False) -> str:
    """The source of the PDF; `own_sheet` puts 版记 on a sheet of its own, which then has no page numbers."""
    template = _environment().get_template("paper.html.j2")
    return template.render(view=view, head_size=_head_size(view.masthead), own_sheet=own_sheet)


def _laid_out(source: str) -> Any:
    return weasyprint.HTML(string=source, url_fetcher=NothingFetched()).render(pdf_tags=True)


def _head_size(masthead: str) -> float:
    """The red head's size in points: as wide as the type area at most, and no larger than becomes a page."""
    return max(SMALLEST_HEAD, min(LARGEST_HEAD, floor(10 * TYPE_AREA / max(len(masthead), 1)) / 10))


@cache
def _environment() -> Environment:
    environment = templates_in(TEMPLATES)
    environment.filters["data_uri"] = _data_uri
    return environment


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
