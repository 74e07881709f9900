"""Kinds of rule about single items, each from an example of the guide, with the arithmetic beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from schemas.vocabulary import Measure
from tests.score.case import scored, submission
from tests.score.examples import TOWN, example, on, run
from tests.score.test_engine import base, plan

POINTS, CASH, PERSON = Measure.UNIT_POINTS, Measure.CASH, Measure.PERSON_POINTS


# 07: length, place, genre, relay, fee


@pytest.mark.parametrize(
    ("facts", "thousandths"),
    [
        ({"length": 100}, 2000),
        ({"length": 499}, 2000),
        ({"length": 500}, 3000),
        ({"length": 999}, 3000),
        ({"length": 1000}, 5000),
        ({"length": 1000, "page": 1}, 10000),  # 5 × 2
        ({"length": 1000, "page": 2}, 5000),
        ({"length": 500, "programme": "新闻联播"}, 9000),  # 3 × 3
        ({"length": 500, "programme": "早间新闻"}, 3000),
        ({"length": 500, "genre": "简讯"}, 1500),  # 3 × 0.5
        ({"length": 500, "origin": "转载"}, 1500),
        ({"length": 500, "genre": "简讯", "origin": "转载"}, 750),  # 3 × 0.5 × 0.5
        ({"length": 500, "channel": "直接投稿", "outlet_text": "县报"}, 1500),
        ({"length": 500, "channel": "局推荐", "outlet_text": "县报"}, 3000),
    ],
)
def test_length_bands_and_factors_of_page_programme_genre_origin_and_relay(
    facts: dict[str, Any], thousandths: int
) -> None:
    assert run("07", {**on(8, 5), **facts}).of(POINTS) == thousandths


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"paid": True}, "有偿刊发"),
        ({"genre": "广告"}, "广告、启事、小说不计"),
        ({"genre": "小说"}, "广告、启事、小说不计"),
        ({"length": 99}, "不足100字"),
        ({"channel": "直接投稿"}, "投市级媒体未经局推荐"),
    ],
)
def test_excluded_kinds_earn_nothing_and_say_why(facts: dict[str, Any], why: str) -> None:
    result = run("07", {**on(8, 5, length=600), **facts})
    assert result.settled["reason"].tolist() == [why]
    assert result.work.ledger.empty


@pytest.mark.parametrize(
    ("length", "fen"),
    [
        (1000, 5000),
        (1200, 6000),  # 50 × 1.2 = 60
        (1230, 6200),  # 61.5 → 62 元
        (1229, 6100),  # 61.45 → 61 元
        (100, 500),
    ],
)
def test_a_rate_per_thousand_characters_is_rounded_half_up_to_the_yuan(length: int, fen: int) -> None:
    assert run("07", on(8, 5, length=length)).of(CASH) == fen


def test_the_bureau_matches_the_fee_twofold_to_the_fen() -> None:
    result = run("07", on(8, 5, "甲", "县报", length=600, fee=8550), on(8, 6, "乙", "县报", length=600))
    assert result.of(CASH) == 17100  # 85.50 × 2
    assert "稿费85.50元 × 2元 ÷ 1元 → 171元" in result.arithmetic


@pytest.mark.parametrize(("rounding", "points"), [("down", 2), ("half", 3), ("up", 3)])
def test_a_number_that_does_not_come_out_even_is_rounded_as_the_rule_says(rounding: str, points: int) -> None:
    # 1 point for every 300 characters, 800 characters: 2.67
    tariff = [{"amount": 1, "per": {"fact": "length", "each": 300, "smallest": 1, "rounding": rounding}}]
    assert scored(plan(base(tariff=tariff)), [on(8, 5, length=800)], TOWN).of(POINTS) == points * 1000


@pytest.mark.parametrize(("length", "points"), [(449, 1), (450, 2)])
def test_halves_go_up(length: int, points: int) -> None:
    tariff = [{"amount": 1, "per": {"fact": "length", "each": 300, "smallest": 1, "rounding": "half"}}]
    assert scored(plan(base(tariff=tariff)), [on(8, 5, length=length)], TOWN).of(POINTS) == points * 1000


def test_a_length_not_filled_in_earns_nothing_by_length() -> None:
    tariff = [{"amount": 1, "per": {"fact": "length", "each": 300, "smallest": 1, "rounding": "up"}}]
    assert scored(plan(base(tariff=tariff)), [on(8, 5)], TOWN).work.ledger.empty


# 08: authors and units


@pytest.mark.parametrize(
    ("authors", "points", "cash"),
    [
        ("张三", {"P1": 3000}, {"P1": 9000}),
        # 3 points by 2: 1.5 each; 90 yuan by 2: 45, the office's own half of it, rounded down to the yuan: 22
        ("张三、李四", {"P1": 1500, "P2": 1500}, {"P1": 4500, "P2": 2200}),
        # 3 points by 3 of 4 names: 1 each; 90 yuan by 4: 23, 23, 22, 22
        (
            "张三、钱一、孙二、周三",
            {"P1": 1000, "A01:钱一": 1000, "A01:孙二": 1000},
            {"P1": 2300, "A01:钱一": 2300, "A01:孙二": 2200, "A01:周三": 2200},
        ),
    ],
)
def test_points_count_three_names_and_cash_all_but_by_role(
    authors: str, points: dict[str, int], cash: dict[str, int]
) -> None:
    result = run("08", on(8, 5, authors=authors))
    assert result.by_person(PERSON) == points
    assert result.by_person(CASH) == cash


def test_a_reporter_by_profession_gets_nothing_and_his_part_is_nobodys() -> None:
    result = run("08", on(8, 5, unit_code="B01", authors="王五、马七"))
    assert result.by_person(CASH) == {"P3": 0, "B01:马七": 4500}
    assert result.of(CASH) == 4500


def test_two_units_of_one_story_have_half_the_points_each_and_both_a_full_item_of_their_task() -> None:
    result = run("08", on(8, 5, partners="单位B01"))
    assert {unit: result.of(POINTS, unit) for unit in ("A01", "B01")} == {"A01": 1500, "B01": 1500}
    assert {unit: result.of(Measure.TASK_ITEMS, unit) for unit in ("A01", "B01")} == {"A01": 1, "B01": 1}


def test_a_third_unit_takes_its_part_and_odd_tenths_go_to_the_first_by_code() -> None:
    # 3.1 points by three: 1.1, 1.0, 1.0
    steps = [
        base(tariff=[{"amount": "3.1"}]),
        {"step": "share", "id": "units", "of": ["points"], "into": "单位积分", "payee": "units", "split": "equal", "smallest": "0.1"},
    ]  # fmt: skip
    result = scored(plan(*steps), [on(8, 5, unit_code="B01", partners="单位C01、单位A01")], TOWN)
    assert [result.of(POINTS, unit) for unit in ("A01", "B01", "C01")] == [1100, 1000, 1000]


@pytest.mark.parametrize(("split", "each"), [("equal", 1000), ("half", 1500), ("full", 3000)])
def test_three_units_have_a_third_a_half_or_all_of_three_points_by_the_reading(split: str, each: int) -> None:
    share = {"step": "share", "id": "units", "of": ["points"], "into": "单位积分", "payee": "units", "split": split}
    result = scored(plan(base(), share), [on(8, 5, partners="单位B01、单位C01")], TOWN)
    assert [result.of(POINTS, unit) for unit in ("A01", "B01", "C01")] == [each] * 3


def test_an_item_of_one_unit_alone_is_shared_with_nobody() -> None:
    share = {"step": "share", "id": "units", "of": ["points"], "into": "单位积分", "payee": "units", "split": "equal"}
    result = scored(plan(base(), share), [on(8, 5)], TOWN)
    assert result.of(POINTS) == 3000
    assert "units" not in set(result.work.ledger["rule"])


def test_both_units_sending_in_their_common_item_count_it_once() -> None:
    rows = [
        on(8, 5, partners="单位B01", authors="张三、王五"),
        on(8, 5, unit_code="B01", partners="单位A01", authors="王五、张三"),
    ]
    result = run("08", *rows)
    assert result.settled["verdict"].tolist() == ["认定", "重复"]
    assert result.of(POINTS) == 3000
    assert result.by_person(PERSON) == {"P1": 1500, "P3": 1500}
    of_wang = result.work.ledger[result.work.ledger["person"] == "P3"]
    assert set(of_wang["unit_code"]) == {"B01"}  # what a person has stands with his own unit


def test_a_partner_who_is_not_on_the_roster_keeps_the_row_waiting() -> None:
    result = run("08", on(8, 5, partners="某某中学"))
    assert result.settled[["verdict", "reason"]].values.tolist() == [["待认定", "合作单位不在名录，请核对写法"]]


# 12: commissioned pieces, tips, untrue items


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({"matter": "稿件"}, 1),
        ({"matter": "新闻线索"}, 1),
        ({"matter": "采访服务"}, 2),
        ({"matter": "约稿", "due_at": datetime(2026, 8, 3, 9, 0)}, 3),  # on the minute
        ({"matter": "约稿", "due_at": datetime(2026, 8, 3, 8, 59)}, -2),
        ({"matter": "约稿"}, 3),
    ],
)
def test_tips_service_to_reporters_and_commissioned_pieces_by_their_own_deadline(
    facts: dict[str, Any], points: int
) -> None:
    assert run("12", submission(**facts)).of(POINTS) == points * 1000


def test_an_untrue_item_earns_nothing_and_costs_ten() -> None:
    result = run("12", on(8, 5, "失实稿"), on(8, 6, "好稿"), ruled={"失实稿": "失实"})
    assert result.of(POINTS) == -5000  # 5 − 5 − 10 + 5
    assert result.of(Measure.ITEMS) == 2


@pytest.mark.parametrize(
    ("importance", "leader", "verdict"),
    [("重要", "", "不认定"), ("重要", "校长", "认定"), ("一般", "", "认定"), ("", "", "认定")],
)
def test_important_items_need_the_leaders_signature(importance: str, leader: str, verdict: str) -> None:
    result = run("12", submission(matter="稿件", importance=importance, leader_signature=leader))
    assert result.settled["verdict"].tolist() == [verdict]


# 13: rules that change


@pytest.mark.parametrize(
    ("day", "points"), [(date(2026, 12, 31), 1), (date(2027, 1, 1), 2), (date(2026, 10, 1), 1), (date(2027, 3, 31), 2)]
)
def test_a_tariff_that_changes_in_mid_year_goes_by_the_day_of_publication(day: date, points: int) -> None:
    quarter = "2026Q2" if day.year == 2026 else "2026Q3"  # of a year from July to June
    result = run("13", on(day.month, day.day, year=day.year), quarter=quarter)
    assert result.of(POINTS) == points * 1000
    assert set(result.work.ledger.loc[result.work.ledger["measure"] == POINTS, "clause"]) == {
        "M2" if points == 1 else "M3"
    }


def test_every_example_scores_a_plain_item() -> None:
    for number in range(7, 14):
        result = run(f"{number:02}", on(9, 5, length=600, genre="消息"), quarter="2026Q2" if number == 13 else "2026Q3")
        assert result.of(Measure.ITEMS) == 1, example(f"{number:02}").title
