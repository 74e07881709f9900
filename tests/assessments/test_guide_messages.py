"""Each slip gives the very words that the guide explains, and the guide explains no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from pipeline.rules import ASSESSMENTS, examine, trial_problems

EXAMPLES = ASSESSMENTS / "examples"
GUIDE = (ASSESSMENTS / "README.md").read_text("utf-8")
BEGUN = "effective_from: 2026-01-01\n"
HALVED = "  - {step: multiply, id: half, clause: H2, of: [points], where: {page: 1}, factor: 2, say: 头版}\n"
START_10 = "    id: start\n    clause: J2\n    scope: unit\n    period: quarter\n"
CASH_08 = "  - {step: base, id: cash, clause: H3"
BEARERS = """    bearers:
      - {classes: [机关科室]}
      - {classes: [基层单位], roles: [负责人]}
"""
SLIPS = [
    ("01-three-rules", "name: 市级", "nmae: 市级", "没有这个项目，请核对拼写，是不是 name"),
    ("01-three-rules", "    clause: A2\n    measure: 单位积分", "    measure: 单位积分", "这条规则没有写条款 clause"),
    ("01-three-rules", "    clause: A2\n    measure", "    clause: A9\n    measure", "引用的条款 A9 没有列在 clauses 下"),
    ("01-three-rules", "{tier: city}", "{tier: province}", "级别 province 没有列在 tiers 下，可用的有：county、city"),
    ("01-three-rules", "amount: 3", "amount: 0.5", '数额 0.5 请写成整数，小数请加引号，如 "0.5"'),
    ("01-three-rules", "{tier: city}", "{origin: 原发}", "与第1档可能同时适用于一篇稿件，请写明区别"),
    ("02-methods-and-people", "{tier: county, method: 综合}", "{tier: county, method: 批示}", "与本步骤的 only 不能同时成立，这一档永远用不到"),
    ("01-three-rules", "measure: 单位积分", "measure: 积分", "没有“积分”，是不是 单位积分；只能写 采用篇数、个人篇数、报送条数"),
    ("01-three-rules", "step: base\n    id: points", "step: bass\n    id: points", "没有“bass”这种步骤，是不是 base，可用的有：base、multiply"),
    ("01-three-rules", "id: points", "id: items", "规则代号 items 重复，本文件内每个代号只能用一次"),
    ("01-three-rules", '{tier: ""}', '{level: ""}', "没有“level”这个事实，可用的有："),
    ("02-methods-and-people", "only: {method: 批示}", "only: {method: 领导批示}", "采用方式没有 领导批示 这个值，可用的有：全文、综合、批示"),
    ("02-methods-and-people", "{paid: true}", "{paid: 是}", "“paid”（有偿刊发）不能与“是”比较，应写 true 或 false"),
    ("01-three-rules", "{tier: city}", "{teir: city}", "没有“teir”这个事实，是不是 tier，可用的有：unit_class（单位类别）、headcount（单位人数）"),
    ("05-standards-and-scores", "position: {at_most: 3}", "position: 前三", "“position”（题次或条序）不能与“前三”比较，应写整数"),
    ("05-standards-and-scores", "{at_most: 3}", "{at_msot: 3}", "没有这个项目，请核对拼写，是不是 at_most，可用的有：at_least（不少于）、at_most（不多于）"),
    ("02-methods-and-people", "of: [points]", "of: [point]", "前面没有代号为 point 的款项，可用的有：items、points"),
    ("02-methods-and-people", "into: 个人积分", "into: 奖励金额", "单位积分只能分成个人积分，不能分成奖励金额"),
    ("04-register-and-tasks", "{in_time: false}", "{page: 1}", "报送台账的行没有“版次”（page），不能这样比较"),
    ("05-standards-and-scores", "meets: key}", "meets: keys}", "没有“keys”这项认定标准，definitions 下有：key、proven"),
    ("04-register-and-tasks", '"-0.5"', '"0.5"', "weekly-penalty 的 per_item 应为负数"),
    ("05-standards-and-scores", "target: all", "target: tasks", "前面没有“tasks”这项任务，可用的有：all、key-task"),
    ("06-gaps", "- {where: {tier: county}", "- {where: {tier: conty}", "照这样定就会出错——级别 conty 没有列在 tiers 下"),
    ("01-three-rules", "{id: city, name: 市级}", "{id: city}", "缺少这个项目"),
    ("01-three-rules", "amount: 3", "amount: {gap: 几分, clause: A2, when: always, example: 3}", "这一项必须写明，不能写成 gap"),
    ("01-three-rules", "  within: class\n", "", "请写明 within（分类别还是统一排名）；原文没有规定的，写成 gap"),
    ("04-register-and-tasks", "    edges: whole\n    unreported: zero\n", "    edges: whole\n", "请写明 unreported（没有报表的怎样算）；原文没有规定的，写成 gap"),
    ("01-three-rules", "measure: 采用篇数", "measure: 任务篇数", "没有计采用篇数的一步（发布前要核对采用篇数等于认定的行数），请在 steps 下加上："),
    ("01-three-rules", "- {amount: 1}", "- {amount: 2}", "采用篇数应是采用明细每行记1篇"),
    ("02-methods-and-people", "of: [points]", "of: [items, points]", "items 计的是采用篇数，不能打折、去重或封顶"),
    ("05-standards-and-scores", "measure: 任务篇数\n", "measure: 采用篇数\n", "采用篇数只能由 items 一步计"),
    ("03-cash", "  - step: share\n    id: to-author", "  - {step: cap, id: most, clause: C2, of: [author-cash], limit: 500}\n  - step: share\n    id: to-author", "款项 author-cash 由 to-author 分给个人，不能按单位封顶"),
    ("01-three-rules", "measure: 单位积分", "measure: 个人积分", "个人积分不能直接计，请计单位积分，再用一步 share 分给个人"),
    ("04-register-and-tasks", BEARERS, "", "计个人积分的，请写明 bearers（由谁承担"),
    ("04-register-and-tasks", 'measure: 个人积分\n    per_item', 'measure: 单位经费\n    per_item', "单位经费是单位的，不能由个人承担"),
    ("02-methods-and-people", "split: full", "split: equal", "个人篇数按整篇计，不能均分"),
    ("06-gaps", "when: always", "when: {}", "请在 rows（哪些行）、period（什么情形）、entries（哪种登记事项）中写一项，只写一项"),
    ("06-gaps", "{entries: 负面曝光}", "{entries: 曝光}", "没有登记事项“曝光”，是不是 负面曝光，可用的有：负面曝光"),
    ("07-length-place-and-fee", "fact: length", "fact: genre", "“genre”不是数，可用的有：headcount、unit_count、fee、page、position、length"),
    ("07-length-place-and-fee", "smallest: 1, rounding", "smallest: 0, rounding", "words 按数量计的一档，amount 和 smallest 都应大于0"),
    ("08-authors-and-units", "payee: units, split: equal", "payee: units, split: first", "unit-points 的 split：分给几个单位的写 equal、full 或 half，分给个人的写 equal、first 或 full"),
    ("08-authors-and-units", "into: 任务篇数", "into: 单位积分", "分给几个单位的，into 应与款项的计量（任务篇数）相同"),
    ("08-authors-and-units", CASH_08, HALVED + CASH_08, "分给几个单位之后，half 就不能再按稿件调整同一款项"),
    ("09-caps-and-top-up", "of: [points], limit: 20", "of: [points], per: person, limit: 20", "款项 points 在这一步之前没有分给个人（share），不能按个人封顶"),
    ("09-caps-and-top-up", "per: person, period: month", "per: story", "款项 cash 已由 payees 分给个人，请把这一步移到它前面"),
    ("09-caps-and-top-up", "per: story, limit: 5", "per: story, floor: 5", "保底（floor）只对单位或个人的合计，不对一篇稿件"),
    ("10-duties", START_10, START_10.replace("quarter", "month\n    edges: cut"), "“fourth”应是各单位按期或按年的任务，才能只计超出的部分"),
    ("10-duties", "    bands:\n", "    per_item: -1\n    bands:\n", "short 的 per_item（每差一件扣多少）和 bands（分档）只写一项"),
    ("10-duties", "at_most: 3, amount: -4", "at_most: 4, amount: -4", "short 的 bands 应由少到多，各档不重叠"),
    ("10-duties", "of: adoption, on: met", "of: adopted, on: met", "前面没有代号为 adopted 的任务步骤（quota），可用的有：adoption"),
    ("10-duties", "amount: 5}", "amount: -5}", "done 的 amount 应为正数"),
    ("10-duties", "    period: month\n    edges: whole\n", "    period: quarter\n", "均衡的任务要分时段看，period 请写 week、halfmonth 或 month"),
    ("10-duties", "      - id: adopted\n", "      - id: adopted\n        entries: 全区前十名\n", "数登记事项的任务，不能再写 counts、equivalents、measure"),
    ("11-awards", "headcount: {at_least: 50}", "tier: city", "按合计折算，只能以单位类别（unit_class）和单位人数（headcount）区分，不能用 tier"),
    ("11-awards", "into: 奖励金额\n    rates", "into: 单位积分\n    rates", "单位积分与 who（person）不合"),
    ("11-awards", "first: 2, last: 3", "first: 1, last: 3", "prizes 的 prizes 应由前到后，名次不重叠"),
    ("11-awards", "barred_by: [barred]", "barred_by: [bar]", "没有“bar”这一步，可用的有：items、points"),
    ("11-awards", "every: [year]", "every: [month]", "考核期有3个月，名单不能比它更勤；每期一评的写 period"),
    ("13-changing-rules", "day: {until: 2026-12-31}", "day: 2026-12-31", "“day”（日期）不能与“2026-12-31”比较，应写 since（自哪天起）、until（到哪天止）"),
    ("13-changing-rules", "day: {until: 2026-12-31}", "day: {}", "请写明 since（自哪天起）或 until（到哪天止）"),
    ("13-changing-rules", "until: 2026-12-31", "until: 2026年底", "应为日期，如 2026-01-05"),
    ("01-three-rules", BEGUN, BEGUN + "cadence: month\n", "考核期只有1个月，不能大于 1"),
    ("10-duties", BEGUN, BEGUN + "cadence: halfyear\n", "本办法不是一季一期，每期的任务请写 period: period"),
    ("01-three-rules", BEGUN, BEGUN + "cadence: campaign\n", "cadence 是 campaign，请写明活动的名称（name）和起止日（begins、ends）"),
    ("13-changing-rules", "merged: [2026Q1]", "merged: [2026M01]", "“2026M01”不是本办法的考核期，应写成如 2026Q3（季度）"),
    ("02-methods-and-people", "cell: reviewer", "cell: autors", "采用明细没有“autors”这一栏，是不是 authors，可用的有："),
    ("01-three-rules", "id: 01-three-rules\n", "id: three-rules\n", "id 应与文件名相同：请写成 01-three-rules，或者把文件改名为 three-rules.yaml"),
    ("01-three-rules", "due_day_included: true", "due_day_included: 是", "应为 true（是）或 false（否）"),
    ("03-cash", "payout:\n", "payout\n", "缺少冒号，或者冒号后没有空格"),
    ("01-three-rules", "title: 某", "\ttitle: 某", "这里不能用这个符号；缩进请用空格，不用制表符"),
    ("01-three-rules", "{id: county, name", "{id: county，name", "括号没有配对，或者少了逗号"),
    ("01-three-rules", "id: 01-three-rules\n", "id: 01-three-rules\nid: x\n", "项目“id”重复"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "wrong", "words"), SLIPS, ids=[slip[3] for slip in SLIPS])
def test_a_slip_gives_the_words_the_guide_explains(
    tmp_path: Path, name: str, right: str, wrong: str, words: str
) -> None:
    assert f"| {words} | " in GUIDE
    text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
    assert right in text
    path = tmp_path / f"{name}.yaml"
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    assert words in "\n".join(_complaints(path))


def _complaints(path: Path) -> list[str]:
    try:
        return [*examine(path, {}).problems, *trial_problems(path)]
    except OfficeError as error:
        return [error.headline, *error.problems]


def test_every_message_the_guide_explains_is_tried() -> None:
    table = GUIDE.partition("| 提示 | 怎样改 |\n|---|---|\n")[2].partition("\n\n")[0]
    explained = [line.strip("| ").partition(" | ")[0] for line in table.splitlines()]
    assert sorted(explained) == sorted(slip[3] for slip in SLIPS)
