"""What holds for any figures: shares add up, order never matters, adding a row lowers nobody where steps allow."""

from __future__ import annotations

import random
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.score.composite import rounded
from pipeline.score.share import share_lines
from pipeline.score.work import Work
from pipeline.total import places
from schemas.assessment import Assessment
from schemas.ledger import Ledger
from schemas.roster import People, Units
from schemas.steps import ShareStep
from schemas.vocabulary import Measure
from tests.score import test_company, test_haidian, test_laishan, test_school
from tests.score.case import Place, Scored, adoption, decided, period, scored, submission


def _share(fen: int, authors: list[str], smallest: Decimal | None) -> pd.DataFrame:
    step = ShareStep(
        step="share",
        id="s",
        clause="c",
        of=["cash"],
        into=Measure.CASH,
        payee="author",
        split="equal",
        smallest=smallest,
    )
    line = {
        "line_id": 1, "period": "2026Q3", "measure": Measure.CASH, "unit_code": "A01", "person": "", "amount": fen,
        "account": "cash", "step": "base", "rule": "r", "clause": "c", "arithmetic": "", "basis": "填报行",
        "basis_key": "k", "row_id": 0, "tier": "city",
    }  # fmt: skip
    rows = pd.DataFrame(
        {
            "row_id": [0], "row_key": ["k"], "period": ["2026Q3"], "unit_code": ["A01"], "tier": ["city"],
            "authors": ["、".join(authors)], "units": ["A01"], "unit_count": [1],
        }
    )  # fmt: skip
    when = period(decided("haidian-civilization"))
    return share_lines(step, Work(when, rows, Units.blank(), People.blank(), ledger=Ledger.of([line])))


@given(
    st.integers(1, 10**9),
    st.integers(1, 12),
    st.sampled_from([None, Decimal("0.01"), Decimal("0.1"), Decimal(1), Decimal(10)]),
)
def test_shares_sum_to_the_whole_and_differ_by_no_more_than_the_rest(
    fen: int, count: int, smallest: Decimal | None
) -> None:
    lines = _share(fen, [f"人{number}" for number in range(count)], smallest)
    assert lines["amount"].sum() == 0  # what is taken from the unit equals what its authors get
    shares = lines.loc[lines["person"] != "", "amount"].tolist()
    assert sum(shares) == fen
    assert max(shares) - min(shares) <= 2 * int((smallest or Decimal("0.01")) * 100)
    assert shares == sorted(shares, reverse=True)  # the rest goes in author order


@given(st.lists(st.fractions(0, 100_000, max_denominator=997), min_size=1, max_size=8), st.sampled_from([1, 10, 100]))
def test_parts_of_a_score_add_up_to_the_total_rounded_half_up_and_none_is_off_by_a_whole_unit(
    exact: list[Fraction], smallest: int
) -> None:
    made = rounded(exact, smallest)
    total = sum(exact, Fraction(0)) / smallest
    assert sum(made) == int(total + Fraction(1, 2)) * smallest
    assert all(amount % smallest == 0 for amount in made)
    assert all(abs(amount - part) < smallest for amount, part in zip(made, exact, strict=True))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60))
def test_a_place_is_one_more_than_the_number_of_those_ahead(scores: list[int]) -> None:
    assert places(pd.Series(scores)).tolist() == [1 + sum(other > score for other in scores) for score in scores]


@given(st.randoms())
def test_places_do_not_depend_on_the_order_of_units(shuffled: random.Random) -> None:
    scores = pd.Series([5, 3, 5, 0, 9], index=list("abcde"))
    order = list("abcde")
    shuffled.shuffle(order)
    assert places(scores[order])[list("abcde")].tolist() == places(scores).tolist() == [2, 4, 2, 5, 1]


PLANS: dict[str, tuple[Place, dict[str, Any]]] = {
    "haidian-civilization": (test_haidian.PLACE, {}),
    "group-company": (test_company.PLACE, {}),
    "county-school": (test_school.PLACE, {}),
    "laishan-forestry": (test_laishan.PLACE, {}),
}
KINDS = ["报样、复印件", "网页打印件、链接", "视频音频", ""]


