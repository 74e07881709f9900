"""A rule file as people write it: whatever is wrong is named in Chinese at its line and column, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from pipeline.rules import ASSESSMENTS, examine, load_rules, rules_of, trial_problems
from pipeline.yaml_file import read_yaml
from schemas.office import Decision, Office
from tests.assessments.plans import POINTS, QUOTA, plan, write

GAP = (
    "{gap: 怎样排, clause: A, when: always, readings: {class: {label: 分, value: class}, all: {label: 合, value: %s}}}"
)
OPEN_TARIFF = (
    "- {step: base, id: points, clause: A, measure: 单位积分, tariff: {gap: 几分, clause: A, when: always, %s}}\n"
)

FAULTS = {
    "a key twice": ("id: t\ntitle: a\n§id: u\n", "项目“id”重复"),
    "a colon too many": ("title: a§: b\n", "这里不能有冒号"),
    "a tab": ("calendar:\n§\tclause: A\n", "这里不能用这个符号；缩进请用空格"),
    "a bracket that is not closed": ("of: [a, b\ntitle§: x\n", "括号没有配对"),
    "a day that does not exist": ("id: t\neffective_from: §2025-02-30\n", "没有 2025-02-30 这一天"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_no_yaml_is_named_with_line_and_column(tmp_path: Path, case: str) -> None:
    text, message = FAULTS[case]
    path, place = write(tmp_path, text)
    with pytest.raises(OfficeError) as refused:
        read_yaml(path)
    assert f"{place.removeprefix('t.yaml ')} {message}" in refused.value.headline


KEYS = {
    "an unknown key near a known one": (
        plan(head="id: t\n§titel: 测试\ntitle: 测试\nplan_year: 2026\neffective_from: 2026-01-01\n"),
        "titel：没有这个项目，请核对拼写，是不是 title",
    ),
    "an unknown key in a step": (
        plan(steps=POINTS.replace("measure:", "§mesure: 单位积分, measure:")),
        "steps.points.mesure：没有这个项目，请核对拼写，是不是 measure",
    ),
    "an unknown key like no other": (plan(more="§颜色: 红\n"), "颜色：没有这个项目，请核对拼写"),
    "a step that does not exist": (
        plan(steps="- §{step: xyz, id: points, clause: A}\n"),
        "没有“xyz”这种步骤，可用的有：base、multiply、same_story",
    ),
    "a step that does not say which": (
        plan(steps="- §{id: points, clause: A}\n"),
        "没有写 step（哪种步骤），可用的有：base、multiply",
    ),
    "a rule without its clause": (
        plan(steps="- §{step: base, id: points, measure: 单位积分}\n"),
        "steps.points.clause：这条规则没有写条款 clause",
    ),
    "a clause left blank": (plan(steps=POINTS.replace("clause: A", '§clause: ""')), "steps.points.clause：不能空着"),
    "a missing key": (plan(ranking="§ranking: {}\n"), "ranking.clause：这条规则没有写条款 clause"),
    "a missing part": (plan(tiers="tiers: [§{id: county}]\n"), "tiers.county.name：缺少这个项目"),
    "a word that is not offered": (
        plan(calendar="calendar: {clause: A, §window: lunar, late: {clause: A}}\n"),
        "calendar.window：只能写 calendar、cutoff",
    ),
    "a measure that does not exist": (
        plan(steps=POINTS.replace("measure: 单位积分", "§measure: 分数")),
        "只能写 采用篇数、个人篇数",
    ),
    "a number that is none": (
        plan(calendar="calendar: {clause: A, late: {clause: A}, due: {month_of_period: 3, §day: 末日}}\n"),
        "calendar.due.day：应为整数",
    ),
    "a number too large": (
        plan(calendar="calendar: {clause: A, late: {clause: A}, due: {§month_of_period: 4, day: 1}}\n"),
        "不能大于 3",
    ),
    "neither yes nor no": (
        plan(calendar="calendar: {clause: A, late: {clause: A}, §due_day_included: 算}\n"),
        "应为 true（是）或 false（否）",
    ),
    "a number for text": (plan(tiers="tiers: [{§id: 1, name: 县级}]\n"), "应为文字"),
    "a day that is none": (
        plan(head="id: t\ntitle: 测试\nplan_year: 2026\n§effective_from: 明天\n"),
        "应为日期，如 2026-01-05",
    ),
    "one value for a list": (
        plan(steps=POINTS + "- {step: cap, id: c, clause: A, §of: points}\n"),
        "应为一串",
    ),
    "an empty list": (plan(steps=POINTS + "- {step: cap, id: c, clause: A, §of: []}\n"), "至少写 1 项"),
    "one of two forms, both wrong": (
        plan(steps=QUOTA.replace("required: 1", "§required: 多")),
        "应为整数，或者应由“项目: 值”组成",
    ),
    "one of two forms, evidently the second": (
        plan(steps=QUOTA.replace("required: 1", "required: {§中心校: 多}")),
        "targets.x.required.中心校：应为整数",
    ),
    "a fact that does not exist": (
        plan(steps=POINTS.replace("{amount: 1}", "{§where: {colour: 红}, amount: 1}")),
        "没有“colour”这个事实",
    ),
    "an unknown form of a test": (
        plan(steps=POINTS.replace("{amount: 1}", "{where: {page: {§at_leest: 1}}, amount: 1}")),
        "where.page.at_leest：没有这个项目",
    ),
    "a decimal that is not exact": (plan(steps=POINTS.replace("amount: 1", "§amount: 0.5")), "小数请加引号"),
    "a gap without its clause": (
        plan(ranking="ranking: {clause: A, §within: {gap: 怎样排, when: always}}\n"),
        "ranking.within.clause：这条规则没有写条款 clause",
    ),
    "a gap with an unknown key": (
        plan(ranking="ranking: {clause: A, within: {gap: 怎样排, clause: A, when: always, §reading: {}}}\n"),
        "ranking.within.reading：没有这个项目，请核对拼写，是不是 readings",
    ),
    "a gap with an unknown period fact": (
        plan(ranking="ranking: {clause: A, within: {gap: 怎样排, clause: A, when: {§period: 雨天}}}\n"),
        "ranking.within.when.period：只能写 due_day_off",
    ),
    "a gap that is needed nobody knows when": (
        plan(ranking="ranking: {clause: A, within: {gap: 怎样排, clause: A, §when: 有时}}\n"),
        "ranking.within.when：只能写 always，或者应由“项目: 值”组成",
    ),
}


@pytest.mark.parametrize("case", KEYS)
def test_a_wrong_key_or_value_is_named_in_chinese(tmp_path: Path, case: str) -> None:
    text, message = KEYS[case]
    path, place = write(tmp_path, text)
    with pytest.raises(OfficeError) as refused:
        rules_of(path, {})
    problems = refused.value.problems
    assert [line for line in problems if line.startswith(place) and message in line], (place, problems)
    assert "处需要改正" in refused.value.headline


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    path, _ = write(
        tmp_path, plan(steps=POINTS.replace("clause: A", "clause: B"), ranking="ranking: {clause: C, within: all}\n")
    )
    assert len(examine(path, {}).problems) == 2


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "只是一句话\n"])
def test_a_file_that_is_no_assessment_at_all_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    path, _ = write(tmp_path, text)
    with pytest.raises(OfficeError, match="应由“项目: 值”组成"):
        rules_of(path, {})


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    path.write_text("\ufeff" + plan(), "utf-8")
    assert rules_of(path, {}).assessment.id == "t"


def _decided(**keys: object) -> Decision:
    return Decision.model_validate({"by": "局长", "on": date(2026, 1, 5), **keys})


def test_a_fault_in_a_decided_value_is_named_as_the_decisions(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan(steps=OPEN_TARIFF % "example: [{amount: 1}]"))
    for value, message in (([{"amount": 0.5}], "0.amount：数额"), ([{"amount": 1}, {"amount": 2}], "1：与第1档")):
        with pytest.raises(OfficeError) as refused:
            rules_of(path, {"steps.points.tariff": _decided(value=value)}, "另定.yaml")
        (problem,) = refused.value.problems
        assert problem.startswith("另定.yaml 的 decisions 中 steps.points.tariff.")
        assert message in problem


def test_a_fault_in_a_reading_is_named_in_the_assessment(tmp_path: Path) -> None:
    within = (GAP % "none").replace("value: none", "§value: none")
    path, place = write(tmp_path, plan(ranking=f"ranking: {{clause: A, within: {within}}}\n"))
    with pytest.raises(OfficeError) as refused:
        rules_of(path, {"ranking.within": _decided(reading="all")})
    (problem,) = refused.value.problems
    assert problem.startswith(place)
    assert trial_problems(path) != []  # and found before anyone chooses it


def test_readings_and_examples_that_do_no_harm_pass_the_trial(tmp_path: Path) -> None:
    ranking = f"ranking: {{clause: A, within: {GAP % 'all'}}}\n"
    path, _ = write(tmp_path, plan(ranking=ranking, steps=OPEN_TARIFF % "example: [{amount: 1}]"))
    assert trial_problems(path) == []


def test_an_example_that_would_be_refused_is_found(tmp_path: Path) -> None:
    path, place = write(tmp_path, plan(steps=OPEN_TARIFF % "§example: [{amount: 1}, {amount: 2}]"))
    (problem,) = trial_problems(path)
    assert problem.startswith(place)
    assert "可能同时适用" in problem


def test_what_only_a_decision_puts_out_of_reach_is_pointed_out_and_not_refused(tmp_path: Path) -> None:
    then = "{gap: 转载计不计, clause: A, when: always, readings: {no: {label: 不计, value: reject}}}"
    more = f"admissibility: [{{id: r, clause: A, where: {{origin: 转载}}, say: 转载, then: {then}}}]\n"
    steps = POINTS.replace("{amount: 1}", "{where: {origin: 转载}, amount: 1}")
    path, _ = write(tmp_path, plan(steps=steps, more=more))
    rules = rules_of(path, {"admissibility.r.then": _decided(reading="no")})
    assert [notice for notice in rules.notices if "这一档用不到" in notice]


def test_a_decision_that_fits_no_gap_names_its_file(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan())
    with pytest.raises(OfficeError, match=r"另定\.yaml 的 decisions 有误：决定 nothing"):
        rules_of(path, {"nothing": _decided(value=1)}, "另定.yaml")


def test_an_office_that_names_no_assessment_there_is_gets_the_list() -> None:
    office = Office.model_construct(assessment="nowhere", decisions={})
    with pytest.raises(OfficeError, match="luquan-education"):
        load_rules(office)


@pytest.mark.parametrize("path", sorted(ASSESSMENTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_reading_and_example_of_every_assessment_can_be_chosen(path: Path) -> None:
    assert trial_problems(path) == []
