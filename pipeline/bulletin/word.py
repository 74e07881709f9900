"""A view as a Word file that leaders edit: a template filled with the same pieces in the same order as the PDF.

The template is the product's own or one the office made of it. The same view and template give the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime, time

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from jinja2 import Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from pipeline.bulletin.parts import View
from pipeline.bulletin.word_blocks import BLOCKS, as_text, blocks, count_on, legal, type_width
from pipeline.bulletin.word_parts import TEMPLATE, pack, unpack
from pipeline.bulletin.word_template import HEADLINE, opened, style_ids
from pipeline.errors import OfficeError

__all__ = ["TEMPLATE", "docx"]

DRAFT = "征求意见稿"
MASTHEAD_STYLE = "红头"
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
LONGEST_PROPERTY = 255
PROPERTIES = ("author", "comments", "identifier", "language", "last_modified_by", "subject", "title")
"""What a file says of itself, of which docxtpl would read some as templates."""


def docx(view: View, template: bytes) -> bytes:
    """The bulletin as a Word file; raises OfficeError when the template is not fit for it."""
    words = _words(view)
    filled = opened(template, words, BLOCKS)
    for name in PROPERTIES:
        setattr(filled.docx.core_properties, name, "")
    context = {**words, **blocks(view, filled.docx, style_ids(filled))}
    try:
        filled.render(context, Environment(undefined=StrictUndefined), autoescape=True)
    except TemplateError as error:
        raise OfficeError(HEADLINE, [f"标记的花括号不成对，请核对（{error}）"]) from None
    _finish(filled.docx, view)
    saved = io.BytesIO()
    filled.save(saved)
    return pack(unpack(saved.getvalue()))


def _words(view: View) -> dict[str, Markup]:
    """Tag → the text that stands in its place."""
    texts = {
        "红头": view.masthead,
        "发文字号": view.document_number,
        "标题": "\n".join(view.title),
        "主送": view.addressed_to,
        "发文机关": view.signed_by,
        "成文日期": view.signed_on,
        "附注": view.remark,
        "抄送": view.copied_to,
        "印发机关": view.printed_by,
        "印发日期": view.printed_on,
        "稿别": DRAFT if view.draft else "",
    }
    return {tag: as_text(text) for tag, text in texts.items()}


def _finish(document: Document, view: View) -> None:
    """What a template cannot say: the last section, an issued bulletin's watermark, the masthead's size, the dates."""
    last = document.sections[-1]
    count_on(last._sectPr)
    if view.annexes and view.annexes[-1].wide:
        last.start_type = WD_SECTION.EVEN_PAGE  # 版记 then stands alone, and closes a sheet
    _drop_blank_watermarks(document)
    _fit_masthead(document, Twips(type_width(last._sectPr)))
    _date(document, view)


def _drop_blank_watermarks(document: Document) -> None:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.HEADER:
            for picture in list(relation.target_part.element.iter(qn("w:pict"))):
                if any(words.get("string") == "" for words in picture.iter(WORD_ART)):
                    picture.getparent().remove(picture)


def _fit_masthead(document: Document, width: Length) -> None:
    """A masthead too long for one line is set smaller."""
    for paragraph in document.paragraphs:
        style, length = paragraph.style, len(paragraph.text)
        if style and style.name == MASTHEAD_STYLE and style.font.size and style.font.size * length > width:
            for run in paragraph.runs:
                run.font.size = Length(width // length)


def _date(document: Document, view: View) -> None:
    """Who made the file and when: the office, at the period's end; never the clock or whoever made the template."""
    made, about = datetime.combine(view.period_end, time()), document.core_properties
    about.title = legal("".join(view.title))[:LONGEST_PROPERTY]
    about.author = about.last_modified_by = legal(view.signed_by)[:LONGEST_PROPERTY]
    about.created = about.modified = made
    about.revision = 1
