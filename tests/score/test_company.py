"""Plan CO, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

County or provincial company: author ¥100, reviewer ¥50 (CO4); group or city and above: ¥200 and ¥100 (CO5); a heavy
rewrite earns nothing (CO6); one payment at the highest standard (CO7); ¥200 for each late or missing item (CO9).
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from schemas.vocabulary import Measure
from tests.score.case import Place, Scored, adoption, decided, scored, submission

PLACE = Place(
    units={"A01": "基层单位", "B01": "机关科室"},
    outlets={
        "县报": ("local", "报纸"),
        "省公司网": ("company", "网站"),
        "集团报": ("upper", "报纸"),
        "市报": ("upper", "报纸"),
    },
    people={"P1": ("张三", "A01", ""), "P2": ("李四", "A01", ""), "P3": ("王五", "A01", "")},
)
CASH, FUNDS = Measure.CASH, Measure.UNIT_FUNDS
NO_DUTY = {"steps__submissions__targets__value": ()}
COUNTY = adoption(outlet_text="县报", reviewer="李四")
GROUP = adoption(outlet_text="集团报", reviewer="李四", published_on=date(2026, 8, 20))


def run(*rows: dict[str, object], ruled: dict[str, str] | None = None, **readings: object) -> Scored:
    return scored(decided("group-company", **{**NO_DUTY, **readings}), list(rows), PLACE, ruled=ruled)


def sent(day: int, month: int = 7, hour: int = 15, **overrides: object) -> dict[str, object]:
    """An item due at 16:00 of its day."""
    moment = datetime(2026, month, day, hour)
    return submission(title=f"{month}月{day}日动态", submitted_at=moment, due_at=moment.replace(hour=16), **overrides)


def test_a_county_then_a_group_adoption_pays_author_200_and_reviewer_100_once() -> None:
    # county 100 + 50, group 200 + 100; CO7 keeps the higher: −100 −50
    result = run(COUNTY, GROUP)
    assert result.by_person(CASH) == {"P1": 20_000, "P2": 10_000}
    assert result.of(CASH) == 30_000


def test_a_heavy_rewrite_is_paid_nothing_and_says_why_and_still_counts_as_sent_in_and_adopted() -> None:
    result = run(submission(reviewer="李四"), COUNTY, ruled={"稿件甲": "大幅改动"})
    assert result.of(CASH) == 0
    assert "来稿经编辑大幅度改动，不予奖励：100元 × 0 = 0元" in result.arithmetic
    assert (result.of(Measure.SUBMITTED), result.of(Measure.ITEMS)) == (1, 1)


def test_a_rewrite_ruled_on_one_row_holds_for_the_whole_story() -> None:
    # the ruling is on the draft: neither the county nor the group adoption is paid
    result = run(COUNTY, GROUP, ruled={"稿件甲": "大幅改动"})
    assert result.of(CASH) == 0


def test_county_alone_pays_100_and_50_by_the_either_reading() -> None:
    assert run(COUNTY, definitions__standard_one__any_of="either").by_person(CASH) == {"P1": 10_000, "P2": 5_000}


def test_county_alone_pays_nothing_by_the_both_reading() -> None:
    assert run(COUNTY, definitions__standard_one__any_of="both").of(CASH) == 0


def test_county_and_provincial_company_together_pay_100_and_50_by_the_both_reading() -> None:
    # both conditions are met; the county row carries the payment
    rows = [COUNTY, adoption(outlet_text="省公司网", reviewer="李四")]
    result = run(*rows, definitions__standard_one__any_of="both")
    assert result.by_person(CASH) == {"P1": 10_000, "P2": 5_000}


def test_two_county_outlets_of_equal_standard_pay_once() -> None:
    rows = [COUNTY, adoption(outlet_text="省公司网", reviewer="李四")]
    assert run(*rows, definitions__standard_one__any_of="either").by_person(CASH) == {"P1": 10_000, "P2": 5_000}


def test_a_story_without_a_reviewer_pays_its_author_only() -> None:
    assert run(adoption(outlet_text="市报")).by_person(CASH) == {"P1": 20_000}


def test_100_yuan_for_three_authors_is_34_33_33_in_the_order_they_signed() -> None:
    # 100 ÷ 3 = 33 each, 1 left for the first
    result = run(adoption(outlet_text="县报", authors="李四、张三、王五"))
    assert result.by_person(CASH) == {"P2": 3_400, "P1": 3_300, "P3": 3_300}


def test_the_first_author_has_all_by_the_first_reading() -> None:
    result = run(adoption(outlet_text="县报", authors="李四、张三"), steps__to_author__split="first")
    assert result.by_person(CASH) == {"P2": 10_000}


def test_an_author_who_reviews_another_story_is_paid_for_both() -> None:
    # author of one 200, reviewer of the other 100
    rows = [adoption(outlet_text="市报"), adoption(outlet_text="市报", title="稿件乙", authors="李四", reviewer="张三")]
    assert run(*rows).by_person(CASH) == {"P1": 30_000, "P2": 20_000}


@pytest.mark.parametrize(("hour", "fen"), [(15, 0), (16, 0), (17, -20_000)])
def test_an_item_sent_after_its_hour_costs_the_unit_200_and_one_sent_on_the_hour_nothing(hour: int, fen: int) -> None:
    result = run(sent(6, hour=hour))
    assert result.of(FUNDS) == fen
    assert result.of(Measure.SUBMITTED) == 1  # late or not, it was sent


def test_an_item_without_an_hour_is_never_late() -> None:
    assert run(submission(due_at=None)).of(FUNDS) == 0


TARGETS = "steps__submissions__targets__value"
TWO_A_MONTH = [{"label": "每月信息报送", "required": {"基层单位": 2}}]


def owed(*rows: dict[str, object], silent: frozenset[str] = frozenset(), **readings: object) -> Scored:
    plan = decided("group-company", **{TARGETS: _frozen(TWO_A_MONTH), **readings})
    return scored(plan, list(rows), PLACE, silent=silent)


def _frozen(targets: list[dict[str, object]]) -> tuple[object, ...]:
    """Decisions are cached by what they say; a list is none that can be."""
    return tuple(_Target(target) for target in targets)


class _Target(dict):  # type: ignore[type-arg]
    def __hash__(self) -> int:  # type: ignore[override]
        return hash(str(self))


def test_three_items_short_over_three_months_cost_600_from_the_units_funds() -> None:
    # July 2 of 2; August 1 of 2: −200; September 0 of 2: −400
    result = owed(sent(6), sent(7), sent(6, month=8))
    assert result.of(FUNDS, "A01") == -60_000
    assert "每月信息报送差2条 × -200元" in result.arithmetic


def test_a_late_item_costs_200_once_and_is_not_missing_too() -> None:
    # July: two sent, one late −200; August and September 2 each
    rows = [sent(6, hour=18), sent(7), sent(6, 8), sent(7, 8), sent(6, 9), sent(7, 9)]
    assert owed(*rows).of(FUNDS) == -20_000


def test_a_unit_that_sent_no_return_is_not_charged_by_the_unverifiable_reading() -> None:
    result = owed(silent=frozenset({"A01"}), steps__submissions__unreported="unverifiable")
    assert result.of(FUNDS) == 0
    assert set(result.work.quotas["note"]) == {"没有报表，无法核验"}


def test_a_unit_that_sent_no_return_is_charged_for_all_by_the_zero_reading() -> None:
    # 3 months × 2 items × ¥200
    assert owed(silent=frozenset({"A01"}), steps__submissions__unreported="zero").of(FUNDS) == -120_000


def test_a_class_without_a_quota_owes_nothing() -> None:
    assert set(owed(sent(6)).work.quotas["unit_code"]) == {"A01"}


def test_a_reprint_that_was_turned_down_does_not_make_up_the_pair_by_the_both_reading() -> None:
    # the provincial company's page is a reprint and not counted, so the county adoption stands alone
    rows = [COUNTY, adoption(outlet_text="省公司网", reviewer="李四", origin="转载")]
    assert run(*rows, definitions__standard_one__any_of="both").of(CASH) == 0


def test_two_reviewers_share_the_reviewers_payment_in_the_order_named() -> None:
    # ¥50 ÷ 2
    result = run(adoption(outlet_text="县报", authors="王五", reviewer="张三、李四"))
    assert result.by_person(CASH) == {"P3": 10_000, "P1": 2_500, "P2": 2_500}
