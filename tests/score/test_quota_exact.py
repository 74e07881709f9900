"""What is counted for a duty, of which days and by which line, and what a line says while something is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.score.quota import quota_table
from pipeline.score.work import Came, Past
from schemas.ledger import Ledger
from schemas.papers import Upward
from schemas.records import Settled
from schemas.vocabulary import Book
from tests.score.case import period, scored
from tests.score.examples import TOWN, on, past
from tests.score.test_doubt_exact import CUT, duty
from tests.score.test_engine import base, plan, quota

SENT = Came(frozenset({"A01"}), books=frozenset({("", Book.UPWARD), ("A01", Book.SUBMISSION)}))


def test_a_duty_of_the_year_counts_this_year_alone_and_one_of_the_quarter_the_quarter() -> None:
    yearly, quarterly = plan(base(), quota(period="year")), plan(base(), quota())
    found = {}
    for asked in (yearly, quarterly):
        before = scored(asked, [on(11, 5, year=2025)], TOWN, quarter="2025Q4")
        spring = scored(asked, [on(5, 5)], TOWN, quarter="2026Q2", earlier=(past(before),))
        summer = scored(asked, [on(8, 5)], TOWN, earlier=(past(before), past(spring)))
        found[asked.steps[1].id, duty(asked).period] = summer.work.quotas.set_index("unit_code").loc["A01", "done"]
    assert found == {("duty", "year"): 2, ("duty", "quarter"): 1}


def test_a_month_begun_in_the_year_before_counts_what_was_done_in_it_then() -> None:
    # the first quarter begins on 21 December; of December one item before that day and one after
    asked = plan(base(), quota(period="month", edges="ended"), calendar=CUT)
    autumn = scored(asked, [on(12, 5, year=2025)], TOWN, quarter="2025Q4")
    winter = scored(asked, [on(12, 25, "稿件乙", year=2025)], TOWN, quarter="2026Q1", earlier=(past(autumn),))
    december = winter.work.quotas.query("unit_code == 'A01'").iloc[0]
    assert (december["span"], december["done"], december["short"]) == ("2025年12月", 2, 0)


def test_a_line_that_cannot_be_checked_says_nothing_of_what_was_done() -> None:
    line = scored(plan(base(), quota()), [on(8, 5)], TOWN, unsure=frozenset({"A01"})).work.quotas.set_index("unit_code")
    assert line.loc["A01", ["required", "done", "short", "checkable"]].tolist() == [2, 0, 0, False]


def test_a_line_of_the_year_says_that_earlier_periods_are_not_known_and_is_not_settled() -> None:
    asked = plan(base(), quota(period="year"))
    said = [
        scored(asked, [], TOWN, quarter=quarter, whole_year=whole).work.quotas.set_index("unit_code").loc["A01"]
        for quarter, whole in (("2026Q3", True), ("2026Q3", False), ("2026Q4", True), ("2026Q4", False))
    ]
    assert [(one["note"], one["final"]) for one in said] == [
        ("全年，截至本期", False),
        ("全年，截至本期；往期资料不全", False),
        ("全年", True),
        ("全年；往期资料不全，尚不能结算", False),
    ]


def test_a_line_of_the_quarter_is_settled_whatever_is_known_of_the_year() -> None:
    line = scored(plan(base(), quota()), [], TOWN, whole_year=False).work.quotas.iloc[0]
    assert line[["period", "rule", "clause", "book", "note", "final"]].tolist() == [
        "2026Q3", "duty", "T1", "采用明细", "本季度", True,
    ]  # fmt: skip


def test_a_shortfall_that_a_row_may_make_good_is_said_to_be_open_and_none_where_enough_is_done() -> None:
    waits = {"id": "w", "clause": "T1", "where": {"tier": ""}, "then": "pending", "say": "待定级"}
    row = on(8, 1, outlet="没听说过的报")
    lacking = quota(targets=[{"label": "任务", "required": 1}])
    open_still = scored(plan(base(), lacking, admissibility=[waits]), [row], TOWN).work.quotas.set_index("unit_code")
    assert open_still["note"].to_dict() == {
        "A01": "本季度；有待认定或待补正的信息，差额未定", "B01": "本季度", "C01": "本季度",
    }  # fmt: skip
    made = scored(plan(base(), lacking, admissibility=[waits]), [row, on(8, 2, "稿件乙")], TOWN).work.quotas
    assert made.set_index("unit_code").loc["A01", ["done", "pending", "note"]].tolist() == [1, False, "本季度"]


def test_each_entry_counts_once_and_by_its_number_in_whatever_folder_it_lies() -> None:
    steps = [base(), quota(period="year", targets=[{"label": "名单", "entries": "名单报送", "required": 2}])]
    entry = {"entry_id": "登-1", "kind": "名单报送", "unit_code": "A01", "happened_on": "2026-06-28"}
    other = {**entry, "entry_id": "登-2", "happened_on": "2026-07-01"}
    spring = scored(plan(*steps), [], TOWN, quarter="2026Q2", entries=[entry])
    again = {**entry, "happened_on": "2026-07-02"}  # the same number, the day since put right
    summer = scored(plan(*steps), [], TOWN, entries=[again, other], earlier=(past(spring),))
    assert summer.work.quotas.set_index("unit_code").loc["A01", "done"] == 2


def test_units_that_share_an_item_have_each_done_it() -> None:
    task = base("task", measure="任务篇数", tariff=[{"amount": 1}])
    units = {"step": "share", "id": "u", "of": ["task"], "into": "任务篇数", "payee": "units", "split": "full"}
    duties = quota(targets=[{"label": "任务", "measure": "任务篇数", "required": 1}])
    made = scored(plan(task, units, duties), [on(8, 1, partners="单位B01")], TOWN).work.quotas
    assert made.set_index("unit_code")["done"].to_dict() == {"A01": 1, "B01": 1, "C01": 0}


def upward(came: Came = SENT, **more: Any) -> list[dict[str, Any]]:
    """The lines of what the bureau owes upward: three items a month, two of July and one of August sent."""
    asked = plan(base(), quota(scope="office", book="局上报台账", targets=[{"label": "上报", "required": 3}], **more))
    days = [date(2026, 7, 3), date(2026, 7, 31), date(2026, 8, 1)]
    sent = Upward.of(
        {**dict.fromkeys(Upward.headers(), ""), "sheet_row": n, "day": day} for n, day in enumerate(days, 2)
    )
    earlier = (Past(period(asked, "2026Q2"), Settled.blank(), Ledger.blank(), SENT),)
    made = replace(scored(asked, [], TOWN).work, came=came, upward=sent, earlier=earlier)
    return [dict(one) for one in quota_table(duty(asked), made).to_dict("records")]


def test_what_was_sent_upward_counts_by_its_day_for_the_office() -> None:
    assert [(one["span"], one["unit_code"], one["done"], one["short"]) for one in upward(period="month")] == [
        ("2026年7月", "", 2, 1), ("2026年8月", "", 1, 2), ("2026年9月", "", 0, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("came", [Came(), Came(books=frozenset({("A01", Book.SUBMISSION)}))])
def test_without_its_ledger_what_was_owed_upward_is_one_line_that_cannot_be_checked(came: Came) -> None:
    (line,) = upward(came, period="month")
    assert (line["required"], line["done"], line["short"], line["checkable"], line["note"]) == (
        3, 0, 0, False, "没有局上报台账，无法核验",
    )  # fmt: skip
