"""The office's own files: whatever is wrong in them is named in plain words, all at once, before any figure."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import OfficeError
from pipeline.office import load_office, load_roster, load_rules
from pipeline.workspace import Workspace
from schemas.bulletin import BulletinForm
from tests.workspace import SAMPLE_OFFICE, Return, office, row, run


def _roster(workspace: Workspace, sheet: str, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(workspace.roster)
    book[sheet][cell] = value
    book.save(workspace.roster)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "message"),
    [
        ("媒体", "B6", "安平日报", "“安平日报”为两家媒体所共有"),
        ("人员", "E2", "李四", "“李四”为同一单位的两个人所共有"),
        ("单位", "C3", "城关", "“城关”为两个单位所共有"),
        ("媒体", "C3", "乡级", "级别“乡级”不在考核办法所列级别"),
        ("人员", "C2", "Z99", "单位代码“Z99”不在单位表内"),
        ("单位", "A1", "代码", "缺少列：单位代码"),
    ],
)
def test_a_roster_that_would_make_the_program_guess_is_refused(
    tmp_path: Path, sheet: str, cell: str, value: str, message: str
) -> None:
    workspace = office(tmp_path, [])
    _roster(workspace, sheet, cell, value)
    with pytest.raises(OfficeError, match=message):
        run(workspace)


def test_a_roster_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    workspace = office(tmp_path, [])
    workspace.roster.write_bytes(b"not a workbook")
    with pytest.raises(OfficeError, match="打不开"):
        run(workspace)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("method: 全文}, amount: 1}", "method: 全交}, amount: 1}", "没有 全交 这个值"),
        ('amount: "0.5"', "amount: 0.5", "小数请加引号"),
        ('amount: "0.5"', 'amount: "0.00005"', "位数过多"),
        ("value: 1,", "value: 0,", "最小单位应大于0"),
        ("tier: county, method: 综合", "tier: county, method: 全文", "可能同时适用"),
        ("on: 2025-09-10", "on: 2025-02-30", "写法有误"),
        ("days_on: []", "days_on: [明天]", "days_on"),
    ],
)
def test_a_slip_in_the_settings_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = SAMPLE_OFFICE.read_text("utf-8")
    assert old in text
    with pytest.raises(OfficeError, match=message):
        run(office(tmp_path, [Return("A01", [row()])], yaml=text.replace(old, new, 1)))


def test_a_fault_in_a_decision_is_named_as_the_decisions_and_not_as_the_plans(tmp_path: Path) -> None:
    text = SAMPLE_OFFICE.read_text("utf-8").replace('amount: "0.5"', "amount: 0.5", 1)
    with pytest.raises(OfficeError, match=r"office\.yaml 的 decisions 中 steps\.points\.tariff"):
        run(office(tmp_path, [Return("A01", [row()])], yaml=text))


def test_a_task_for_a_class_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    text = SAMPLE_OFFICE.read_text("utf-8").replace("{中心校: 10", "{中心学校: 10", 1)
    with pytest.raises(OfficeError, match="类别“中心学校”不在"):
        run(office(tmp_path, [Return("A01", [row()])], yaml=text))


def test_a_roster_fault_after_a_blank_line_names_its_own_line(tmp_path: Path) -> None:
    workspace = office(tmp_path, [])
    _roster(workspace, "单位", "A8", "A01")
    with pytest.raises(OfficeError, match="第8行"):
        run(workspace)


def test_an_accepted_row_that_no_tariff_row_fits_is_pointed_out(tmp_path: Path) -> None:
    line = "      - {where: {tier: city, method: 全文}, amount: 3}\n"
    text = SAMPLE_OFFICE.read_text("utf-8")
    assert line in text
    findings = run(office(tmp_path, [Return("A01", [row()])], yaml=text.replace(line, ""))).scored.findings
    assert findings["code"].tolist() == ["S07"]


def test_a_task_may_be_given_to_one_unit_by_its_code(tmp_path: Path) -> None:
    text = SAMPLE_OFFICE.read_text("utf-8").replace("{中心校: 10", "{A01: 10", 1)
    workspace = office(tmp_path, [], yaml=text)
    settings = load_office(workspace.office)
    load_roster(workspace.roster, load_rules(settings).assessment, settings.classes)


def test_a_class_that_a_condition_names_must_be_one_of_the_offices(tmp_path: Path) -> None:
    text = SAMPLE_OFFICE.read_text("utf-8").replace(
        "{tier: county, method: 全文}", "{tier: county, unit_class: 幼儿园}", 1
    )
    assert "幼儿园" in text
    text = text.replace("{tier: county, method: 综合}", "{tier: county, unit_class: 中心校}", 1)
    text = text.replace("{tier: county, method: 批示}", "{tier: county, unit_class: 直属学校}", 1)
    workspace = office(tmp_path, [], yaml=text)
    settings = load_office(workspace.office)
    with pytest.raises(OfficeError, match="类别“幼儿园”不在"):
        load_roster(workspace.roster, load_rules(settings).assessment, settings.classes)


def test_a_slip_in_the_settings_has_a_line_a_column_and_the_right_key(tmp_path: Path) -> None:
    text = SAMPLE_OFFICE.read_text("utf-8").replace("timezone:", "timezon:", 1)
    line = text[: text.index("timezon:")].count("\n") + 1
    workspace = office(tmp_path, [], yaml=text)
    with pytest.raises(OfficeError) as refused:
        load_office(workspace.office)
    assert refused.value.problems == [f"office.yaml 第{line}行第1列 timezon：没有这个项目，请核对拼写，是不是 timezone"]


def test_a_class_that_the_bulletin_ranks_must_be_one_of_the_offices(tmp_path: Path) -> None:
    workspace = office(tmp_path, [])
    settings = load_office(workspace.office)
    form = BulletinForm(classes=["中心校", "幼儿园"])
    with pytest.raises(OfficeError, match="类别“幼儿园”不在"):
        load_roster(
            workspace.roster, load_rules(settings).assessment.model_copy(update={"bulletin": form}), settings.classes
        )
