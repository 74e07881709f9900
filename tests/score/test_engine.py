"""What the steps do whatever the plan: conditions, spans, caps, entries, penalties, and what rows earn by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from pipeline import score
from pipeline.conditions import mask, prepared
from pipeline.errors import OfficeError
from pipeline.score.composite import rounded
from pipeline.score.lines import lines_of, written
from pipeline.score.manual import tariff_row
from pipeline.spans import Span, cuts_spans, spans
from schemas.assessment import Assessment
from schemas.conditions import FACTS, Where
from schemas.duties import QuotaStep
from schemas.steps import ManualStep
from schemas.strict import to_units
from schemas.vocabulary import Book, Measure
from tests.score.case import Place, Scored, adoption, decided, period, scored, submission

TOWN = Place(
    units={"A01": "甲类", "B01": "乙类"},
    outlets={"县报": ("county", "报纸"), "县网": ("county", "网站"), "市报": ("city", "报纸")},
    people={"P1": ("张三", "A01", "科长"), "P2": ("李四", "A01", "科员"), "P3": ("王五", "B01", "科员")},
)
POINTS, PERSON = Measure.UNIT_POINTS, Measure.PERSON_POINTS


def plan(*steps: dict[str, Any], **more: Any) -> Assessment:
    """A plan of some steps; each gets a clause."""
    document = {
        "id": "test", "title": "测试办法", "plan_year": 2026, "effective_from": date(2026, 1, 1), "cadence": "quarter",
        "clauses": {"T1": {"place": "第一条", "text": "条款。"}, "T2": {"place": "第二条", "text": "另一条款。"}},
        "tiers": [{"id": "county", "name": "县级"}, {"id": "city", "name": "市级"}],
        "calendar": {"clause": "T1", "due": {"month_of_period": 3, "day": 20}, "window": "calendar",
                     "late": {"then": "void", "clause": "T1"}},
        "steps": [{"clause": "T1", **step} for step in steps],
        "ranking": {"clause": "T1", "within": "all"},
        **more,
    }  # fmt: skip
    return Assessment.model_validate(document)


def base(id: str = "points", **more: Any) -> dict[str, Any]:
    return {"step": "base", "id": id, "measure": "单位积分", "tariff": [{"amount": 3}], **more}


def quota(**more: Any) -> dict[str, Any]:
    return {
        "step": "quota",
        "id": "duty",
        "scope": "unit",
        "period": "quarter",
        "targets": [{"label": "任务", "required": 2}],
        **more,
    }


def penalty(**more: Any) -> dict[str, Any]:
    return {"step": "penalty", "id": "lost", "of": "duty", "measure": "单位积分", "per_item": -1, **more}


def run(assessment: Assessment, *rows: dict[str, Any], **more: Any) -> Scored:
    return scored(assessment, list(rows), TOWN, **more)


# conditions


@pytest.mark.parametrize(
    ("where", "met"),
    [
        ({}, [True, True, True]),
        ({"tier": "city"}, [False, True, False]),
        ({"tier": ["city", ""]}, [False, True, True]),
        ({"tier": {"none": ["city"]}}, [True, False, True]),
        ({"length": {"at_least": 800}}, [False, True, False]),
        ({"length": {"at_most": 800}}, [True, True, False]),  # nothing filled in meets no bound
        ({"length": {"at_least": 1, "at_most": 799}}, [True, False, False]),
        ({"length": 0}, [False, False, True]),
        ({"evidence_kinds": "报样"}, [True, True, False]),
        ({"evidence_kinds": ["报样", "链接"]}, [True, True, False]),
        ({"evidence_kinds": {"all": ["报样", "复印件"]}}, [False, True, False]),
        ({"evidence_kinds": {"none": ["复印件"]}}, [True, False, True]),
        ({"evidence_kinds": {"any": ["报样"], "none": ["复印件"]}}, [True, False, False]),
        ({"paid": True}, [False, True, False]),
        ({"paid": [True, False]}, [True, True, True]),
        ({"tier": "county", "paid": True}, [False, False, False]),
    ],
)
@pytest.mark.parametrize("ready", [prepared, lambda rows: rows])
def test_a_condition_is_met_by_the_rows_that_pass_every_test(
    where: dict[str, Any], met: list[bool], ready: Any
) -> None:
    worded = [name for name, fact in FACTS.items() if fact.kind in (str, set)]
    rows = pd.DataFrame(dict.fromkeys(worded, ""), index=[4, 7, 9]).assign(
        tier=["county", "city", ""], length=[500, 800, 0], evidence_kinds=["报样", "报样、复印件", ""],
        paid=[False, True, False],
    )  # fmt: skip
    found = mask(ready(rows), Where(where))
    assert (found.tolist(), found.index.tolist()) == (met, [4, 7, 9])


def test_a_condition_on_no_rows_at_all_is_met_by_none() -> None:
    assert mask(pd.DataFrame({"tier": pd.Series([], dtype="str")}), Where({"tier": "city"})).tolist() == []


# base


def test_a_line_says_its_clause_basis_and_arithmetic_and_a_tariff_row_may_have_its_own_clause() -> None:
    tariff = [{"where": {"tier": "county"}, "amount": "0.5"}, {"where": {"tier": "city"}, "amount": 3, "clause": "T2"}]
    ledger = run(plan(base(tariff=tariff)), adoption(outlet_text="县报"), adoption(title="乙")).work.ledger
    assert ledger[["line_id", "amount", "clause", "arithmetic", "step", "rule", "account", "basis", "row_id", "tier"]].values.tolist() == [
        [1, 500, "T1", "每篇0.5分 × 1篇", "base", "points", "points", "填报行", 0, "county"],
        [2, 3000, "T2", "每篇3分 × 1篇", "base", "points", "points", "填报行", 1, "city"],
    ]  # fmt: skip


def test_a_base_step_earns_only_on_rows_of_its_book_that_meet_its_own_condition() -> None:
    rows = [adoption(), adoption(title="乙", outlet_text="县报"), submission(title="丙")]
    result = run(plan(base(only={"tier": "city"}), base("sent", book="报送台账", tariff=[{"amount": 1}])), *rows)
    # 3 for the city paper, 1 for the item sent in, nothing for the county paper
    assert result.work.ledger[["account", "amount"]].values.tolist() == [["points", 3000], ["sent", 1000]]
    assert "每条1分 × 1条" in result.arithmetic


def test_lines_stand_in_the_order_of_days_whatever_the_order_of_tariff_rows() -> None:
    tariff = [{"where": {"tier": "city"}, "amount": 3}, {"where": {"tier": "county"}, "amount": 1}]
    rows = [
        adoption(published_on=date(2026, 8, 9)),
        adoption(title="乙", outlet_text="县报", published_on=date(2026, 8, 2)),
    ]
    assert run(plan(base(tariff=tariff)), *rows).work.ledger["amount"].tolist() == [1000, 3000]


@pytest.mark.parametrize(
    ("amount", "measure", "words"),
    [(12_500, POINTS, "12.5分"), (-3_000, POINTS, "-3分"), (0, Measure.CASH, "0元"), (100_000, Measure.CASH, "1000元"), (1, Measure.CASH, "0.01元"), (7, Measure.ITEMS, "7篇")],
)  # fmt: skip
def test_amounts_are_written_without_needless_decimals(amount: int, measure: Measure, words: str) -> None:
    assert written(amount, measure) == words


def test_rows_without_a_tariff_row_are_pointed_out_where_the_step_is_open_to_all() -> None:
    rows = [adoption(), adoption(title="乙", outlet_text="县报"), submission(title="丙")]
    assessment = plan(base(tariff=[{"where": {"tier": "city"}, "amount": 3}]))
    missed = score.without_tariff(run(assessment, *rows).work.rows, assessment)
    assert [row["title"] for row in missed] == ["乙"]


def test_a_step_for_some_rows_only_and_steps_without_a_tariff_point_out_nothing() -> None:
    # the narrowed step has no tariff row for 全文, and need not have one; the quota has no tariff at all
    narrowed = plan(base(only={"tier": "city"}, tariff=[{"where": {"method": "综合"}, "amount": 3}]), quota())
    assert score.without_tariff(run(narrowed, adoption()).work.rows, narrowed) == []


def test_a_row_one_step_cannot_price_is_pointed_out_though_a_later_step_can() -> None:
    assessment = plan(base(tariff=[{"where": {"tier": "city"}, "amount": 3}]), base("all", tariff=[{"amount": 1}]))
    rows = run(assessment, adoption(outlet_text="县报")).work.rows
    assert [row["title"] for row in score.without_tariff(rows, assessment)] == ["稿件甲"]


# multiply


def test_a_product_is_rounded_to_the_smallest_unit_halves_away_from_zero() -> None:
    # 3 × 0.35 = 1.05 → 1.1 in tenths; 1 × 0.35 = 0.35 → 0.4
    step = {
        "step": "multiply",
        "id": "part",
        "of": ["points"],
        "where": {},
        "factor": "0.35",
        "say": "折算",
        "smallest": "0.1",
    }
    tariff = [{"where": {"tier": "city"}, "amount": 3}, {"where": {"tier": "county"}, "amount": 1}]
    result = run(plan(base(tariff=tariff), step), adoption(), adoption(title="乙", outlet_text="县报"))
    assert result.of(POINTS) == 1_500
    assert "折算：3分 × 0.35 = 1.1分" in result.arithmetic


def test_a_product_that_does_not_come_out_even_is_refused_where_no_smallest_unit_is_named() -> None:
    step = {"step": "multiply", "id": "third", "of": ["cash"], "where": {}, "factor": "0.333", "say": "折算"}
    cash = base("cash", measure="奖励金额", tariff=[{"amount": "0.50"}])
    with pytest.raises(OfficeError, match=r"third：0\.5元 × 0\.333 除不尽，请写明 smallest"):
        run(plan(cash, step), adoption())


def test_without_a_smallest_unit_a_product_may_be_as_fine_as_the_ledger_counts() -> None:
    # 3 points × 0.001 = 0.003: three thousandths
    step = {"step": "multiply", "id": "part", "of": ["points"], "where": {}, "factor": "0.001", "say": "折算"}
    assert run(plan(base(), step), adoption()).of(POINTS) == 3


def test_a_factor_that_is_still_open_changes_nothing() -> None:
    step = {"step": "multiply", "id": "open", "of": ["points"], "where": {}, "say": "未定"}
    assert run(plan(base(), step), adoption()).arithmetic == ["每篇3分 × 1篇"]


def test_a_factor_touches_only_the_accounts_it_names() -> None:
    step = {"step": "multiply", "id": "none", "of": ["points"], "where": {}, "factor": 0, "say": "不计"}
    result = run(plan(base(), base("other", tariff=[{"amount": 5}]), step), adoption())
    assert result.of(POINTS) == 5_000


# same story, share


def test_the_highest_is_found_measure_by_measure() -> None:
    # the county paper earns more cash, the city paper more points: 3 points and ¥50 are left
    steps = [
        base(tariff=[{"where": {"tier": "county"}, "amount": 1}, {"where": {"tier": "city"}, "amount": 3}]),
        base("cash", measure="奖励金额", tariff=[{"where": {"tier": "county"}, "amount": 50}, {"where": {"tier": "city"}, "amount": 30}]),
        {"step": "same_story", "id": "once", "of": ["points", "cash"], "policy": "highest"},
    ]  # fmt: skip
    result = run(plan(*steps), adoption(), adoption(outlet_text="县报"))
    assert (result.of(POINTS), result.of(Measure.CASH)) == (3_000, 5_000)


def test_where_the_item_sent_in_earned_most_the_adoption_gives_way_to_it_and_says_so() -> None:
    # sent in 5, adopted 3: 5 is left
    steps = [
        base("sent", book="报送台账", tariff=[{"amount": 5}]), base(),
        {"step": "same_story", "id": "once", "of": ["sent", "points"], "policy": "highest"},
    ]  # fmt: skip
    result = run(plan(*steps), submission(), adoption())
    assert result.of(POINTS) == 5_000
    assert "同一稿件只计最高：本篇3分，已按报送计，减3分" in result.arithmetic


def test_what_yields_is_taken_back_in_every_account_and_says_where_it_counts() -> None:
    # sent in 1 + 1 in two accounts, adopted 3: 3 is left
    steps = [
        base("one", book="报送台账", tariff=[{"amount": 1}]), base("two", book="报送台账", tariff=[{"amount": 1}]), base(),
        {"step": "same_story", "id": "once", "of": ["one", "two"], "to": ["points"], "policy": "yield"},
    ]  # fmt: skip
    result = run(plan(*steps), submission(), submission(title="别的"), adoption())
    assert result.of(POINTS) == 5_000  # 3, and the other item's 1 + 1
    assert result.arithmetic[-2:] == ["同一稿件不重复计：本篇1分，已按《市报》计，减1分"] * 2


def test_stories_of_two_units_never_meet() -> None:
    steps = [base(), {"step": "same_story", "id": "once", "of": ["points"], "policy": "highest"}]
    assert run(plan(*steps), adoption(), adoption(unit_code="B01")).of(POINTS) == 6_000


def test_each_lets_every_row_count() -> None:
    steps = [base(), {"step": "same_story", "id": "once", "of": ["points"], "policy": "each"}]
    assert run(plan(*steps), adoption(), adoption(outlet_text="县报")).of(POINTS) == 6_000


SHARE = {"step": "share", "id": "given", "of": ["cash"], "into": "奖励金额", "payee": "author", "split": "equal"}
CASH = base("cash", measure="奖励金额", tariff=[{"amount": 10}])


def test_cash_moves_to_its_authors_and_the_unit_keeps_none_of_it() -> None:
    result = run(plan(CASH, SHARE), adoption(authors="李四、外人"))
    ledger = result.work.ledger
    assert ledger[["person", "amount", "account", "arithmetic"]].values.tolist() == [
        ["", 1000, "cash", "每篇10元 × 1篇"],
        ["", -1000, "cash", "转记撰稿人"],
        ["P2", 500, "cash", "10元 ÷ 2人 → 5元"],
        ["A01:外人", 500, "cash", "10元 ÷ 2人 → 5元"],
    ]


def test_cash_of_a_row_without_an_author_stays_with_the_unit() -> None:
    assert run(plan(CASH, SHARE), adoption(authors="")).by_person(Measure.CASH) == {}


def test_cash_stays_with_the_unit_where_the_office_decided_so() -> None:
    result = run(plan(CASH, {**SHARE, "payee": "unit"}), adoption())
    assert (result.of(Measure.CASH, person=""), result.by_person(Measure.CASH)) == (1_000, {})


def test_what_does_not_fit_the_smallest_unit_goes_to_the_first_author() -> None:
    # ¥10.55 in whole yuan for two: 5 each, and the 0.55 left over to the first
    cash = base("cash", measure="奖励金额", tariff=[{"amount": "10.55"}])
    result = run(plan(cash, {**SHARE, "smallest": 1}), adoption(authors="张三、李四"))
    assert result.by_person(Measure.CASH) == {"P1": 555, "P2": 500}


# spans and quotas


def owed(
    kind: str, edges: str = "whole", quarter: str = "2026Q3", window: str = "calendar", day: int = 20
) -> list[Span]:
    step = QuotaStep.model_validate({**quota(), "clause": "T1", "period": kind, "edges": edges})
    calendar = {
        "clause": "T1", "due": {"month_of_period": 3, "day": day}, "window": window, "late": {"then": "void", "clause": "T1"},
    }  # fmt: skip
    return spans(step, period(plan(calendar=calendar), quarter))


def test_a_quarter_is_one_span_of_its_window() -> None:
    assert owed("quarter") == [Span("本季度", date(2026, 7, 1), date(2026, 9, 30))]


def test_a_year_runs_from_the_beginning_and_is_final_in_its_last_quarter() -> None:
    assert [(span.label, span.end, span.final) for span in [*owed("year"), *owed("year", quarter="2026Q4")]] == [
        ("全年，截至本期", date(2026, 9, 30), False),
        ("全年", date(2026, 12, 31), True),
    ]


def test_months_of_a_calendar_quarter_are_whole() -> None:
    assert [(span.label, span.start.day, span.end.day) for span in owed("month")] == [
        ("2026年7月", 1, 31), ("2026年8月", 1, 31), ("2026年9月", 1, 30),
    ]  # fmt: skip


def test_half_months_end_on_the_15th_and_on_the_last_day() -> None:
    assert [(span.label, span.start, span.end) for span in owed("halfmonth", quarter="2028Q1")][2:4] == [
        ("2028年2月上半月", date(2028, 2, 1), date(2028, 2, 15)),
        ("2028年2月下半月", date(2028, 2, 16), date(2028, 2, 29)),
    ]


def test_months_cut_by_the_window_are_left_out_or_owed_for_their_days_inside() -> None:
    # 21 June to 20 September
    assert [span.label for span in owed("month", window="cutoff")] == ["2026年7月", "2026年8月"]
    cut = owed("month", "cut", window="cutoff")
    assert [(span.label, span.start, span.end) for span in (cut[0], cut[-1])] == [
        ("2026年6月", date(2026, 6, 21), date(2026, 6, 30)),
        ("2026年9月", date(2026, 9, 1), date(2026, 9, 20)),
    ]


def test_a_window_that_begins_on_the_16th_holds_that_half_whole_and_one_that_ends_on_it_cuts_a_day() -> None:
    # 16 June to 15 September: six whole halves; 17 June to 16 September: the last half is one day
    whole = owed("halfmonth", window="cutoff", day=15)
    assert [(span.start, span.end) for span in (whole[0], whole[-1])] == [
        (date(2026, 6, 16), date(2026, 6, 30)), (date(2026, 9, 1), date(2026, 9, 15)),
    ]  # fmt: skip
    last = owed("halfmonth", "cut", window="cutoff", day=16)[-1]
    assert (last.label, last.start, last.end) == ("2026年9月下半月", date(2026, 9, 16), date(2026, 9, 16))


@pytest.mark.parametrize(
    ("due", "first"), [(13, ("2026年6月上半月", 14)), (14, ("2026年6月上半月", 15)), (15, ("2026年6月下半月", 16))]
)
def test_the_half_month_of_a_windows_first_day_is_the_one_that_holds_it(due: int, first: tuple[str, int]) -> None:
    span = owed("halfmonth", "cut", window="cutoff", day=due)[0]
    assert (span.label, span.start.day) == first


def test_half_months_cut_by_the_window_begin_in_the_half_that_holds_its_first_day() -> None:
    assert [span.label for span in owed("halfmonth", "cut", window="cutoff")][:2] == [
        "2026年6月下半月",
        "2026年7月上半月",
    ]


@pytest.mark.parametrize(
    ("kind", "window", "cuts"),
    [("week", "calendar", True), ("halfmonth", "cutoff", True), ("halfmonth", "calendar", False), ("month", "calendar", False), ("month", "cutoff", True), ("quarter", "cutoff", False), ("year", "cutoff", False)],
)  # fmt: skip
def test_whether_a_span_reaches_over_the_edge_is_known_before_it_is_decided(kind: str, window: str, cuts: bool) -> None:
    step = QuotaStep.model_validate({**quota(), "clause": "T1", "period": kind})
    calendar = {
        "clause": "T1",
        "due": {"month_of_period": 3, "day": 20},
        "window": window,
        "late": {"then": "void", "clause": "T1"},
    }
    assert cuts_spans(step, period(plan(calendar=calendar))) is cuts


def test_days_are_counted_in_the_half_month_they_fall_in_with_both_ends_inside() -> None:
    rows = [adoption(title=f"第{n}", published_on=date(2026, 7, day)) for n, day in enumerate([1, 15, 16, 31])]
    quotas = run(
        plan(quota(period="halfmonth", targets=[{"label": "任务", "required": {"甲类": 2}}])), *rows
    ).work.quotas
    assert quotas["done"].tolist()[:3] == [2, 2, 0]
    assert quotas["short"].tolist()[:3] == [0, 0, 2]


def test_a_quota_line_says_whose_what_and_when() -> None:
    quotas = run(
        plan(quota(targets=[{"id": "t", "label": "任务", "required": {"甲类": 2, "B01": 5}}])), adoption()
    ).work.quotas
    assert quotas[["quota_key", "unit_code", "target", "label", "scope", "required", "done", "short", "final", "note"]].values.tolist() == [
        ["duty/t/A01/本季度", "A01", "t", "任务", "单位", 2, 1, 1, True, "本季度"],
        ["duty/t/B01/本季度", "B01", "t", "任务", "单位", 5, 0, 5, True, "本季度"],
    ]  # fmt: skip


def test_a_units_own_number_stands_before_its_classes_number() -> None:
    targets = [{"label": "任务", "required": {"甲类": 2, "A01": 7}}]
    assert run(plan(quota(targets=targets))).work.quotas["required"].tolist() == [7]


def test_the_office_as_a_whole_owes_one_number_counted_over_all_units() -> None:
    rows = [adoption(), adoption(unit_code="B01"), adoption(title="乙", outlet_text="县报")]
    targets = [{"label": "全局", "required": 5, "counts": {"tier": "city"}}]
    quotas = run(plan(quota(scope="office", targets=targets)), *rows).work.quotas
    assert quotas[["scope", "unit_code", "required", "done", "short"]].values.tolist() == [["全局", "", 5, 2, 3]]


def test_what_the_office_itself_sent_upward_cannot_be_checked_yet() -> None:
    quotas = run(
        plan(quota(scope="office", book="局上报台账", period="month", targets=[{"label": "上报", "required": 15}]))
    ).work.quotas
    assert quotas[["span", "checkable", "note", "done", "short"]].values.tolist() == [
        ["每月", False, "没有局上报台账，无法核验", 0, 0]
    ]


def test_an_office_quota_of_submissions_is_checked_as_soon_as_one_register_came() -> None:
    step = quota(scope="office", book="报送台账", targets=[{"label": "报送", "required": 3}])
    assert run(plan(step), submission()).work.quotas[["checkable", "done"]].values.tolist() == [[True, 1]]
    assert run(plan(step), books=False).work.quotas[["checkable", "note"]].values.tolist() == [
        [False, "没有报送台账，无法核验"]
    ]


def test_a_unit_whose_file_waits_is_neither_short_nor_done() -> None:
    quotas = run(plan(quota(), penalty()), unsure=frozenset({"A01"})).work.quotas.set_index("unit_code")
    assert (quotas.loc["A01", "checkable"], quotas.loc["A01", "note"]) == (False, "来件待经办处理，尚不能核验")
    assert quotas.loc["B01", "short"] == 2


@pytest.mark.parametrize(
    ("book", "unreported", "note"),
    [("采用明细", None, "本季度"), ("报送台账", None, "没有报表，无法核验"), ("采用明细", "unverifiable", "没有报表，无法核验"), ("报送台账", "zero", "本季度")],
)  # fmt: skip
def test_a_unit_that_sent_nothing_is_short_or_unverifiable_by_book_and_decision(
    book: str, unreported: str | None, note: str
) -> None:
    step = quota(book=book, unreported=unreported)
    assert run(plan(step), silent=frozenset({"A01"})).work.quotas["note"].iloc[0] == note


def test_a_target_may_count_the_lines_of_a_measure_instead_of_rows() -> None:
    steps = [
        base("task", measure="任务篇数", tariff=[{"where": {"tier": "city"}, "amount": 4}]),
        quota(targets=[{"label": "任务", "measure": "任务篇数", "required": 9}]),
    ]
    quotas = run(plan(*steps), adoption(), adoption(title="乙", outlet_text="县报")).work.quotas
    assert quotas["done"].tolist()[0] == 4


def test_a_year_counts_earlier_periods_and_their_own_lines() -> None:
    assessment = plan(
        base("task", measure="任务篇数", tariff=[{"amount": 2}]),
        quota(
            period="year",
            targets=[{"label": "任务", "measure": "任务篇数", "required": 9}, {"label": "篇", "required": 9}],
        ),
    )
    spring = run(assessment, adoption(published_on=date(2026, 5, 5)), quarter="2026Q2").work
    summer = run(
        assessment, adoption(), adoption(title="乙"), earlier=(score.Past(spring.period, spring.rows, spring.ledger),)
    ).work
    # one item in spring, two in summer: 3 items, counted twofold 6
    assert summer.quotas.set_index(["label", "unit_code"])["done"].to_dict() == {
        ("任务", "A01"): 6, ("任务", "B01"): 0, ("篇", "A01"): 3, ("篇", "B01"): 0,
    }  # fmt: skip
    assert not summer.quotas["final"].any()


# penalties, composites, caps, entries


def test_a_shortfall_costs_the_unit_and_names_its_quota() -> None:
    ledger = run(plan(quota(), penalty()), adoption()).work.ledger
    assert ledger[["unit_code", "person", "amount", "arithmetic", "basis", "basis_key", "row_id"]].values.tolist() == [
        ["A01", "", -1000, "任务差1篇 × -1分", "任务", "duty/任务/A01/本季度", -1],
        ["B01", "", -2000, "任务差2篇 × -1分", "任务", "duty/任务/B01/本季度", -1],
    ]


@pytest.mark.parametrize(
    ("bearers", "who"),
    [
        ([{}], {"P1", "P2", "P3"}),
        ([{"roles": ["科员"]}], {"P2", "P3"}),
        ([{"classes": ["甲类"]}], {"P1", "P2"}),
        ([{"classes": ["甲类"], "roles": ["科长"]}, {"classes": ["乙类"]}], {"P1", "P3"}),
        ([{"classes": ["甲类"], "roles": ["科长"]}, {"roles": ["科员"]}], {"P1", "P2", "P3"}),
    ],
)
def test_a_penalty_is_borne_by_the_people_of_the_classes_and_roles_named(
    bearers: list[dict[str, Any]], who: set[str]
) -> None:
    result = run(plan(quota(), penalty(measure="个人积分", bearers=bearers)))
    assert result.by_person(PERSON) == dict.fromkeys(who, -2_000)


def test_a_shortfall_that_nobody_on_the_roster_bears_is_told() -> None:
    assessment = plan(quota(), penalty(measure="个人积分", bearers=[{"classes": ["甲类"]}]))
    assert [line["unit_code"] for line in score.unborne(assessment, run(assessment).work)] == ["B01"]


def test_what_is_over_a_cap_is_taken_off_and_what_is_just_on_it_is_not() -> None:
    cap = {"step": "cap", "id": "most", "of": ["points"], "limit": 6}
    two = [adoption(), adoption(title="乙")]
    assert run(plan(base(), cap), *two).of(POINTS) == 6_000
    ledger = run(plan(base(), cap), *two, adoption(title="丙")).work.ledger
    assert ledger.iloc[-1][["amount", "account", "arithmetic", "basis", "basis_key", "unit_code"]].tolist() == [
        -3_000, "points", "合计9分，最多计6分", "合计", "points", "A01",
    ]  # fmt: skip


def test_a_cap_counts_each_unit_by_itself() -> None:
    cap = {"step": "cap", "id": "most", "of": ["points"], "limit": 3}
    assert run(plan(base(), cap), adoption(), adoption(unit_code="B01")).of(POINTS) == 6_000


def entry(number: int, **more: str) -> dict[str, str]:
    return {
        "entry_id": f"登-{number}",
        "kind": "加分",
        "unit_code": "A01",
        "level": "",
        "happened_on": f"2026-08-0{number}",
        **more,
    }


MANUAL = {
    "step": "manual",
    "id": "entered",
    "kind": "加分",
    "measure": "单位积分",
    "tariff": [{"level": "大", "amount": 5}, {"amount": 2}],
}


def test_an_entry_earns_by_its_level_or_by_the_row_for_any_level() -> None:
    ledger = run(plan(MANUAL), entries=[entry(2), entry(1, level="大"), entry(3, kind="别的")]).work.ledger
    assert ledger[["amount", "arithmetic", "basis", "basis_key", "person"]].values.tolist() == [
        [5_000, "加分大 5分", "登记事项", "登-1", ""],
        [2_000, "加分 2分", "登记事项", "登-2", ""],
    ]


def test_a_level_of_its_own_goes_before_the_row_for_any_level_and_no_row_means_no_price() -> None:
    step = ManualStep.model_validate({**MANUAL, "clause": "T1"})
    found = [tariff_row(step, level) for level in ("大", "中", "")]
    assert [row.amount for row in found if row] == [5, 2, 2]
    only = ManualStep.model_validate({**MANUAL, "clause": "T1", "tariff": [{"level": "大", "amount": 5}]})
    assert tariff_row(only, "中") is None


def test_an_entry_in_a_personal_measure_goes_to_its_person() -> None:
    result = run(plan({**MANUAL, "measure": "个人积分"}), entries=[entry(1, person="P2")])
    assert result.by_person(PERSON) == {"P2": 2_000}


def test_once_per_unit_counts_one_entry_of_each_level() -> None:
    entries = [entry(1), entry(2), entry(3, level="大"), entry(4, unit_code="B01")]
    result = run(plan({**MANUAL, "once_per": "unit"}), entries=entries)
    assert (result.of(POINTS, "A01"), result.of(POINTS, "B01")) == (7_000, 2_000)


def test_two_entries_that_leave_nothing_take_the_sum_away_once() -> None:
    zero = {**MANUAL, "tariff": [{"to_zero": True}]}
    result = run(plan(base(), zero), adoption(), adoption(unit_code="B01"), entries=[entry(1), entry(2)])
    assert (result.of(POINTS, "A01"), result.of(POINTS, "B01")) == (0, 3_000)


def test_a_composite_waits_until_every_part_of_a_unit_could_be_checked_and_is_over() -> None:
    parts = {
        "step": "composite",
        "id": "total",
        "measure": "单位积分",
        "parts": [{"target": "任务", "amount": 10}],
        "cap": True,
        "partial": "prorata",
        "smallest": "0.1",
    }
    yearly = plan(quota(period="year"), parts)
    assert run(yearly, adoption()).of(POINTS) == 0
    assert run(yearly, adoption(published_on=date(2026, 11, 5)), quarter="2026Q4").of(POINTS, "A01") == 5_000
    assert run(plan(quota(), parts), adoption(), unsure=frozenset({"A01"})).of(POINTS, "A01") == 0


COMPOSITE = {
    "step": "composite",
    "id": "total",
    "measure": "单位积分",
    "parts": [{"target": "任务", "amount": 10}],
    "cap": True,
    "partial": "prorata",
}


def test_a_score_without_a_smallest_unit_is_as_fine_as_the_ledger_counts() -> None:
    # 10 × 1/3 = 3.333
    step = quota(targets=[{"label": "任务", "required": {"甲类": 3}}])
    assert run(plan(step, COMPOSITE), adoption()).of(POINTS) == 3_333


@pytest.mark.parametrize(
    ("done", "cap", "partial", "thousandths", "said"),
    [
        (2, True, "prorata", 10_000, "任务2÷2 × 10分"),
        (3, True, "prorata", 10_000, "任务3÷2（超额按完成计） × 10分"),
        (3, False, "prorata", 15_000, "任务3÷2 × 10分"),
        (2, True, "none", 10_000, "任务2÷2 × 10分"),
        (1, True, "none", 0, "任务1÷2（未完成不计分） × 10分"),
        (3, False, "none", 15_000, "任务3÷2 × 10分"),
    ],
)
def test_a_part_counts_by_how_far_its_target_is_met(
    done: int, cap: bool, partial: str, thousandths: int, said: str
) -> None:
    steps = [quota(targets=[{"label": "任务", "required": {"甲类": 2}}]), {**COMPOSITE, "cap": cap, "partial": partial}]
    result = run(plan(*steps), *(adoption(title=f"第{n}篇") for n in range(done)))
    assert (result.of(POINTS), result.arithmetic) == (thousandths, [said])


# what rows earn by themselves


def test_what_rows_earn_by_themselves_leaves_duties_entries_and_caps_aside() -> None:
    assessment = plan(base(), quota(), penalty(), MANUAL)
    result = run(assessment, adoption(), entries=[entry(1)])
    assert result.of(POINTS, "A01") == 3_000 - 1_000 + 2_000
    alone = score.row_score(replace(result.work, ledger=result.work.ledger.iloc[:0]), assessment)
    assert alone["amount"].tolist() == [3_000]


def test_accepted_rows_stand_by_day_then_by_key() -> None:
    late, early = datetime(2026, 8, 9, 8), date(2026, 8, 2)
    rows = [
        submission(title="丙", submitted_at=late),
        adoption(published_on=early),
        adoption(title="乙", published_on=early),
    ]
    assert run(plan(base()), *rows).work.rows["title"].tolist() == ["稿件甲", "乙", "丙"]


def test_amounts_finer_than_the_ledger_counts_are_refused() -> None:
    from decimal import Decimal

    with pytest.raises(ValueError, match=r"0\.0001 的位数过多"):
        to_units(Decimal("0.0001"), POINTS)


def test_books_of_the_engine_are_those_of_a_return() -> None:
    assert decided("haidian-civilization").books() == (Book.ADOPTION, Book.SUBMISSION)


def test_nothing_is_taken_from_a_unit_that_has_less_than_nothing() -> None:
    steps = [base(tariff=[{"amount": -4}]), {**MANUAL, "tariff": [{"to_zero": True}]}]
    assert run(plan(*steps), adoption(), entries=[entry(1)]).of(POINTS) == -4_000


def test_an_entry_worth_nothing_is_a_line_of_nothing() -> None:
    result = run(plan({**MANUAL, "tariff": [{"amount": 0}]}), entries=[entry(1)])
    assert result.work.ledger["amount"].tolist() == [0]


def test_a_total_of_exactly_half_is_rounded_up_and_of_less_down() -> None:
    assert [rounded([Fraction(1, 2)], 1), rounded([Fraction(49, 100)], 1), rounded([Fraction(15)], 10)] == [
        [1],
        [0],
        [20],
    ]


def test_once_per_person_counts_a_person_entered_twice_once() -> None:
    entries = [entry(1, person="P1"), entry(2, person="P1"), entry(3, person="P2")]
    assert run(plan({**MANUAL, "once_per": "person"}), entries=entries).of(POINTS) == 4_000


def test_a_cap_leaves_other_accounts_alone_and_names_its_own() -> None:
    # two capped accounts 3 + 2 count up to 4, the third earns 5 beside them: 9
    cap = {"step": "cap", "id": "most", "of": ["points", "more"], "limit": 4}
    steps = [base(), base("more", tariff=[{"amount": 2}]), base("other", tariff=[{"amount": 5}]), cap]
    result = run(plan(*steps), adoption())
    assert result.of(POINTS) == 9_000
    assert result.work.ledger["basis_key"].tolist()[-1] == "points、more"


def test_a_sum_just_on_the_cap_gets_no_line_at_all() -> None:
    cap = {"step": "cap", "id": "most", "of": ["points"], "limit": 3}
    assert run(plan(base(), cap), adoption()).work.ledger["step"].tolist() == ["base"]


@pytest.mark.parametrize(("amount", "lines"), [(0, 1), ("0.001", 2)])
def test_what_is_nothing_is_not_taken_away_and_the_least_there_is_is(amount: int | str, lines: int) -> None:
    steps = [base(tariff=[{"amount": amount}]), {**MANUAL, "tariff": [{"to_zero": True}]}]
    result = run(plan(*steps), adoption(), entries=[entry(1)])
    assert (len(result.work.ledger), result.of(POINTS)) == (lines, 0)


def test_a_penalty_that_is_still_open_costs_nothing() -> None:
    open_penalty = {name: value for name, value in penalty().items() if name != "per_item"}
    assert run(plan(quota(), open_penalty)).work.ledger.empty


WAITS = {
    "admissibility": [
        {"id": "reprint", "clause": "T1", "where": {"origin": "转载"}, "then": "pending", "say": "转载的"},
        {"id": "unknown", "clause": "T1", "where": {"tier": ""}, "then": "pending", "say": "名录外"},
        {"id": "nobody", "clause": "T1", "book": "报送台账", "where": {"has_author": False}, "then": "pending", "say": "没有撰稿人"},
    ]
}  # fmt: skip
CITY = [{"label": "任务", "required": {"甲类": 2}, "counts": {"tier": "city"}}]


@pytest.mark.parametrize(
    ("row", "pending"),
    [
        (adoption(origin="转载"), True),  # a city paper: it may count
        (adoption(origin="转载", outlet_text="县报"), False),  # a county paper never will
        (adoption(outlet_text="没听说过的报"), True),  # nobody knows its tier yet
        (adoption(origin="转载", unit_code="B01"), False),  # another unit's
        (submission(authors=""), False),  # of the other book
    ],
)
def test_a_waiting_row_leaves_a_shortfall_open_only_where_it_may_count(row: dict[str, Any], pending: bool) -> None:
    quotas = run(plan(quota(targets=CITY), **WAITS), row).work.quotas
    assert quotas[["unit_code", "short", "pending"]].values.tolist() == [["A01", 2, pending]]


@pytest.mark.parametrize(("length", "pending"), [(900, True), (100, False)])
def test_a_waiting_item_of_the_register_counts_by_its_own_facts(length: int, pending: bool) -> None:
    targets = [{"label": "长稿", "required": {"甲类": 1}, "counts": {"length": {"at_least": 800}}}]
    row = submission(authors="", length=length)
    assert run(plan(quota(book="报送台账", targets=targets), **WAITS), row).work.quotas["pending"].tolist() == [pending]


def test_a_duty_of_the_whole_office_is_never_called_open_for_one_units_rows() -> None:
    targets = [{"label": "全局", "required": 5}]
    assert (
        not run(plan(quota(scope="office", targets=targets), **WAITS), adoption(origin="转载"))
        .work.quotas["pending"]
        .any()
    )


def test_a_target_that_is_no_part_of_the_score_does_not_touch_it() -> None:
    targets = [{"label": "任务", "required": {"甲类": 2}}, {"label": "别的", "required": {"甲类": 9}}]
    assert run(plan(quota(targets=targets), COMPOSITE), adoption()).of(POINTS) == 5_000


def test_lines_without_any_row_have_every_column_of_the_ledger() -> None:
    assert lines_of([]).columns.tolist() == lines_of([{"amount": 1}]).columns.tolist()
    assert {"period", "measure", "unit_code", "amount", "account", "clause", "basis_key", "row_id"} <= set(lines_of([]))
