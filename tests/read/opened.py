"""Returns in the other forms they come in: .ods written part by part, text tables, a workbook with macros."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from schemas.template import HEADER_ROW
from tests.columns import USUAL_ADOPTION
from tests.read.raw import KEYS, packed
from tests.workspace import row

NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {"office": "office", "table": "table", "text": "text", "style": "style"}.items()
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
HEAD = [
    ["统计表"],
    [
        "填报单位（盖章）",
        "",
        "城关中心校",
        "",
        "",
        "单位代码",
        "A01",
        "",
        "",
        "统计期间",
        "2026年6月21日至2026年9月20日",
    ],
    ["截止时间", "", "2026年9月20日24时前", "", "", "填报类型", "正常"],
]
HEADERS = [column.header for column in USUAL_ADOPTION]


def texts_of(**overrides: object) -> list[str]:
    """The cells of a sound line in the order of the columns."""
    texts = {key: str(value) for key, value in row(**overrides).items() if value is not None}
    return [texts.get(key, "") for key in KEYS]


def table(*lines: Sequence[str]) -> list[Sequence[str]]:
    """A whole 采用明细 as rows of texts: head, header at its place, lines."""
    return [*HEAD, *([[]] * (HEADER_ROW - 1 - len(HEAD))), HEADERS, *lines]


def ods_cell(text: str, attributes: str = "") -> str:
    if not text:
        return f"<table:table-cell {attributes}/>"
    inner = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string" {attributes}>{inner}</table:table-cell>'


def ods_row(cells: Sequence[str], attributes: str = "") -> str:
    """A row of texts; a cell that begins with "<" is XML already."""
    inner = "".join(text if text.startswith("<table:") else ods_cell(text) for text in cells) or "<table:table-cell/>"
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def ods(
    rows: str,
    *,
    name: str = "采用明细",
    more: str = "",
    before: str = "",
    columns: str = "",
    parts: dict[str, str] | None = None,
) -> bytes:
    """A spreadsheet of one table with these rows, and `more` tables after it."""
    body = f'<table:table table:name="{name}">{columns}{rows}</table:table>{more}'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMES} office:version="1.2">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
            **(parts or {}),
        }
    )


def ods_table(*lines: Sequence[str], after: str = "", **more: str) -> bytes:
    """A whole return as .ods; `after` is XML of rows below the lines."""
    return ods("".join(ods_row(cells) for cells in table(*lines)) + after, **more)


def text_table(*lines: Sequence[str], separator: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A whole return as text."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(table(*lines))
    return stream.getvalue().encode(encoding)
