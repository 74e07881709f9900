"""Plan SCH, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

County ¥20, city and province ¥50, national ¥100 (SCH3); −1 point for each missing submission (SCH4) and each missing
adoption (SCH5), for everyone of an office and for the administrators of a campus (SCH6); no proof or no two
signatures: void (SCH9, SCH11). The test office decided 6 submissions and 3 adoptions for an office, 4 and 2 for a campus.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from pipeline import score
from pipeline.period import PeriodId
from schemas.vocabulary import Measure
from tests.score.case import Place, Scored, adoption, decided, period, scored, submission

PLACE = Place(
    units={"A01": "处室", "B01": "校园部"},
    outlets={
        "县报": ("county", "报纸"), "市报": ("city", "报纸"), "省报": ("province", "报纸"), "国报": ("national", "报纸"),
    },
    people={
        "P1": ("张三", "A01", "处室人员"),
        "P2": ("李四", "A01", "处室人员"),
        "P3": ("王五", "A01", "行政人员"),
        "Q1": ("赵六", "B01", "行政人员"),
        "Q2": ("钱七", "B01", "教师"),
    },
)  # fmt: skip
CASH, PERSON = Measure.CASH, Measure.PERSON_POINTS
IN_TERM = {"quarter": "2026Q1"}  # of a school year from September: September to November 2026


def wrote(n: int, **overrides: object) -> dict[str, object]:
    return submission(title=f"第{n}篇", submitted_at=datetime(2026, 9, n, 9), **overrides)


def used(n: int, outlet: str = "县报", **overrides: object) -> dict[str, object]:
    facts = {"published_on": date(2026, 9, n), "evidence_kinds": "报样", **overrides}
    return adoption(title=f"第{n}篇", outlet_text=outlet, **facts)


def run(
    *rows: dict[str, object], place: Place = PLACE, silent: frozenset[str] = frozenset(),
    unread: frozenset[tuple[str, str]] = frozenset(), **readings: object
) -> Scored:  # fmt: skip
    return scored(decided("county-school", **readings), list(rows), place, silent=silent, unread=unread, **IN_TERM)


def penalties(result: Scored) -> dict[str, int]:
    lines = result.work.ledger[result.work.ledger["step"] == "penalty"]
    return {str(who): int(amount) for who, amount in lines.groupby("person")["amount"].sum().items()}


def test_six_and_three_owed_four_and_one_done_costs_every_member_four_points() -> None:
    # submissions 6 − 4 = 2, adoptions 3 − 1 = 2: −2 −2 = −4 for each of the three of A01
    result = run(*(wrote(n) for n in range(1, 5)), used(1))
    assert {who: amount for who, amount in penalties(result).items() if who.startswith("P")} == {
        "P1": -4_000, "P2": -4_000, "P3": -4_000,
    }  # fmt: skip
    assert "信息报送任务差2条 × -1分" in result.arithmetic


def test_of_a_campus_only_the_administrators_bear_the_penalty() -> None:
    # 4 + 2 owed, nothing done: −6 for Q1, nothing for the teacher
    found = penalties(run(*(wrote(n) for n in range(1, 7)), *(used(n) for n in range(1, 4))))
    assert found == {"Q1": -6_000}


def test_a_quota_met_exactly_costs_nothing() -> None:
    rows = [*(wrote(n) for n in range(1, 7)), *(used(n) for n in range(1, 4))]
    assert not any(who.startswith("P") for who in penalties(run(*rows)))


def test_more_than_owed_earns_no_penalty_and_does_not_make_up_for_the_other_quota() -> None:
    # 8 submissions (2 over), no adoption: −3
    result = run(*(wrote(n) for n in range(1, 9)))
    assert penalties(result)["P1"] == -3_000


@pytest.mark.parametrize(("outlet", "fen"), [("县报", 2_000), ("市报", 5_000), ("省报", 5_000), ("国报", 10_000)])
def test_city_and_province_pay_alike(outlet: str, fen: int) -> None:
    assert run(wrote(1), used(1, outlet)).by_person(CASH) == {"P1": fen}


def test_an_adoption_without_proof_is_void() -> None:
    result = run(wrote(1), used(1, evidence_kinds=""))
    assert result.of(CASH) == 0
    row = result.settled.set_index("book").loc["采用明细"]
    assert (row["verdict"], row["clause"], row["reason"]) == ("作废", "SCH9", "没有证明材料")


@pytest.mark.parametrize(
    ("lacking", "reason"), [("head_signature", "没有处室主任签字"), ("leader_signature", "没有分管领导签字")]
)
def test_an_adoption_whose_submission_lacks_a_signature_is_void(lacking: str, reason: str) -> None:
    result = run(wrote(1, **{lacking: ""}), used(1))
    row = result.settled.set_index("book").loc["采用明细"]
    assert (row["verdict"], row["clause"], row["reason"]) == ("作废", "SCH11", reason)
    assert result.of(CASH) == 0


def test_an_adoption_that_no_line_of_the_register_belongs_to_waits_by_the_waiting_reading() -> None:
    result = run(used(1), admissibility__not_registered__then="waiting")
    assert result.settled["verdict"].tolist() == ["待认定"]


def test_an_adoption_that_no_line_of_the_register_belongs_to_is_void_by_the_void_reading() -> None:
    assert run(used(1), admissibility__not_registered__then="void").settled["verdict"].tolist() == ["作废"]


def test_an_unsigned_submission_does_not_count_towards_the_quota_by_the_void_reading() -> None:
    # 5 signed and 1 unsigned: 1 short, and 3 adoptions short: −4
    rows = [*(wrote(n) for n in range(1, 6)), wrote(6, head_signature="")]
    reading = {"admissibility__submission_head_unsigned__then": "void"}
    assert penalties(run(*rows, **reading))["P1"] == -4_000


def test_a_unit_without_a_return_is_charged_in_full_by_the_zero_reading() -> None:
    # 6 + 3
    reading = {"steps__submission_quota__unreported": "zero", "steps__adoption_quota__unreported": "zero"}
    assert penalties(run(silent=frozenset({"A01"}), **reading))["P1"] == -9_000


def test_a_unit_without_a_return_is_not_charged_by_the_unverifiable_reading() -> None:
    reading = {
        "steps__submission_quota__unreported": "unverifiable", "steps__adoption_quota__unreported": "unverifiable",
    }  # fmt: skip
    assert "P1" not in penalties(run(silent=frozenset({"A01"}), **reading))


def test_a_quota_of_the_school_year_is_settled_in_its_last_quarter_only() -> None:
    yearly = {"steps__submission_quota__period": "year", "steps__adoption_quota__period": "year"}
    assert penalties(run(wrote(1), **yearly)) == {}
    plan = decided("county-school", **yearly)
    june = submission(submitted_at=datetime(2027, 6, 3, 9))
    ended = scored(plan, [june], PLACE, quarter="2026Q4")
    assert penalties(ended)["P1"] == -8_000  # 6 − 1 and 3 − 0


def test_a_yearly_quota_with_an_unknown_earlier_quarter_is_not_settled_and_says_so() -> None:
    plan = decided("county-school", steps__submission_quota__period="year", steps__adoption_quota__period="year")
    result = scored(plan, [], PLACE, quarter="2026Q4", whole_year=False)
    assert penalties(result) == {}
    assert "往期资料不全，尚不能结算" in result.work.quotas["note"].iloc[0]


def test_the_school_year_begins_in_september() -> None:
    first, last = period(decided("county-school"), "2026Q1"), period(decided("county-school"), "2026Q4")
    assert (first.label, first.start, first.end) == ("2026—2027学年第一季度", date(2026, 9, 1), date(2026, 11, 30))
    assert (last.start, last.end, last.ends_year) == (date(2027, 6, 1), date(2027, 8, 31), True)
    assert PeriodId.parse("2026Q1").before() == PeriodId("quarter", 2025, 4)


def test_points_decided_by_the_school_are_shared_equally_to_a_tenth() -> None:
    # city 5 ÷ 3 = 1.6 each, 0.2 left: 1.7, 1.7, 1.6; the submission's 0.5 ÷ 3 = 0.1 each, 0.2 left: 0.2, 0.2, 0.1
    names = {"authors": "张三、李四、王五"}
    result = run(wrote(1, **names), used(1, "市报", **names))
    lines = result.work.ledger[(result.work.ledger["measure"] == PERSON) & (result.work.ledger["step"] == "share")]
    assert lines.groupby("person")["amount"].sum().to_dict() == {"P1": 1_900, "P2": 1_900, "P3": 1_700}


def test_a_shortfall_that_waiting_rows_may_fill_is_not_charged_yet() -> None:
    # 6 submissions; 3 adoptions owed, 3 wait for their outlet to be graded: nothing is short for certain
    result = run(*(wrote(n) for n in range(1, 7)), *(used(n, "没听说过的报") for n in range(1, 4)))
    assert not any(who.startswith("P") for who in penalties(result))
    adoption_quota = result.work.quotas[result.work.quotas["rule"] == "adoption-quota"].set_index("unit_code")
    assert adoption_quota.loc["A01", "note"] == "本季度；有待认定或待补正的信息，差额未定"


def test_a_line_that_cannot_be_read_may_fill_a_shortfall_of_its_own_book_only() -> None:
    # 5 submissions read and one not: no charge for it; adoptions 3 short: −3
    result = run(*(wrote(n) for n in range(1, 6)), unread=frozenset({("A01", "报送台账")}))
    assert penalties(result)["P1"] == -3_000


def test_a_duty_done_in_full_is_beyond_doubt_though_other_rows_wait() -> None:
    result = run(*(wrote(n) for n in range(1, 8)), *(used(n) for n in range(1, 4)), used(7, "没听说过的报"))
    quota = result.work.quotas.set_index(["rule", "unit_code"])
    assert quota.loc[("adoption-quota", "A01"), "checkable"]


def test_a_year_with_a_quarter_nobody_could_check_is_not_settled_unless_met() -> None:
    plan = decided(
        "county-school", steps__submission_quota__period="year", steps__submission_quota__unreported="unverifiable"
    )
    silent = scored(plan, [], PLACE, quarter="2026Q1", silent=frozenset({"A01"})).work
    past = (score.Past(silent.period, silent.rows, silent.ledger, silent.came),)
    june = [submission(title=f"第{n}篇", submitted_at=datetime(2027, 6, n, 9)) for n in range(1, 7)]
    short = scored(plan, june[:1], PLACE, quarter="2026Q4", earlier=past).work.quotas
    met = scored(plan, june, PLACE, quarter="2026Q4", earlier=past).work.quotas
    of_year = [
        table[(table["rule"] == "submission-quota") & (table["unit_code"] == "A01")].iloc[0] for table in (short, met)
    ]
    assert [(one["checkable"], one["note"]) for one in of_year] == [
        (False, "往期没有报表，无法核验"),
        (True, "全年"),
    ]


def test_who_has_left_by_the_periods_end_bears_no_penalty_and_who_came_on_its_last_day_does() -> None:
    days = {"P1": {"to_date": "2026-11-29"}, "P2": {"to_date": "2026-11-30"}, "P3": {"from_date": "2026-11-30"}}
    found = penalties(run(place=replace(PLACE, days=days)))
    assert {who for who in found if who.startswith("P")} == {"P2", "P3"}
