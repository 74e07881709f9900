"""The annotated workbook opens in LibreOffice with its sheets, notes and links (needs soffice)."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from schemas.faults import FAULTS
from tests.answer.desk import BAD_DAY, FORMULA

pytestmark = pytest.mark.real


def _converted(folder: Path, content: bytes, kind: str) -> bytes:
    (folder / "批注表.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "out", "批注表.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"批注表.{kind}").read_bytes()


def test_libreoffice_keeps_text_notes_colours_and_links(tmp_path: Path, files: dict[str, bytes]) -> None:
    saved = _converted(tmp_path, files["review/answers/A01 城关中心校/批注表.xlsx"], "xlsx")
    book = openpyxl.load_workbook(BytesIO(saved))
    assert book.sheetnames == ["问题汇总", "采用明细"]
    sheet = book["采用明细"]
    assert (sheet["B9"].value, sheet["B9"].data_type) == (FORMULA, "s")
    day = next(cell for cell in sheet[9] if cell.value == BAD_DAY)
    assert f"怎样处理：{FAULTS['C04'].action}" in day.comment.text
    assert day.fill.fgColor.rgb.endswith("FF9B9B")
    assert day.coordinate in str(book["问题汇总"]["D8"].hyperlink.location)


def test_libreoffice_prints_it(tmp_path: Path, files: dict[str, bytes]) -> None:
    printed = _converted(tmp_path, files["review/answers/A01 城关中心校/批注表.xlsx"], "pdf")
    assert printed.startswith(b"%PDF")
