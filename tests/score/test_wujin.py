"""Plan WJ, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

City planning bureau 2 points and ¥50 (WJ3); the office's own bulletin 1 point and ¥30 (WJ4); items 1 to 3 of the list
are lost (WJ5), the test office decided 5, 4, 3 points and ¥200, ¥150, ¥100. What is sent in, tips and help for
reporters earn points too (WJ2), decided at 0.5, 0.2 and 0.3. Two manuscripts a month are owed (WJ1), without a penalty.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from pipeline import gaps
from pipeline.errors import OfficeError
from pipeline.office import load_office, load_rules
from schemas.vocabulary import Measure, Verdict
from tests.score.case import OFFICES, Place, Scored, adoption, decided, period, scored, submission

PLACE = Place(
    units={"A01": "科室", "B01": "局属单位"},
    outlets={
        "局动态": ("bulletin", "内部刊物"), "市局信息": ("city-bureau", "内部刊物"), "区网": ("item-3", "网站"), "市报": ("item-2", "报纸"),
        "省报": ("item-1", "报纸"),
    },
    people={"P1": ("张三", "A01", ""), "P2": ("李四", "A01", ""), "P3": ("王五", "A01", "")},
)  # fmt: skip
POINTS, PERSON, CASH, SENT = Measure.UNIT_POINTS, Measure.PERSON_POINTS, Measure.CASH, Measure.SUBMITTED
IN_BULLETIN = adoption(outlet_text="局动态")
IN_CITY_BUREAU = adoption(outlet_text="市局信息", published_on=date(2026, 8, 12))


def run(*rows: dict[str, object], silent: frozenset[str] = frozenset(), **readings: object) -> Scored:
    return scored(decided("wujin-planning", **readings), list(rows), PLACE, silent=silent)


def draft(day: int = 3, month: int = 8, title: str = "", **overrides: object) -> dict[str, object]:
    """A manuscript sent in, with the leader's approval."""
    sent = {"matter": "稿件", "submitted_at": datetime(2026, month, day, 9), "leader_signature": "分管局长"}
    return submission(title=title or f"{month}月{day}日的稿件", **{**sent, **overrides})


def other(matter: str, day: int = 3, title: str = "") -> dict[str, object]:
    """A tip, or help given to reporters: nothing that needs approval."""
    return draft(day, title=title or f"{day}日的{matter}", matter=matter, leader_signature="")


def approved(outlet: str, **overrides: object) -> list[dict[str, object]]:
    """An adoption with its approved line in 报送台账."""
    return [draft(title="稿件甲"), adoption(outlet_text=outlet, **overrides)]


@pytest.mark.parametrize(
    ("outlet", "thousandths", "fen"),
    [("市局信息", 2_000, 5_000), ("局动态", 1_000, 3_000)],
)
def test_one_adoption_earns_points_for_the_unit_and_cash_for_its_author(
    outlet: str, thousandths: int, fen: int
) -> None:
    result = run(adoption(outlet_text=outlet))
    assert (result.of(POINTS), result.by_person(CASH)) == (thousandths, {"P1": fen})


@pytest.mark.parametrize(
    ("outlet", "thousandths", "fen"),
    [("省报", 5_000, 20_000), ("市报", 4_000, 15_000), ("区网", 3_000, 10_000)],
)
def test_the_lost_items_of_the_list_earn_what_the_office_decided(outlet: str, thousandths: int, fen: int) -> None:
    # the approved manuscript sent in earns another 0.5
    result = run(*approved(outlet))
    assert (result.of(POINTS), result.of(CASH)) == (thousandths + 500, fen)


def undecided(*rows: dict[str, object]) -> None:
    """Ask whether these rows need a decision about the lost items, in an office that took none."""
    office = load_office(OFFICES / "wujin-planning.yaml")
    known = {path: one for path, one in office.decisions.items() if not path.startswith("steps.lost-")}
    rules = load_rules(office.model_copy(update={"decisions": known}))
    settled = scored(decided("wujin-planning"), list(rows), PLACE).settled
    gaps.require_decided(rules, gaps.Needs(rows=settled))


def test_only_an_adoption_of_the_lost_items_asks_for_a_decision_about_them() -> None:
    undecided(IN_BULLETIN, IN_CITY_BUREAU)
    with pytest.raises(OfficeError) as stopped:
        undecided(*approved("市报"))
    points, cash = stopped.value.problems
    assert "WJ5（篇三第115至116行）" in points
    assert ("steps.lost-points.tariff:" in points, "steps.lost-cash.tariff:" in cash) == (True, True)