def _rows(place: Place, count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Any rows of a plan: few titles, so that stories meet; days, authors, outlets and books as they come."""
    rows = []
    for number in range(count):
        day = date(2026, chance.choice([7, 8, 9]), chance.randint(1, 28))
        title, authors = f"第{chance.randint(1, 4)}篇", chance.choice(["张三", "李四", "张三、李四"])
        facts = {
            "title": title, "authors": authors, "unit_code": chance.choice(sorted(place.units)), "row_id": number,
            "row_key": f"行-{number:03}", "sheet_row": number + 8, "length": chance.choice([0, 500, 1200]),
        }  # fmt: skip
        if chance.random() < 0.4:
            rows.append(submission(**{**facts, "submitted_at": datetime(day.year, day.month, day.day, 9)}))
            continue
        method = chance.choice(["全文", "综合"])
        outlet, proof = chance.choice(sorted(place.outlets)), chance.choice(KINDS)
        more = {
            "outlet_text": outlet,
            "published_on": day,
            "method": method,
            "evidence_kinds": proof,
            "reviewer": "李四",
        }
        rows.append(adoption(**{**facts, **more}))
    return rows


def _figures(result: Scored) -> list[dict[Any, Any]]:
    """The ledger and quotas without the numbers lines are given in passing."""
    ledger = result.work.ledger.drop(columns=["line_id"])
    ordered = ledger.sort_values(list(ledger.columns)).to_dict("records")
    return [*ordered, *result.work.quotas.to_dict("records")]


@pytest.mark.parametrize("plan", sorted(PLANS))
@settings(max_examples=6, deadline=None)
@given(chance=st.randoms(use_true_random=False), count=st.integers(2, 14))
def test_the_order_of_rows_never_changes_a_figure(plan: str, chance: random.Random, count: int) -> None:
    place, _ = PLANS[plan]
    rows = _rows(place, count, chance)
    shuffled = chance.sample(rows, len(rows))
    one, two = scored(decided(plan), rows, place), scored(decided(plan), shuffled, place)
    assert _figures(one) == _figures(two)


SIMPLE = Assessment.model_validate(
    {
        "id": "simple", "title": "测试办法", "plan_year": 2026, "effective_from": date(2026, 1, 1), "cadence": "quarter",
        "clauses": {"S1": {"place": "第一条", "text": "采用一篇按级别计分，综合的减半。"}},
        "tiers": [{"id": "county", "name": "县级"}, {"id": "city", "name": "市级"}],
        "calendar": {"clause": "S1", "due": {"month_of_period": 3, "day": 20}, "window": "calendar",
                     "late": {"then": "void", "clause": "S1"}},
        "steps": [
            {"step": "base", "id": "points", "clause": "S1", "measure": "单位积分",
             "tariff": [{"where": {"tier": "county"}, "amount": 1}, {"where": {"tier": "city"}, "amount": 3}]},
            {"step": "multiply", "id": "half", "clause": "S1", "of": ["points"], "where": {"method": "综合"},
             "factor": "0.5", "say": "综合采用减半"},
            {"step": "share", "id": "people", "clause": "S1", "of": ["points"], "into": "个人积分", "payee": "author",
             "split": "equal"},
        ],
        "ranking": {"clause": "S1", "within": "all"},
    }
)  # fmt: skip
TOWN = Place(
    outlets={
        "县报": ("county", "报纸"),
        "县网": ("county", "网站"),
        "市报": ("city", "报纸"),
        "市网": ("city", "网站"),
    },
    people={"P1": ("张三", "A01", ""), "P2": ("李四", "A01", "")},
)


@settings(max_examples=15, deadline=None)
@given(chance=st.randoms(use_true_random=False), count=st.integers(0, 10))
def test_in_a_plan_of_base_and_factors_alone_adding_a_row_lowers_nobody(chance: random.Random, count: int) -> None:
    rows = _rows(TOWN, count + 1, chance)
    # the new row stands last, so that it may be a repeat of an earlier line but never makes one of it
    before, after = scored(SIMPLE, rows[:-1], TOWN), scored(SIMPLE, rows, TOWN)
    for unit in TOWN.units:
        assert after.of(Measure.UNIT_POINTS, unit) >= before.of(Measure.UNIT_POINTS, unit)
    had, has = before.by_person(Measure.PERSON_POINTS), after.by_person(Measure.PERSON_POINTS)
    assert all(has[person] >= amount for person, amount in had.items())


def test_a_factor_halves_what_was_earned_and_shows_it() -> None:
    # 3 × 0.5 = 1.5: one more line with −1.5
    result = scored(SIMPLE, [adoption(method="综合")], TOWN)
    assert result.of(Measure.UNIT_POINTS) == 1_500
    assert "综合采用减半：3分 × 0.5 = 1.5分" in result.arithmetic
