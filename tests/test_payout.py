"""Cash owed: by whom, to whom, and since when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from pipeline.controls import payout_controls
from pipeline.history import Counted
from pipeline.office import Roster
from pipeline.payout import payout
from pipeline.period import PeriodId
from pipeline.run import Payout, Setting
from schemas.assessment import Assessment
from schemas.ledger import Ledger
from schemas.periods import Year
from schemas.roster import Outlets, People, Units
from schemas.vocabulary import Basis, Measure
from tests.timetable import reporting, setting

NAMES = {"A1": "甲校", "B1": "乙校"}
STAFF = [("P1", "张三", "A1", "教师"), ("P2", "李四", "B1", "干部"), ("P1", "张三", "B1", "主任")]
SCHOOL_YEAR = Year(begins=7, name="学年")


def line(unit: str, person: str, fen: int, account: str = "cash", measure: Measure = Measure.CASH) -> dict[str, Any]:
    return {
        "measure": measure, "unit_code": unit, "person": person, "amount": fen, "account": account, "step": "base",
        "rule": account, "clause": "T1", "arithmetic": "算式", "basis": Basis.SUM, "basis_key": account, "row_id": -1, "tier": "",
    }  # fmt: skip


def paying(account: str, payer: str = "") -> dict[str, Any]:
    return {"step": "base", "id": account, "clause": "T1", "measure": Measure.CASH, "tariff": [], "payer": payer}


def plan(every: str | None = None, cadence: str = "quarter", *steps: dict[str, Any], **more: Any) -> Assessment:
    paid = {"payout": {"clause": "T1", "period": every}} if every else {}
    return reporting(cadence, *(steps or (paying("cash"),)), due=(1, 25), **paid, **more)


def office(now: Assessment, *former: tuple[str, Assessment]) -> Setting:
    unit = dict.fromkeys(Units.headers(), "") | {"unit_class": "学校"}
    units = Units.of({**unit, "unit_code": code, "name": name} for code, name in NAMES.items())
    person = dict.fromkeys(People.headers(), "")
    people = People.of(
        {**person, "person_code": code, "name": name, "unit_code": unit, "role": role}
        for code, name, unit, role in STAFF
    )
    return replace(setting(now, former), roster=Roster(units, Outlets.blank(), people))


def owed(made: Setting, **lines: list[dict[str, Any]]) -> Payout:
    """What is owed at the end of the last of these periods, by their cash."""
    known = [
        Counted(
            made.period(PeriodId.parse(name)),
            Ledger.of({"line_id": n, "period": name, **one} for n, one in enumerate(its)),
        )
        for name, its in lines.items()
    ]
    return payout(made.at(known[-1].period.which), known)


def told(made: Payout) -> list[tuple[Any, ...]]:
    return [(one.payer, one.unit_code, one.name, one.amount, one.since_amount) for one in made.lines.itertuples()]


@pytest.mark.parametrize(
    ("cadence", "every", "year", "period", "span", "longer", "due"),
    [
        ("quarter", None, Year(), "2026Q3", "本季度", False, True),
        ("quarter", "quarter", Year(), "2026Q3", "本季度", False, True),
        ("quarter", "halfyear", Year(), "2026Q3", "下半年", False, False),
        ("quarter", "halfyear", Year(), "2026Q4", "下半年", True, True),
        ("quarter", "year", Year(), "2026Q1", "本年", False, False),
        ("quarter", "year", Year(), "2026Q4", "本年", True, True),
        ("month", "quarter", Year(), "2026M07", "本季度", False, False),
        ("month", "quarter", Year(), "2026M09", "本季度", True, True),
        ("year", "quarter", Year(), "2026Y", "本年度", False, True),
        # a school year from July: its first half ends in December, its second with June
        ("quarter", "halfyear", SCHOOL_YEAR, "2026Q1", "上半年", False, False),
        ("quarter", "halfyear", SCHOOL_YEAR, "2026Q2", "上半年", True, True),
        ("quarter", "year", SCHOOL_YEAR, "2026Q4", "本学年", True, True),
        ("month", "halfyear", SCHOOL_YEAR, "2027M06", "下半年", True, True),
    ],
)
def test_days_paid_out_together_end_with_the_half_year_or_year_of_the_rules(
    cadence: str, every: str | None, year: Year, period: str, span: str, longer: bool, due: bool
) -> None:
    made = owed(office(plan(every, cadence, year=year)), **{period: [line("A1", "P1", 100)]})
    assert (made.span, made.longer, made.due) == (span, longer, due)


def test_what_is_owed_runs_up_over_the_half_year_and_begins_anew_after_it() -> None:
    quarters = {
        "2026Q2": [line("A1", "P1", 9_900)],
        "2026Q3": [line("A1", "P1", 5_001), line("B1", "P2", 700)],
        "2026Q4": [line("A1", "P1", 3_000), line("A1", "P1", -500)],
    }
    made = owed(office(plan("halfyear")), **quarters)
    assert made.lines["year_amount"].tolist() == [17_401, 700]
    # P2 earned nothing in the fourth quarter and is still to be paid for the third
    assert told(made) == [("", "A1", "张三", 2_500, 7_501), ("", "B1", "李四", 0, 700)]
    assert made.whole


def test_nothing_is_run_up_where_an_earlier_period_is_not_known() -> None:
    made = owed(office(plan("year")), **{"2026Q1": [line("A1", "P1", 100)], "2026Q3": [line("A1", "P1", 50)]})
    assert told(made) == [("", "A1", "张三", 50, 50)]
    assert (made.longer, made.whole) == (True, False)


def test_each_payer_has_lines_of_its_own_the_office_itself_first() -> None:
    rules = plan(None, "quarter", paying("prize", "县委宣传部"), paying("cash"), paying("fee", "县融媒体中心"))
    accounts = [line("A1", "P1", 1, "fee"), line("A1", "P1", 20, "prize"), line("A1", "P1", 300), line("A1", "", 4_000)]
    made = owed(office(rules), **{"2026Q3": accounts})
    assert told(made) == [
        ("", "A1", "张三", 300, 300),
        ("", "A1", "", 4_000, 4_000),
        ("县委宣传部", "A1", "张三", 20, 20),
        ("县融媒体中心", "A1", "张三", 1, 1),
    ]


def test_who_pays_is_said_by_the_rules_that_were_in_force() -> None:
    now, before = plan("halfyear", "quarter", paying("cash", "县财政局")), plan("halfyear")
    made = owed(
        office(now, ("2026-09-30", before)), **{"2026Q3": [line("A1", "P1", 10)], "2026Q4": [line("A1", "P1", 3)]}
    )
    assert told(made) == [("", "A1", "张三", 0, 10), ("县财政局", "A1", "张三", 3, 3)]


def test_who_moved_has_a_line_and_a_role_in_either_unit_and_strangers_come_last() -> None:
    lines = [line("B1", "P1", 2), line("A1", "P1", 1), line("B1", "B1:王五", 3), line("B1", "", 4), line("X9", "P9", 5)]
    made = owed(office(plan()), **{"2026Q3": lines})
    found = made.lines[["unit_name", "person", "name", "role", "amount"]]
    assert found.to_numpy().tolist() == [
        ["甲校", "P1", "张三", "教师", 1],
        ["乙校", "P1", "张三", "主任", 2],
        ["乙校", "B1:王五", "王五", "", 3],
        ["乙校", "", "", "", 4],
        ["X9", "P9", "", "", 5],
    ]


def test_what_comes_to_nothing_and_what_is_no_cash_has_no_line() -> None:
    lines = [line("A1", "P1", 5), line("A1", "P1", -5), line("B1", "P2", 1_000, measure=Measure.PERSON_POINTS)]
    assert told(owed(office(plan()), **{"2026Q3": lines})) == []


def test_a_payroll_that_is_not_all_the_ledgers_cash_is_a_broken_control() -> None:
    lines = [line("A1", "P1", 5), line("B1", "P2", 7)]
    made = owed(office(plan()), **{"2026Q3": lines})
    ledger = Ledger.of({"line_id": n, "period": "2026Q3", **one} for n, one in enumerate(lines))
    (control,) = payout_controls(ledger, made.lines)
    assert (control["left"], control["right"], control["difference"]) == (12, 12, 0)
    (broken,) = payout_controls(ledger, made.lines.iloc[:1])
    assert broken["difference"] == 7
    assert payout_controls(Ledger.blank(), made.lines.iloc[:0]) == []


def test_nobody_and_no_rows_give_an_empty_table_of_the_right_kind() -> None:
    made = owed(office(plan()), **{"2026Q3": []})
    assert made.lines.empty
    assert pd.api.types.is_integer_dtype(made.lines["amount"])
