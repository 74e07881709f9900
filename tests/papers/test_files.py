"""Which paper a file is, whatever its name; a file that would be overlooked or misread is refused by name."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import OfficeError
from pipeline.papers.blank import blank_paper
from pipeline.papers.read import RawPaper, read_papers
from pipeline.papers.workbook import paper_bytes
from pipeline.period import PeriodId
from pipeline.produce import produce
from schemas.papers import META_SHEET, PaperKind, layouts
from schemas.template import ALL_COLUMNS, COLUMNS
from tests.papers.case import Desk, columns, county, header_row
from tests.workspace import Return, row

HEADERS = ["标题", "接收单位", "上报日期"]
ITEM = ["甲", "市委办", "2026-7-1"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return county(tmp_path, [Return("A01", [row()])])


def read(desk: Desk) -> tuple[RawPaper, ...]:
    return read_papers(desk.workspace.papers("2026Q3"), "2026Q3", layouts(COLUMNS))


def test_a_paper_is_known_by_its_hidden_sheet_and_without_it_by_its_header(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.fill(PaperKind.UPWARD, dict(zip(HEADERS, ITEM, strict=True))))
    del book[META_SHEET]
    desk.drop(book, "抄件.xlsx")
    desk.drop_csv("台账.csv", HEADERS, ITEM)
    assert [(one.kind, one.file, len(one.lines), one.scanned) for one in read(desk)] == [
        (PaperKind.UPWARD, "台账.csv", 1, 1),
        (PaperKind.UPWARD, "局上报台账.xlsx", 1, 1),
        (PaperKind.UPWARD, "抄件.xlsx", 1, 1),
    ]


def test_serial_numbers_alone_are_no_line(desk: Desk) -> None:
    desk.drop_csv("台账.csv", ["序号", *HEADERS], ["1", *ITEM], ["2", "", "", ""])
    assert len(read(desk)[0].lines) == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([["姓名", "电话"]], r"papers/x\.csv：认不出是哪一张表，应有下列各表之一的表头：任务表（任务代号、应完成）"),
        ([[*HEADERS, "心得"], [*ITEM, ""]], "是局上报台账，但缺少的栏：无；认不出的栏：心得"),
        ([["任务代号", "应完成"], ["a", "1"]], "是任务表，但缺少的栏：单位代码（或单位）；认不出的栏：无"),
        ([[*HEADERS, "标题"], [*ITEM, ""]], "“标题”一栏出现两次"),
    ],
)
def test_a_table_that_is_none_of_the_papers_is_named_with_what_is_missing_and_extra(
    desk: Desk, lines: list[list[str]], words: str
) -> None:
    desk.drop_csv("x.csv", *lines)
    with pytest.raises(OfficeError, match=words):
        read(desk)


def test_a_csv_in_another_encoding_is_named(desk: Desk) -> None:
    desk.drop_csv("台账.csv", HEADERS, ITEM, encoding="gbk")
    with pytest.raises(OfficeError, match=r"台账\.csv：读不出来，请用 Excel 另存为“CSV UTF-8”"):
        read(desk)


def test_any_other_file_and_a_broken_one_are_named_together(desk: Desk) -> None:
    folder = desk.workspace.papers("2026Q3")
    folder.mkdir()
    (folder / "说明.docx").write_bytes(b"PK")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    (folder / "~$台账.xlsx").write_bytes(b"")
    with pytest.raises(OfficeError) as caught:
        read(desk)
    assert [problem.partition("：")[0] for problem in caught.value.problems] == ["papers/坏.xlsx", "papers/说明.docx"]


def test_a_paper_of_another_period_is_refused(desk: Desk) -> None:
    path = desk.write()[PaperKind.UPWARD]
    book = openpyxl.load_workbook(path)
    book[META_SHEET]["B3"] = "2026Q2"
    desk.drop(book, "局上报台账.xlsx")
    with pytest.raises(OfficeError, match="这是 2026Q2 的局上报台账，不能用在 2026Q3"):
        read(desk)


def test_merged_cells_and_formulas_without_a_result_are_refused(desk: Desk) -> None:
    path = desk.fill(PaperKind.UPWARD, dict(zip(HEADERS, ITEM, strict=True)))
    book = openpyxl.load_workbook(path)
    book["局上报台账"].merge_cells("B6:B7")
    desk.drop(book, path.name)
    with pytest.raises(OfficeError, match="表中有合并的单元格（B6:B7）"):
        read(desk)
    book["局上报台账"].unmerge_cells("B6:B7")
    book["局上报台账"]["B6"] = '="甲"'
    desk.drop(book, path.name)
    with pytest.raises(OfficeError, match="“标题”的公式没有结果"):
        desk.run()


def test_the_same_paper_has_the_same_bytes_and_typed_text_is_never_a_formula(desk: Desk) -> None:
    setting = desk.setting()
    period = setting.period(PeriodId.parse("2026Q3"))
    units = setting.roster.units
    lines = [{"title": "=HYPERLINK(1)", "unit_code": "A01", "outlet": "+1", "published_on": datetime(2026, 8, 5)}]
    blank = blank_paper(PaperKind.EVIDENCE, setting.rules, setting.office, period, units, lines)
    assert paper_bytes(blank) == paper_bytes(blank)
    (desk.workspace.inputs / "x.xlsx").write_bytes(paper_bytes(blank))
    sheet = openpyxl.load_workbook(desk.workspace.inputs / "x.xlsx")[PaperKind.EVIDENCE.value]
    cell = sheet.cell(header_row(sheet) + 1, columns(sheet)["刊发标题"])
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_papers_an_officer_filled_where_they_were_written_are_kept_aside(desk: Desk) -> None:
    path = desk.write()[PaperKind.UPWARD]
    path.write_bytes(path.read_bytes() + b"filled")
    desk.write()
    assert path.with_stem(f"{path.stem}（先前）").read_bytes().endswith(b"filled")


def test_only_papers_the_plan_has_a_use_for_are_written_and_none_of_proof_before_returns_came(tmp_path: Path) -> None:
    one = county(tmp_path, [])
    assert set(one.write()) == {PaperKind.TASKS, PaperKind.UPWARD, PaperKind.SIGNED_FOR}


def test_the_manifest_holds_every_paper_and_the_audit_every_filled_line(desk: Desk) -> None:
    desk.drop_csv("台账.csv", HEADERS, ITEM)
    published = produce(desk.setting(), PeriodId.parse("2026Q3"))
    inputs = json.loads((published.folder / "manifest.json").read_text("utf-8"))["inputs"]
    file = desk.workspace.papers("2026Q3") / "台账.csv"
    assert inputs["2026Q3/papers/台账.csv"] == hashlib.sha256(file.read_bytes()).hexdigest()
    audit = (published.folder / "audit" / "25_局上报台账.csv").read_text("utf-8-sig")
    assert audit.splitlines()[1] == "甲,市委办,2026-07-01,,台账.csv,2"
    assert (published.folder / "audit" / "22_任务表.csv").read_text("utf-8-sig").count("\n") == 1


def test_every_column_of_the_register_is_one_the_reader_of_returns_knows() -> None:
    known = {column.key for column in ALL_COLUMNS} | {"unit_code", "unit_name", "registered_by", "note"}
    assert {column.key for column in layouts(COLUMNS)[PaperKind.REGISTER].columns} <= known
