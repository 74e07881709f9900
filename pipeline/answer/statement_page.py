"""A statement as a PDF on A4, in the fonts of the bulletin; the same statement gives the same bytes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import weasyprint
from jinja2 import Template

from pipeline.answer.grid import text_of
from pipeline.answer.statement import Statement
from pipeline.answer.statement_book import SIGNING
from pipeline.bulletin.pages import templates_in
from pipeline.bulletin.render import NothingFetched

TEMPLATES = Path(__file__).parent / "templates"


def statement_pdf(statement: Statement) -> bytes:
    """Nothing is fetched and nothing depends on the clock."""
    source = _template().render(statement=statement, signing=SIGNING)
    identifier = f"{statement.period} {statement.code}".encode()
    page = weasyprint.HTML(string=source, url_fetcher=NothingFetched())
    return bytes(page.write_pdf(pdf_identifier=identifier))


@cache
def _template() -> Template:
    environment = templates_in(TEMPLATES)
    environment.filters["printed"] = text_of
    return environment.get_template("statement.html.j2")
