"""Cells as text: what the spreadsheet readers give, in one spelling."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from pipeline.read.guard import Unreadable
from pipeline.read.sheet import Scan, Sheet, place_of
from schemas.returned import ERROR_VALUES, FORMULA_WITHOUT_VALUE


def by_calamine(data: bytes, names: Iterable[str]) -> dict[str, list[list[str]]]:
    """The named sheets (those scanned before) that the workbook has."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: as_texts(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
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


def sheets_of(tables: dict[str, list[list[str]]], scans: dict[str, Scan]) -> list[Sheet]:
    """Each scanned sheet with its texts, in the order of the scan."""
    return [Sheet(name, marked(tables[name], scan), scan) for name, scan in scans.items() if name in tables]


def as_texts(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    """A table of values as one of texts."""
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


def marked(cells: list[list[str]], scan: Scan) -> list[list[str]]:
    """Put back what readers turn into an empty cell: error values and formulas never calculated."""
    known = {cell: text if text in ERROR_VALUES else FORMULA_WITHOUT_VALUE for cell, text in scan.errors.items()}
    for reference, text in [*known.items(), *((cell, FORMULA_WITHOUT_VALUE) for cell in scan.uncalculated)]:
        row, column = place_of(reference)
        while len(cells) < row:
            cells.append([])
        cells[row - 1].extend([""] * (column - len(cells[row - 1])))
        cells[row - 1][column - 1] = text
    return cells
