"""The returns that are answered, read once more for all their cells: the only part of the answers that reads files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OfficeError
from pipeline.read.grid import read_contents
from pipeline.read.head import meta_texts
from pipeline.read.layout import data_sheets


@dataclass(frozen=True)
class Original:
    """A sheet of a return as sent: `cells[r][c]` is the text at row r+1, column c+1; the table's header row from 1."""

    sheet: str
    header_row: int
    cells: tuple[tuple[str, ...], ...]


def originals(folder: Path, files: Iterable[tuple[str, str]]) -> dict[str, tuple[Original, ...]]:
    """Path → its sheets, for (path, SHA-256) of files that could be read before.

    Raises OfficeError when one was changed since; a file that was set aside is never asked for.
    """
    return {path: _sheets(folder / path, sha256) for path, sha256 in files}


def _sheets(file: Path, sha256: str) -> tuple[Original, ...]:
    data = file.read_bytes() if file.is_file() else b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OfficeError(f"运行期间 {file.name} 被改动或移走，请放回原件后重新运行")
    sheets = read_contents(data).sheets
    return tuple(
        Original(sheet.name, place.header_row, tuple(map(tuple, sheet.cells)))
        for sheet, place in data_sheets(sheets, {}, meta_texts(sheets)["template_version"])
    )
