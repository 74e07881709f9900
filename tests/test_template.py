"""The standard workbook as a unit receives it: read back, it holds what schemas/template.py declares."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.template.form import Form
from pipeline.template.table import LISTS_SHEET
from pipeline.template.workbook import blank_return, file_name, filled_return
from schemas.template import (
    AFFIRMATION,
    AFFIRMATION_CELL,
    DATA_ROWS,
    HEAD,
    HEADER_ROW,
    INSTRUCTIONS_SHEET,
    META_SHEET,
    TITLE_CELL,
    VERSION,
    Column,
    Sheets,
    columns_for,
)
from schemas.vocabulary import Book, ReturnType
from tests.columns import USUAL, USUAL_ADOPTION

ALL: Sheets = {Book.ADOPTION: USUAL_ADOPTION}
OUTLETS = ("临溪快报", "安平日报", "江北教育报")
FORM = Form(
    unit_code="A01",
    unit_name="城关镇中心校",
    unit_class="中心校",
    period="2026Q3",
    title="2026年第三季度新闻信息采用情况明细统计表",
    window="2026年6月21日至9月20日",
    deadline="2026年9月20日24时前（含当日）",
    assessment="luquan-education",
    outlets=OUTLETS,
)
FIRST = HEADER_ROW + 1


def _sheets(*facts: str) -> Sheets:
    """The adoption book as an assessment that tests these facts has it."""
    return {Book.ADOPTION: columns_for(Book.ADOPTION, frozenset(facts))}


def _book(sheets: Sheets = ALL, **changes: Any) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(blank_return(replace(FORM, **changes), sheets)))


def _sheet(sheets: Sheets = ALL, **changes: Any) -> Worksheet:
    return _book(sheets, **changes)[Book.ADOPTION]


def _checks(sheet: Worksheet) -> dict[str, Any]:
    """Range → its drop-down or check."""
    return {str(check.sqref): check for check in sheet.data_validations.dataValidation}


def _headers(sheet: Worksheet) -> list[str]:
    return [cell.value for cell in sheet[HEADER_ROW] if cell.value is not None]


def _at(column: Column) -> str:
    """The range a column's check covers."""
    letter = get_column_letter(USUAL_ADOPTION.index(column) + 1)
    return f"{letter}{FIRST}:{letter}{HEADER_ROW + DATA_ROWS}"


def _words(formula: str) -> list[str]:
    return formula.strip('"').split(",")


def test_the_head_stands_where_it_is_declared() -> None:
    sheet = _sheet()
    assert sheet[TITLE_CELL].value == FORM.title
    assert sheet[AFFIRMATION_CELL].value == AFFIRMATION
    for field in HEAD:
        assert sheet[field.label_cell].value == field.label
        if field.prefilled:
            assert sheet[field.value_cell].value == getattr(FORM, field.key)
        elif not field.formula:
            assert sheet[field.value_cell].value is None


def test_no_merged_cell_of_the_head_hides_a_declared_cell() -> None:
    sheet = _sheet(_sheets())
    corners = {area.coord.split(":")[0] for area in sheet.merged_cells.ranges}
    inside = {c.coordinate for area in sheet.merged_cells.ranges for row in sheet[area.coord] for c in row} - corners
    assert not inside & {cell for field in HEAD for cell in (field.label_cell, field.value_cell)}


def test_the_header_row_holds_the_declared_headers_and_nothing_is_filled_below() -> None:
    sheet = _sheet()
    assert _headers(sheet) == [column.header for column in USUAL_ADOPTION]
    assert not [cell for row in sheet.iter_rows(min_row=FIRST) for cell in row if cell.value is not None]


def test_an_assessment_without_facts_gets_only_the_columns_all_need() -> None:
    expected = [column.header for column in USUAL_ADOPTION if not column.facts]
    assert _headers(_sheet(_sheets())) == expected
    assert len(expected) < len(USUAL_ADOPTION)


