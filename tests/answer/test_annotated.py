"""The annotated workbook: the unit's own cells, faults coloured and noted, links that lead there, nothing that runs."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from pipeline.answer.annotated import Annotation, annotated_bytes
from pipeline.answer.annotated_list import Head
from pipeline.answer.faces import COLOURS, sheet_names
from pipeline.answer.originals import Original, originals
from pipeline.errors import OfficeError
from pipeline.run import Outcome
from schemas.faults import FAULTS, finding_record
from schemas.records import Findings
from schemas.vocabulary import Severity
from tests.answer.desk import BAD_DAY, FORMULA, sheet_of

BOOK = "review/answers/A01 城关中心校/批注表.xlsx"


def _fill(cell: openpyxl.cell.Cell) -> str:
    return "#" + cell.fill.fgColor.rgb[-6:]


def test_cells_with_findings_are_red_yellow_or_blue_grey_and_no_others(files: dict[str, bytes]) -> None:
    sheet = sheet_of(files[BOOK], "采用明细")
    colours = {colour: severity for severity, (colour, _) in COLOURS.items()}
    filled = {
        cell.coordinate: colours[_fill(cell)] for line in sheet.iter_rows() for cell in line if _fill(cell) in colours
    }
    headers = {cell.value: cell.column_letter for cell in sheet[7]}
    day, outlet, authors = (headers[name] for name in ("采用日期", "媒体刊物全称", "撰稿人"))
    evidence = headers["证明材料种类"]
    assert filled == {
        f"{day}9": Severity.ERROR,
        f"{outlet}10": Severity.NOTICE,
        f"{evidence}12": Severity.WARNING,
        f"{authors}12": Severity.NOTICE,
    }


def test_every_value_stands_at_its_own_cell_as_text_the_head_above_the_table_included(
    files: dict[str, bytes], outcome: Outcome
) -> None:
    arrived = outcome.setting.workspace.arrived("2026Q3")
    sent = openpyxl.load_workbook(arrived / "A01.xlsx")["采用明细"]
    sheet = sheet_of(files[BOOK], "采用明细")
    told = {cell.coordinate: cell.value for line in sheet.iter_rows() for cell in line}
    for line in sent.iter_rows():
        for cell in line:
            if cell.data_type == "s" and cell.value:
                assert told[cell.coordinate] == cell.value
    assert told["C2"] == "城关中心校"
    assert told["B9"] == FORMULA
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_a_note_says_what_was_found_what_was_expected_and_what_to_do(files: dict[str, bytes]) -> None:
    sheet = sheet_of(files[BOOK], "采用明细")
    cell = next(cell for cell in sheet[9] if cell.value == BAD_DAY)
    assert cell.comment is not None
    assert cell.comment.text.split("\n") == [
        f"【错误】填写内容：{BAD_DAY}", f"应为：{FAULTS['C04'].expected}", f"怎样处理：{FAULTS['C04'].action}",
    ]  # fmt: skip
    clause = next(cell for cell in sheet[12] if cell.comment and "警告" in cell.comment.text)
    assert "依据：LQ22" in clause.comment.text
    assert "填写内容：（空）" in clause.comment.text


def test_the_last_column_tells_each_rows_faults_and_the_table_can_be_filtered_with_its_header_frozen(
    files: dict[str, bytes],
) -> None:
    sheet = sheet_of(files[BOOK], "采用明细")
    last = sheet.max_column
    assert sheet.cell(7, last).value == "问题"
    assert f"错误：{FAULTS['C04'].action}" in str(sheet.cell(9, last).value)
    assert sheet.cell(8, last).value is None
    assert sheet.freeze_panes == "A8"
    assert sheet.auto_filter.ref == f"A7:{sheet.cell(12, last).coordinate}"


def test_the_list_names_every_finding_and_links_to_its_cell(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(files[BOOK]))
    assert book.sheetnames == ["问题汇总", "采用明细"]
    lines = [line for line in book["问题汇总"].iter_rows(min_row=8) if line[0].value]
    assert len(lines) == 4
    for line in lines:
        sheet, _, cell = line[3].hyperlink.location.partition("!")
        target = book[sheet.strip("'")][cell]
        assert target.comment is not None
        assert str(line[6].value) in target.comment.text
    assert [line[1].value for line in lines].count("错误") == 1
    assert "LQ22（大意）：" in str([line[7].value for line in lines])


def test_what_the_office_rules_itself_is_a_notice_that_asks_for_nothing(files: dict[str, bytes]) -> None:
    lines = sheet_of(files[BOOK], "问题汇总").iter_rows(min_row=8, values_only=True)
    said = {line[4]: (line[1], line[6]) for line in lines}
    assert said["江淮早报"] == ("提示", "此媒体不在名录，由办公室定级，不需补正；名称写错的请改正")
    assert said["陌生人"][0] == "提示"


def test_there_are_no_macros_no_formulas_and_no_addresses_outside_the_workbook(files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(files[BOOK])) as parts:
        text = {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}
    assert not any("vbaProject" in name for name in text)
    assert not any("<f>" in part or 'TargetMode="External"' in part for part in text.values())


def _annotation(sheet: str, *found: tuple[str, str, str]) -> Annotation:
    records = [finding_record(code, "a.xlsx", sheet, cell, text) for code, cell, text in found]
    page = Original(sheet, 2, (("表",), ("甲", "乙"), ("=1+1", "")))
    return Annotation("2026Q3", Head("汇总", ("甲", "乙")), (page,), Findings.of(records))


def test_the_same_annotation_gives_the_same_bytes() -> None:
    one = _annotation("采用明细", ("C01", "B3", ""))
    assert annotated_bytes(one) == annotated_bytes(one)


@pytest.mark.parametrize("name", ["问题汇总", "a/b:c*?[x]", "'引号'", "长" * 40, "it's"])
def test_a_sheet_name_no_workbook_may_have_is_made_one_and_links_still_lead_there(name: str) -> None:
    book = openpyxl.load_workbook(BytesIO(annotated_bytes(_annotation(name, ("C01", "B3", "")))))
    (own,) = [sheet for sheet in book.sheetnames if sheet != "问题汇总"]
    place = book["问题汇总"]["D8"].hyperlink.location
    assert place == f"'{own.replace(chr(39), chr(39) * 2)}'!B3"


def test_two_sheets_never_get_one_name() -> None:
    names = sheet_names(["甲/", "甲:", "甲_"], "问题汇总")
    assert len({name.casefold() for name in names.values()}) == 3


def test_the_weightiest_finding_colours_a_cell_and_the_note_holds_all() -> None:
    content = annotated_bytes(_annotation("采用明细", ("S06", "A3", "甲"), ("C02", "A3", "甲"), ("C11", "A3", "甲")))
    cell = sheet_of(content, "采用明细")["A3"]
    assert _fill(cell) == COLOURS[Severity.ERROR][0]
    assert [cell.comment.text.count(f"【{severity}】") for severity in Severity] == [1, 1, 1]
    assert cell.value == "=1+1"
    assert cell.data_type == "s"


def test_a_finding_of_the_whole_file_is_in_the_list_only() -> None:
    book = openpyxl.load_workbook(BytesIO(annotated_bytes(_annotation("采用明细", ("S09", "", ""), ("C01", "B3", "")))))
    sheet = book["问题汇总"]
    assert (sheet["D8"].value, sheet["D8"].hyperlink, sheet["D9"].value) == ("—", None, "B3")


def test_a_long_cell_is_quoted_in_part_so_that_its_note_is_not_left_out() -> None:
    cell = sheet_of(annotated_bytes(_annotation("采用明细", ("C02", "A3", "字" * 40_000))), "采用明细")["A3"]
    assert cell.comment.text.startswith("【错误】填写内容：" + "字" * 500 + "……")


def test_a_file_changed_since_it_was_read_stops_the_run_and_is_named(outcome: Outcome) -> None:
    arrived = outcome.setting.workspace.arrived("2026Q3")
    with pytest.raises(OfficeError, match=r"A01\.xlsx 被改动或移走"):
        originals(arrived, [("A01.xlsx", "0" * 64)])


def test_findings_stay_as_they_were(outcome: Outcome, files: dict[str, bytes]) -> None:
    pd.testing.assert_frame_equal(outcome.scored.findings, Findings.conform(outcome.scored.findings))
    assert set(outcome.scored.findings.loc[outcome.scored.findings["code"] == "S02", "severity"]) == {"警告"}
