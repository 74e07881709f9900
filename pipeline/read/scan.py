"""An independent scan of a worksheet's raw XML: what readers hide (formulas, errors, merges, hidden rows, far cells)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from xml.parsers import expat

from pipeline.read.guard import Unreadable, parse
from pipeline.read.sheet import MAX_COLUMNS, MAX_ROWS, Scan, column_letter, column_number

SHORTEST_STRING = len("<si/>")
TRUE = ("1", "true")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def scan_sheets(parts: dict[str, bytes]) -> dict[str, Scan]:
    """Sheet name → scan, for every worksheet of an xlsx; raises Unreadable."""
    strings = _shared_strings(parts)
    return {
        name: _SheetScanner(strings).run(parts[part]) for name, part in _sheet_parts(parts).items() if part in parts
    }


def _sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet name → part name, through the workbook's relations."""
    if "xl/workbook.xml" not in parts:
        raise Unreadable("R03", "压缩包内没有工作簿")
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            )

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            name = attributes.get("name", "")
            if name in names:
                raise Unreadable("R08", f"两个工作表都名为“{name}”")
            names[name] = link

    _each_start(parts.get("xl/_rels/workbook.xml.rels", b"<r/>"), relation)
    _each_start(parts["xl/workbook.xml"], sheet)
    return {name: targets.get(link, "").lower() for name, link in names.items()}


def _local(tag: str) -> str:
    return tag.rpartition(":")[2] if ":" in tag else tag


def _each_start(xml: bytes, handler: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = handler
    parse(xml, parser)


def _shared_strings(parts: dict[str, bytes]) -> list[bool]:
    """For each shared string, whether it holds any character (the guide above a character is none)."""
    xml = parts.get("xl/sharedstrings.xml", b"<sst/>")
    filled: list[bool] = []
    inside = guide = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside, guide
        name = _local(tag)
        if name == "sst" and int(attributes.get("uniqueCount", 0)) > len(xml) // SHORTEST_STRING:
            raise Unreadable("R02", "所报的字符串个数不实")
        if name == "si":
            filled.append(False)
        guide = name == "rPh" or (guide and name == "t")
        inside = name == "t" and not guide

    def text(characters: str) -> None:
        if inside and characters:
            filled[-1] = True

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parse(xml, parser)
    return filled


class _SheetScanner:
    """One pass over a sheet's XML; holds the state of the cell being read."""

    def __init__(self, strings: list[bool]) -> None:
        self.strings, self.scan = strings, Scan()
        self.row = self.column = 0
        self.rows_seen: set[int] = set()
        self.columns_seen: set[int] = set()
        self.reference = self.kind = self.value = ""
        self.has_formula = self.has_value = self.in_text = False

    def run(self, xml: bytes) -> Scan:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parse(xml, parser)
        return self.scan

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "row":
            self.start_row(attributes)
        elif name == "c":
            self.start_cell(attributes)
        elif name == "f":
            self.has_formula = True
        elif name in ("v", "t"):
            self.in_text = True
        elif name == "mergeCell":
            self.scan.merges.append(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in TRUE:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.scan.hidden_columns |= set(range(first, min(last, MAX_COLUMNS) + 1))
        elif name == "filterColumn":
            self.scan.filtered = True

    def start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self.row + 1))
        self.scan.out_of_order |= row < self.row
        if row in self.rows_seen:
            raise Unreadable("R08", f"第{row}行重复")
        self.rows_seen.add(row)
        self.row, self.column = row, 0
        self.columns_seen.clear()
        if attributes.get("hidden") in TRUE:
            self.scan.hidden_rows.add(row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r") or f"{column_letter(self.column + 1)}{self.row}"
        match = _REFERENCE.fullmatch(reference)
        if not match or int(match[2]) != self.row:
            raise Unreadable("R08", f"单元格 {reference} 不在所属的行")
        column = column_number(match[1])
        if column in self.columns_seen:
            raise Unreadable("R08", f"单元格 {reference} 重复")
        self.columns_seen.add(column)
        self.scan.out_of_order |= column < self.column
        self.column, self.reference = column, reference
        self.kind, self.value = attributes.get("t", "n"), ""
        self.has_formula = self.has_value = False

    def text(self, characters: str) -> None:
        if self.in_text:
            self.value += characters

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name in ("v", "t"):
            self.in_text = False
            self.has_value |= self.value != ""
        elif name == "c":
            self.end_cell()

    def end_cell(self) -> None:
        if self.kind == "e" and self.has_value:
            self.scan.errors[self.reference] = self.value
        if self.has_formula:
            (self.scan.formulas if self.has_value or self.kind == "str" else self.scan.uncalculated).add(self.reference)
        filled = self.has_value
        if self.kind == "s" and filled:
            filled = self.shared_string_filled()
        if filled or self.reference in self.scan.uncalculated:
            self.scan.add_content(self.row, self.column)
        elif self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            self.scan.formatted_far = self.reference

    def shared_string_filled(self) -> bool:
        """Whether the shared string a cell points at holds any character; it must exist."""
        if not self.value.isdecimal() or int(self.value) >= len(self.strings):
            raise Unreadable("R02", f"单元格 {self.reference} 的文字不在文件内")
        return self.strings[int(self.value)]
