"""A workbook being written: looks, page set-up and cells that never run; the same calls give the same bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.publish import RISKY_STARTS

TEXT = {"font_name": "仿宋_GB2312", "font_size": 11, "valign": "vcenter"}
TITLE = {**TEXT, "font_name": "黑体", "font_size": 18, "align": "center"}
BOXED = {**TEXT, "border": 1, "text_wrap": True}
HEAD = {**BOXED, "font_name": "黑体", "align": "center", "bg_color": "#DCE6F1"}
TOTAL = {**BOXED, "font_name": "黑体"}
NOTE = {**TEXT, "font_size": 10, "text_wrap": True, "valign": "top"}
LINK = {**TEXT, "font_color": "#0563C1", "underline": 1}
MONEY = {"num_format": "#,##0.00", "align": "right"}
LINE = 15.0
"""Height of a line of text in points."""
LONGEST = 32_767
"""Characters a cell can hold."""
CUT = "……（此处过长，全文见 bulletin.html）"
NAME_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


class Book:
    """A workbook in memory."""

    def __init__(self, title: str, created: date) -> None:
        self._stream = BytesIO()
        self.workbook = Workbook(self._stream, {"in_memory": True})
        self.workbook.set_properties({"title": title, "created": datetime.combine(created, time())})
        self._looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._names: set[str] = set()

    def look(self, style: dict[str, Any], **more: Any) -> Format:
        """The format of a style, made once."""
        key = tuple(sorted({**style, **more}.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(dict(key))
        return self._looks[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, called so as far as sheets may be."""
        made: Worksheet = self.workbook.add_worksheet(self._free(name))
        return made

    def _free(self, name: str) -> str:
        """A name of at most 31 characters that no other sheet has, without what Excel refuses in one."""
        wanted = _FORBIDDEN.sub(" ", name).strip() or "表"
        endings = ["", *(f"（{n}）" for n in range(2, len(self._names) + 3))]
        tried = (wanted[: NAME_LENGTH - len(ending)] + ending for ending in endings)
        free = next(one for one in tried if one.casefold() not in self._names)
        self._names.add(free.casefold())
        return free

    def text(self, sheet: Worksheet, row: int, at: int, text: str, style: dict[str, Any]) -> None:
        """Text as text: what could run is marked as quoted, what no cell can hold is cut and says so."""
        if not text:
            sheet.write_blank(row, at, None, self.look(style))
            return
        shown = text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
        risky = {"quote_prefix": True} if shown.startswith(RISKY_STARTS) else {}
        sheet.write_string(row, at, shown, self.look(style, **risky))

    def line(self, sheet: Worksheet, row: int, width: int, text: str, style: dict[str, Any]) -> None:
        """One line across `width` columns."""
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", self.look(style))
        self.text(sheet, row, 0, text, style)

    def content(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._stream.getvalue()


def set_page(sheet: Worksheet, heads: tuple[int, int], draft: bool, landscape: bool = True) -> None:
    """A4, one page wide, numbered, the rows `heads` (first and last, from 0) on every page; a draft says so on each."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(*heads)
    sheet.set_header("&R征求意见稿" if draft else "")
    sheet.set_footer("&C第&P页 共&N页")


def set_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Widths of the columns from the first, in characters."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)


def height(text: str, width: float) -> float:
    """Points that text needs in a cell `width` characters wide: merged cells do not grow by themselves."""
    lines = sum(-(-max(1, len_shown(part)) // max(1, int(width))) for part in text.split("\n"))
    return lines * LINE


def len_shown(text: str) -> int:
    """How many narrow characters wide text is."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def yuan(fen: int) -> float:
    """A sum as a cell holds it; exact when read back to two decimals."""
    return fen / 100
