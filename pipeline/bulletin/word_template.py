"""The Word template: opened, its tags and styles checked. An office may edit it as it likes, but nothing may be lost.

A tag is a name in double braces, e.g. {{ 红头 }}. The template may hold no others than those given, and all of them;
so every piece of the bulletin has its place. Nothing but names is let through to the template engine.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

from pipeline.errors import OfficeError

STYLES = {
    "heading": "Heading 1",
    "body": "通报正文",
    "chart_text": "图文",
    "chart_title": "图题",
    "annex_list": "附件说明",
    "annex_list_more": "附件说明续",
    "annex_tag": "附件编号",
    "annex_title": "附件标题",
    "annex_note": "附件注",
    "table_title": "表题",
    "table_head": "表头",
    "table_text": "表文",
    "table_sum": "表合计",
    "gap": "间隔",
}
"""Role → the name of the style that block tags are written in. Word renumbers the ids of styles, never their names."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, etree.XMLSyntaxError)
"""What opening a file raises that is damaged, locked by a password or no Word file."""


def headline(name: str) -> str:
    """What is told first of a template that cannot be used; `name` is its file's."""
    return f"通报的 Word 模板（{name}）有问题，没有生成通报"


def opened(content: bytes, words: Collection[str], blocks: Collection[str], title: str) -> DocxTemplate:
    """The template, ready to be filled; raises OfficeError, headed by `title`, naming every wrong tag and missing style.

    `words` are tags for a stretch of text; a tag of `blocks` fills a paragraph of its own with many.
    """
    template = DocxTemplate(io.BytesIO(content))
    try:
        template.init_docx()
    except _BROKEN:
        raise OfficeError(title, ["文件打不开，请用 Word 或 WPS 另存为 .docx 格式，不设密码"]) from None
    if faults := [*_tag_faults(template, words, blocks), *_form_faults(template)]:
        raise OfficeError(title, faults)
    for paragraph in _alone(template, blocks):
        _retype(paragraph)
    return template


def style_ids(template: DocxTemplate) -> dict[str, str]:
    """Role → id of the style in this template."""
    ids = {style.name: style.style_id for style in template.docx.styles}
    return {role: ids[name] for role, name in STYLES.items()}


def _tag_faults(template: DocxTemplate, words: Collection[str], blocks: Collection[str]) -> Iterator[str]:
    known = [*words, *blocks]
    around = _parts(template, RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    found = Counter(_TAG.findall(_text(template.docx.element, *around)))
    names = Counter({tag[2:-2].strip(): number for tag, number in found.items() if tag.startswith("{{")})
    for tag in found:
        if not tag.startswith("{{") or tag[2:-2].strip() not in known:
            yield f"不认识的标记“{tag}”，请改正或者删去；可以用的标记有：{'、'.join(known)}"
    for name in known:
        if not names[name]:
            yield f"缺少标记“{{{{ {name} }}}}”，请补上"
    alone = Counter(_name(paragraph) for paragraph in _alone(template, blocks))
    for name in blocks:
        if names[name] and not names[name] == alone[name] == 1:
            yield f"标记“{{{{ {name} }}}}”应当单独成一段，不放在表格里，并且只有一处"
    if _TAG.search(_text(*_parts(template, RELATIONSHIP_TYPE.FOOTNOTES))):
        yield "脚注里不能用标记，请移到正文"  # docxtpl would fill them once for each section


def _form_faults(template: DocxTemplate) -> Iterator[str]:
    """What the template lacks besides tags: styles, and a page whose size and margins are given."""
    page = template.docx.element.body.sectPr
    if page is None or page.find(qn("w:pgSz")) is None or page.find(qn("w:pgMar")) is None:
        yield "没有页面设置，请设好纸张大小和页边距"
    names = {style.name for style in template.docx.styles}
    for name in STYLES.values():
        if name not in names:
            yield f"缺少样式“{name.replace('Heading', '标题')}”，请在程序自带的模板上修改"


def _parts(template: DocxTemplate, *kinds: str) -> list[Any]:
    """What stands around the text: the headers, footers or footnotes of the template."""
    relations = template.docx.part.rels.values()
    return [etree.fromstring(rel.target_part.blob) for rel in relations if rel.reltype in kinds]


def _text(*roots: Any) -> str:
    """All that is written there, after the attributes that hold a tag (the words of a watermark)."""
    values = [value for root in roots for element in root.iter("*") for value in element.attrib.values()]
    written = [text.text or "" for root in roots for text in root.iter(qn("w:t"))]
    return "".join([*(value for value in values if "{{" in value), *written])


def _alone(template: DocxTemplate, blocks: Collection[str]) -> list[Any]:
    """The paragraphs, in no table, that hold a block's tag and nothing else."""
    paragraphs = template.docx.element.body.findall(qn("w:p"))
    ends_section = f".//{qn('w:sectPr')}"
    return [one for one in paragraphs if _name(one) in blocks and one.find(ends_section) is None]


def _name(paragraph: Any) -> str:
    """The name of the tag that is all a paragraph says; else nothing."""
    text = "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip()
    return text[2:-2].strip() if _TAG.fullmatch(text) else ""


def _retype(paragraph: Any) -> None:
    """Write the tag as docxtpl wants it to replace the whole paragraph."""
    name = _name(paragraph)
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.add_r().text = f"{{{{p {name} }}}}"