def test_a_fact_brings_its_column_and_no_other() -> None:
    columns = columns_for(Book.ADOPTION, frozenset({"has_reviewer"}))
    assert _headers(_sheet(_sheets("has_reviewer"))) == [column.header for column in columns]
    assert "审稿人" in [column.header for column in columns]


def test_required_headers_show_an_asterisk_which_the_cell_does_not_hold() -> None:
    cells = {cell.value: cell for cell in _sheet()[HEADER_ROW]}
    for column in USUAL_ADOPTION:
        assert (cells[column.header].number_format == '@"*"') is column.required


@pytest.mark.parametrize("column", [c for c in USUAL_ADOPTION if c.kind == "choice"], ids=lambda c: c.header)
def test_a_choice_column_has_its_drop_down_on_every_row(column: Column) -> None:
    check = _checks(_sheet())[_at(column)]
    assert (check.type, _words(check.formula1)) == ("list", list(column.choices))


@pytest.mark.parametrize("column", [c for c in USUAL_ADOPTION if c.kind == "date"], ids=lambda c: c.header)
def test_a_date_column_only_warns_so_that_text_can_be_typed(column: Column) -> None:
    check = _checks(_sheet())[_at(column)]
    assert (check.type, check.errorStyle) == ("date", "warning")
    assert "日期" in check.error


def test_several_kinds_of_evidence_may_be_typed_in_one_cell() -> None:
    (column,) = (column for column in USUAL_ADOPTION if column.kind == "choices")
    assert not _checks(_sheet())[_at(column)].showErrorMessage


def test_the_outlet_drop_down_lists_the_roster_and_only_warns() -> None:
    book = _book()
    (column,) = (column for column in USUAL_ADOPTION if column.key == "outlet_text")
    check = _checks(book[Book.ADOPTION])[_at(column)]
    assert (check.type, check.errorStyle, check.formula1) == ("list", "warning", f"{LISTS_SHEET}!$A$1:$A$3")
    assert [cell.value for cell in book[LISTS_SHEET]["A"]] == list(OUTLETS)


def test_an_office_without_outlets_gets_a_form_without_that_drop_down() -> None:
    assert not [check for check in _checks(_sheet(outlets=())).values() if LISTS_SHEET in (check.formula1 or "")]


def test_the_head_offers_the_return_types_and_asks_for_whole_numbers_and_a_date() -> None:
    checks = _checks(_sheet())
    cells = {field.key: checks[field.value_cell] for field in HEAD if field.value_cell in checks}
    assert _words(cells["return_type"].formula1) == [str(kind) for kind in ReturnType]
    assert {cells[key].type for key in ("resend", "paper_copies", "paper_pages")} == {"whole"}
    assert cells["filled_on"].type == "date"


def test_every_message_fits_what_spreadsheet_programs_can_hold() -> None:
    for check in _checks(_sheet()).values():
        assert len(check.error or "") <= 255 and len(check.errorTitle or "") <= 32
        assert len(check.prompt or "") <= 255 and len(check.promptTitle or "") <= 32


def test_the_hidden_sheets_say_whose_form_it_is() -> None:
    book = _book()
    assert dict(book[META_SHEET].values) == {
        "template_version": VERSION,
        "unit_code": "A01",
        "period": "2026Q3",
        "assessment": "luquan-education",
    }
    hidden = {sheet.title for sheet in book if sheet.sheet_state == "hidden"}
    assert hidden == {META_SHEET, LISTS_SHEET}


def test_the_sheet_prints_on_landscape_pages_one_wide_with_its_header_repeated() -> None:
    sheet = _sheet()
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    assert sheet.freeze_panes == f"C{FIRST}"
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
    assert sheet.auto_filter.ref is None


def test_the_instructions_give_window_deadline_and_every_column_of_this_form() -> None:
    sheet = _book(_sheets("method"))[INSTRUCTIONS_SHEET]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(FORM.window in text for text in texts) and any(FORM.deadline in text for text in texts)
    assert {column.header for column in columns_for(Book.ADOPTION, frozenset({"method"}))} <= set(texts)
    assert "审稿人" not in texts


