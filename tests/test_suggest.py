"""What a sender may have meant is asked, never put in the place of what was sent."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.suggest import ALIKE, MOST, asked, nearest, with_questions
from schemas.records import Findings
from schemas.roster import Outlets, People


def among(*names: str) -> dict[str, str]:
    return {name: name for name in names}


@pytest.mark.parametrize(
    ("typed", "name", "likeness"),
    [
        ("甲乙丙丁戊", "甲乙丙己庚", 60.0),
        ("王小明", "王晓明", 66.7),
        ("临溪晚报", "临溪快报", 75.0),
        ("城关鎮中心校", "城关镇中心校", 83.3),
    ],
)
def test_names_at_or_above_the_threshold_are_asked_about(typed: str, name: str, likeness: float) -> None:
    assert likeness >= ALIKE
    assert nearest(typed, among(name, "毫不相干")) == [name]


@pytest.mark.parametrize(
    ("typed", "name", "likeness"),
    [("甲乙丙丁戊己", "甲乙丙庚辛", 54.5), ("张三", "张四", 50.0), ("安平日报客户端新闻", "安平日报", 61.5)],
)
def test_the_threshold_lies_between_one_of_two_and_three_of_five(typed: str, name: str, likeness: float) -> None:
    assert (nearest(typed, among(name)) == [name]) == (likeness >= ALIKE)


def test_the_best_come_first_and_equally_good_ones_in_the_order_of_their_names() -> None:
    known = among("临溪日报", "临溪早报", "临溪快报", "临溪晚报社")
    assert nearest("临溪晚报", known) == ["临溪晚报社", "临溪快报"]
    assert nearest("临溪晚报", dict(reversed(known.items()))) == ["临溪晚报社", "临溪快报"]
    assert len(nearest("临溪", among("临溪甲", "临溪乙", "临溪丙"))) == MOST


def test_an_alias_asks_for_the_name_and_a_name_is_asked_for_once() -> None:
    assert nearest("江北教育报杜", {"江北教育报": "江北教育报", "江北教育报社": "江北教育报"}) == ["江北教育报"]


@pytest.mark.parametrize("typed", ["", " \u200b", "、"])
def test_nothing_typed_suggests_nothing(typed: str) -> None:
    assert nearest(typed, among("张三")) == []


def test_a_question_stands_behind_the_instruction() -> None:
    assert asked("请核对", ["甲", "乙"]) == "请核对。是否为“甲”或“乙”？"
    assert asked("请核对", []) == "请核对"


OUTLETS = Outlets.of(
    {"name": name, "aliases": aliases, "tier": "city", "kind": "报纸", "in_targets": "是", "in_cash": "是", "from_date": "2020-01-01", "to_date": ""}
    for name, aliases in (("安平日报", "安平报"), ("安平晚报", ""))
)  # fmt: skip
PEOPLE = People.of(
    {**dict.fromkeys(People.headers(), ""), "person_code": name + unit, "name": name, "unit_code": unit}
    for name, unit in (("王晓明", "A01"), ("王小民", "B01"))
)


def finding(code: str, found: str) -> pd.DataFrame:
    blank = dict.fromkeys(Findings.headers(), "")
    return Findings.of([{**blank, "code": code, "severity": "提示", "unit_code": "A01", "found": found, "row_id": 1, "action": "请核对"}])  # fmt: skip


@pytest.mark.parametrize(
    ("code", "found", "action"),
    [
        ("S02", "安平日報", "请核对。是否为“安平日报”？"),
        ("S02", "安平报社", "请核对。是否为“安平日报”或“安平晚报”？"),
        ("S02", "毫不相干", "请核对"),
        ("S02", "安平 晚报", "请核对。名录有此媒体，采用日期不在其启用日期至停用日期之间"),
        ("S01", "王小明", "请核对。是否为“王晓明”？"),
        ("S03", "安平日報", "请核对"),
    ],
)
def test_findings_of_unknown_outlets_and_people_of_the_unit_ask_for_the_nearest(
    code: str, found: str, action: str
) -> None:
    before = finding(code, found)
    after = with_questions(before, OUTLETS, PEOPLE)
    assert after["action"].tolist() == [action]
    assert before["action"].tolist() == ["请核对"]
    assert after.drop(columns="action").equals(before.drop(columns="action"))


def test_no_findings_give_no_findings() -> None:
    assert len(with_questions(Findings.blank(), OUTLETS, PEOPLE)) == 0


@given(st.text(max_size=12), st.lists(st.text(max_size=6), max_size=8))
def test_only_known_names_are_ever_suggested_in_the_same_order_every_time(typed: str, names: list[str]) -> None:
    found = nearest(typed, among(*names))
    assert set(found) <= set(names)
    assert found == nearest(typed, among(*reversed(names)))
    assert len(found) <= MOST
