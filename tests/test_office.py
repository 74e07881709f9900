"""The office's own files: whatever is wrong in them is named in plain words, all at once, before any figure."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import OfficeError
from pipeline.workspace import Workspace
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
