"""What no single key of an assessment shows is found, and named in plain words at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import ASSESSMENTS, examine
from schemas.soundness import outlet_problems
from tests.assessments.plans import CASH, POINTS, QUOTA, WHOLE, plan, write

TWO_CLAUSES = "clauses: {A: {place: 第一条, text: 计分}, §B: {place: 第二条, text: 空话}}\n"
RULE = "admissibility: [{id: r, clause: A, where: {%s}, then: %s, say: 某事}]\n"
DEFINED = "definitions: [{id: key, clause: A, name: 重点, any_of: [{%s}]}]\n"


def _base(keys: str) -> str:
    return f"- {{step: base, id: points, clause: A, measure: 单位积分, {keys}}}\n"


def _tariff(*rows: str, only: str = "") -> str:
    return _base(f"only: {{{only}}}, tariff: [{', '.join(rows)}]")


GRAVE = {
    "a clause that is not listed, in a rule": (
        plan(more=(RULE % ("untrue: true", "reject")).replace("clause: A", "§clause: B")),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, in a step": (
        plan(steps=POINTS.replace("clause: A", "§clause: B")),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, in a tariff row": (
        plan(steps=_tariff("{amount: 1, §clause: B}")),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, for the calendar": (
        plan(calendar="calendar: {§clause: B, late: {clause: A}}\n"),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, for late returns": (
        plan(calendar="calendar: {clause: A, late: {§clause: B}}\n"),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, for the ranking": (
        plan(ranking="ranking: {§clause: B}\n"),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, for the payout": (
        plan(more="payout: {§clause: B}\n"),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, in a statement": (
        plan(more="statements: [{§clause: B, handling: 不计}]\n"),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "a clause that is not listed, in a gap": (
        plan(ranking="ranking: {clause: A, within: {gap: 怎样排, §clause: B, when: always, example: all}}\n"),
        "引用的条款 B 没有列在 clauses 下",
    ),
    "two rules with one id": (
        plan(steps=POINTS + CASH.replace("id: cash", "§id: points")),
        "规则代号 points 重复",
    ),
    "a rule and a step with one id": (
        plan(steps=POINTS.replace("id: points", "§id: r"), more=RULE % ("untrue: true", "reject")),
        "规则代号 r 重复",
    ),
    "an id with a dot": (plan(steps=POINTS.replace("id: points", "§id: a.b")), "不能含有点号"),
    "two tiers with one id": (
        plan(tiers="tiers: [{id: county, name: 县级}, {§id: county, name: 市级}]\n"),
        "级别代号 county 重复",
    ),
    "two tiers with one name": (
        plan(tiers="tiers: [{id: county, name: 县级}, {id: city, §name: 县级}]\n"),
        "级别名称“县级”重复",
    ),
    "two targets with one key": (
        plan(steps=QUOTA.replace("targets: [", "targets: [{label: x, required: 1}, ").replace("{id: x", "{§id: x")),
        "任务“x”重复",
    ),
    "a tier that is not listed": (
        plan(steps=_tariff("{where: {§tier: [county, province]}, amount: 1}")),
        "级别 province 没有列在 tiers 下",
    ),
    "a tier of a story that is not listed": (
        plan(steps=_tariff("{where: {§tiers_of_story: {all: [county, province]}}, amount: 1}")),
        "级别 province 没有列在 tiers 下",
    ),
    "a word that is no choice of its column": (
        plan(steps=_tariff("{where: {§method: 全交}, amount: 1}")),
        "采用方式没有 全交 这个值，可用的有：全文、综合、批示",
    ),
    "a usual word where the assessment has its own": (
        plan(steps=_tariff("{where: {§genre: 消息}, amount: 1}"), more="choices: {genre: [大稿, 小稿]}\n"),
        "体裁没有 消息 这个值，可用的有：大稿、小稿",
    ),
    "a standard that is not defined": (
        plan(steps=_tariff("{where: {§meets: key}, amount: 1}")),
        "没有“key”这项认定标准",
    ),
    "a standard that rests on a standard": (
        plan(more=DEFINED % "§meets: key"),
        "认定标准不能再引用认定标准",
    ),
    "a standard of one book used on another": (
        plan(
            steps=_base("book: 报送台账, tariff: [{where: {§meets: key}, amount: 1}]"),
            more=DEFINED % "genre: 消息",
        ),
        "认定标准“key”是对采用明细说的，不能用于报送台账",
    ),
    "a fact that the book does not have": (
        plan(steps=_base("book: 报送台账, tariff: [{where: {§method: 全文}, amount: 1}]")),
        "报送台账的行没有“采用方式”",
    ),
    "a fact of submissions asked of adoptions": (
        plan(more=(RULE % ("§in_time: false", "reject"))),
        "采用明细的行没有“按规定时间报送”",
    ),
    "a condition of a gap with a tier that is not listed": (
        plan(
            ranking="ranking: {clause: A, within: {gap: 怎样排, clause: A, example: all, "
            "when: {rows: {§tier: province}}}}\n"
        ),
        "级别 province 没有列在 tiers 下",
    ),
    "tariff rows that both fit one item": (
        plan(steps=_tariff("{where: {tier: county}, amount: 1}", "§{where: {genre: 消息}, amount: 2}")),
        "与第1档可能同时适用于一篇稿件",
    ),
    "tariff bounds that overlap by one": (
        plan(
            steps=_tariff(
                "{where: {length: {at_most: 800}}, amount: 1}", "§{where: {length: {at_least: 800}}, amount: 2}"
            )
        ),
        "与第1档可能同时适用于一篇稿件",
    ),
    "a tariff row that the step's own condition rules out": (
        plan(steps=_tariff("§{where: {tier: city}, amount: 1}", only="tier: county")),
        "与本步骤的 only 不能同时成立",
    ),
    "a tariff row whose items a rule turns down": (
        plan(
            steps=_tariff("{where: {origin: 原发}, amount: 1}", "§{where: {origin: 转载}, amount: 2}"),
            more=RULE % ("origin: 转载", "void"),
        ),
        "已被规则 r（某事）排除，这一档用不到",
    ),
    "an account that does not exist": (
        plan(steps=POINTS + "- {step: cap, id: c, clause: A, of: [§nothing]}\n"),
        "前面没有代号为 nothing 的款项，可用的有：points",
    ),
    "an account that only comes later": (
        plan(steps="- {step: cap, id: c, clause: A, of: [§points]}\n" + POINTS),
        "前面没有代号为 points 的款项",
    ),
    "an adjusting step taken for an account": (
        plan(
            steps=POINTS + "- {step: cap, id: c, clause: A, of: [points]}\n- {step: cap, id: d, clause: A, of: [§c]}\n"
        ),
        "前面没有代号为 c 的款项",
    ),
    "accounts of two measures under one cap": (
        plan(steps=POINTS + CASH + "- {step: cap, id: c, clause: A, §of: [points, cash]}\n"),
        "各款项的计量不同（单位积分、奖励金额）",
    ),
    "points shared out as cash": (
        plan(steps=POINTS + "- {step: share, id: c, clause: A, of: [points], §into: 奖励金额}\n"),
        "单位积分只能分成个人积分",
    ),
    "funds shared out": (
        plan(
            steps=POINTS.replace("单位积分", "单位经费")
            + "- {step: share, id: c, clause: A, §of: [points], into: 个人积分}\n"
        ),
        "单位经费不能分给个人",
    ),
    "a penalty without its quota": (
        plan(steps="- {step: penalty, id: p, clause: A, §of: quota, measure: 单位积分, per_item: -1}\n" + QUOTA),
        "前面没有代号为 quota 的任务步骤",
    ),
    "a penalty for what the whole office owes": (
        plan(steps=WHOLE + "- {step: penalty, id: p, clause: A, §of: whole, measure: 单位积分, per_item: -1}\n"),
        "whole 是全局的任务",
    ),
    "a part of a composite without its target": (
        plan(
            steps=QUOTA
            + "- {step: composite, id: c, clause: A, measure: 单位积分, parts: [{§target: z, amount: 10}]}\n"
        ),
        "前面没有“z”这项任务，可用的有：x",
    ),
    "a composite that is not points": (
        plan(
            steps=QUOTA
            + "- {step: composite, id: c, clause: A, §measure: 奖励金额, parts: [{target: x, amount: 10}]}\n"
        ),
        "只能是单位积分",
    ),
    "a number per class for the whole office": (
        plan(steps=WHOLE.replace("required: 1", "§required: {中心校: 1}")),
        "全局的任务只有一个数",
    ),
    "choices for a column that has none": (
        plan(more="choices: {§title: [甲, 乙]}\n"),
        "“title”不是有选项的栏目",
    ),
    "two readings with one name": (
        plan(
            ranking="ranking: {clause: A, within: {gap: 怎样排, clause: A, when: always, readings: "
            "{one: {label: 分, value: class}, §two: {label: 分, value: all}}}}\n"
        ),
        "与前面一种读法同名",
    ),
}


@pytest.mark.parametrize("case", GRAVE)
def test_is_refused_at_its_place(tmp_path: Path, case: str) -> None:
    text, message = GRAVE[case]
    path, place = write(tmp_path, text)
    problems = examine(path, {}).problems
    assert [problem for problem in problems if problem.startswith(place) and message in problem], (place, problems)


SOUND = {
    "the plan as it stands": plan(),
    "bounds that touch but do not overlap": plan(
        steps=_tariff("{where: {length: {at_most: 799}}, amount: 1}", "{where: {length: {at_least: 800}}, amount: 2}")
    ),
    "rows that the step's own condition keeps apart": plan(
        steps=_tariff(
            "{where: {page: {at_most: 2}}, amount: 1}", "{where: {page: [1, 3]}, amount: 2}", only="page: {at_least: 2}"
        )
    ),
    "rows on several tiers that only share a tier the step leaves out": plan(
        tiers="tiers: [{id: a, name: 甲}, {id: b, name: 乙}, {id: c, name: 丙}]\n",
        steps=_tariff("{where: {tier: [a, b]}, amount: 1}", "{where: {tier: [b, c]}, amount: 2}", only="tier: [a, c]"),
    ),
    "a rule that turns down some of a row's items": plan(
        steps=_tariff("{where: {tier: county}, amount: 1}"), more=RULE % ("tier: county, origin: 转载", "reject")
    ),
    "the blank tier": plan(more=RULE % ('tier: ""', "pending")),
    "a standard used where its book is": plan(
        steps=_tariff("{where: {meets: key}, amount: 1}"), more=DEFINED % "genre: 消息"
    ),
    "same story across points and cash": plan(
        steps=POINTS + CASH + "- {step: same_story, id: s, clause: A, of: [points, cash], policy: highest}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SOUND)
def test_is_accepted(tmp_path: Path, case: str) -> None:
    path, _ = write(tmp_path, SOUND[case])
    examined = examine(path, {})
    assert (examined.problems, examined.notices) == ((), ())


def test_a_clause_that_nothing_rests_on_is_only_pointed_out(tmp_path: Path) -> None:
    path, place = write(tmp_path, plan(clauses=TWO_CLAUSES))
    examined = examine(path, {})
    assert examined.problems == ()
    assert examined.notices == (f"{place} clauses.B：没有一条规则依据条款 B，请核对是否漏写",)


def test_a_tier_that_no_outlet_has_is_pointed_out_once(tmp_path: Path) -> None:
    steps = _tariff("{where: {tier: county}, amount: 1}", "{where: {tier: city}, amount: 2}")
    path, _ = write(tmp_path, plan(steps=steps + steps.replace("points", "again")))
    rules = examine(path, {}).rules
    assert rules is not None
    (found,) = outlet_problems(rules.assessment, {"county"})
    assert (found.location, found.grave) == (("steps", 0, "tariff", 1, "where", "tier"), False)
    assert "没有“市级”的媒体" in found.text


@pytest.mark.parametrize("path", sorted(ASSESSMENTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_assessment_that_comes_with_the_product_is_sound(path: Path) -> None:
    assert examine(path, {}).problems == ()