def test_one_story_in_the_bulletin_and_the_city_bureau_earns_both_by_the_each_reading() -> None:
    # 1 + 2 points; 30 + 50 yuan
    result = run(IN_BULLETIN, IN_CITY_BUREAU, steps__same_story__policy="each")
    assert (result.of(POINTS), result.of(CASH)) == (3_000, 8_000)


def test_one_story_in_the_bulletin_and_the_city_bureau_earns_the_higher_by_the_highest_reading() -> None:
    # 1 + 2 − 1 points; 30 + 50 − 30 yuan; both adoptions still count as two
    result = run(IN_BULLETIN, IN_CITY_BUREAU, steps__same_story__policy="highest")
    assert (result.of(POINTS), result.of(CASH), result.of(Measure.ITEMS)) == (2_000, 5_000, 2)


def test_two_authors_share_points_and_cash_and_the_unit_keeps_its_points_but_no_cash() -> None:
    # 2 ÷ 2 = 1 point each, 50 ÷ 2 = 25 yuan each
    result = run(adoption(outlet_text="市局信息", authors="张三、李四"))
    assert result.by_person(PERSON) == {"P1": 1_000, "P2": 1_000}
    assert result.by_person(CASH) == {"P1": 2_500, "P2": 2_500}
    assert (result.of(POINTS), result.of(CASH, person="")) == (2_000, 0)


def test_three_authors_get_points_to_a_tenth_and_cash_to_the_yuan_in_the_order_signed() -> None:
    # 2 ÷ 3 = 0.6 each, 0.2 left: 0.7, 0.7, 0.6; 50 ÷ 3 = 16 each, 2 left: 17, 17, 16
    result = run(adoption(outlet_text="市局信息", authors="王五、张三、李四"))
    assert result.by_person(PERSON) == {"P3": 700, "P1": 700, "P2": 600}
    assert result.by_person(CASH) == {"P3": 1_700, "P1": 1_700, "P2": 1_600}


def test_cash_stays_with_the_unit_by_the_unit_reading() -> None:
    result = run(IN_CITY_BUREAU, steps__payee__payee="unit")
    assert (result.by_person(CASH), result.of(CASH, "A01", person="")) == ({}, 5_000)


def test_manuscripts_tips_and_help_for_reporters_earn_points_and_only_manuscripts_are_submissions() -> None:
    # 0.5 + 0.5 + 0.2 + 0.3 = 1.5 points; two manuscripts, nothing adopted
    result = run(draft(3), draft(4), other("新闻线索", 5), other("采访服务", 6))
    assert (result.of(POINTS), result.of(SENT), result.of(Measure.ITEMS)) == (1_500, 2, 0)
    assert result.by_person(PERSON) == {"P1": 1_500}
    assert result.by_person(Measure.PERSON_SUBMITTED) == {"P1": 2}


def test_points_for_sending_in_and_for_the_adoption_add_up() -> None:
    # 累计积分: 0.5 + 2
    assert run(draft(title="稿件甲"), IN_CITY_BUREAU).of(POINTS) == 2_500


def test_two_calls_of_reporters_on_one_day_are_two_services() -> None:
    # 0.3 + 0.3
    rows = [other("采访服务", title=title) for title in ("陪同踏看老街", "提供航拍资料")]
    assert run(*rows).of(POINTS) == 600


def test_a_line_that_does_not_say_what_it_is_waits_and_earns_nothing() -> None:
    result = run(draft(matter=""))
    assert result.settled[["verdict", "reason_code"]].values.tolist() == [[Verdict.PENDING, "no-matter"]]
    assert (result.of(POINTS), result.of(SENT)) == (0, 0)


def monthly(*rows: dict[str, object], **readings: object) -> list[tuple[str, int, int]]:
    """Month, done and short of unit A01."""
    quotas = run(*rows, **readings).work.quotas
    own = quotas[quotas["unit_code"] == "A01"]
    return list(zip(own["span"], own["done"], own["short"], strict=True))


def test_exactly_two_manuscripts_in_a_month_are_enough_and_one_is_one_short() -> None:
    # July 2 of 2, on its first and last day; August 1; September 0
    assert monthly(draft(1, 7), draft(31, 7), draft(15)) == [
        ("2026年7月", 2, 0), ("2026年8月", 1, 1), ("2026年9月", 0, 2),
    ]  # fmt: skip


def test_three_in_one_month_do_not_make_up_for_the_next() -> None:
    rows = [draft(day, 7) for day in (1, 2, 3)]
    assert monthly(*rows, draft(4, 8), draft(5, 9), draft(6, 9))[:2] == [("2026年7月", 3, 0), ("2026年8月", 1, 1)]


def test_tips_and_services_are_no_manuscripts_for_the_monthly_duty() -> None:
    # one manuscript, one tip, one service: one short
    assert ("2026年8月", 1, 1) in monthly(draft(3), other("新闻线索", 4), other("采访服务", 5))


