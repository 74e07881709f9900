"""Plan AH, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

A campaign from 21 May to the end of June (AH1): in 2026 from a Thursday to a Tuesday, with five whole weeks between,
25 May to 28 June. Each week two items sent in and one adopted in the province or above (AH3), one in the county's own
paper (AH2). Who has not done the task of the year loses honours and writes a self-criticism (AH6, AH7); the test office
decided that the task is the campaign's: 10 items for an office, 8 for the media centre.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from pipeline.history import Counted
from pipeline.honours import honours
from schemas.vocabulary import Measure, Verdict
from tests.score.case import Place, Scored, adoption, decided, period, scored, submission, unit_table

PLACE = Place(
    units={"A01": "科室", "B01": "电教中心"},
    outlets={
        "今日云岭": ("county", "报纸"), "县先锋网": ("county", "网站"), "市报": ("city", "报纸"), "省网": ("province", "网站"),
        "国网": ("national", "网站"),
    },
    people={
        "P1": ("张三", "A01", "信息员"),
        "P2": ("李四", "A01", "干部"),
        "Q1": ("王五", "B01", "信息员"),
    },
)  # fmt: skip
MONDAY = date(2026, 5, 25)
"""Of the first whole week."""
CAMPAIGN = {"quarter": "2026C1"}


def run(*rows: dict[str, object], silent: frozenset[str] = frozenset(), **readings: object) -> Scored:
    return scored(decided("organisation-department", **readings), list(rows), PLACE, silent=silent, **CAMPAIGN)


def sent(day: date = MONDAY, number: int = 1, **overrides: object) -> dict[str, object]:
    """An item of the day that its head has signed."""
    signed = {"importance": "一般", "head_signature": "科长", "leader_signature": ""}
    moment = datetime(day.year, day.month, day.day, 9)
    title = f"{day.month}月{day.day}日第{number}条"
    return submission(**{**signed, "title": title, "submitted_at": moment, **overrides})


def used(day: date = MONDAY, outlet: str = "省网", **overrides: object) -> dict[str, object]:
    return adoption(title=f"{day.month}月{day.day}日刊登", published_on=day, outlet_text=outlet, **overrides)


def items(number: int, **overrides: object) -> list[dict[str, object]]:
    """So many items, two a day from the first Monday on."""
    return [sent(MONDAY + timedelta(days=n // 2), n % 2, **overrides) for n in range(number)]


def quotas(result: Scored, rule: str, unit: str = "A01") -> list[tuple[str, int, int]]:
    """Span, done and short."""
    found = result.work.quotas
    own = found[(found["rule"] == rule) & (found["unit_code"] == unit)]
    return list(zip(own["span"], own["done"], own["short"], strict=True))


def sanctions(result: Scored, rule: str) -> list[tuple[str, str]]:
    """Unit and person that a step reached."""
    lines = result.work.ledger[result.work.ledger["rule"] == rule]
    return list(zip(lines["unit_code"], lines["person"], strict=True))


def test_the_campaign_is_21_may_to_30_june_and_both_days_are_inside() -> None:
    assert period(decided("organisation-department"), "2026C1").window == "2026年5月21日至2026年6月30日"
    days = [date(2026, 5, 20), date(2026, 5, 21), date(2026, 6, 30), date(2026, 7, 1)]
    result = run(*(used(day) for day in days), *(sent(day) for day in days))
    inside = [Verdict.REJECTED, Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.REJECTED]
    assert result.settled["verdict"].tolist() == [*inside, *inside]
    assert (result.of(Measure.ITEMS), result.of(Measure.SUBMITTED)) == (2, 2)


def test_two_items_are_owed_in_each_of_the_five_whole_weeks_by_the_whole_reading() -> None:
    # Monday and Sunday of the first week, Monday of the second: 2 of 2, 1 of 2, and nothing in three weeks
    result = run(sent(MONDAY), sent(date(2026, 5, 31)), sent(date(2026, 6, 1)))
    assert quotas(result, "weekly-submissions") == [
        ("5月25日至5月31日", 2, 0), ("6月1日至6月7日", 1, 1), ("6月8日至6月14日", 0, 2), ("6月15日至6月21日", 0, 2),
        ("6月22日至6月28日", 0, 2),
    ]  # fmt: skip


def test_the_cut_weeks_at_both_ends_are_owed_in_full_by_the_cut_reading() -> None:
    # 21 to 24 May: two sent, and one of 20 May, before the campaign, does not count; 29 and 30 June: one of two
    rows = [sent(date(2026, 5, 20)), sent(date(2026, 5, 21)), sent(date(2026, 5, 24)), sent(date(2026, 6, 30))]
    found = quotas(run(*rows, steps__weekly_submissions__edges="cut"), "weekly-submissions")
    assert (found[0], found[-1], len(found)) == (("5月18日至5月24日", 2, 0), ("6月29日至7月5日", 1, 1), 7)


def test_three_items_in_one_week_do_not_make_up_for_the_next() -> None:
    result = run(*(sent(MONDAY, n) for n in range(3)), sent(date(2026, 6, 2)))
    assert [short for _, _, short in quotas(result, "weekly-submissions")] == [0, 1, 2, 2, 2]


def test_one_adoption_in_the_province_is_enough_for_the_whole_campaign_by_the_whole_reading() -> None:
    assert quotas(run(used()), "upper-adoptions") == [("本次活动", 1, 0)]


def test_one_adoption_in_the_province_is_owed_each_week_by_the_week_reading() -> None:
    # the first week province, the third week nation; four short of none: three weeks short of one
    result = run(used(), used(date(2026, 6, 14), "国网"), steps__upper_adoptions__period="week")
    assert [(done, short) for _, done, short in quotas(result, "upper-adoptions")] == [
        (1, 0), (0, 1), (1, 0), (0, 1), (0, 1),
    ]  # fmt: skip


def test_the_city_is_below_the_province_and_the_nation_above_it() -> None:
    assert quotas(run(used(outlet="市报")), "upper-adoptions") == [("本次活动", 0, 1)]
    assert quotas(run(used(outlet="国网")), "upper-adoptions") == [("本次活动", 1, 0)]


def test_weekly_adoptions_owe_the_cut_weeks_by_the_cut_reading() -> None:
    # 7 weeks, one adoption on the last day
    plan = {"steps__upper_adoptions__period": "week", "steps__upper_adoptions__edges": "cut"}
    found = quotas(run(used(date(2026, 6, 30)), **plan), "upper-adoptions")
    assert [short for _, _, short in found] == [1, 1, 1, 1, 1, 1, 0]


def test_one_to_two_a_week_in_the_countys_paper_is_at_least_one_by_all_units_together() -> None:
    # first week one by A01, second week three by both units, then nothing; another outlet of the county does not count
    rows = [
        used(outlet="今日云岭"), *(used(date(2026, 6, day), "今日云岭", unit_code=unit) for day, unit in ((1, "A01"), (2, "B01"), (3, "B01"))),
        used(date(2026, 6, 9), "县先锋网"),
    ]  # fmt: skip
    assert quotas(run(*rows), "weekly-paper", unit="") == [
        ("5月25日至5月31日", 1, 0), ("6月1日至6月7日", 3, 0), ("6月8日至6月14日", 0, 1), ("6月15日至6月21日", 0, 1),
        ("6月22日至6月28日", 0, 1),
    ]  # fmt: skip


def test_ten_items_are_the_task_of_an_office_and_entail_nothing() -> None:
    result = run(*items(10))
    assert quotas(result, "year-task") == [("本次活动", 10, 0)]
    assert ("A01", "") not in sanctions(result, "unit-barred")


def test_nine_items_bar_the_office_and_everybody_in_it_from_honours() -> None:
    # 10 − 9 = 1 short; B01 sent 8 of 8
    result = run(*items(9), *items(8, unit_code="B01"))
    assert sanctions(result, "unit-barred") == [("A01", "")]
    assert sanctions(result, "cadres-barred") == [("A01", "P1"), ("A01", "P2")]
    assert "年度信息任务（本次活动）差1条：取消科室各类评先评优资格" in result.arithmetic


def test_only_who_is_named_a_correspondent_is_barred_by_the_correspondents_reading() -> None:
    result = run(*items(9), *items(8, unit_code="B01"), steps__cadres_barred__bearers="correspondents")
    assert sanctions(result, "cadres-barred") == [("A01", "P1")]


def test_an_item_that_waits_for_the_leader_leaves_the_task_open_and_bars_nobody() -> None:
    # nine count, the tenth is important and not signed: it may yet count
    waits = sent(date(2026, 6, 20), importance="重要")
    result = run(*items(9), waits, *items(8, unit_code="B01"))
    assert sanctions(result, "unit-barred") == []
    found = result.work.quotas.set_index(["rule", "unit_code"]).loc[("year-task", "A01")]
    assert (found["short"], found["pending"]) == (1, True)


def test_a_task_of_the_whole_year_is_only_reported_by_the_year_reading() -> None:
    result = run(*items(9), steps__year_task__period="year")
    assert quotas(result, "year-task") == [("全年，截至本期", 9, 1)]
    assert not {"unit-barred", "cadres-barred", "criticism-year"} & set(result.work.ledger["rule"])


def test_the_task_counts_adoptions_by_the_adopted_reading() -> None:
    # nine items sent in count for nothing, one adoption for one
    assert quotas(run(*items(9), used(), steps__year_task__book="adopted"), "year-task") == [("本次活动", 1, 9)]


def test_only_correspondents_of_a_short_unit_write_a_self_criticism() -> None:
    # A01 has no adoption in the province, B01 has one
    result = run(used(unit_code="B01"))
    assert sanctions(result, "criticism-adoptions") == [("A01", "P1")]
    assert "省级以上媒体采用（本次活动）差1篇：作出书面检查" in result.arithmetic


def test_all_members_write_a_self_criticism_by_the_all_reading() -> None:
    # AH9 makes every member a correspondent
    result = run(used(unit_code="B01"), steps__criticism_adoptions__bearers="all")
    assert sanctions(result, "criticism-adoptions") == [("A01", "P1"), ("A01", "P2")]


def test_several_weeks_short_are_one_self_criticism_that_names_them() -> None:
    # weeks four and five lack two each; the first three are full
    rows = [sent(MONDAY + timedelta(weeks=week), n) for week in range(3) for n in range(2)]
    others = [sent(MONDAY + timedelta(weeks=week), n, unit_code="B01") for week in range(5) for n in range(2)]
    result = run(*rows, *others, steps__criticism_submissions__bearers="correspondents")
    assert sanctions(result, "criticism-submissions") == [("A01", "P1")]
    assert (
        "每周报送信息（6月15日至6月21日）差2条、每周报送信息（6月22日至6月28日）差2条：作出书面检查"
        in result.arithmetic
    )


def test_nobody_writes_a_self_criticism_for_a_week_by_the_nobody_reading() -> None:
    assert sanctions(run(sent()), "criticism-submissions") == []


@pytest.mark.parametrize(("reading", "barred"), [("zero", ["A01"]), ("unverifiable", [])])
def test_a_unit_without_a_return_is_barred_by_the_zero_reading_only(reading: str, barred: list[str]) -> None:
    plan = {"steps__year_task__unreported": reading}
    result = run(*items(8, unit_code="B01"), silent=frozenset({"A01"}), **plan)
    assert [unit for unit, _ in sanctions(result, "unit-barred")] == barred


@pytest.mark.parametrize(
    ("reading", "line", "verdict"),
    [
        ("marked", {"importance": "重要"}, Verdict.PENDING),
        ("marked", {"importance": "一般"}, Verdict.ACCEPTED),
        ("marked", {"importance": ""}, Verdict.ACCEPTED),
        ("marked", {"importance": "一般", "head_signature": ""}, Verdict.VOID),
        ("marked", {"importance": "一般", "sent_to": "省网"}, Verdict.ACCEPTED),
        ("upward", {"importance": "一般", "sent_to": "省网"}, Verdict.PENDING),
        ("upward", {"importance": "重要", "sent_to": "市报"}, Verdict.ACCEPTED),
        ("either", {"importance": "重要", "sent_to": "市报"}, Verdict.PENDING),
        ("either", {"importance": "重要", "sent_to": "省网", "leader_signature": "副部长"}, Verdict.ACCEPTED),
    ],
)
def test_important_items_need_the_leader_and_others_the_head(
    reading: str, line: dict[str, str], verdict: Verdict
) -> None:
    # the test office lets an unsigned important item wait and takes an ordinary one without its head for void
    result = run(sent(**line), definitions__important__any_of=reading)
    assert result.settled["verdict"].tolist() == [verdict]


def listed(result: Scored) -> list[tuple[str, str, str, str]]:
    """List, unit, person and why left out, as the bulletin's lists have them."""
    units = unit_table(PLACE)
    people = pd.DataFrame(
        [{"person": code, "name": name, "unit_code": unit} for code, (name, unit, _) in PLACE.people.items()]
    )
    found = honours(
        decided("organisation-department"), [Counted(result.work.period, result.work.ledger)], units, people
    )
    return list(zip(found["rule"], found["unit_code"], found["person"], found["excluded"], strict=True))


def test_who_lost_the_title_is_left_out_of_the_lists_with_the_reason() -> None:
    # A01 three adoptions by 张三, B01 one by 王五; A01 is one item short of its ten
    rows = [used(date(2026, 6, day)) for day in (1, 2, 3)]
    result = run(*rows, used(unit_code="B01", authors="王五"), *items(9), *items(8, unit_code="B01"))
    barred = "年度信息任务（本次活动）差1条：取消{}各类评先评优资格"
    assert listed(result) == [
        ("top-units", "B01", "", ""), ("top-units", "A01", "", barred.format("科室")),
        ("top-people", "B01", "Q1", ""), ("top-people", "A01", "P1", barred.format("个人")),
    ]  # fmt: skip


def test_a_self_criticism_alone_keeps_nobody_off_the_lists() -> None:
    # A01 has done its ten and has no adoption in the province: 张三 writes one and still stands first
    result = run(used(outlet="市报"), *items(10), *items(8, unit_code="B01"))
    assert sanctions(result, "criticism-adoptions") == [("A01", "P1"), ("B01", "Q1")]
    assert listed(result) == [("top-units", "A01", "", ""), ("top-people", "A01", "P1", "")]
