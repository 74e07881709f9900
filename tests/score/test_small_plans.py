"""Plans with little to compute (XJ, TJ, TZ, SJ): what is counted, worked by hand; what is not is said in words.

The test offices decided: XJ and TJ by the quarter; TJ counts co-written items for each author; TZ pays 信息 2, 4, 6 and
宣传 1, 3, 5, 10 points by tier, a story once; SJ reports by the month, tasks on adoptions.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from pipeline.office import load_office, load_rules
from pipeline.rules import ASSESSMENTS, examine
from schemas.assessment import Assessment
from schemas.vocabulary import Measure
from tests.score.case import OFFICES, Place, Scored, adoption, decided, scored, submission

POINTS, ITEMS, SUBMITTED = Measure.UNIT_POINTS, Measure.ITEMS, Measure.SUBMITTED
PERSON_ITEMS, PERSON_SUBMITTED = Measure.PERSON_ITEMS, Measure.PERSON_SUBMITTED


def words(assessment: Assessment, clause: str) -> str:
    """What the plan says of a clause it does not compute."""
    return "".join(said.handling for said in assessment.statements if said.clause == clause)


def tasks(result: Scored, rule: str) -> list[list[object]]:
    """Unit, target, owed, done, short."""
    found = result.work.quotas[result.work.quotas["rule"] == rule]
    return found[["unit_code", "target", "required", "done", "short"]].values.tolist()


# TJ: each quarter, submitted and adopted by person (TJ1)

BUREAU = Place(
    units={"A01": "股室", "B01": "股室"},
    outlets={"县政务信息": ("any", "内部刊物"), "市报": ("any", "报纸"), "县号": ("any", "平台号")},
    people={"P1": ("张三", "A01", "专业人员"), "P2": ("李四", "A01", "专业人员"), "P3": ("王五", "B01", "专业人员")},
)
SENT = [
    submission(title="甲"),
    submission(title="乙"),
    submission(title="丙", authors="张三、李四"),
    submission(title="丁", authors="李四"),
    submission(title="戊", authors="王五", unit_code="B01"),
]
USED = [adoption(title="甲"), adoption(title="丙", authors="张三、李四", outlet_text="县政务信息")]


def bureau(*rows: dict[str, object], **readings: object) -> Scored:
    return scored(decided("statistics-bureau", **readings), list(rows), BUREAU)


def test_each_person_has_what_was_submitted_and_adopted_in_the_quarter() -> None:
    result = bureau(*SENT, *USED)
    # 张三: 甲 乙 丙 = 3 sent, 甲 丙 = 2 used; 李四: 丙 丁 = 2 sent, 丙 = 1 used; 王五: 戊 = 1 sent, none used
    assert result.by_person(PERSON_SUBMITTED) == {"P1": 3, "P2": 2, "P3": 1}
    assert result.by_person(PERSON_ITEMS) == {"P1": 2, "P2": 1}
    # of the unit 丙 is one item though two people have it: 4 sent, 2 used
    assert [result.of(SUBMITTED, "A01"), result.of(ITEMS, "A01")] == [4, 2]
    assert [result.of(SUBMITTED, "B01"), result.of(ITEMS, "B01")] == [1, 0]


def test_by_the_other_reading_a_co_written_item_is_the_first_authors() -> None:
    first = {"steps__person_items__split": "first", "steps__person_submitted__split": "first"}
    result = bureau(*SENT, *USED, **first)
    # 丙 is 张三's alone: 李四 has 丁 sent and nothing used; now the people add up to the units, 5 and 2
    assert result.by_person(PERSON_SUBMITTED) == {"P1": 3, "P2": 1, "P3": 1}
    assert result.by_person(PERSON_ITEMS) == {"P1": 2}


def test_one_story_in_two_outlets_is_one_sent_and_two_used() -> None:
    result = bureau(submission(), adoption(), adoption(outlet_text="县政务信息"))
    assert [result.by_person(PERSON_SUBMITTED), result.by_person(PERSON_ITEMS)] == [{"P1": 1}, {"P1": 2}]


@pytest.mark.parametrize(
    ("day", "counted"),
    [(date(2026, 6, 30), 0), (date(2026, 7, 1), 1), (date(2026, 9, 30), 1), (date(2026, 10, 1), 0)],
)
def test_only_the_days_of_the_quarter_count(day: date, counted: int) -> None:
    sent = submission(submitted_at=datetime(day.year, day.month, day.day, 8))
    result = bureau(sent, adoption(published_on=day))
    assert [result.of(SUBMITTED), result.of(ITEMS)] == [counted, counted]


@pytest.mark.parametrize(("reading", "counted", "verdict"), [("waiting", 0, "待认定"), ("counted", 1, "认定")])
def test_an_outlet_not_on_the_roster_counts_by_one_reading_and_waits_by_the_other(
    reading: str, counted: int, verdict: str
) -> None:
    result = bureau(adoption(outlet_text="远方周刊"), admissibility__unknown_outlet__then=reading)
    assert (result.of(ITEMS), result.settled["verdict"].tolist()) == (counted, [verdict])


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (adoption(origin="转载"), "repost"),
        (adoption(outlet_text="县号"), "platform_account"),
        (adoption(paid=True), "paid_page"),
    ],
)
def test_reposts_platform_accounts_and_paid_pages_count_by_the_reading_the_office_chose(
    row: dict[str, object], rule: str
) -> None:
    counts = [bureau(row, **{f"admissibility__{rule}__then": reading}).of(ITEMS) for reading in ("counted", "excluded")]
    assert counts == [1, 0]


def test_a_person_who_is_not_on_the_roster_is_counted_by_name() -> None:
    assert bureau(submission(authors="借调的老陈")).of(PERSON_SUBMITTED) == 1


def test_a_plan_without_figures_earns_nobody_points_or_money() -> None:
    for plan in ("statistics-bureau", "xx-transport", "audit-bureau"):
        assert not decided(plan).measures() & {POINTS, Measure.PERSON_POINTS, Measure.CASH, Measure.UNIT_FUNDS}


def test_supervision_has_no_figure_and_is_left_to_the_bureau() -> None:
    assert "督导由局里安排" in words(decided("statistics-bureau"), "TJ2")


# XJ: submitted and adopted by unit; who the 信息员 is, and by when, is for the office to check (XJ2, XJ3)

COUNTY = Place(
    units={"A01": "局属单位", "B01": "机关股室"},
    outlets={"县电视台": ("county", "电视"), "市报": ("city", "报纸"), "省报": ("province", "报纸")},
)


def test_units_are_counted_and_nothing_else() -> None:
    rows = [
        submission(title="甲"), submission(title="乙"), submission(title="丙", unit_code="B01"),
        adoption(title="甲", outlet_text="县电视台"), adoption(title="甲", outlet_text="省报"),
    ]  # fmt: skip
    result = scored(decided("xx-transport"), rows, COUNTY)
    # A01: 2 sent, 2 used (one story by two outlets); B01: 1 sent, none used
    assert {unit: (result.of(SUBMITTED, unit), result.of(ITEMS, unit)) for unit in COUNTY.units} == {
        "A01": (2, 2),
        "B01": (1, 0),
    }
    assert (result.work.quotas.empty, set(result.work.ledger["person"])) == (True, {""})


def test_the_fifth_of_april_and_one_correspondent_for_each_unit_are_said_and_not_checked() -> None:
    plan = decided("xx-transport")
    assert "4月5日" in plan.clauses["XJ3"].text
    assert "1名信息员" in plan.clauses["XJ2"].text
    assert all(words(plan, clause).endswith("程序不核对。") for clause in ("XJ2", "XJ3"))


def test_the_countys_own_standard_is_missing_and_said_to_be() -> None:
    assert "没有文本，不计算" in words(decided("xx-transport"), "XJ1")


# TZ: two missing 办法, one for 信息 and one for 宣传 (TZ1); research tasks (TZ4); 大报、大版块、头条 (TZ5)

TAX = Place(
    units={"A01": "机关科室", "B01": "基层分局"},
    outlets={
        "县委信息": ("county", "内部刊物"), "市政府办": ("city", "部门"), "市报": ("city", "报纸"), "省报": ("province", "报纸"),
        "国报": ("national", "报纸"), "市台": ("city", "电视"),
    },
)  # fmt: skip


def tax(*rows: dict[str, object], quarter: str = "2026Q3", **readings: object) -> Scored:
    return scored(decided("tengzhou-tax", **readings), list(rows), TAX, quarter=quarter)


def test_information_and_publicity_have_each_their_own_tariff() -> None:
    result = tax(adoption(title="甲", outlet_text="市政府办"), adoption(title="乙", outlet_text="市台"))
    # the same tier: 信息 4, 宣传 3
    assert result.work.ledger.loc[result.work.ledger["measure"] == POINTS, ["account", "amount"]].values.tolist() == [
        ["information-points", 4_000],
        ["publicity-points", 3_000],
    ]


@pytest.mark.parametrize(("reading", "points"), [("highest", 5_000), ("each", 10_000)])
def test_a_story_in_three_places_counts_once_or_each_time(reading: str, points: int) -> None:
    rows = [adoption(outlet_text=name) for name in ("县委信息", "市报", "省报")]
    # 信息 2, 宣传 3 and 5: together 10, the highest 5
    assert tax(*rows, steps__same_story__policy=reading).of(POINTS) == points


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"outlet_text": "市报", "page": 1, "position": 1}, 1),  # 头条
        ({"outlet_text": "市报", "page": 1, "position": 2}, 0),
        ({"outlet_text": "市报", "page": 2, "position": 1}, 0),
        ({"outlet_text": "市报", "page": 1}, 0),  # no position filled in is not the first
        ({"outlet_text": "市报", "genre": "专版"}, 1),  # 大版块
        ({"outlet_text": "市台", "position": 1}, 0),
        ({"outlet_text": "省报", "page": 4}, 1),  # 大报
        ({"outlet_text": "国报"}, 1),
    ],
)
def test_big_papers_big_pages_and_headlines_are_counted_by_the_offices_standard_and_earn_nothing_more(
    facts: dict[str, object], counted: int
) -> None:
    result = tax(adoption(**facts))
    assert result.of(Measure.KEY_ITEMS) == counted
    assert set(result.work.ledger.loc[result.work.ledger["measure"] == POINTS, "account"]) == {"publicity-points"}


def test_tasks_of_both_kinds_are_checked_each_quarter() -> None:
    rows = [adoption(title="甲", outlet_text="县委信息"), adoption(title="乙"), adoption(title="丙", unit_code="B01")]
    # A01 owes 2 信息 and 1 宣传, did 1 and 1; B01 owes 1 and 2, did 0 and 1
    assert tasks(tax(*rows), "tasks") == [
        ["A01", "information-task", 2, 1, 1],
        ["B01", "information-task", 1, 0, 1],
        ["A01", "publicity-task", 1, 1, 0],
        ["B01", "publicity-task", 2, 1, 1],
    ]


@pytest.mark.parametrize(("quarter", "day", "final"), [("2026Q3", 8, False), ("2026Q4", 11, True)])
def test_research_is_owed_by_the_year_and_settled_in_its_last_quarter(quarter: str, day: int, final: bool) -> None:
    result = tax(adoption(genre="调研", published_on=date(2026, day, 5)), quarter=quarter)
    # 2 owed by an office, 1 by a branch
    assert tasks(result, "research") == [["A01", "research-papers", 2, 1, 1], ["B01", "research-papers", 1, 0, 1]]
    assert result.work.quotas.loc[result.work.quotas["rule"] == "research", "final"].tolist() == [final, final]


def test_research_counts_as_sent_in_where_the_office_reads_it_so() -> None:
    rows = [submission(genre="调研"), submission(title="乙", genre="动态"), adoption(title="丙", genre="调研")]
    result = tax(*rows, steps__research__book="submitted")
    assert tasks(result, "research")[0] == ["A01", "research-papers", 2, 1, 1]


def test_nobody_loses_anything_for_a_task_because_the_document_names_no_figure() -> None:
    assert tax().work.ledger.empty
    assert "不扣分" in words(decided("tengzhou-tax"), "TZ1")


# SJ: tasks by month, website columns by 科室 (SJ1, SJ2)

AUDIT = Place(
    units={"A01": "业务科室", "A02": "业务科室", "B01": "综合科室"},
    outlets={
        "区政务信息": ("district", "内部刊物"),
        "局外网站": ("district", "网站"),
        "审计杂志": ("city", "内部刊物"),
    },
    people={"P1": ("张三", "A01", ""), "P2": ("李四", "B01", "")},
)
MONTH = "2026M08"


def audit(*rows: dict[str, object], **readings: object) -> Scored:
    return scored(decided("audit-bureau", **readings), list(rows), AUDIT, quarter=MONTH)


def posted(title: str, programme: str, **more: object) -> dict[str, object]:
    return adoption(title=title, outlet_text="局外网站", programme=programme, **more)


def test_each_office_has_its_columns_of_the_website_and_one_may_be_one_offices_own() -> None:
    rows = [
        posted("甲", "审计动态"), posted("乙", "审计动态"), posted("丙", "机关党建"), posted("丁", "审计动态", unit_code="A02"),
        posted("戊", "机关党建", unit_code="B01"), posted("庚", "审计法规"),
        adoption(title="己", outlet_text="区政务信息", programme="审计动态", unit_code="A02"),
    ]  # fmt: skip
    # 2 in 审计动态 owed by each 业务科室: A01 2, A02 1 (a bulletin's column is none of the website's);
    # 1 in 机关党建 owed by the 综合科室, 1 done; 1 in 审计法规 owed by A02 alone, though A01 wrote for it
    assert tasks(audit(*rows), "columns") == [
        ["A01", "column-news", 2, 2, 0],
        ["A02", "column-news", 2, 1, 1],
        ["B01", "column-affairs", 1, 1, 0],
        ["A02", "column-law", 1, 0, 1],
    ]


@pytest.mark.parametrize(("reading", "done"), [("adopted", [1, 1, 0]), ("submitted", [2, 0, 0])])
def test_tasks_count_adoptions_or_submissions_as_the_office_reads_them(reading: str, done: list[int]) -> None:
    rows = [
        submission(title="甲", genre="动态"), submission(title="乙", genre=""),
        adoption(title="甲", genre="动态", outlet_text="区政务信息"),
        adoption(title="丙", genre="消息", outlet_text="审计杂志", unit_code="A02"),
    ]  # fmt: skip
    found = [line for line in tasks(audit(*rows, steps__tasks__book=reading), "tasks") if line[1] == "news"]
    # owed 2, 2, 1; what has no genre is no 调研 and counts as 信息宣传
    assert [(unit, owed, did) for unit, _, owed, did, _ in found] == [
        (unit, owed, did) for unit, owed, did in zip(("A01", "A02", "B01"), (2, 2, 1), done, strict=True)
    ]


def test_the_month_is_the_period_and_its_last_day_counts() -> None:
    days = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 31), date(2026, 9, 1)]
    result = audit(*(posted(f"第{n}篇", "审计动态", published_on=day) for n, day in enumerate(days)))
    assert result.of(ITEMS) == 2


def test_duties_are_laid_on_people_so_that_people_are_counted_too() -> None:
    result = audit(
        submission(), adoption(outlet_text="区政务信息"), posted("乙", "审计动态", authors="李四", unit_code="B01")
    )
    assert (result.by_person(PERSON_SUBMITTED), result.by_person(PERSON_ITEMS)) == ({"P1": 1}, {"P1": 1, "P2": 1})


def test_a_shortfall_costs_nothing_because_post_performance_has_no_figure_here() -> None:
    result = audit()
    assert (result.work.quotas["short"].sum() > 0, result.work.ledger.empty) == (True, True)
    assert "没有完成的不扣分" in words(decided("audit-bureau"), "SJ1")


# all four

PLANS = ("xx-transport", "statistics-bureau", "tengzhou-tax", "audit-bureau")


@pytest.mark.parametrize("plan", PLANS)
def test_every_clause_says_where_it_stands_and_is_used_or_spoken_of(plan: str) -> None:
    examined = examine(ASSESSMENTS / f"{plan}.yaml", {})
    assert examined.rules
    places = [clause.place for clause in examined.rules.assessment.clauses.values()]
    assert all(re.fullmatch(r"篇(五|八|九|十一)第\d+(至\d+)?行", place) for place in places)
    assert (examined.problems, examined.notices) == ((), ())


@pytest.mark.parametrize("plan", PLANS)
def test_the_test_office_has_decided_every_gap(plan: str) -> None:
    assert load_rules(load_office(OFFICES / f"{plan}.yaml")).open == ()
