"""faults.md 8, 9, 16: a table that units have moved about is read where it is unambiguous, else what is wrong is named."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.read.workbook import FileReading
from schemas.template import HEADER_ROW, HEADER_SEARCH_ROWS
from tests.read.raw import found_at, header, line, packed, parts, reading_of, sheet, table_of
from tests.workspace import Return, row, workbook

FIRST = HEADER_ROW + 1
ROWS = [row(title="第一篇"), row(title="第二篇", outlet_text="江北教育报"), row(title="第三篇", authors="李四")]


def changed(tmp_path: Path, change: Callable[[Worksheet], object], rows: list[dict[str, object]] = ROWS) -> FileReading:
    """The reading of a filled template after a unit did something to its sheet."""
    book = workbook(Return("A01", rows))
    change(book["采用明细"])
    return saved(tmp_path, book)


def saved(tmp_path: Path, book: openpyxl.Workbook) -> FileReading:
    stream = BytesIO()
    book.save(stream)
    reading = reading_of(tmp_path, stream.getvalue())
    if not reading.fault_code:
        assert table_of(reading).scanned_rows == table_of(reading).read_rows, "the independent count agrees"
    return reading


def values(reading: FileReading) -> list[tuple[object, ...]]:
    keys = ("title", "authors", "outlet_text", "method", "origin", "published_on", "evidence_kinds")
    return [tuple(row[key] for key in keys) for row in reading.rows if not row["filler"]]


@pytest.fixture
def as_sent(tmp_path: Path) -> list[tuple[object, ...]]:
    return values(changed(tmp_path, lambda _: None))


def test_the_template_as_written_is_read_whole_and_without_findings(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda _: None)
    assert (reading.fault_code, reading.findings, table_of(reading).sheet) == ("", [], "采用明细")
    assert [(row["sheet_row"], row["title"]) for row in reading.rows] == [(8, "第一篇"), (9, "第二篇"), (10, "第三篇")]
    assert reading.rows[0]["published_on"] == "2026-08-05"
    assert {key: reading.head[key] for key in ("meta_unit", "unit_code", "unit_name", "period", "return_type")} == {
        "meta_unit": "A01",
        "unit_code": "A01",
        "unit_name": "城关中心校",
        "period": "2026Q3",
        "return_type": "正常",
    }


def test_a_header_moved_down_by_inserted_rows_is_found_and_told(
    tmp_path: Path, as_sent: list[tuple[object, ...]]
) -> None:
    def change(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(1, 3)

    reading = changed(tmp_path, change)
    assert values(reading) == as_sent
    assert [row["sheet_row"] for row in reading.rows] == [11, 12, 13]
    assert found_at(reading, "R26") == {"A10": "表头在第10行"}
    assert reading.head["unit_code"] == "A01"


def test_a_header_beyond_the_search_is_not_guessed_at(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.insert_rows(1, HEADER_SEARCH_ROWS))
    assert reading.fault_code == "R10"


def test_two_swapped_columns_are_read_by_their_names(tmp_path: Path, as_sent: list[tuple[object, ...]]) -> None:
    def swap(sheet: Worksheet) -> None:
        for number in range(HEADER_ROW, HEADER_ROW + 4):
            left, right = sheet.cell(number, 2), sheet.cell(number, 7)
            left.value, right.value = right.value, left.value

    reading = changed(tmp_path, swap)
    assert values(reading) == as_sent
    assert (table_of(reading).letters["title"], table_of(reading).letters["outlet_text"]) == ("G", "B")
    assert not reading.findings


def test_an_extra_column_is_named_and_not_read(tmp_path: Path, as_sent: list[tuple[object, ...]]) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.insert_cols(3)
        sheet.cell(HEADER_ROW, 3).value = "自评得分"
        sheet.cell(FIRST, 3).value = 99

    reading = changed(tmp_path, add)
    assert values(reading) == as_sent
    assert found_at(reading, "R24") == {"C7": "自评得分"}
    assert table_of(reading).letters["authors"] == "F"
    assert "99" not in reading.rows[0].values()


def test_a_line_with_words_only_outside_the_table_is_still_a_line(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(20, 25, "联系人：张三"))
    assert [(row["sheet_row"], row["filler"]) for row in reading.rows][-1] == (20, "")


@pytest.mark.parametrize("header", ["标题", "稿件标题", "刊发标题*", " 刊发\n标题 ", "＊刊发标题"])
def test_a_header_spelt_as_units_are_known_to_is_recognised(tmp_path: Path, header: str) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(HEADER_ROW, 2, header))
    assert (reading.fault_code, reading.rows[0]["title"], reading.findings) == ("", "第一篇", [])


def test_a_missing_optional_column_leaves_its_cells_blank_and_the_rest_whole(
    tmp_path: Path, as_sent: list[tuple[object, ...]]
) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.delete_cols(18))
    assert values(reading) == as_sent
    assert "url" not in table_of(reading).letters
    assert [row["url"] for row in reading.rows] == ["", "", ""]


def test_a_missing_required_column_is_named_together_with_the_extra_one(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(HEADER_ROW, 7, "在哪里刊发的"))
    assert reading.fault_code == "R11"
    assert "缺少：媒体刊物全称" in reading.fault
    assert "多出：在哪里刊发的" in reading.fault


def test_two_missing_required_columns_are_both_named(tmp_path: Path) -> None:
    def drop(sheet: Worksheet) -> None:
        sheet.delete_cols(10)
        sheet.delete_cols(2)

    reading = changed(tmp_path, drop)
    assert (reading.fault_code, reading.fault) == ("R11", "缺少：刊发标题、采用日期；多出：无")


def test_a_header_that_stands_twice_is_refused_by_name(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(HEADER_ROW, 22, "标题"))
    assert (reading.fault_code, reading.fault) == ("R11", "“刊发标题”出现两次")


def test_a_workbook_without_the_table_is_refused_with_the_sheets_it_has(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "工作总结"
    book.active["A1"] = "刊发标题"
    reading = saved(tmp_path, book)
    assert (reading.fault_code, reading.fault) == ("R10", "工作总结")


def test_two_sheets_with_the_table_are_refused_by_name_and_nothing_is_counted_twice(tmp_path: Path) -> None:
    book = workbook(Return("A01", ROWS))
    book.copy_worksheet(book["采用明细"]).title = "采用明细 (2)"
    reading = saved(tmp_path, book)
    assert (reading.fault_code, reading.rows) == ("R10", [])
    assert "采用明细、采用明细 (2)" in reading.fault


def test_extra_sheets_without_the_table_do_no_harm(tmp_path: Path, as_sent: list[tuple[object, ...]]) -> None:
    book = workbook(Return("A01", ROWS))
    book.create_sheet("照片", 0)["A1"] = "刊发标题"
    book.create_chartsheet("图表")
    assert values(saved(tmp_path, book)) == as_sent


def test_merged_cells_down_a_column_are_filled_and_each_is_flagged(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.merge_cells("B8:B10"))
    assert [row["title"] for row in reading.rows] == ["第一篇", "第一篇", "第一篇"]
    assert found_at(reading, "R22") == {"B9": "第一篇", "B10": "第一篇"}


def test_a_merge_that_reaches_below_the_last_line_fills_the_lines_that_are_there(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.merge_cells("B8:B30"), ROWS[:2])
    assert [(row["title"], row["filler"]) for row in reading.rows] == [("第一篇", ""), ("第一篇", "")]


def test_a_merge_that_reaches_the_end_of_the_sheet_is_no_burden(tmp_path: Path) -> None:
    merge = '<mergeCells count="1"><mergeCell ref="B8:B1048576"/></mergeCells>'
    reading = reading_of(tmp_path, packed(parts({"采用明细": sheet(line(8) + line(9, title=""), after=merge)})))
    assert [row["title"] for row in reading.rows] == ["课后服务展新貌"] * 2
    assert found_at(reading, "R22") == {"B9": "课后服务展新貌"}


def test_merges_in_the_head_and_across_a_row_fill_nothing(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.merge_cells("B8:E8"))
    assert (reading.rows[0]["title"], reading.rows[0]["authors"]) == ("第一篇", "")
    assert not found_at(reading, "R22")


def test_a_hidden_row_is_read_and_flagged(tmp_path: Path, as_sent: list[tuple[object, ...]]) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[9].hidden = True
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[40].hidden = True

    reading = changed(tmp_path, hide)
    assert values(reading) == as_sent
    assert found_at(reading, "R23") == {"A9": "第9行"}


@pytest.mark.parametrize("words", ["合计", "合  计", "小计：", "总计3篇", "共计 12 条"])
def test_a_subtotal_line_is_filler_and_counted(tmp_path: Path, words: str) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(11, 2, words)
        sheet.cell(11, 9, 3)

    reading = changed(tmp_path, add)
    assert [row["filler"] for row in reading.rows] == ["", "", "", "小计"]


def test_a_story_about_totals_in_a_named_outlet_is_no_subtotal(tmp_path: Path) -> None:
    assert changed(tmp_path, lambda _: None, [row(title="合计")]).rows[0]["filler"] == ""


def test_a_title_that_only_begins_with_total_is_no_subtotal(tmp_path: Path) -> None:
    rows = [row(title="合计捐款三千元 爱心暖校园", outlet_text=None)]
    assert changed(tmp_path, lambda _: None, rows).rows[0]["filler"] == ""


def test_lines_that_are_numbered_but_empty_are_filler(tmp_path: Path) -> None:
    def number(sheet: Worksheet) -> None:
        for at in range(8, 14):
            sheet.cell(at, 1, at - 7)

    reading = changed(tmp_path, number)
    assert [row["filler"] for row in reading.rows] == ["", "", "", "空行", "空行", "空行"]


def test_an_empty_line_between_two_lines_is_no_line(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.insert_rows(9))
    assert [row["sheet_row"] for row in reading.rows] == [8, 10, 11]


def test_an_empty_table_is_read_as_no_lines(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda _: None, [])
    assert (reading.fault_code, reading.rows, table_of(reading).scanned_rows) == ("", [], 0)


def test_texts_that_look_like_missing_values_or_numbers_stay_as_typed(tmp_path: Path) -> None:
    texts = ["NA", "null", "None", "007", "１２", "1,234", "=1+1", "TRUE", "nan"]
    table = "".join(
        f'<row r="{number}"><c r="B{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for number, text in enumerate(texts, start=8)
    )
    reading = reading_of(tmp_path, packed(parts({"采用明细": sheet(table)})))
    assert [row["title"] for row in reading.rows] == texts


def test_the_head_is_read_beside_its_labels_wherever_they_stand(tmp_path: Path) -> None:
    def move(sheet: Worksheet) -> None:
        sheet["F3"].value, sheet["G3"].value = None, None
        sheet.cell(4, 24, "填报类型："), sheet.cell(4, 26, "零采用申报")

    assert changed(tmp_path, move).head["return_type"] == "零采用申报"


def test_an_empty_head_cell_does_not_take_the_next_label_for_its_value(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: setattr(sheet["G3"], "value", None))
    assert reading.head["return_type"] == ""


def test_without_the_hidden_sheet_the_head_alone_speaks(tmp_path: Path) -> None:
    book = workbook(Return("A01", ROWS))
    del book["_meta"]
    reading = saved(tmp_path, book)
    assert (reading.head["meta_unit"], reading.head["period"], reading.head["unit_code"]) == ("", "", "A01")


def test_a_table_that_begins_in_the_first_row_is_read(tmp_path: Path) -> None:
    top = header().replace(f'{HEADER_ROW}"', '1"')
    reading = reading_of(tmp_path, packed(parts({"采用明细": sheet(line(2), head=top)})))
    assert (reading.fault_code, reading.rows[0]["title"], list(found_at(reading, "R26"))) == (
        "",
        "课后服务展新貌",
        ["A1"],
    )
