"""《待认定》: what waits stands in it with its evidence; filled in and dropped into rulings/ it has its effect."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.entries import read_entries
from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.produce import review
from pipeline.quarter import check_period, open_setting
from pipeline.read.stage import worker_processes
from pipeline.rulings import read_rulings
from pipeline.run import Outcome
from pipeline.to_decide import to_decide_file
from pipeline.workspace import Workspace
from schemas.to_decide import SHEETS
from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS
from tests.ruled import QUARTER, came, codes, rule, ruling, statuses, verdicts
from tests.workspace import Return, office, row, run, workbook

HEADER = 3
SIGNED = {"提出人": "甲", "复核人": "乙", "批准人": "丙", "依据材料": "样报原件", "日期": "2026-09-25"}


def _book(outcome: Outcome) -> openpyxl.Workbook:
    assessment = outcome.setting.rules.assessment
    return openpyxl.load_workbook(BytesIO(to_decide_file(outcome.scored.checked, outcome.scored, assessment)))


def _lines(sheet: Worksheet) -> list[dict[str, Any]]:
    titles, *lines = list(sheet.iter_rows(min_row=HEADER, values_only=True))
    return [dict(zip(titles, line, strict=True)) for line in lines]


def _fill(sheet: Worksheet, number: int, **cells: str) -> None:
    """Fill cells of the n-th line, under their headers."""
    titles = [cell.value for cell in sheet[HEADER]]
    for title, text in {**SIGNED, **cells}.items():
        if title in titles:
            sheet.cell(HEADER + number, titles.index(title) + 1).value = text


def _drop(workspace: Workspace, book: openpyxl.Workbook, name: str = "待认定.xlsx") -> Path:
    folder = workspace.rulings(QUARTER)
    folder.mkdir(exist_ok=True)
    book.save(folder / name)
    return folder


def _choices(sheet: Worksheet, cell: str) -> str:
    (check,) = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
    return str(check.formula1).strip('"')


def _typed(sent: Return) -> bytes:
    """The return with a title that looks like a formula and is text."""
    book = workbook(sent)
    for line in book["采用明细"].iter_rows():
        for cell in line:
            if str(cell.value) == "=1+1":
                cell.data_type = "s"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


FORMULA = Return("B01", [row(authors="王五"), row(title="=1+1", authors="", outlet_text="＠快报")])
EVERYTHING = [
    Return("A01", [row(authors=""), row(title="新报一篇", outlet_text="新安早报"), row(title="坏日期", published_on="八月上旬")]),
    Return("B01", data=_typed(FORMULA)),
    Return("C01", [row(title="迟来的一篇", authors="赵六")], received="2026-09-28 09:00:00"),
    Return("B01", [row(title="迟到的更正", authors="王五")], name="更正.xlsx", received="2026-09-22 09:00:00", resend=1),
]  # fmt: skip


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Outcome]:
    workspace = office(tmp_path_factory.mktemp("office"), EVERYTHING)
    return workspace, run(workspace)


def test_every_row_that_waits_stands_there_with_why_and_what_there_is_to_go_by(
    waiting: tuple[Workspace, Outcome],
) -> None:
    lines = _lines(_book(waiting[1])["填报行"])
    shown = [[line[name] for name in ("单位", "标题", "媒体", "采用日期", "为何待定", "出处")] for line in lines]
    assert shown == [
        ["城关中心校", "课后服务展新貌", "安平日报", "2026-08-05", "没有注明撰稿人", "A01.xlsx 采用明细 第8行"],
        ["城关中心校", "新报一篇", "新安早报", "2026-08-05", "媒体不在名录，待办公室定级", "A01.xlsx 采用明细 第9行"],
        [
            "城关中心校",
            "坏日期",
            "安平日报",
            "八月上旬",
            "J10 认不出是哪一天，请写成年-月-日（八月上旬）",
            "A01.xlsx 采用明细 第10行",
        ],
        ["实验小学", "=1+1", "＠快报", "2026-08-05", "媒体不在名录，待办公室定级", "B01.xlsx 采用明细 第9行"],
    ]
    assert {line["证明材料和网址"] for line in lines} == {"影印件 1"}
    assert all(not line[title] for line in lines for title in ("认定种类", *SIGNED))
    assert len({line["认定编号"] for line in lines}) == len(lines)


def test_what_a_unit_typed_is_text_and_never_a_formula(waiting: tuple[Workspace, Outcome]) -> None:
    sheet = _book(waiting[1])["填报行"]
    (cell,) = [cell for line in sheet.iter_rows() for cell in line if cell.value == "=1+1"]
    assert cell.data_type == "s"


def test_each_row_offers_only_what_may_be_ruled_of_it(waiting: tuple[Workspace, Outcome]) -> None:
    sheet = _book(waiting[1])["填报行"]
    column = [cell.value for cell in sheet[HEADER]].index("认定种类")
    cells = [sheet.cell(HEADER + number, column + 1).coordinate for number in (1, 2, 3)]
    assert [_choices(sheet, cell) for cell in cells] == ["认定,不认定", "不认定", "不认定"]


def test_late_files_and_corrections_stand_there_with_what_they_would_change(
    waiting: tuple[Workspace, Outcome],
) -> None:
    lines = _lines(_book(waiting[1])["来件"])
    assert [[line["文件"], line["单位代码"], line["收到时间"]] for line in lines] == [
        ["C01.xlsx", "C01", "2026-09-28 09:00:00"],
        ["更正.xlsx", "B01", "2026-09-22 09:00:00"],
    ]
    assert "刊发标题：“课后服务展新貌”→“迟到的更正”（没有要求补正）" in lines[1]["更正的内容"]
    assert lines[0]["更正的内容"] is None


def test_a_held_file_stands_there_to_be_given_a_unit(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(_foreign()))
    stream = BytesIO()
    book.save(stream)
    workspace = office(tmp_path, [Return("A01", data=stream.getvalue())])
    first = run(workspace)
    made = _book(first)
    (line,) = _lines(made["来件"])
    assert (line["文件"], line["单位代码"], line["为何待定"][:3]) == ("A01.xlsx", None, "A01")
    _fill(made["来件"], 1, 认定种类="收下被扣来件", 单位代码="A01 城关中心校")
    _drop(workspace, made)
    outcome = run(workspace)
    assert (statuses(outcome), verdicts(outcome)) == ({"A01.xlsx": "计入"}, ["认定"])


def _foreign() -> bytes:
    book = workbook(Return("A01", [row()]))
    book["_meta"]["B2"] = "Z99"
    book["采用明细"]["G2"] = "Z99"
    book["采用明细"]["C2"] = "某校"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_unknown_outlets_stand_there_with_their_rows_and_the_tiers_of_the_assessment(
    waiting: tuple[Workspace, Outcome],
) -> None:
    book = _book(waiting[1])
    lines = _lines(book["媒体定级"])
    assert [[line[name] for name in ("媒体", "行数", "填报单位", "其中一篇")] for line in lines] == [
        ["＠快报", 1, "实验小学", "=1+1"],
        ["新安早报", 1, "城关中心校", "新报一篇"],
    ]
    titles = [cell.value for cell in book["媒体定级"][HEADER]]
    source = _choices(book["媒体定级"], book["媒体定级"].cell(HEADER + 1, titles.index("级别") + 1).coordinate)
    sheet, cells = source.split("!")
    listed = [cell.value for (cell,) in book[sheet][cells.replace("$", "")]]
    assert listed == list(waiting[1].setting.rules.assessment.tier_names().values())


def test_one_title_of_two_units_stands_there_as_a_pair(waiting: tuple[Workspace, Outcome]) -> None:
    (line,) = _lines(_book(waiting[1])["同一稿件"])
    assert (line["标题"], line["与哪一篇相同"]) == ("课后服务展新貌", "B01：课后服务展新貌")
    assert line["另一篇"] == "实验小学，王五，安平日报，2026-08-05，B01.xlsx"


def test_the_workbook_dropped_in_as_it_is_rules_nothing(tmp_path: Path, waiting: tuple[Workspace, Outcome]) -> None:
    workspace = Workspace(tmp_path, tmp_path)
    workspace.arrived(QUARTER).mkdir()
    assert read_rulings(_drop(workspace, _book(waiting[1]))).empty


def test_the_filled_workbook_settles_each_thing_it_rules(tmp_path: Path) -> None:
    workspace = office(tmp_path, EVERYTHING)
    book = _book(run(workspace))
    _fill(book["填报行"], 1, 认定种类="认定")
    _fill(book["填报行"], 3, 认定种类="不认定")
    _fill(book["来件"], 1, 认定种类="受理迟报")
    _fill(book["媒体定级"], 2, 级别="市级", 媒体类型="报纸", 任务媒体="否", 现金媒体="是")
    _fill(book["同一稿件"], 1, 认定种类="同一稿件")
    _drop(workspace, book)
    outcome = run(workspace)
    assert [effect for _, effect in came(outcome)] == ["生效"] * 5
    assert (verdicts(outcome), verdicts(outcome, "C01.xlsx")) == (["认定", "认定", "不认定"], ["认定"])
    again = _book(outcome)
    assert [line["标题"] for line in _lines(again["填报行"])] == ["=1+1"]
    assert [line["文件"] for line in _lines(again["来件"])] == ["更正.xlsx"]
    assert [line["媒体"] for line in _lines(again["媒体定级"])] == ["＠快报"]
    assert _lines(again["同一稿件"]) == []


def test_a_workbook_and_a_csv_add_up(tmp_path: Path) -> None:
    workspace = office(tmp_path, EVERYTHING[:1])
    book = _book(run(workspace))
    _fill(book["填报行"], 3, 认定种类="不认定")
    _drop(workspace, book)
    rule(workspace, ruling())
    outcome = run(workspace)
    assert verdicts(outcome) == ["认定", "待认定", "不认定"]
    assert sorted(effect for _, effect in came(outcome)) == ["生效", "生效"]


@pytest.mark.parametrize(
    ("sheet", "cells", "message"),
    [
        ("填报行", {"认定种类": "认定", "复核人": ""}, "待认定.xlsx“填报行”第4行：没有填写复核人"),
        ("填报行", {}, "没有填写|认定种类“”应为认定、"),
        ("填报行", {"认定种类": "认定", "日期": "=TODAY()"}, "有公式没有结果，请改为直接填写"),
        ("媒体定级", {"级别": "市级"}, "“媒体定级”第4行：没有填写媒体类型、任务媒体、现金媒体"),
    ],
)
def test_a_line_filled_by_half_is_named_with_its_sheet_and_row(
    tmp_path: Path, waiting: tuple[Workspace, Outcome], sheet: str, cells: dict[str, str], message: str
) -> None:
    workspace = Workspace(tmp_path, tmp_path)
    workspace.arrived(QUARTER).mkdir()
    book = _book(waiting[1])
    _fill(book[sheet], 1, **cells)
    with pytest.raises(OfficeError, match=message):
        read_rulings(_drop(workspace, book))


def test_a_sheet_nobody_knows_is_refused_and_not_overlooked(tmp_path: Path, waiting: tuple[Workspace, Outcome]) -> None:
    workspace = Workspace(tmp_path, tmp_path)
    workspace.arrived(QUARTER).mkdir()
    book = _book(waiting[1])
    book.create_sheet("Sheet1")["A1"] = "另外认定"
    with pytest.raises(OfficeError, match="工作表“Sheet1”不知是什么"):
        read_rulings(_drop(workspace, book))


def test_entries_filled_in_the_same_workbook_are_read_as_entries(tmp_path: Path) -> None:
    one = QUARTERS["laishan-forestry"]
    workspace = workspace_of(one, tmp_path)
    book = _book(run(workspace, one.quarter))
    sheet = book["登记事项"]
    unit, name, _ = one.units[0]
    day = "2026-08-18"
    _fill(
        sheet,
        1,
        种类="负面曝光",
        单位代码=f"{unit} {name}",
        档次="市级",
        事由="被曝光",
        发生日期=day,
        登记日期="2026-09-22",
    )
    folder = _drop(workspace, book)
    (entry,) = read_entries(tmp_path / "none", folder).to_dict("records")
    assert (entry["entry_id"], entry["kind"], entry["unit_code"]) == ("待认定-登记事项-4", "负面曝光", unit)
    assert read_rulings(folder).empty
    titles = [cell.value for cell in sheet[HEADER]]
    kinds = _choices(sheet, sheet.cell(HEADER + 1, titles.index("种类") + 1).coordinate).split("!")[1]
    assert "负面曝光" in [cell.value for (cell,) in book["_lists"][kinds.replace("$", "")]]


def test_lines_alike_in_content_are_ruled_on_together(tmp_path: Path) -> None:
    broken = row(published_on="八月上旬")
    workspace = office(tmp_path, [Return("A01", [broken, {**broken, "method": "综合"}])])
    book = _book(run(workspace))
    (line,) = _lines(book["填报行"])
    assert line["出处"] == "A01.xlsx 采用明细 第8行；A01.xlsx 采用明细 第9行"
    _fill(book["填报行"], 1, 认定种类="不认定")
    _drop(workspace, book)
    assert verdicts(run(workspace)) == ["不认定", "不认定"]


def test_an_assessment_without_entries_has_no_sheet_for_them(waiting: tuple[Workspace, Outcome]) -> None:
    names = _book(waiting[1]).sheetnames
    assert names == [*(sheet.name for sheet in SHEETS if sheet.name != "登记事项"), "_lists"]


def test_the_same_tables_give_the_same_bytes(waiting: tuple[Workspace, Outcome]) -> None:
    scored, assessment = waiting[1].scored, waiting[1].setting.rules.assessment
    made = [to_decide_file(scored.checked, scored, assessment) for _ in range(2)]
    assert made[0] == made[1]


def test_it_is_written_before_rows_are_judged_too(waiting: tuple[Workspace, Outcome]) -> None:
    workspace, outcome = waiting
    setting = open_setting(workspace, worker_processes(1))
    files = review(setting, check_period(setting, PeriodId.parse(QUARTER)), None)
    assert {"review/待认定.xlsx", "review/更正差异.csv", "review/问题清单.csv"} <= files.keys()
    book = openpyxl.load_workbook(BytesIO(files["review/待认定.xlsx"]))
    assert [line["标题"] for line in _lines(book["填报行"])] == ["坏日期"]
    assert len(_lines(book["媒体定级"])) == 2
    assert codes(outcome, "A23") == ["A23"]


@pytest.mark.real
def test_filled_and_saved_by_libreoffice_it_says_the_same(tmp_path: Path, waiting: tuple[Workspace, Outcome]) -> None:
    workspace = Workspace(tmp_path, tmp_path)
    workspace.arrived(QUARTER).mkdir()
    book = _book(waiting[1])
    _fill(book["填报行"], 1, 认定种类="认定")
    _fill(book["填报行"], 3, 认定种类="不认定")
    _fill(book["媒体定级"], 1, 级别="市级", 媒体类型="报纸", 任务媒体="否", 现金媒体="是")
    folder = _drop(workspace, book)
    (tmp_path / "again").mkdir()
    for kind in ("xlsx", "xls"):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            tmp_path / "again",
            folder / "待认定.xlsx",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        ours, theirs = read_rulings(folder), read_rulings(tmp_path / "again")
        assert ours.values.tolist() == theirs.values.tolist()
        (tmp_path / "again" / f"待认定.{kind}").unlink()
    assert ours["title"].tolist() == ["课后服务展新貌", "坏日期", ""]
