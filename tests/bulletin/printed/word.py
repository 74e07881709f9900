"""The Word file (bulletin.docx) read with python-docx: paragraphs by their style, tables that have a head."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.bulletin.printed.said import Annex, Grid, Said, Section, bare, joined
from tests.bulletin.word_file import has_head

HEADING, BODY, TITLE, NOTE = "Heading 1", "通报正文", "附件标题", "附件注"


def read_word(content: bytes) -> Said:
    """What the Word file says."""
    front, *annexes = _parted(docx.Document(io.BytesIO(content)).iter_inner_content(), TITLE)
    opening, *sections = _parted(front, HEADING)
    return Said(_text(opening, BODY), tuple(map(_section, sections)), tuple(map(_annex, annexes)))


def _parted(blocks: Any, style: str) -> list[list[Any]]:
    """Blocks parted before every paragraph of a style."""
    parts: list[list[Any]] = [[]]
    for block in blocks:
        if isinstance(block, Paragraph) and block.style and block.style.name == style:
            parts.append([])
        parts[-1].append(block)
    return parts


def _section(blocks: list[Any]) -> Section:
    charts = tuple(_chart(one) for one in _tables(blocks) if not has_head(one._tbl))
    return Section(bare(blocks[0].text), _text(blocks, BODY), charts)


def _chart(table: Table) -> tuple[str, ...]:
    """Words and numbers; a bar without a number is a cell without text."""
    return tuple(bare(cell) for row in _cells(table) for cell in row if cell)


def _annex(blocks: list[Any]) -> Annex:
    grids = tuple(_grid(one) for one in _tables(blocks) if has_head(one._tbl))
    return Annex(bare(blocks[0].text), _text(blocks, NOTE), grids)


def _tables(blocks: list[Any]) -> Iterator[Table]:
    return (one for one in blocks if isinstance(one, Table))


def _grid(table: Table) -> Grid:
    return tuple(tuple(bare(cell) for cell in row) for row in _cells(table))


def _cells(table: Table) -> Iterator[list[str]]:
    for row in table._tbl.tr_lst:
        yield ["".join(Paragraph(one, table).text for one in cell.p_lst) for cell in row.tc_lst]


def _text(blocks: list[Any], style: str) -> str:
    return joined(one.text for one in blocks if isinstance(one, Paragraph) and one.style and one.style.name == style)
