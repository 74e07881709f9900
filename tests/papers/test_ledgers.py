"""局上报台账 is held against the bureau's own duty, month by month; 纸质材料签收单 says whose papers came."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from schemas.papers import PaperKind
from tests.papers.case import Desk, county, said
from tests.workspace import Return, row

LABEL = "全局每月上报信息"
HEADERS = ["标题", "接收单位", "上报日期"]


def desk(tmp_path: Path, *, edges: bool = True) -> Desk:
    june = Return("A01", [], period="2026Q2", received="2026-06-18 09:00:00")
    return county(tmp_path, [Return("A01", [row()]), june], edges=edges)


def upward(one: Desk) -> list[list[object]]:
    found = one.run().scored.quotas
    found = found[found["label"] == LABEL]
    return found[["span", "done", "short", "checkable", "note"]].values.tolist()


def test_without_the_ledger_the_duty_cannot_be_checked_as_before(tmp_path: Path) -> None:
    one = desk(tmp_path, edges=False)
    assert upward(one) == [["每月", 0, 0, False, "没有局上报台账，无法核验"]]


def test_the_bureaus_items_are_counted_in_each_month_that_ends_in_the_period(tmp_path: Path) -> None:
    one = desk(tmp_path)
    july = [{"标题": f"第{n}条", "接收单位": "市教育局", "上报日期": date(2026, 7, n)} for n in range(1, 17)]
    august = [{"标题": "第1条", "接收单位": "市委办", "上报日期": date(2026, 8, 3)}]
    one.fill(PaperKind.UPWARD, *july, *august)
    one.quarter = "2026Q2"
    one.drop_csv("台账.csv", HEADERS, ["六月的", "市教育局", "2026-6-3"])
    one.quarter = "2026Q3"
    found = [line[:4] for line in upward(one)]
    assert found == [["2026年6月", 1, 14, True], ["2026年7月", 16, 0, True], ["2026年8月", 1, 14, True]]
    assert "全局每月上报信息应完成45条，已完成18条" in said(one.run())


def test_a_month_begun_before_is_not_checked_where_the_earlier_ledger_is_not_there(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.UPWARD, {"标题": "甲", "接收单位": "市委办", "上报日期": date(2026, 7, 1)})
    assert upward(one)[0] == ["2026年6月", 0, 0, False, "往期没有局上报台账，无法核验"]


def test_which_months_it_is_held_against_must_be_decided_once_there_is_a_ledger(tmp_path: Path) -> None:
    one = desk(tmp_path, edges=False)
    one.drop_csv("台账.csv", HEADERS, ["甲", "市委办", "2026-7-1"])
    with pytest.raises(OfficeError, match=r"steps\.bureau-submissions\.edges"):
        one.run()


def test_an_item_without_a_day_or_entered_twice_is_named(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.drop_csv(
        "台账.csv",
        HEADERS,
        ["甲", "市委办", ""],
        ["丙", "市委办", "7月1日"],
        ["乙", "市委办", "2026-7-1"],
        ["乙", "市委办", "2026/7/1"],
    )
    with pytest.raises(OfficeError) as caught:
        one.run()
    assert caught.value.problems == [
        "papers/台账.csv第2行：没有填写上报日期",
        "papers/台账.csv第3行：“上报日期”填写为“7月1日”，应为日期，如 2026-9-18",
        "papers/台账.csv第5行：与papers/台账.csv第4行完全相同，请删去一行",
    ]


def test_without_a_receipt_the_bulletin_says_that_paper_was_not_checked(tmp_path: Path) -> None:
    text = said(desk(tmp_path).run())
    assert "本期没有录入签收单，未作核验" in text
    assert "签收单上没有" not in text


def test_with_receipts_the_bulletin_names_whose_paper_did_not_come(tmp_path: Path) -> None:
    one = desk(tmp_path)
    came = {"收到时间": datetime(2026, 9, 18, 10, 20), "份数": 1, "页数": 12, "送交人": "张三", "签收人": "李四"}
    one.fill(PaperKind.SIGNED_FOR, {"单位代码": "A01", **came}, prefilled=True)
    outcome = one.run()
    text = said(outcome)
    assert "纸质材料已按签收单核对。" in text
    assert "签收单上没有收到纸质材料记录的：实验小学、教研室等2个单位。" in text
    assert outcome.scored.checked.papers.filled.signed_for["received_at"].tolist() == ["2026-09-18 10:20"]


def test_a_half_filled_receipt_is_no_receipt_and_is_named(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.SIGNED_FOR, {"单位代码": "A01", "份数": 1}, prefilled=True)
    with pytest.raises(OfficeError) as caught:
        one.run()
    assert [problem.partition("：")[2] for problem in caught.value.problems] == ["没有填写收到时间", "没有填写签收人"]