def test_falling_short_of_the_monthly_duty_costs_nothing() -> None:
    # WJ1 states no consequence: the 0.5 for the one manuscript stays
    result = run(draft())
    assert (result.of(POINTS), set(result.work.ledger["step"])) == (500, {"base", "share"})


def test_the_duty_of_a_unit_that_sent_nothing_cannot_be_checked() -> None:
    quotas = run(draft(), silent=frozenset({"B01"})).work.quotas
    missing = quotas[quotas["unit_code"] == "B01"]
    assert (set(missing["note"]), missing["short"].sum()) == ({"没有报表，无法核验"}, 0)


def test_both_classes_owe_two_a_month() -> None:
    quotas = run(draft()).work.quotas
    assert set(zip(quotas["unit_code"], quotas["required"], strict=True)) == {("A01", 2), ("B01", 2)}


def cut_off(edges: str) -> list[tuple[str, int, int]]:
    """By the cut-off reading 2026Q3 is 29 June to 28 September: two days of June, and September without its end."""
    plan = {"calendar__window": "cutoff", "steps__monthly__edges": edges}
    assert period(decided("wujin-planning", **plan)).window == "2026年6月29日至2026年9月28日"
    return monthly(draft(29, 6), draft(3, 7), draft(4, 7), draft(3), draft(4), draft(28, 9), **plan)


def test_months_that_the_cut_off_cuts_are_not_owed_by_the_whole_reading() -> None:
    assert cut_off("whole") == [("2026年7月", 2, 0), ("2026年8月", 2, 0)]


def test_months_that_the_cut_off_cuts_are_owed_in_full_by_the_cut_reading() -> None:
    assert cut_off("cut") == [
        ("2026年6月", 1, 1), ("2026年7月", 2, 0), ("2026年8月", 2, 0), ("2026年9月", 1, 1),
    ]  # fmt: skip


def test_a_month_begun_before_the_cut_off_is_owed_where_it_ends_and_not_judged_without_the_period_before() -> None:
    # June ends in this period; what was sent until 28 June is not known here. September ends in the next
    assert cut_off("ended") == [("2026年6月", 0, 0), ("2026年7月", 2, 0), ("2026年8月", 2, 0)]


@pytest.mark.parametrize(("leader", "verdict"), [("分管局长", Verdict.ACCEPTED), ("", Verdict.PENDING)])
def test_an_adoption_by_the_media_waits_without_the_leaders_approval_by_the_waiting_reading(
    leader: str, verdict: Verdict
) -> None:
    rows = [draft(title="稿件甲", leader_signature=leader), adoption(outlet_text="市报")]
    assert run(*rows, admissibility__unapproved__then="waiting").settled["verdict"].tolist()[1] == verdict


def test_an_adoption_by_the_media_that_is_not_in_the_register_was_not_approved_either() -> None:
    result = run(adoption(outlet_text="市报"), admissibility__unapproved__then="void")
    assert result.settled["verdict"].tolist() == [Verdict.VOID]


def test_the_offices_own_bulletin_asks_for_no_approval() -> None:
    result = run(IN_BULLETIN, admissibility__unapproved__then="void", admissibility__unapproved_upward__then="void")
    assert result.settled["verdict"].tolist() == [Verdict.ACCEPTED]


@pytest.mark.parametrize(("reading", "fen"), [("counted", 5_000), ("waiting", 0), ("void", 0)])
def test_an_unapproved_item_for_the_city_bureau_counts_by_the_reading_that_it_is_no_outside_publicity(
    reading: str, fen: int
) -> None:
    assert run(IN_CITY_BUREAU, admissibility__unapproved_upward__then=reading).of(CASH) == fen


def test_an_outlet_the_roster_does_not_know_waits_for_its_item_of_the_list() -> None:
    result = run(adoption(outlet_text="远方城市"))
    assert result.settled["verdict"].tolist() == [Verdict.PENDING]
    assert (result.of(POINTS), result.of(CASH)) == (0, 0)


def test_a_month_is_a_period_of_its_own_by_the_month_reading() -> None:
    # August alone: one manuscript of two
    plan = decided("wujin-planning", cadence="month", calendar__due__value=_Due(month_of_period=1, day=28))
    quotas = scored(plan, [draft()], replace(PLACE, units={"A01": "科室"}), quarter="2026M08").work.quotas
    assert quotas[["span", "done", "short"]].values.tolist() == [["2026年8月", 1, 1]]


class _Due(dict):  # type: ignore[type-arg]
    """Decisions are cached by what they say; a mapping is none that can be."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(str(self))
