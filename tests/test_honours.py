"""Commendation lists: when they are due, over which days, and who may not be on them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipeline.bulletin.view import view
from pipeline.history import Counted
from pipeline.honours import honours, undrawn
from pipeline.period import PeriodId
from schemas.assessment import Assessment
from schemas.ledger import Ledger, PersonStandings
from schemas.vocabulary import Basis, Measure
from tests.bulletin.made_up import figures, unit_table
from tests.plans.test_quarters import bulletin_text
from tests.timetable import reporting, setting

UNITS = unit_table([{"unit_code": f"U{n}", "name": f"{name}科"} for n, name in enumerate("甲乙丙丁戊", 1)])
LIST = {"id": "best", "clause": "T1", "title": "先进科室", "who": "unit", "places": 2, "every": ["period"]}
WHY = "周报送任务差1条：取消评先评优资格"


def line(unit: str, amount: int, measure: Measure = Measure.UNIT_POINTS, rule: str = "points", person: str = "",
         arithmetic: str = "算式") -> dict[str, Any]:  # fmt: skip
    return {
        "measure": measure, "unit_code": unit, "person": person, "amount": amount, "account": rule, "step": "base", "rule": rule,
        "clause": "T1", "arithmetic": arithmetic, "basis": Basis.SUM, "basis_key": rule, "row_id": -1, "tier": "",
    }  # fmt: skip


def sanction(unit: str, person: str = "") -> dict[str, Any]:
    return line(unit, 1, Measure.SANCTIONS, "barred", person, WHY)


def ledger(period: str, *lines: dict[str, Any]) -> pd.DataFrame:
    return Ledger.of({"line_id": n, "period": period, **one} for n, one in enumerate(lines, 1))


def plan(cadence: str = "quarter", **more: Any) -> Assessment:
    return reporting(cadence, due=(1, 25), commendations=[{**LIST, **more}])


def counted(assessment: Assessment, **lines: list[dict[str, Any]]) -> list[Counted]:
    made = setting(assessment)
    return [Counted(made.period(PeriodId.parse(period)), ledger(period, *its)) for period, its in lines.items()]


def listed(assessment: Assessment, known: list[Counted], people: pd.DataFrame | None = None) -> list[tuple[Any, ...]]:
    found = honours(assessment, known, UNITS, PersonStandings.blank() if people is None else people)
    return [(one.place, one.person or one.unit_code, one.amount, one.excluded) for one in found.itertuples()]


# due


@pytest.mark.parametrize(
    ("cadence", "every", "period", "span"),
    [
        ("quarter", "period", "2026Q3", "本季度"),
        ("quarter", "quarter", "2026Q3", "本季度"),
        ("quarter", "halfyear", "2026Q2", "上半年"),
        ("quarter", "halfyear", "2026Q3", None),
        ("quarter", "year", "2026Q4", "全年"),
        ("month", "period", "2026M05", "本月"),
        ("month", "month", "2026M05", "本月"),
        ("month", "quarter", "2026M05", None),
        ("month", "quarter", "2026M06", "本季度"),
        ("month", "year", "2026M12", "全年"),
        ("halfyear", "year", "2026H2", "全年"),
        ("year", "year", "2026Y", "全年"),
        ("year", "period", "2026Y", "本年度"),
    ],
)
def test_a_list_is_due_when_its_days_end_with_the_period(
    cadence: str, every: str, period: str, span: str | None
) -> None:
    assessment = plan(cadence, every=[every])
    known = counted(assessment, **{period: [line("U1", 5)]})
    covered = honours(assessment, known, UNITS, PersonStandings.blank())["span"].tolist()
    due = bool(covered) or bool(undrawn(assessment, known))
    assert due == (span is not None)
    assert covered in ([], [span])


def test_a_list_over_several_periods_adds_them_up_whatever_kinds_they_are() -> None:
    # months 1 to 6 and two quarters: 甲 1×6 + 10 + 0 = 16, 乙 0 + 9 + 8 = 17
    assessment = plan(every=["year"])
    made = setting(assessment, [("2026-06-30", plan("month"))])
    lines = {f"2026M{n:02d}": [line("U1", 1)] for n in range(1, 7)}
    lines |= {"2026Q3": [line("U1", 10), line("U2", 9)], "2026Q4": [line("U2", 8)]}
    known = [Counted(made.period(PeriodId.parse(period)), ledger(period, *its)) for period, its in lines.items()]
    assert listed(assessment, known) == [(1, "U2", 17, ""), (2, "U1", 16, "")]
    without_march = [one for one in known if one.period.id != "2026M03"]
    assert (listed(assessment, without_march), undrawn(assessment, without_march)) == ([], ["先进科室"])


def test_days_reported_together_are_covered() -> None:
    assessment = reporting("month", merged=["2026M01"], commendations=[{**LIST, "every": ["quarter"]}])
    known = counted(assessment, **{"2026M02": [line("U1", 5)], "2026M03": [line("U2", 6)]})
    assert listed(assessment, known) == [(1, "U2", 6, ""), (2, "U1", 5, "")]


def test_a_list_may_go_by_another_measure_than_the_ranking() -> None:
    assessment = plan(by="报送条数")
    known = counted(assessment, **{"2026Q3": [line("U1", 9000), line("U2", 3, Measure.SUBMITTED)]})
    assert listed(assessment, known) == [(1, "U2", 3, "")]


# who may not be named
#
#      积分  报送  处理        名次（有资格的）  若列入
# 甲    10     5   受过         —                1（没有人高于10）
# 乙     9     5                1
# 丙     8     2   报送不足3    —                2（一人高于8）
# 丁     7     3                2
# 戊     6     0   报送不足3    —                3，名额只有2个，不列
POINTS = {"U1": 10, "U2": 9, "U3": 8, "U4": 7, "U5": 6}
SENT = {"U1": 5, "U2": 5, "U3": 2, "U4": 3}


def strict() -> Assessment:
    barred = {"step": "base", "id": "barred", "measure": "处理事项", "tariff": []}
    more = {"floors": [{"measure": "报送条数", "at_least": 3}], "barred_by": ["barred"]}
    points = {"step": "base", "id": "points", "measure": "单位积分", "tariff": [{"amount": 3}]}
    return reporting("quarter", points, barred, commendations=[{**LIST, **more}])


def lines_of_five(*more: dict[str, Any]) -> list[dict[str, Any]]:
    points = [line(unit, amount * 1000) for unit, amount in POINTS.items()]
    return [*points, *(line(unit, number, Measure.SUBMITTED) for unit, number in SENT.items()), *more]


def test_who_is_below_a_floor_or_was_dealt_with_is_left_out_and_named_with_the_reason() -> None:
    known = counted(strict(), **{"2026Q3": lines_of_five(sanction("U1"), sanction("U1"))})
    assert listed(strict(), known) == [
        (1, "U2", 9000, ""),
        (2, "U4", 7000, ""),
        (1, "U1", 10000, f"{WHY}（2次）"),
        (2, "U3", 8000, "报送条数2条，不足3条"),
    ]


def test_the_list_and_who_was_left_out_of_it_are_printed() -> None:
    known = counted(strict(), **{"2026Q3": lines_of_five(sanction("U1"))})
    named = honours(strict(), known, UNITS, PersonStandings.blank())
    said = bulletin_text(view(figures(honours=named)))
    assert "拟表彰名单待审定（见附件3）。本季度先进科室：乙科（9分），丁科（7分）。" in said
    assert (
        f"本季度先进科室：不具备评选资格的\n单位或姓名 | 积分 | 不列入的原因\n甲科 | 10 | {WHY}\n丙科 | 8 | 报送条数2条，不足3条"
        in said
    )


def test_a_list_nobody_may_be_on_still_shows_who_was_left_out() -> None:
    known = counted(strict(), **{"2026Q3": [line("U1", 5000)]})
    said = bulletin_text(view(figures(honours=honours(strict(), known, UNITS, PersonStandings.blank()))))
    assert "拟表彰名单待审定" not in said
    assert "甲科 | 5 | 报送条数0条，不足3条" in said


def test_people_are_left_out_for_their_own_lines_and_for_those_of_their_unit_that_name_nobody() -> None:
    # P1 is dealt with himself, P2's whole unit is; P3's colleague's affair is not P3's, nor is a person's his unit's
    assessment = strict().model_copy(
        update={"commendations": plan(who="person", places=3, barred_by=["barred"]).commendations}
    )
    usual = {
        "name": "某人", "unit_name": "某科", "place": 1, "submitted": 0, "items": 0, "points": 0, "cash": 0,
        "previous_points": 0, "year_points": 0, "year_cash": 0,
    }  # fmt: skip
    homes = {"P1": "U1", "P2": "U2", "P3": "U1"}
    people = PersonStandings.of({**usual, "person": who, "unit_code": unit} for who, unit in homes.items())
    earned = [line(unit, 4000, Measure.PERSON_POINTS, person=who) for who, unit in homes.items()]
    known = counted(assessment, **{"2026Q3": [*earned, sanction("U1", "P1"), sanction("U2")]})
    assert listed(assessment, known, people) == [(1, "P3", 4000, ""), (1, "P1", 4000, WHY), (1, "P2", 4000, WHY)]
    units = strict().model_copy(update={"commendations": plan(barred_by=["barred"]).commendations})
    of_units = counted(units, **{"2026Q3": [line("U1", 5000), sanction("U1", "P1")]})
    assert listed(units, of_units) == [(1, "U1", 5000, "")]


def test_what_was_done_before_the_days_of_the_list_bars_nobody() -> None:
    known = counted(
        strict(), **{"2026Q2": [sanction("U1")], "2026Q3": [line("U1", 5000), line("U1", 3, Measure.SUBMITTED)]}
    )
    assert known[-1].period.first_day == date(2026, 7, 1)
    assert listed(strict(), known) == [(1, "U1", 5000, "")]
