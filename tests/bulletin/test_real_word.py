"""The Word file in LibreOffice Writer: it reads the same text, and lays it out on about as many pages as our PDF has."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.bulletin import render
from pipeline.bulletin.parts import View
from pipeline.bulletin.view import view
from pipeline.bulletin.word_parts import TEMPLATE
from tests.bulletin.made_up import figures
from tests.bulletin.word_file import expected, lines, made

pytestmark = pytest.mark.real
IN_A_FRAME = 2
"""The two lines of 版记, which Writer leaves out of plain text."""


@pytest.fixture(scope="module")
def shown() -> View:
    return render.for_paper(view(figures(42, 400)))


@pytest.fixture(scope="module")
def folder(shown: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the Word file lies, with the PDF and the plain text that Writer made of it."""
    folder = tmp_path_factory.mktemp("writer")
    (folder / "bulletin.docx").write_bytes(made(shown))
    for kind in ("txt:Text (encoded):UTF8", "pdf"):
        _convert(folder, kind, "bulletin.docx")
    return folder


def _convert(folder: Path, kind: str, file: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), file]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)


@pytest.fixture(scope="module")
def pages(folder: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(folder / "bulletin.pdf").pages]


def test_writer_reads_every_paragraph_and_cell_in_order(shown: View, folder: Path) -> None:
    text = (folder / "bulletin.txt").read_text("utf-8-sig")
    said = [line.replace(" ", "") for line in text.splitlines() if line.strip()]
    wanted = [line.replace(" ", "") for one in expected(shown) for line in one.split("\n")]
    assert said == wanted[:-IN_A_FRAME]


def test_writer_needs_about_as_many_pages_as_the_pdf(shown: View, pages: list[str]) -> None:
    ours = PdfReader(io.BytesIO(render.pdf(shown))).pages
    assert abs(len(pages) - len(ours)) <= 2


def test_writer_numbers_every_page_and_puts_the_imprint_on_the_last(pages: list[str]) -> None:
    assert all(f"—{number}—" in text.replace(" ", "") for number, text in enumerate(pages, 1))
    assert [number for number, text in enumerate(pages, 1) if "抄送：" in text] == [len(pages)]


def test_a_template_saved_again_by_writer_is_filled_as_before(shown: View, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "template.docx").write_bytes(TEMPLATE.read_bytes())
    _convert(tmp_path, "docx", "again/template.docx")
    saved = (tmp_path / "template.docx").read_bytes()
    assert saved != TEMPLATE.read_bytes()
    assert lines(made(shown, saved)) == expected(shown)


def test_writer_repeats_the_head_of_a_table_on_each_of_its_pages(pages: list[str]) -> None:
    begins = [text.replace(" ", "").split("\n")[0] for text in pages]
    people = pages[begins.index("附件2") : begins.index("附件3")]
    assert len(people) > 1
    assert all("姓名" in text for text in people)
