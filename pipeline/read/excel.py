"""Excel and WPS workbooks: .xlsx and .xlsm by calamine (openpyxl where it would lose cells), .xls and .et counted by xlrd."""

from __future__ import annotations

import io
from typing import Any

from pipeline.read.guard import Unreadable, has_macros, parts_of, refuse_definitions
from pipeline.read.scan import scan_sheets
from pipeline.read.sheet import Contents, Scan, column_letter
from pipeline.read.texts import as_texts, by_calamine, sheets_of


def xlsx_contents(data: bytes) -> Contents:
    """The worksheets of an .xlsx or .xlsm; raises Unreadable."""
    parts = parts_of(data)
    refuse_definitions(parts)
    scans = scan_sheets(parts)
    careful = any(scan.needs_careful_reader for scan in scans.values())
    if careful and (far := [scan.formatted_far for scan in scans.values() if scan.formatted_far]):
        raise Unreadable("R07", f"格式一直设到单元格 {far[0]}")  # the careful reader would fill memory with blanks
    tables = _by_openpyxl(data) if careful else by_calamine(data, scans)
    return Contents(sheets_of(tables, scans), has_macros(data))


def _by_openpyxl(data: bytes) -> dict[str, list[list[str]]]:
    import openpyxl  # slow to import, and rarely needed

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # openpyxl raises whatever its parser meets in a broken file
        raise Unreadable("R09", str(error)[:80]) from None
    return {sheet.title: as_texts(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets}


def xls_contents(data: bytes) -> Contents:
    """The worksheets of an .xls or .et; raises Unreadable."""
    scans = _scan_xls(data)
    return Contents(sheets_of(by_calamine(data, scans), scans), has_macros(data))


def _scan_xls(data: bytes) -> dict[str, Scan]:
    import xlrd  # only these files need it

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return {sheet.name: _scan_xls_sheet(sheet) for sheet in book.sheets()}
    except Unreadable:
        raise
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
                scan.add_content(row + 1, column)
    scan.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    scan.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    scan.merges = [
        f"{column_letter(left + 1)}{top + 1}:{column_letter(right)}{bottom}"
        for top, bottom, left, right in sheet.merged_cells
    ]
    return scan
