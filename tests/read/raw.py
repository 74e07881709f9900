"""Workbooks written part by part, so that a test can break exactly one thing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.read.stage import Reading, read, worker_processes
from pipeline.read.workbook import FileReading, TableReading, read_file
from schemas.template import HEADER_ROW
from schemas.vocabulary import Book
from tests.columns import USUAL_ADOPTION
from tests.workspace import row

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FIRST = HEADER_ROW + 1
KEYS = [column.key for column in USUAL_ADOPTION]
REQUIRED = {Book.ADOPTION: frozenset({"title", "outlet_text", "method", "origin", "published_on"})}
"""What an assessment of adoptions asks for."""
LETTERS = {key: chr(65 + number) for number, key in enumerate(KEYS)}


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def cells(number: int, **overrides: str) -> dict[str, str]:
    """The cells of a sound line, by key; give the whole XML of a cell to replace it, or "" to leave it out."""
    texts = {key: str(value) for key, value in row().items()}
    return {key: text_cell(f"{LETTERS[key]}{number}", texts[key]) for key in KEYS if key in texts} | overrides


def line(number: int, *more: str, **overrides: str) -> str:
    return f'<row r="{number}">{"".join(cells(number, **overrides).values())}{"".join(more)}</row>'


def header() -> str:
    names = [text_cell(f"{LETTERS[column.key]}{HEADER_ROW}", column.header) for column in USUAL_ADOPTION]
    return f'<row r="{HEADER_ROW}">{"".join(names)}</row>'


def sheet(rows: str, *, head: str | None = None, dimension: str = "", after: str = "", before: str = "") -> str:
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    data = f"<sheetData>{header() if head is None else head}{rows}</sheetData>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}">{size}{data}{after}</worksheet>'


def parts(sheets: Mapping[str, str], strings: str = "") -> dict[str, str]:
    numbered = list(enumerate(sheets.items(), start=1))
    links = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered)
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n, _ in numbered
    )
    if strings:
        overrides += f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
        targets += f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{links}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml) in numbered},
    }
    return made | ({"xl/sharedStrings.xml": strings} if strings else {})


def packed(content: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return stream.getvalue()


def book(rows: str, *, strings: str = "", **layout: str) -> bytes:
    """A workbook with the data sheet only: header at its place, these rows below it."""
    return packed(parts({"采用明细": sheet(rows, **layout)}, strings))


def reading_of(tmp_path: Path, data: bytes) -> FileReading:
    """Read in this process: for files that no reader aborts on."""
    (tmp_path / "A01.xlsx").write_bytes(data)
    return read_file(str(tmp_path), "A01.xlsx", REQUIRED)


def code_of(tmp_path: Path, data: bytes) -> str:
    return reading_of(tmp_path, data).fault_code


def read_folder(folder: Path, files: Mapping[str, bytes], workers: int = 2) -> Reading:
    """Read as a run does, in limited subprocesses."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return read(folder, list(files), worker_processes(workers), REQUIRED)


def table_of(reading: FileReading) -> TableReading:
    """Where 采用明细 was found."""
    return reading.tables[Book.ADOPTION]


def in_threads() -> Executor:
    return ThreadPoolExecutor(1)


def found_at(reading: FileReading, code: str) -> dict[str, str]:
    """Cell → what was found, for one code."""
    return {str(found["cell"]): str(found["found"]) for found in reading.findings if found["code"] == code}