@pytest.mark.parametrize(("contact", "lines"), [("", 0), ("局办公室 306", 1)])
def test_whom_to_ask_is_told_only_where_the_office_says_so(contact: str, lines: int) -> None:
    texts = [str(cell.value) for cell in _book(contact=contact)[INSTRUCTIONS_SHEET]["A"] if cell.value]
    assert len([text for text in texts if "请联系" in text]) == lines


def test_the_same_form_gives_the_same_bytes() -> None:
    assert blank_return(FORM, USUAL) == blank_return(replace(FORM), dict(reversed(USUAL.items())))


@pytest.mark.parametrize(
    ("period", "created"),
    [
        ("2026Q3", datetime(2026, 7, 1)),
        ("2025Q4", datetime(2025, 10, 1)),
        ("2026Y", datetime(2026, 1, 1)),
        ("2026M08", datetime(2026, 8, 1)),
    ],
)
def test_the_date_inside_the_file_follows_from_the_period(period: str, created: datetime) -> None:
    assert _book(period=period).properties.created == created


def test_a_filled_form_keeps_titles_that_look_like_formulas_as_text() -> None:
    line = {"title": "=1+1的故事", "published_on": date(2026, 8, 5), "outlet_text": "临溪快报"}
    data = filled_return(FORM, ALL, {"return_type": "正常", "correspondent": "=2+2"}, {Book.ADOPTION: [line]})
    sheet = openpyxl.load_workbook(io.BytesIO(data))[Book.ADOPTION]
    row = dict(zip(_headers(sheet), sheet[FIRST], strict=False))
    assert (row["刊发标题"].value, row["刊发标题"].data_type) == ("=1+1的故事", "s")
    assert row["采用日期"].value == datetime(2026, 8, 5)
    cells = {field.key: sheet[field.value_cell] for field in HEAD}
    assert cells["return_type"].value == "正常"
    assert (cells["correspondent"].value, cells["correspondent"].data_type) == ("=2+2", "s")


def test_prefilled_names_that_look_like_formulas_stay_text_too() -> None:
    sheet = _sheet(title="=1+1", unit_name="=2+2")
    assert [sheet[cell].data_type for cell in (TITLE_CELL, "C2", "K3")] == ["s", "s", "f"]


def test_more_lines_than_the_form_shows_are_all_written() -> None:
    lines = [{"title": f"第{number}篇"} for number in range(DATA_ROWS + 50)]
    sheet = openpyxl.load_workbook(io.BytesIO(filled_return(FORM, ALL, {}, {Book.ADOPTION: lines})))[Book.ADOPTION]
    assert [row[1] for row in sheet.iter_rows(min_row=FIRST, values_only=True)] == [line["title"] for line in lines]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("城关镇中心校", "A01_城关镇中心校_2026Q3.xlsx"),
        ('一中/高中部:"东区"', "A01_一中_高中部__东区__2026Q3.xlsx"),
        ("实验小学\n（南校区）", "A01_实验小学_（南校区）_2026Q3.xlsx"),
    ],
)
def test_the_file_name_is_one_that_windows_allows(name: str, expected: str) -> None:
    assert file_name(replace(FORM, unit_name=name)) == expected


LUQUAN = [
    "序号", "刊发标题", "撰稿人", "审稿人", "媒体刊物全称", "采用方式", "原发或转载", "采用日期", "批示领导层级", "投稿渠道",
    "报局审核日期", "是否有偿", "网址", "证明材料种类", "证明材料编号", "备注",
]  # fmt: skip


def test_an_assessment_of_adoptions_has_the_form_it_always_had() -> None:
    from pipeline.office import load_office, load_rules
    from tests.workspace import SAMPLE_OFFICE

    book = _book(load_rules(load_office(SAMPLE_OFFICE)).assessment.sheets())
    assert _headers(book[Book.ADOPTION]) == LUQUAN
    assert book.sheetnames == ["采用明细", "填报说明", META_SHEET, LISTS_SHEET]
