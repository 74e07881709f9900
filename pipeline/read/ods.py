"""OpenDocument spreadsheets (.ods): cells by calamine, counted by an independent scan of content.xml."""

from __future__ import annotations

from xml.parsers import expat

from pipeline.read.guard import Unreadable, has_macros, parse, parts_of, refuse_definitions
from pipeline.read.sheet import MAX_COLUMNS, MAX_ROWS, Contents, Scan, column_letter
from pipeline.read.texts import by_calamine, sheets_of

CELLS = ("table:table-cell", "table:covered-table-cell")
HIDDEN = ("collapse", "filter")
VALUES = {
    "float": "office:value", "percentage": "office:value", "currency": "office:value",
    "date": "office:date-value", "time": "office:time-value", "boolean": "office:boolean-value",
}  # fmt: skip
"""Type of a cell that is no text → the attribute that must hold its value; calamine reads nothing without it."""
MAX_FILLED = 500_000
"""Filled cells of a file once repeated rows and columns are written out."""


def ods_contents(data: bytes) -> Contents:
    """The worksheets of an .ods; raises Unreadable."""
    parts = parts_of(data)
    if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise Unreadable("R04", "加密的文件")
    refuse_definitions(parts)
    scans = _OdsScanner().run(parts["content.xml"])
    notes = any(scan.notes for scan in scans.values())
    return Contents(sheets_of(by_calamine(data, scans), scans), has_macros(data), notes)


class _OdsScanner:
    """One pass over content.xml; holds the state of the table, row and cell being read.

    Names are matched with their usual prefixes, as calamine does; with others neither finds any table.
    """

    def __init__(self) -> None:
        self.scans: dict[str, Scan] = {}
        self.scan = Scan()
        self.depth = self.row = self.column = self.header_columns = self.filled = 0
        self.row_repeats = self.cell_repeats = 1
        self.row_columns: list[int] = []
        self.cell: dict[str, str] = {}
        self.text = self.boxed = ""
        self.paragraphs = self.notes = self.drawings = 0

    def run(self, xml: bytes) -> dict[str, Scan]:
        """Table name → scan; raises Unreadable."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        parse(xml, parser)
        return self.scans

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.depth += 1
            if self.depth > 1:
                raise Unreadable("R09", f"第{self.row + 1}行的单元格内另有表格")
            self.start_table(attributes.get("table:name", ""))
        elif self.depth == 1:
            self.start_inside(tag, attributes)

    def start_inside(self, tag: str, attributes: dict[str, str]) -> None:
        """Of a table's own elements."""
        if tag == "table:table-column":
            self.start_column(attributes)
        elif tag == "table:table-row":
            self.start_row(attributes)
        elif tag in CELLS:
            self.cell, self.text, self.boxed = attributes, "", ""
            self.cell_repeats = _repeats(attributes, "columns")
        elif tag == "office:annotation":
            self.notes += 1
        elif tag.startswith("draw:"):
            self.drawings += 1
        elif tag == "text:p":
            self.paragraphs += 1

    def start_table(self, name: str) -> None:
        if name in self.scans:
            raise Unreadable("R08", f"两个工作表都名为“{name}”")
        self.scan = self.scans[name] = Scan()
        self.row = self.header_columns = 0

    def start_column(self, attributes: dict[str, str]) -> None:
        repeats = _repeats(attributes, "columns")
        if attributes.get("table:visibility") in HIDDEN:
            last = min(self.header_columns + repeats, MAX_COLUMNS)
            self.scan.hidden_columns |= set(range(self.header_columns + 1, last + 1))
        self.header_columns += repeats

    def start_row(self, attributes: dict[str, str]) -> None:
        self.row_repeats, self.column, self.row_columns = _repeats(attributes, "rows"), 0, []
        if (visibility := attributes.get("table:visibility")) in HIDDEN:
            last = min(self.row + self.row_repeats, MAX_ROWS)
            self.scan.hidden_rows |= set(range(self.row + 1, last + 1))
            self.scan.filtered |= visibility == "filter"

    def characters(self, text: str) -> None:
        if not self.paragraphs:
            return
        if self.drawings:
            self.boxed += text
        elif not self.notes:
            self.text += text
        self.scan.notes |= bool(self.drawings or self.notes)

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self.depth -= 1
        elif self.depth == 1:
            self.end_inside(tag)

    def end_inside(self, tag: str) -> None:
        """The counterpart of `start_inside`."""
        if tag == "table:table-row":
            self.end_row()
        elif tag in CELLS:
            self.end_cell()
        elif tag == "office:annotation":
            self.notes -= 1
        elif tag.startswith("draw:"):
            self.drawings -= 1
        elif tag == "text:p":
            self.paragraphs -= 1

    def end_cell(self) -> None:
        first, self.column = self.column + 1, self.column + self.cell_repeats
        reference = f"{column_letter(first)}{self.row + 1}"
        if self.is_filled(reference) or "table:formula" in self.cell:
            self.row_columns += range(first, min(self.column, first + MAX_COLUMNS) + 1)
            self.note_cell(reference)
        self.note_span(first)

    def is_filled(self, reference: str) -> bool:
        """Whether the cell holds anything; raises Unreadable where the reader would pass over what is shown."""
        kind = self.cell.get("office:value-type", "")
        if self.boxed and kind:  # the reader would take the box's words for the cell's
            raise Unreadable("R09", f"单元格 {reference} 上有文本框")
        if kind == "string":
            return bool(self.text or self.cell.get("office:string-value"))
        if VALUES.get(kind, "") not in self.cell and self.text:
            raise Unreadable("R09", f"单元格 {reference} 没有标明类型或值")
        return kind in VALUES

    def note_cell(self, reference: str) -> None:
        """Formulas and errors; LibreOffice writes an error's words as text and says so in a type of its own."""
        if self.cell.get("calcext:value-type") == "error":
            self.scan.errors[reference] = self.text
        if "table:formula" in self.cell:
            (self.scan.formulas if self.cell.get("office:value-type") else self.scan.uncalculated).add(reference)

    def note_span(self, first: int) -> None:
        across, down = (int(self.cell.get(f"table:number-{name}-spanned", 1)) for name in ("columns", "rows"))
        if across * down > 1:
            last = f"{column_letter(first + across - 1)}{self.row + down}"
            self.scan.merges.append(f"{column_letter(first)}{self.row + 1}:{last}")

    def end_row(self) -> None:
        """Write out a repeated row; far or endless repeats of a filled one are refused on the way."""
        first, self.row = self.row + 1, self.row + self.row_repeats
        if not self.row_columns:
            return
        for row in range(first, self.row + 1):
            self.scan.add_content(row, max(self.row_columns))
            self.filled += len(self.row_columns)
            if self.filled > MAX_FILLED:
                raise Unreadable("R07", f"单元格重复至第{row}行")


def _repeats(attributes: dict[str, str], what: str) -> int:
    """How often an element stands for the next one too; raises ValueError (a damaged file) for no positive number."""
    number = int(attributes.get(f"table:number-{what}-repeated", 1))
    if number < 1:
        raise ValueError(number)
    return number
