"""Reading a Word file back, and what a view says in the order in which it is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.bulletin import word
from pipeline.bulletin.parts import Annex, Chart, Table, View
from pipeline.bulletin.word_parts import TEMPLATE, pack, unpack

DOCUMENT = "word/document.xml"


def made(view: View, template: bytes | None = None) -> bytes:
    return word.docx(view, template or TEMPLATE.read_bytes())


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def template_with(*changes: tuple[str, str], part: str = DOCUMENT) -> bytes:
    """The product's template with stretches of one part replaced."""
    parts = unpack(TEMPLATE.read_bytes())
    text = parts[part].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return pack({**parts, part: text.encode()})


def lines(content: bytes) -> list[str]:
    """Every paragraph that says something, those in cells included, in the order of the file."""
    body = opened(content).element.body
    said = (Paragraph(one, None).text for one in body.iter(qn("w:p")))  # type: ignore[arg-type]
    return [text for text in said if text]


def rows(content: bytes) -> list[list[str]]:
    """Every row of every table but the charts: cells as text."""
    tables = [table for table in opened(content).element.body.findall(qn("w:tbl")) if has_head(table)]
    return [[_text(cell) for cell in row.findall(qn("w:tc"))] for table in tables for row in table.findall(qn("w:tr"))]


def expected(view: View) -> list[str]:
    """What `lines` must give for a view."""
    return [text for text in _expected(view) if text]


def _expected(view: View) -> Iterator[str]:
    yield from (view.masthead, view.document_number, "\n".join(view.title), f"{view.addressed_to}：")
    yield from (paragraph.text for paragraph in view.opening)
    for section in view.sections:
        yield section.heading
        yield from (paragraph.text for paragraph in section.paragraphs)
        for chart in section.charts:
            yield from _chart(chart)
    for number, annex in enumerate(view.annexes, 1):
        yield f"{'附件：' if number == 1 else ''}{f'{number}.' if len(view.annexes) > 1 else ''}{annex.title}"
    yield from (view.signed_by, view.signed_on, view.remark)
    for annex in view.annexes:
        yield from _annex(annex)
    yield from (f"抄送：{view.copied_to}", f"{view.printed_by}\t{view.printed_on}")


def _chart(chart: Chart) -> Iterator[str]:
    for bar in chart.bars:
        yield from (bar.label, *(part.text for part in bar.parts if part.text), bar.text)
    if chart.key:
        yield f"各段从左到右：{'、'.join(name for name, _ in chart.key)}"
    yield chart.title


def _annex(annex: Annex) -> Iterator[str]:
    yield from (annex.tag, annex.title)
    yield from (paragraph.text for paragraph in annex.intro)
    for table in annex.tables:
        yield table.caption
        yield from (cell for row in table_rows(table) for cell in row)
    yield from (paragraph.text for paragraph in annex.notes)


def table_rows(table: Table) -> list[tuple[str, ...]]:
    heads = tuple(column.title for column in table.columns)
    return [heads, *table.rows, *([table.total] if table.total else [])]


def has_head(table: Any) -> bool:
    return next(table.iter(qn("w:tblHeader")), None) is not None


def _text(cell: Any) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t")))
