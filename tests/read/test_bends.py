"""faults.md 9, 16: bent tables are read where they are unambiguous; what is not read is said, what is doubtful is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.read.workbook import FileReading
from schemas.template import HEADER_ROW
from tests.read.raw import LETTERS, found_at, line, packed, parts, reading_of
from tests.read.raw import sheet as sheet_xml
from tests.read.test_layout import ROWS, changed, saved, values
from tests.workspace import Return, row, workbook

FIRST = HEADER_ROW + 1
LAST = len(LETTERS)


def insert_header_row(sheet: Worksheet) -> None:
    """Push the header and the lines one row down; openpyxl leaves merges where they were."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(HEADER_ROW)


def plain(tmp_path: Path) -> list[tuple[object, ...]]:
    return values(changed(tmp_path, lambda _: None))


def two_rows(sheet: Worksheet) -> None:
    """撰稿人 and 审稿人 under 人员; 采用日期 parted into 采用 over 日期; all others merged over both rows."""
    insert_header_row(sheet)
    for at in range(1, LAST + 1):
        sheet.cell(HEADER_ROW, at).value = sheet.cell(FIRST, at).value
        sheet.cell(FIRST, at).value = None
    for at, above, below in ((5, "人员", "撰稿人"), (6, None, "审稿人"), (8, "采用", "方式"), (10, "采用", "日期")):
        sheet.cell(HEADER_ROW, at).value, sheet.cell(FIRST, at).value = above, below
    sheet.merge_cells("E7:F7")


def test_a_header_of_two_rows_is_read_by_its_names(tmp_path: Path) -> None:
    reading = changed(tmp_path, two_rows)
    assert values(reading) == plain(tmp_path)
    assert [line["sheet_row"] for line in reading.rows] == [9, 10, 11]
    assert [(found["code"], found["found"]) for found in reading.findings] == [("R26", "表头在第8行")]


def test_a_row_of_groups_above_the_header_is_told_and_does_no_harm(tmp_path: Path) -> None:
    def group(sheet: Worksheet) -> None:
        insert_header_row(sheet)
        for at, text in ((1, "基本情况"), (7, "媒体情况"), (11, "版面"), (19, "证明")):
            sheet.cell(HEADER_ROW, at).value = text

    reading = changed(tmp_path, group)
    assert values(reading) == plain(tmp_path)
    assert found_at(reading, "R28") == {"A7": "基本情况、媒体情况、版面、证明"}


def test_a_first_line_of_header_like_words_is_no_second_header_row(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda _: None, [row(title="标题", remark="备注", url="一份通知"), *ROWS])
    assert [line["sheet_row"] for line in reading.rows] == [8, 9, 10, 11]


@pytest.mark.parametrize("header", ["采用日期（必填）", "采用日期*（必填）", "采 用 日 期", "刊发时间", "采用\n日期"])
def test_marks_on_a_header_do_not_change_its_name(tmp_path: Path, header: str) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(HEADER_ROW, 10, header))
    assert values(reading) == plain(tmp_path)


def test_a_header_that_is_only_similar_is_suggested_and_never_taken(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(HEADER_ROW, 7, "媒体刊物名"))
    assert (reading.fault_code, reading.rows) == ("R11", [])
    assert reading.fault == "缺少：媒体刊物全称；多出：媒体刊物名（是否为“媒体刊物全称”）"


def test_an_optional_column_under_a_similar_name_is_not_read_and_its_name_is_suggested(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(HEADER_ROW, 6, "审稿人员"), [row(reviewer="李四")])
    assert found_at(reading, "R24") == {"F7": "审稿人员（是否为“审稿人”）"}
    assert reading.rows[0]["reviewer"] == ""


