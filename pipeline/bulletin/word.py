"""A view as a Word file that leaders edit: a template filled with the same pieces in the same order as the PDF.

The template is the product's own or one the office made of it. The same view and template give the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from jinja2 import Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from pipeline.bulletin.parts import Brief, View
from pipeline.bulletin.word_blocks import BLOCKS, as_text, blocks, count_on, legal, type_width
from pipeline.bulletin.word_parts import BRIEF_TEMPLATE, TEMPLATE, pack, unpack
from pipeline.bulletin.word_template import headline, opened, style_ids
from pipeline.errors import OfficeError

__all__ = ["docx", "template_of"]

DRAFT = "征求意见稿"
MASTHEAD_STYLE = "红头"
RECIPIENTS = ("报", "送", "发")
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
LONGEST_PROPERTY = 255
PROPERTIES = ("author", "comments", "identifier", "language", "last_modified_by", "subject", "title")
"""What a file says of itself, of which docxtpl would read some as templates."""


def template_of(view: View) -> Path:
    """The product's own template for a bulletin; an office's own has the same name."""
    return BRIEF_TEMPLATE if view.brief else TEMPLATE


def docx(view: View, template: bytes) -> bytes:
    """The bulletin as a Word file; raises OfficeError when the template is not fit for it."""
    words = _words(view)
    title = headline(template_of(view).name)
    filled = opened(template, words, BLOCKS, title)
    for name in PROPERTIES:
        setattr(filled.docx.core_properties, name, "")
    context = {**words, **blocks(view, filled.docx, style_ids(filled))}
    try:
        filled.render(context, Environment(undefined=StrictUndefined), autoescape=True)
    except TemplateError as error:
        raise OfficeError(title, [f"标记的花括号不成对，请核对（{error}）"]) from None
    _finish(filled.docx, view)
    saved = io.BytesIO()
    filled.save(saved)
    return pack(unpack(saved.getvalue()))


def _words(view: View) -> dict[str, Markup]:
    """Tag → the text that stands in its place."""
    texts = {
        "红头": view.masthead,
        "标题": "\n".join(view.title),
        **(_brief_words(view.brief) if view.brief else _letter_words(view)),
        "附注": view.remark,
        "稿别": DRAFT if view.draft else "",
    }
    return {tag: as_text(text) for tag, text in texts.items()}


def _letter_words(view: View) -> dict[str, str]:
    """What stands under a red head alone."""
    return {
        "发文字号": view.document_number,
        "主送": view.addressed_to,
        "发文机关": view.signed_by,
        "成文日期": view.signed_on,
        "抄送": view.copied_to,
        "印发机关": view.printed_by,
        "印发日期": view.printed_on,
    }


def _brief_words(brief: Brief) -> dict[str, str]:
    """What a 简报 alone has; a line of 报, 送 or 发 that is not given is blank."""
    whom = dict(brief.recipients)
    lines = {head: f"{head}：{whom[head]}" if head in whom else "" for head in RECIPIENTS}
    return {"期数": brief.number, "编发单位": brief.issuer, "编发日期": brief.issued_on, **lines}


def _finish(document: Document, view: View) -> None:
    """What a template cannot say: the last section, an issued bulletin's watermark, the masthead's size, the dates."""
    last = document.sections[-1]
    count_on(last._sectPr)
    if view.annexes and view.annexes[-1].wide:
        last.start_type = WD_SECTION.EVEN_PAGE  # 版记 then stands alone, and closes a sheet
    _drop_blank_watermarks(document)
    if view.brief:
        _drop_blank_recipients(document)
    _fit_masthead(document, Twips(type_width(last._sectPr)))
    _date(document, view)


def _drop_blank_watermarks(document: Document) -> None:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.HEADER:
            for picture in list(relation.target_part.element.iter(qn("w:pict"))):
                if any(words.get("string") == "" for words in picture.iter(WORD_ART)):
                    picture.getparent().remove(picture)


def _drop_blank_recipients(document: Document) -> None:
    """The lines of the floating table at the end that say nothing."""
    for table in document.tables:
        if table._tbl.tblPr.find(qn("w:tblpPr")) is not None:
            for row in table.rows:
                if not any(cell.text for cell in row.cells):
                    table._tbl.remove(row._tr)


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
