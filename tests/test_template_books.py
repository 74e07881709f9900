"""The standard workbook of an assessment that looks at submissions too: a second sheet, explained in the instructions."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.template.table import LISTS_SHEET
from pipeline.template.workbook import blank_return, filled_return
from schemas.template import DATA_ROWS, HEADER_ROW, HEADER_ROWS, INSTRUCTIONS_SHEET, META_SHEET, Sheets, columns_for
from schemas.vocabulary import Book
from tests.columns import USUAL, USUAL_ADOPTION, USUAL_SUBMISSION
from tests.test_template import FORM

FIRST = HEADER_ROW + 1
ONE: Sheets = {Book.ADOPTION: columns_for(Book.ADOPTION, frozenset({"length"}))}


def _book(sheets: Sheets = USUAL, contact: str = "") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(blank_return(replace(FORM, contact=contact), sheets)))


def _checks(sheet: Worksheet) -> dict[str, Any]:
    """Range → its drop-down or check."""
    return {str(check.sqref): check for check in sheet.data_validations.dataValidation}


SUBMISSIONS = HEADER_ROWS[Book.SUBMISSION]


def test_a_form_with_both_books_has_a_sheet_of_each_before_the_instructions() -> None:
    book = _book()
    assert book.sheetnames == ["采用明细", "报送台账", "填报说明", META_SHEET, LISTS_SHEET]
    assert [cell.value for cell in book["报送台账"][SUBMISSIONS]] == [column.header for column in USUAL_SUBMISSION]
    assert [cell.value for cell in book["采用明细"][HEADER_ROW]] == [column.header for column in USUAL_ADOPTION]


def test_the_sheet_of_submissions_names_its_unit_and_says_how_it_is_filled() -> None:
    sheet = _book()["报送台账"]
    assert sheet["A1"].value == "城关镇中心校报送台账"
    assert "一篇稿件占一行" in sheet["A2"].value and "*" in sheet["A2"].value
    assert {area.coord for area in sheet.merged_cells.ranges} == {"A1:L1", "A2:L2"}
    assert not [cell for row in sheet.iter_rows(min_row=SUBMISSIONS + 1) for cell in row if cell.value is not None]


def test_required_headers_of_submissions_show_an_asterisk_too() -> None:
    for cell, column in zip(_book()["报送台账"][SUBMISSIONS], USUAL_SUBMISSION, strict=True):
        assert (cell.number_format == '@"*"') is column.required


def test_moments_show_their_time_and_ask_for_one_but_take_text_after_a_warning() -> None:
    sheet = _book()["报送台账"]
    check = _checks(sheet)[f"G{SUBMISSIONS + 1}:G{SUBMISSIONS + DATA_ROWS}"]
    assert (check.type, check.errorStyle) == ("date", "warning")
    assert "时间" in check.error and "15:30" in check.prompt
    assert sheet.cell(SUBMISSIONS + 1, 7).number_format == "yyyy-m-d hh:mm"


@pytest.mark.parametrize(
    ("book", "letter"), [("采用明细", "K"), ("采用明细", "L"), ("采用明细", "M"), ("报送台账", "I")]
)
def test_numbers_ask_for_whole_ones_but_take_text_after_a_warning(book: Book, letter: str) -> None:
    header = HEADER_ROWS[Book(book)]
    check = _checks(_book()[book])[f"{letter}{header + 1}:{letter}{header + DATA_ROWS}"]
    assert (check.type, check.errorStyle) == ("whole", "warning")


def test_serial_numbers_are_nobodys_business() -> None:
    book = _book()
    assert not [area for name in USUAL for area in _checks(book[name]) if area.startswith("A")]


def test_every_message_of_submissions_fits_what_spreadsheet_programs_can_hold() -> None:
    for check in _checks(_book()["报送台账"]).values():
        assert len(check.error or "") <= 255 and len(check.errorTitle or "") <= 32
        assert len(check.prompt or "") <= 255 and len(check.promptTitle or "") <= 32


def test_the_sheet_of_submissions_prints_as_the_other_does() -> None:
    sheet = _book()["报送台账"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${SUBMISSIONS}:${SUBMISSIONS}"
    assert sheet.freeze_panes == f"C{SUBMISSIONS + 1}"


def _paragraphs(book: Workbook) -> list[str]:
    return [str(cell.value) for cell in book[INSTRUCTIONS_SHEET]["A"] if cell.value and ". " in str(cell.value)]


@pytest.mark.parametrize("sheets", [ONE, USUAL], ids=["one book", "both books"])
def test_the_paragraphs_of_the_instructions_are_numbered_without_a_gap(sheets: Sheets) -> None:
    numbers = [int(text.split(".")[0]) for text in _paragraphs(_book(sheets, contact="局办公室 306"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_instructions_speak_of_submissions_only_where_they_are_asked_for() -> None:
    one, both = (
        {str(cell.value) for row in _book(sheets)[INSTRUCTIONS_SHEET].iter_rows() for cell in row if cell.value}
        for sheets in (ONE, USUAL)
    )
    assert not [text for text in one if "报送台账" in text]
    assert {column.header for column in USUAL_SUBMISSION} <= both
    assert any("报送台账" in text and "一篇稿件填一行" in text for text in both)


def test_a_filled_form_holds_the_lines_of_each_book_on_its_own_sheet() -> None:
    lines = {
        Book.ADOPTION: [{"title": "刊发的"}],
        Book.SUBMISSION: [{"title": "=报送的", "submitted_at": datetime(2026, 8, 5, 15, 30), "length": 820}],
    }
    book = openpyxl.load_workbook(io.BytesIO(filled_return(FORM, USUAL, {}, lines)))
    assert book["采用明细"].cell(FIRST, 2).value == "刊发的"
    row = dict(zip((column.key for column in USUAL_SUBMISSION), book["报送台账"][SUBMISSIONS + 1], strict=True))
    assert (row["title"].value, row["title"].data_type) == ("=报送的", "s")
    assert (row["submitted_at"].value, row["length"].value) == (datetime(2026, 8, 5, 15, 30), 820)