def test_columns_inserted_before_the_table_move_nothing(tmp_path: Path) -> None:
    def insert(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_cols(1, 2)

    reading = changed(tmp_path, insert)
    assert values(reading) == plain(tmp_path)
    assert reading.head["unit_code"] == "A01"
    assert not reading.findings


def test_an_empty_column_within_the_table_is_no_matter(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.insert_cols(3))
    assert (values(reading), reading.findings) == (plain(tmp_path), [])


def test_a_hidden_column_is_read_and_flagged(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: setattr(sheet.column_dimensions["E"], "hidden", True))
    assert values(reading) == plain(tmp_path)
    assert found_at(reading, "R32") == {"E7": "撰稿人"}


def test_rows_that_a_filter_hides_are_read_and_flagged_as_filtered(tmp_path: Path) -> None:
    def select(sheet: Worksheet) -> None:
        sheet.auto_filter.ref = "A7:U10"
        sheet.auto_filter.add_filter_column(6, ["安平日报"])
        sheet.row_dimensions[9].hidden = True

    reading = changed(tmp_path, select)
    assert values(reading) == plain(tmp_path)
    assert found_at(reading, "R23") == {"A9": "第9行（筛选隐去）"}


def test_another_sheet_with_content_is_named_with_its_rows(tmp_path: Path) -> None:
    book = workbook(Return("A01", ROWS))
    for text in ("另有两篇尚未刊出", "联系人张三"):
        book.create_sheet("备注说明") if "备注说明" not in book.sheetnames else None
        book["备注说明"].append([text])
    book.create_sheet("空表")
    reading = saved(tmp_path, book)
    told = [(found["code"], found["sheet"], found["found"]) for found in reading.findings]
    assert told == [("R27", "备注说明", "2行")]


def test_a_blank_copy_of_the_table_beside_the_filled_one_is_no_matter(tmp_path: Path) -> None:
    book = workbook(Return("A01", ROWS))
    copy = book.copy_worksheet(book["采用明细"])
    for number in range(FIRST, FIRST + len(ROWS)):
        for at in range(1, LAST + 1):
            copy.cell(number, at).value = None
    book.move_sheet(copy, -3)
    reading = saved(tmp_path, book)
    assert values(reading) == plain(tmp_path)


@pytest.mark.parametrize("text", ["××单位", "另有3篇正在核实"])
def test_words_above_the_table_that_the_template_does_not_have_are_said(tmp_path: Path, text: str) -> None:
    def add(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(1)
        sheet["A1"] = text

    assert found_at(changed(tmp_path, add), "R28") == {"A1": text}


def test_a_line_that_stands_above_the_header_is_never_passed_over(tmp_path: Path) -> None:
    def sort(sheet: Worksheet) -> None:
        insert_header_row(sheet)
        for at in range(1, LAST + 1):  # the first line above the header, as a careless sort leaves it
            sheet.cell(HEADER_ROW, at).value = sheet.cell(FIRST + 1, at).value
            sheet.cell(FIRST + 1, at).value = None

    reading = changed(tmp_path, sort)
    assert (reading.fault_code, reading.fault, reading.rows) == ("R30", "第7行", [])


@pytest.mark.parametrize("at", [LAST + 1, LAST + 4])
def test_words_right_of_the_table_are_named_beside_the_line_they_stand_in(tmp_path: Path, at: int) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(9, at, "补充材料见附件"))
    assert values(reading) == plain(tmp_path)
    assert list(found_at(reading, "R29").values()) == ["补充材料见附件"]


def test_words_below_the_table_are_a_line_that_waits_and_not_lost(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(15, 2, "以上共三篇，另有一篇待刊"))
    assert [(line["sheet_row"], line["filler"]) for line in reading.rows][-1] == (15, "")


def test_words_in_the_column_of_numbers_are_no_blank_line(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.cell(15, 1, "另有两篇待刊"))
    assert [(line["sheet_row"], line["filler"]) for line in reading.rows][-1] == (15, "")


def test_the_same_header_again_is_counted_and_reports_nothing(tmp_path: Path) -> None:
    def again(sheet: Worksheet) -> None:
        for at in range(1, LAST + 1):
            sheet.cell(FIRST + 3, at).value = sheet.cell(HEADER_ROW, at).value
            sheet.cell(FIRST + 4, at).value = sheet.cell(FIRST, at).value

    reading = changed(tmp_path, again)
    assert [line["filler"] for line in reading.rows] == ["", "", "", "表头", ""]


def test_another_header_further_down_is_refused_for_its_lines_would_be_read_into_wrong_columns(tmp_path: Path) -> None:
    def other(sheet: Worksheet) -> None:
        for at in range(1, LAST + 1):
            sheet.cell(FIRST + 4, at).value = sheet.cell(HEADER_ROW, at).value
        sheet.cell(FIRST + 4, 5).value, sheet.cell(FIRST + 4, 6).value = "审稿人", "撰稿人"

    reading = changed(tmp_path, other)
    assert (reading.fault_code, reading.rows) == ("R31", [])
    assert reading.fault == "7行、12行各有一个表头，列的次序不同"


@pytest.mark.parametrize("label", ["填报单位（盖章）", "单位代码：B01", "填报单位:"])
def test_another_units_head_and_table_below_the_first_are_refused(tmp_path: Path, label: str) -> None:
    def paste(sheet: Worksheet) -> None:
        sheet.cell(12, 1).value, sheet.cell(12, 3).value = label, "实验小学"
        for at in range(1, LAST + 1):
            sheet.cell(13, at).value = sheet.cell(HEADER_ROW, at).value
            sheet.cell(14, at).value = sheet.cell(FIRST, at).value

    reading = changed(tmp_path, paste)
    assert (reading.fault_code, reading.fault) == ("R31", "第12行另有一个写明填报单位的表头")
    assert not reading.rows


def test_words_in_a_comment_are_not_read_and_that_is_said(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda sheet: setattr(sheet["B9"], "comment", Comment("此篇另有两家转载", "甲")))
    assert values(reading) == plain(tmp_path)
    assert [found["code"] for found in reading.findings] == ["R39"]


@pytest.mark.parametrize(
    "merge", ["E8:F8", "E8:F9", "B9:E9"], ids=["two cells", "two columns of two lines", "from the title on"]
)
def test_a_merge_across_columns_of_a_line_is_flagged(tmp_path: Path, merge: str) -> None:
    reading = changed(tmp_path, lambda sheet: sheet.merge_cells(merge))
    assert list(found_at(reading, "R35")) == [merge.split(":")[0]]


def test_a_merge_that_reaches_beyond_every_column_is_no_burden(tmp_path: Path) -> None:
    merge = '<mergeCells count="1"><mergeCell ref="B8:ZZZZZZZZZZ9999999"/></mergeCells>'
    reading = reading_of(tmp_path, packed(parts({"采用明细": sheet_xml(line(8), after=merge)})))
    assert list(found_at(reading, "R35")) == ["B8"]


def test_a_remark_that_begins_like_a_label_is_a_remark(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda _: None, [row(remark="单位名称：某某公司协办")])
    assert (reading.fault_code, len(reading.rows)) == ("", 1)


def test_a_subtotal_line_that_is_merged_across_is_not_flagged(tmp_path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.merge_cells("A11:D11")
        sheet["A11"] = "合计"

    reading = changed(tmp_path, add)
    assert not found_at(reading, "R35")
    assert reading.rows[-1]["filler"] == "小计"


@pytest.mark.parametrize(
    "cells",
    [
        {2: "合计", 5: "张三"},
        {2: "小计", 10: "2026-8-5"},
        {2: "合计", 8: "全文"},
        {2: "总计", 21: "以上含一篇待刊稿件"},
    ],
)
def test_a_line_that_says_more_than_a_sum_is_never_swallowed_as_one(tmp_path: Path, cells: dict[int, str]) -> None:
    def add(sheet: Worksheet) -> None:
        for at, text in cells.items():
            sheet.cell(11, at).value = text

    assert changed(tmp_path, add).rows[-1]["filler"] == ""


@pytest.mark.parametrize(
    "cells", [{1: "合计", 8: 3}, {2: "总计3篇"}, {2: "合计", 15: 2460, 5: "3条"}, {1: "小计", 2: "—"}]
)
def test_a_subtotal_that_is_right_or_counts_something_else_is_not_remarked(
    tmp_path: Path, cells: dict[int, object]
) -> None:
    reading = sums(tmp_path, cells)
    assert (reading.rows[-1]["filler"], found_at(reading, "R34")) == ("小计", {})


@pytest.mark.parametrize(
    ("cells", "said"), [({1: "合计", 8: 5}, "5"), ({2: "总计4篇"}, "4"), ({2: "共计", 5: "12条"}, "12")]
)
def test_a_typed_sum_that_differs_from_the_lines_is_told_and_not_used(
    tmp_path: Path, cells: dict[int, object], said: str
) -> None:
    reading = sums(tmp_path, cells)
    assert found_at(reading, "R34") == {"A11": f"自报{said}，以上3条"}
    assert values(reading) == plain(tmp_path)


def sums(tmp_path: Path, cells: dict[int, object]) -> FileReading:
    def add(sheet: Worksheet) -> None:
        for at, value in cells.items():
            sheet.cell(11, at).value = value

    return changed(tmp_path, add)


def test_each_subtotal_is_held_against_the_lines_since_the_one_before(tmp_path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        for number, (text, value) in {10: ("小计", 2), 12: ("小计", 1), 13: ("合计", 3)}.items():
            for at in range(1, LAST + 1):
                sheet.cell(11, at).value = sheet.cell(10, at).value if number == 10 else sheet.cell(11, at).value
                sheet.cell(number, at).value = None if number == 10 else sheet.cell(number, at).value
            sheet.cell(number, 1).value, sheet.cell(number, 8).value = text, value

    reading = changed(tmp_path, add)
    assert [line["filler"] for line in reading.rows] == ["", "", "小计", "", "小计", "小计"]
    assert not found_at(reading, "R34")


@pytest.mark.parametrize(
    ("typed", "found"),
    [(5, {"K3": "自报5条，表内3条"}), ("第2条", {"K3": "自报2条，表内3条"}), (3, {}), (0, {}), ("三", {})],
)
def test_the_total_typed_in_the_head_is_held_against_the_lines(
    tmp_path: Path, typed: object, found: dict[str, str]
) -> None:
    reading = changed(tmp_path, lambda sheet: setattr(sheet["K3"], "value", typed))
    assert found_at(reading, "R34") == found


def test_the_templates_own_formula_is_no_statement_of_the_unit(tmp_path: Path) -> None:
    from tests.read.raw import book, header, text_cell

    head = f'<row r="3">{text_cell("J3", "采用条数（自动）")}<c r="K3"><f>COUNTA(B8:B207)</f><v>9</v></c></row>'
    assert not found_at(reading_of(tmp_path, book(line(8), head=head + header())), "R34")


def label_and_value_in_one(sheet: Worksheet) -> None:
    sheet["F2"], sheet["G2"], sheet["A2"], sheet["C2"] = "单位代码：A01", None, "填报单位:城关中心校", None


def label_without_brackets(sheet: Worksheet) -> None:
    sheet["A2"], sheet["J3"] = "填报单位", "采用条数"


@pytest.mark.parametrize("change", [label_and_value_in_one, label_without_brackets])
def test_the_head_is_read_however_its_labels_are_written(tmp_path: Path, change: Callable[[Worksheet], None]) -> None:
    reading = changed(tmp_path, change)
    assert (reading.head["unit_name"], reading.head["unit_code"]) == ("城关中心校", "A01")
    assert not found_at(reading, "R28")


@pytest.mark.parametrize("header", ["填报单位", "撰稿人单位", "单位", "单位名称"])
def test_a_column_that_says_whose_each_line_is_goes_on_to_admission(tmp_path: Path, header: str) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(HEADER_ROW, LAST + 1).value = header
        for number, unit in enumerate(("城关中心校", "实验小学", "城关中心校"), start=FIRST):
            sheet.cell(number, LAST + 1).value = unit

    reading = changed(tmp_path, add)
    assert reading.head["row_units"] == "城关中心校；实验小学"
    assert list(found_at(reading, "R24")) == ["V7"]


def test_a_workbook_without_such_a_column_names_nobody(tmp_path: Path) -> None:
    assert changed(tmp_path, lambda _: None).head["row_units"] == ""
