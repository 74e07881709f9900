"""One slip in a sound assessment: refused at its line and column, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import examine, trial_problems
from schemas.soundness import role_problems
from tests.assessments.plans import (
    CASH,
    DEFINED,
    GAP,
    ITEMS,
    MANUAL,
    MOVED,
    PARTS,
    PENALTY,
    POINTS,
    QUOTA,
    RULE,
    SCORE,
    STORY,
    TIMES,
    WHOLE,
    WITHIN,
    plan,
    without,
    write,
)  # fmt: skip

PERSONS = "- {step: share, id: s, clause: A, of: [items], into: 个人篇数, payee: author, split: full}\n"
SHORT = QUOTA.replace("period: quarter", "period: week")
PERSONAL = PENALTY.replace("measure: 单位积分", "measure: 个人积分, bearers: [{roles: [负责人]}]")

SLIPS = {
    # 1 what people are paid cannot be capped
    "cash that goes to people under a cap": (
        plan(steps=CASH + "- {step: cap, id: c, clause: A, of: [§cash], limit: 9}\n" + MOVED),
        "steps.c.of.0：款项 cash 由 s 分给个人，不能按单位封顶：个人照得全数，单位名下却被扣减。请写 per: person",
    ),
    "cash that has gone to people under a cap": (
        plan(steps=CASH + MOVED + "- {step: cap, id: c, clause: A, of: [§cash], limit: 9}\n"),
        "款项 cash 由 s 分给个人，不能按单位封顶",
    ),
    # 2 采用篇数
    "no count of items": (plan(items="").replace("steps:", "§steps:"), "没有计采用篇数的一步"),
    "two counts of items": (
        plan(steps=ITEMS.replace("id: items", "id: first"), items=ITEMS.replace("measure:", "§measure:")),
        "steps.items.measure：采用篇数只能由 first 一步计",
    ),
    "entries counted as items": (
        plan(items=ITEMS + MANUAL.replace("measure: 单位积分", "§measure: 采用篇数")),
        "采用篇数只能由 items 一步计",
    ),
    "items counted in the other book": (
        plan(items=ITEMS.replace("measure:", "§book: 报送台账, measure:")),
        "采用篇数应是采用明细每行记1篇（发布前要核对采用篇数等于认定的行数），请写 book: 采用明细",
    ),
    "items counted of some rows only": (
        plan(items=ITEMS.replace("measure:", "§only: {paid: false}, measure:")),
        "不能写 only；不算的行写进 admissibility",
    ),
    "items that count twice": (
        plan(items=without(ITEMS, ("tariff", "§tariff"), ("amount: 1", "amount: 2"))),
        "tariff 请写成 [{amount: 1}]",
    ),
    "items that are not settled": (
        plan(items=without(ITEMS, ("tariff: [{amount: 1}]", "§tariff: " + GAP % "[{amount: 1}]"))),
        "tariff 请写成 [{amount: 1}]",
    ),
    "items under a cap": (
        plan(items=ITEMS + "- {step: cap, id: c, clause: A, of: [§items], limit: 9}\n"),
        "items 计的是采用篇数，不能打折、去重或封顶",
    ),
    "items of one story counted once": (
        plan(items=ITEMS + STORY.replace("[points]", "[§items]")),
        "items 计的是采用篇数，不能打折、去重或封顶",
    ),
    "items multiplied": (
        plan(items=ITEMS + TIMES.replace("[points]", "[§items]")),
        "items 计的是采用篇数，不能打折、去重或封顶",
    ),
    # 3 people's measures
    "points of people earned at once": (
        plan(steps=POINTS.replace("measure: 单位积分", "§measure: 个人积分")),
        "个人积分不能直接计，请计单位积分，再用一步 share 分给个人",
    ),
    "points of people for completion": (
        plan(steps=QUOTA + SCORE.replace("measure: 单位积分", "§measure: 个人积分")),
        "个人积分不能直接计，请计单位积分",
    ),
    "people's points taken from nobody": (
        plan(steps=QUOTA + without(PENALTY, ("- {", "- §{"), ("单位积分", "个人积分"))),
        "steps.p.bearers：计个人积分的，请写明 bearers（由谁承担",
    ),
    "people's points taken from none of them": (
        plan(steps=QUOTA + PERSONAL.replace("bearers: [{roles: [负责人]}]", "§bearers: []")),
        "计个人积分的，请写明 bearers（由谁承担",
    ),
    "a unit's points taken from people": (
        plan(steps=QUOTA + PENALTY.replace("per_item", "§bearers: [{roles: [负责人]}], per_item")),
        "单位积分是单位的，不能由个人承担；请去掉 bearers，或者把 measure 改为个人积分",
    ),
    # 4 whole items
    "items split equally": (
        plan(items=ITEMS + PERSONS.replace("split: full", "§split: equal")),
        "个人篇数按整篇计，不能均分，请写 full（每人各计一篇）或 first（只计第一人）",
    ),
    # 6 when a gap matters
    "a gap needed on no occasion": (
        plan(ranking=WITHIN % "§when: {}"),
        "请在 rows（哪些行）、period（什么情形）、entries（哪种登记事项）中写一项，只写一项",
    ),
    "a gap needed on two occasions": (
        plan(ranking=WITHIN % "§when: {period: late_return, rows: {paid: true}}"),
        "中写一项，只写一项",
    ),
    "a gap needed for entries that nobody enters": (
        plan(steps=MANUAL, ranking=WITHIN % "when: {§entries: 负面报道}"),
        "没有登记事项“负面报道”，可用的有：负面曝光",
    ),
    "the bureau's own ledger by unit": (
        plan(steps=WHOLE.replace("scope: office", "book: 局上报台账, §scope: unit")),
        "局上报台账不分单位，scope 请写 office",
    ),
    # 7 names of other things
    "a column that is not in the book": (
        plan(more=RULE.replace("cell: title", "§cell: autors")),
        "采用明细没有“autors”这一栏，是不是 authors，可用的有：serial（序号）、title（刊发标题）",
    ),
    "an id that is not the file's name": (
        plan(head=PARTS["head"].replace("id: t", "§id: tt")),
        "id：id 应与文件名相同：请写成 t，或者把文件改名为 tt.yaml",
    ),
    # 8 what cannot be left open
    "a gap for an amount": (
        plan(steps=POINTS.replace("amount: 1", "§amount: " + GAP % 1)),
        "steps.points.tariff.0.amount：这一项必须写明，不能写成 gap",
    ),
    "a gap for a clause": (
        plan(steps=POINTS.replace("clause: A", "§clause: " + GAP % "A")),
        "steps.points.clause：这一项必须写明，不能写成 gap",
    ),
    "a gap for a name that decisions go by": (
        plan(steps=QUOTA.replace("[{id: x", "[{§id: " + GAP % "x")),
        "这一项必须写明，不能写成 gap",
    ),
    # 9 words for programmers
    "no truth for yes or no": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {untrue: 是}"))),
        "“untrue”（失实）不能与“是”比较，应写 true 或 false",
    ),
    "a word for a number": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {page: 头版}"))),
        "“page”（版次）不能与“头版”比较，应写整数",
    ),
    "a number for a word": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {genre: [1, 消息]}"))),
        "“genre”（体裁）不能与“1、消息”比较，应写文字",
    ),
    "truth for a word among several": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {evidence_kinds: true}"))),
        "“evidence_kinds”（证明材料种类）不能与“true”比较，应写文字",
    ),
    "a fact misspelt": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {teir: city}"))),
        "没有“teir”这个事实，是不是 tier，可用的有：unit_class（单位类别）、headcount（单位人数）、",
    ),
    "a fact by its Chinese name": (
        plan(more=without(RULE, ("where: {untrue: true}", "§where: {级别: city}"))),
        "没有“级别”这个事实，是不是 tier，",
    ),
    "a measure misspelt": (
        plan(steps=POINTS.replace("measure: 单位积分", "§measure: 单位得分")),
        "没有“单位得分”，是不是 单位积分；只能写 采用篇数、个人篇数、",
    ),
    "a form misspelt": (
        plan(more=without(RULE, ("untrue: true", "page: {§at_msot: 3}"))),
        "没有这个项目，请核对拼写，是不是 at_most，可用的有：at_least（不少于）、at_most（不多于）",
    ),
    "a warning that does not exist": (plan(more=RULE.replace("cell", "§warn: S09, cell")), "只能写 S02、S03"),
}  # fmt: skip


@pytest.mark.parametrize("case", SLIPS)
def test_is_refused_at_its_place_and_nothing_else_is(tmp_path: Path, case: str) -> None:
    text, message = SLIPS[case]
    path, place = write(tmp_path, text)
    (problem,) = examine(path, {}).problems
    assert problem.startswith(place)
    assert message in problem


def test_what_to_add_for_the_count_of_items_is_given_line_by_line(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan(items=""))
    (problem,) = examine(path, {}).problems
    lines = problem.partition("：\n")[2].replace("（依据的条款编号）", "A")
    path, _ = write(tmp_path, plan(items="").replace("steps:\n-", f"steps:\n{lines}\n  -"))
    assert examine(path, {}).problems == ()


SOUND = {
    "a cap on cash that stays with the unit": plan(
        steps=CASH + "- {step: cap, id: c, clause: A, of: [cash], limit: 9}\n" + MOVED.replace("author", "unit")
    ),
    "no split where the unit keeps it": plan(steps=CASH + without(MOVED, (": author, split: first", ": unit"))),
    "items for the first author": plan(items=ITEMS + PERSONS.replace("full", "first")),
    "people who bear what is taken from people": plan(steps=QUOTA + PERSONAL),
    "people not yet named": plan(steps=QUOTA + without(PERSONAL, ("[{roles: [负责人]}]", GAP % "[{}]"))),
    "weeks with edges": plan(steps=SHORT.replace("period: week", "period: week, edges: cut")),
    "months of the bureau's own ledger": plan(
        steps=WHOLE.replace("period: quarter", "book: 局上报台账, period: month, edges: ended")
    ),
    "a period that is open but never short": plan(
        steps=QUOTA.replace(
            "period: quarter",
            "period: {gap: 多久, clause: A, when: always, readings: {y: {label: 年, value: year}}}",
        )
    ),
    "units without a return where nothing follows": plan(steps=QUOTA.replace(" unreported: zero,", "")),
    "nothing owed": plan(steps=QUOTA.replace("required: 1", "required: 0")),
    "no tasks by decision": plan(steps=without(WHOLE, ("[{id: y, label: 全局, required: 1}]", "[]"))),
    "numbers of which one is open": plan(steps=QUOTA.replace("required: 1", "required: {中心校: " + GAP % 1 + "}")),
    "an open factor and an open loss": plan(
        steps=POINTS + TIMES.replace("factor: 0", f"factor: {GAP % 0}") + QUOTA + PENALTY.replace("-1", GAP % -1)
    ),
    "a limit that may be none": plan(steps=POINTS + "- {step: cap, id: c, clause: A, of: [points], limit: null}\n"),
    "a gap needed for entries": plan(steps=MANUAL, ranking=WITHIN % "when: {entries: 负面曝光}"),
    "a year left open": plan(more="year: {begins: " + GAP % 9 + "}\n"),
    "a standard that rests on two clauses": plan(
        clauses="clauses: {A: {place: 第一条, text: 计分}, B: {place: 第二条, text: 重点}}\n",
        more=DEFINED.replace("clause: A", "clause: A, clauses: [B]"),
    ),
}


@pytest.mark.parametrize("case", SOUND)
def test_is_accepted(tmp_path: Path, case: str) -> None:
    path, _ = write(tmp_path, SOUND[case])
    examined = examine(path, {})
    assert (examined.problems, examined.notices, trial_problems(path)) == ((), (), [])


def test_a_further_clause_of_a_standard_must_be_listed(tmp_path: Path) -> None:
    path, place = write(tmp_path, plan(more=DEFINED.replace("clause: A", "clause: A, clauses: [§B]")))
    (problem,) = examine(path, {}).problems
    assert problem == f"{place} definitions.k.clauses.0：引用的条款 B 没有列在 clauses 下"


def test_a_role_that_nobody_has_is_pointed_out(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan(steps=QUOTA + PERSONAL))
    rules = examine(path, {}).rules
    assert rules is not None
    assert role_problems(rules.assessment, {"负责人", ""}) == []
    (found,) = role_problems(rules.assessment, {"信息员", ""})
    assert (found.location, found.grave) == (("steps", 1, "bearers", 0, "roles", 0), False)
    assert found.text == "名录里没有人的人员身份是“负责人”，无人承担；名录里有：信息员"
