"""Whose an amount is, to the coin and to the word: each line says what was divided by whom, and by which part of a role."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.vocabulary import Measure
from tests.score.case import Scored, scored
from tests.score.examples import TOWN, on
from tests.score.test_engine import base, plan

POINTS, CASH = Measure.UNIT_POINTS, Measure.CASH


def cash(authors: str, yuan: int | str = 100, *, partners: str = "", **share: Any) -> Scored:
    """An item that earns cash, given to its authors."""
    to = {"step": "share", "id": "to", "of": ["cash"], "into": "奖励金额", "payee": "author", "split": "equal", **share}
    earned = base("cash", measure="奖励金额", tariff=[{"amount": yuan}])
    return scored(plan(earned, to), [on(8, 5, authors=authors, partners=partners)], TOWN)


def of_units(split: str, **share: Any) -> Scored:
    """An item of A01 and B01 that earns 3 points."""
    to = {"step": "share", "id": "to", "of": ["points"], "into": "单位积分", "payee": "units", "split": split, **share}
    return scored(plan(base(), to), [on(8, 5, partners="单位B01")], TOWN)


def said(result: Scored) -> list[str]:
    """The words of the lines the share has made."""
    return [str(text) for text in result.work.ledger.loc[result.work.ledger["rule"] == "to", "arithmetic"]]


@pytest.mark.parametrize(
    ("authors", "split", "words"),
    [
        ("张三、李四", "equal", ["转记撰稿人", "100元 ÷ 2人 → 50元", "100元 ÷ 2人 → 50元"]),
        ("张三", "equal", ["转记撰稿人", "100元 → 100元"]),
        ("张三、李四", "first", ["转记撰稿人", "100元 → 100元"]),
        ("张三、李四", "full", ["转记撰稿人", "100元 → 100元", "100元 → 100元"]),
    ],
)
def test_a_persons_line_says_what_was_divided_by_how_many(authors: str, split: str, words: list[str]) -> None:
    assert said(cash(authors, split=split)) == words


@pytest.mark.parametrize(
    ("split", "each", "words"),
    [("equal", 1500, "3分 ÷ 2个单位 → 1.5分"), ("half", 1500, "3分 ÷ 2 → 1.5分"), ("full", 3000, "3分 → 3分")],
)
def test_a_units_line_says_that_units_divide_it(split: str, each: int, words: str) -> None:
    result = of_units(split)
    assert said(result) == ["与合作单位分计", words, words]
    assert [result.of(POINTS, unit) for unit in ("A01", "B01")] == [each] * 2
    assert set(result.work.ledger["person"]) == {""}


def test_a_half_is_cut_to_whole_coins() -> None:
    # half of three points in coins of a point: one each, the odd one is nobody's
    assert [of_units("half", smallest=1).of(POINTS, unit) for unit in ("A01", "B01")] == [1000, 1000]


def test_coins_left_over_go_round_in_the_order_signed() -> None:
    # 100 yuan among three in whole yuan: 34, 33, 33; in jiao 33.4, 33.3, 33.3; in fen 33.34, 33.33, 33.33
    for smallest, shares in ((1, (3400, 3300, 3300)), ("0.1", (3340, 3330, 3330)), (None, (3334, 3333, 3333))):
        coin = {} if smallest is None else {"smallest": smallest}
        assert tuple(cash("张三、李四、赵六", **coin).by_person(CASH).values()) == shares


def test_what_is_less_than_a_coin_is_the_first_authors() -> None:
    # 100.5 yuan between two in whole yuan: 50 each, and half a yuan
    assert cash("李四、张三", "100.5", smallest=1).by_person(CASH) == {"P1": 5000, "P2": 5050}


def test_a_role_has_its_part_of_the_share_cut_to_whole_coins_and_the_line_says_so() -> None:
    # 75 yuan: 37 and 38; the clerk signs first and has 38 × 0.5 = 19, signing second 37 × 0.5 = 18.5, so 18
    part = {"roles": {"办公室人员": "0.5"}, "smallest": 1}
    first, second = cash("李四、张三", 75, **part), cash("张三、李四", 75, **part)
    assert first.by_person(CASH) == {"P1": 3700, "P2": 1900}
    assert second.by_person(CASH) == {"P1": 3800, "P2": 1800}
    assert said(second)[1:] == ["75元 ÷ 2人 → 38元", "75元 ÷ 2人 × 0.5（办公室人员） → 18元"]


def test_a_part_of_a_role_is_cut_to_the_fen_where_no_coin_is_said() -> None:
    # 0.05 yuan × 0.5 = 0.025
    assert cash("李四", "0.05", roles={"办公室人员": "0.5"}).by_person(CASH) == {"P2": 2}


def test_an_author_of_a_partner_unit_has_his_share_with_his_own_unit() -> None:
    result = cash("张三、王五", partners="单位C01、单位B01")
    lines = result.work.ledger[result.work.ledger["person"] != ""]
    assert dict(zip(lines["person"], lines["unit_code"], strict=True)) == {"P1": "A01", "P3": "B01"}


def test_a_stranger_is_known_by_the_unit_that_reports_him() -> None:
    assert set(cash("钱七").by_person(CASH)) == {"A01:钱七"}
