"""The cells of a workbook as text, by calamine; by openpyxl where calamine would lose cells; xlrd counts for .xls."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from pipeline.read.guard import Unreadable, kind_of, parts_of, refuse_definitions
from pipeline.read.scan import Scan, column_letter, column_number, scan_sheets
from schemas.returned import ERROR_VALUES, FORMULA_WITHOUT_VALUE


@dataclass
class Sheet:
    """One worksheet: `cells[r][c]` is the text at row r+1, column c+1; `scan` is what the raw file holds."""

    name: str
    cells: list[list[str]]
    scan: Scan

    def text(self, row: int, column: int) -> str:
        """The text at a row and column counted from 1; empty beyond the filled area."""
        if row <= len(self.cells) and column <= len(self.cells[row - 1]):
            return self.cells[row - 1][column - 1]
        return ""


def read_sheets(data: bytes) -> list[Sheet]:
    """All worksheets of an .xlsx or .xls; raises Unreadable."""
    return _read_xls(data) if kind_of(data) == "xls" else _read_xlsx(data)


def _read_xlsx(data: bytes) -> list[Sheet]:
    parts = parts_of(data)
    refuse_definitions(parts)
    scans = scan_sheets(parts)
    careful = any(scan.needs_careful_reader for scan in scans.values())
    if careful and (far := [scan.formatted_far for scan in scans.values() if scan.formatted_far]):
        raise Unreadable("R07", f"格式一直设到单元格 {far[0]}")  # the careful reader would fill memory with blanks
    tables = _by_openpyxl(data) if careful else _by_calamine(data, scans)
    return [Sheet(name, _marked(tables[name], scan), scan) for name, scan in scans.items() if name in tables]


def _by_calamine(data: bytes, names: Iterable[str]) -> dict[str, list[list[str]]]:
    """The named sheets (those scanned before) that the workbook has."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: _texts(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in names
            if name in workbook.sheet_names
        }
    except PasswordError:
        raise Unreadable("R04", "加密的文件") from None
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise Unreadable("R09", str(error)[:80]) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader broke; the class has no public name
            raise
        raise Unreadable("R09", str(error)[:80]) from None


def _by_openpyxl(data: bytes) -> dict[str, list[list[str]]]:
    import openpyxl  # slow to import, and rarely needed

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # openpyxl raises whatever its parser meets in a broken file
        raise Unreadable("R09", str(error)[:80]) from None
    return {sheet.title: _texts(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets}


def _texts(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    return [[as_text(value) for value in row] for row in rows]


def as_text(value: Any) -> str:
    """A cell's value as text: dates as 2026-08-05, whole numbers without a point, text as typed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value.total_seconds()) if isinstance(value, timedelta) else str(value)


def _marked(cells: list[list[str]], scan: Scan) -> list[list[str]]:
    """Put back what readers turn into an empty cell: error values and formulas never calculated."""
    known = {cell: text if text in ERROR_VALUES else FORMULA_WITHOUT_VALUE for cell, text in scan.errors.items()}
    for reference, text in [*known.items(), *((cell, FORMULA_WITHOUT_VALUE) for cell in scan.uncalculated)]:
        letters = reference.rstrip("0123456789")
        row, column = int(reference[len(letters) :]), column_number(letters)
        while len(cells) < row:
            cells.append([])
        cells[row - 1].extend([""] * (column - len(cells[row - 1])))
        cells[row - 1][column - 1] = text
    return cells


def _read_xls(data: bytes) -> list[Sheet]:
    scans = _scan_xls(data)
    tables = _by_calamine(data, scans)
    return [Sheet(name, _marked(tables[name], scan), scan) for name, scan in scans.items() if name in tables]


def _scan_xls(data: bytes) -> dict[str, Scan]:
    import xlrd  # only .xls files need it

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return {sheet.name: _scan_xls_sheet(sheet) for sheet in book.sheets()}
    except Exception as error:  # xlrd raises whatever its parser meets in a broken file
        raise Unreadable("R04" if "encrypted" in str(error) else "R09", str(error)[:80]) from None


def _scan_xls_sheet(sheet: Any) -> Scan:
    import xlrd

    scan = Scan()
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True), start=1):
            if kind == xlrd.XL_CELL_ERROR:
                scan.errors[f"{column_letter(column)}{row + 1}"] = xlrd.error_text_from_code[value]
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and value != "":
                scan.content_rows.add(row + 1)
    scan.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    scan.merges = [
        f"{column_letter(left + 1)}{top + 1}:{column_letter(right)}{bottom}"
        for top, bottom, left, right in sheet.merged_cells
    ]
    return scan
