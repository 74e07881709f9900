"""Workbooks of the present format (.xlsx, .xlsm): cells by calamine, or by openpyxl where calamine would lose some."""

from __future__ import annotations

import io

from pipeline.read.guard import Unreadable, has_macros, parts_of, refuse_definitions
from pipeline.read.scan import scan_sheets
from pipeline.read.sheet import Contents
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
    return Contents(sheets_of(tables, scans), has_macros(data), any(map(_has_notes, parts, parts.values())))


def _has_notes(name: str, content: bytes) -> bool:
    """Whether a part holds comments, or a drawing with words."""
    return name.startswith(("xl/comments", "xl/threadedcomments")) or (
        name.startswith("xl/drawings/") and b"<a:t>" in content
    )


def _by_openpyxl(data: bytes) -> dict[str, list[list[str]]]:
    import openpyxl  # slow to import, and rarely needed

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # openpyxl raises whatever its parser meets in a broken file
        raise Unreadable("R09", str(error)[:80]) from None
    return {sheet.title: as_texts(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets}
