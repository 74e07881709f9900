"""Adoption rates as a duty: of what was sent to each tier at least a share must be used, rounded up to whole items.

The figures are MAS's: 61 items received in the year; 13 sent to the city government, 3 of them used (23.1 %); 45 to the
provincial bureau, 30 used (66.7 %); 4 to the city's daily, 4 used (100 %). 13 + 45 + 4 = 62, not 61: the document does
not add up (an item may have gone to two places, or a figure is wrong). Only lines count here, so there are 62.
The city's daily has a tier of its own in this plan, or its 4 would swell the city government's 13 to 17.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from schemas.assessment import Assessment
from schemas.vocabulary import Measure
from tests.score.case import Place, Scored, adoption, scored, submission

TIERS = {"city": "市政府信息", "province": "省局信息", "daily": "市报"}
"""Tier → whom lines are sent to, and what uses them."""
BUREAU = Place(
    units={"A01": "科室", "B01": "科室"},
    outlets={name: (tier, "报纸" if tier == "daily" else "内部刊物") for tier, name in TIERS.items()},
)
SENT = {"city": 13, "province": 45, "daily": 4}
USED = {"city": 3, "province": 30, "daily": 4}


def floor(tier: str, share: str, **more: Any) -> dict[str, Any]:
    """At least `share` of what was sent to a tier is used by it."""
    required = {"share": share, "of": "submitted", "counts": {"tier": tier}}
    return {"id": tier, "label": f"{TIERS[tier]}采用率", "counts": {"tier": tier}, "required": required, **more}


def plan(*targets: dict[str, Any], **more: Any) -> Assessment:
    """A yearly plan of adoption rates."""
    every = [{"amount": 1}]
    quota = {"step": "quota", "id": "rates", "scope": "unit", "period": "period", "targets": list(targets), **more}
    document = {
        "id": "rates", "title": "采用率测试办法", "plan_year": 2026, "effective_from": date(2026, 1, 1), "cadence": "year",
        "clauses": {"R1": {"place": "第一条", "text": "报送的信息应有一定比例被采用。"}},
        "tiers": [{"id": tier, "name": name} for tier, name in TIERS.items()],
        "calendar": {"clause": "R1", "due": {"month_of_period": 12, "day": 25}, "window": "calendar",
                     "late": {"then": "void", "clause": "R1"}},
        "steps": [
            {"step": "base", "id": "items", "clause": "R1", "measure": "采用篇数", "tariff": every},
            {"step": "base", "id": "submitted", "clause": "R1", "measure": "报送条数", "book": "报送台账", "tariff": every},
            {"clause": "R1", **quota},
        ],
        "ranking": {"clause": "R1", "by": "采用篇数", "within": "all"},
    }  # fmt: skip
    return Assessment.model_validate(document)


def sent(tier: str, many: int, **more: Any) -> list[dict[str, Any]]:
    """Lines of 报送台账 to a tier."""
    moment = datetime(2026, 8, 3, 9)
    return [
        submission(title=f"{TIERS[tier]}第{n}篇", sent_to=TIERS[tier], submitted_at=moment, **more) for n in range(many)
    ]


def used(tier: str, many: int, **more: Any) -> list[dict[str, Any]]:
    """The first of them, used."""
    return [adoption(title=f"{TIERS[tier]}第{n}篇", outlet_text=TIERS[tier], **more) for n in range(many)]


def year(assessment: Assessment, *rows: dict[str, Any], **more: Any) -> Scored:
    return scored(assessment, list(rows), BUREAU, quarter="2026Y", **more)


def rates(result: Scored, unit: str = "A01") -> dict[str, tuple[int, int, int]]:
    """Target → owed, done, short; a target that owes nothing is not there."""
    lines = result.work.quotas[result.work.quotas["unit_code"] == unit]
    return {
        str(target): (int(owed), int(done), int(short))
        for target, owed, done, short in lines[["target", "required", "done", "short"]].itertuples(index=False)
    }


ALL = [row for tier, many in SENT.items() for row in sent(tier, many)]
ADOPTED = [row for tier, many in USED.items() for row in used(tier, many)]


def test_the_documents_figures_stand_as_lines_of_both_books() -> None:
    result = year(plan(floor("city", "0.3")), *ALL, *ADOPTED)
    # 13 + 45 + 4 = 62 (the document says 61 were received); 3 + 30 + 4 = 37
    assert (result.of(Measure.SUBMITTED), result.of(Measure.ITEMS)) == (62, 37)


def test_three_tenths_of_each_tier_are_owed_in_whole_items() -> None:
    result = year(plan(*(floor(tier, "0.3") for tier in TIERS)), *ALL, *ADOPTED)
    # city: 0.3 × 13 = 3.9 → 4, done 3, short 1; province: 0.3 × 45 = 13.5 → 14, done 30; daily: 0.3 × 4 = 1.2 → 2, done 4
    assert rates(result) == {"city": (4, 3, 1), "province": (14, 30, 0), "daily": (2, 4, 0)}


@pytest.mark.parametrize(
    ("share", "owed", "short"),
    [
        ("0.2", 3, 0),  # 2.6 → 3: 3 of 13 are 23.1 %, above the floor
        ("0.23", 3, 0),  # 2.99 → 3
        ("0.231", 4, 1),  # 3.003 → 4: 3 ÷ 13 = 0.23076…, printed as 23.1 % and yet below
        ("0.24", 4, 1),  # 3.12 → 4
        ("1", 13, 10),
    ],
)
def test_a_rate_that_only_looks_met_once_rounded_is_not_met(share: str, owed: int, short: int) -> None:
    assert rates(year(plan(floor("city", share)), *ALL, *ADOPTED)) == {"city": (owed, 3, short)}


@pytest.mark.parametrize(
    ("share", "owed", "short"),
    [
        ("0.6", 27, 0),  # 0.6 × 45 = 27 exactly: no more than that
        ("0.66", 30, 0),  # 29.7 → 30: just met
        ("0.667", 31, 1),  # 30.015 → 31: 30 ÷ 45 = 0.6666…, printed as 66.7 % and yet below
        ("0.8", 36, 6),
    ],
)
def test_a_share_that_divides_evenly_owes_exactly_its_part(share: str, owed: int, short: int) -> None:
    assert rates(year(plan(floor("province", share)), *ALL, *ADOPTED)) == {"province": (owed, 30, short)}


@pytest.mark.parametrize(("share", "many", "owed"), [("0.1", 10, 1), ("0.3", 10, 3), ("0.07", 100, 7), ("0.28", 25, 7)])
def test_a_share_is_exact_where_binary_fractions_would_owe_one_more(share: str, many: int, owed: int) -> None:
    # as binary fractions 0.07 × 100 and 0.28 × 25 are 7.000…1, which would owe 8; here the written decimal counts
    assert rates(year(plan(floor("city", share)), *sent("city", many)))["city"] == (owed, 0, owed)


def test_all_of_four_used_is_a_rate_of_one() -> None:
    assert rates(year(plan(floor("daily", "1")), *ALL, *ADOPTED)) == {"daily": (4, 4, 0)}


def test_one_line_sent_owes_one_however_small_the_share() -> None:
    assert rates(year(plan(floor("city", "0.01")), *sent("city", 1)))["city"] == (1, 0, 1)


def test_who_sent_nothing_to_a_tier_owes_it_nothing() -> None:
    result = year(plan(*(floor(tier, "0.3") for tier in TIERS)), *sent("province", 10), *used("province", 3))
    # 0.3 × 10 = 3, done 3; nothing was sent to the city or the daily
    assert rates(result) == {"province": (3, 3, 0)}


def test_what_one_tier_used_makes_up_for_no_other() -> None:
    rows = [*sent("city", 10), *sent("province", 10), *used("province", 10)]
    result = year(plan(floor("city", "0.3"), floor("province", "0.3")), *rows)
    assert rates(result) == {"city": (3, 0, 3), "province": (3, 10, 0)}


def test_a_line_sent_to_somebody_the_roster_does_not_know_counts_for_no_tier() -> None:
    stranger = [{**row, "sent_to": "名录以外的单位"} for row in sent("city", 5)]
    result = year(plan(floor("city", "0.5")), *stranger, *sent("city", 2, authors="李四"))
    # of 7 lines 2 went to the city: 0.5 × 2 = 1
    assert rates(result) == {"city": (1, 0, 1)}


def test_several_tiers_may_be_taken_together() -> None:
    both = {"tier": ["city", "province"]}
    target = floor("city", "0.5", counts=both, required={"share": "0.5", "of": "submitted", "counts": both})
    # 0.5 × (13 + 45) = 29, done 3 + 30 = 33
    assert rates(year(plan(target), *ALL, *ADOPTED)) == {"city": (29, 33, 0)}


def test_a_rate_may_be_asked_of_one_outlet() -> None:
    only = {"outlet": "市报"}
    target = floor("daily", "0.8", counts=only, required={"share": "0.8", "of": "submitted", "counts": only})
    # 0.8 × 4 = 3.2 → 4, done 4
    assert rates(year(plan(target), *ALL, *ADOPTED)) == {"daily": (4, 4, 0)}


def test_each_unit_has_its_own_rate_and_the_office_one_over_all() -> None:
    rows = [*sent("city", 8), *sent("city", 5, unit_code="B01"), *used("city", 1), *used("city", 2, unit_code="B01")]
    result = year(plan(floor("city", "0.3")), *rows)
    # A01: 2.4 → 3, done 1; B01: 1.5 → 2, done 2
    assert (rates(result), rates(result, "B01")) == ({"city": (3, 1, 2)}, {"city": (2, 2, 0)})
    # the office: 0.3 × 13 = 3.9 → 4, done 3; units together owe 5, because each rounds up by itself
    assert rates(year(plan(floor("city", "0.3"), scope="office"), *rows), "") == {"city": (4, 3, 1)}


def test_lines_of_another_year_owe_nothing_in_this_one() -> None:
    outside = sent("city", 3)
    late = [{**row, "title": f"上年{n}", "submitted_at": datetime(2025, 12, 31, 9)} for n, row in enumerate(outside)]
    # 0.5 × 4 = 2: the three of the year before are not of this period
    assert rates(year(plan(floor("city", "0.5")), *sent("city", 4), *late))["city"] == (2, 0, 2)


def test_by_the_quarter_each_quarter_has_its_own_rate() -> None:
    document = plan(floor("city", "0.5")).model_dump() | {"cadence": "quarter"}
    document["calendar"] |= {"due": {"month_of_period": 3, "day": 25}}
    quarterly = Assessment.model_validate(document)
    rows = [*sent("city", 4), *used("city", 1), *used("city", 1, published_on=date(2026, 10, 8))]
    # sent 4 in August, used 1 in August and 1 in October: 0.5 × 4 = 2 owed in the third quarter, 1 done there
    assert rates(scored(quarterly, rows, BUREAU, quarter="2026Q3"))["city"] == (2, 1, 1)
