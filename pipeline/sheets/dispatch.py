"""《发文稿纸》: what goes round with the draft for signature; who signs, when and how many copies are left to write in."""

from __future__ import annotations

from pathlib import Path

import weasyprint

from pipeline.bulletin.pages import templates_in
from pipeline.bulletin.parts import View
from pipeline.bulletin.render import NothingFetched

TEMPLATES = Path(__file__).parent / "templates"


def dispatch_form(bulletin: View) -> bytes:
    """The form for one bulletin as PDF; the same view gives the same bytes."""
    page = templates_in(TEMPLATES).get_template("dispatch.html.j2").render(
        view=bulletin, office=bulletin.signed_by, openness=bulletin.openness
    )  # fmt: skip
    of_public = "" if bulletin.remark else bulletin.openness
    identifier = f"{bulletin.period_end.isoformat()} {bulletin.signed_by} 发文稿纸{of_public}".encode()
    document = weasyprint.HTML(string=page, url_fetcher=NothingFetched())
    return bytes(document.write_pdf(pdf_identifier=identifier, pdf_tags=True))
