"""Each slip gives the very words that the guide explains, and the guide explains no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from pipeline.rules import ASSESSMENTS, examine, trial_problems

EXAMPLES = ASSESSMENTS / "examples"
GUIDE = (ASSESSMENTS / "README.md").read_text("utf-8")
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
    ("01-three-rules", "{tier: city}", "{teir: city}", "没有“teir”这个事实，是不是 tier，可用的有：unit_class（单位类别）、tier（级别）"),
    ("05-standards-and-scores", "position: {at_most: 3}", "position: 前三", "“position”（题次或条序）不能与“前三”比较，应写整数"),
    ("05-standards-and-scores", "{at_most: 3}", "{at_msot: 3}", "没有这个项目，请核对拼写，是不是 at_most，可用的有：at_least（不少于）、at_most（不多于）"),
    ("02-methods-and-people", "of: [points]", "of: [point]", "前面没有代号为 point 的款项，可用的有：items、points"),
    ("02-methods-and-people", "into: 个人积分", "into: 奖励金额", "单位积分只能分成个人积分，不能分成奖励金额"),
    ("04-register-and-tasks", "{in_time: false}", "{tier: city}", "报送台账的行没有“级别”（tier），不能这样比较"),
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
    ("03-cash", "  - step: share\n    id: to-author", "  - {step: cap, id: most, clause: C2, of: [author-cash], limit: 500}\n  - step: share\n    id: to-author", "款项 author-cash 由 to-author 分给个人，不能封顶"),
    ("01-three-rules", "measure: 单位积分", "measure: 个人积分", "个人积分不能直接计，请计单位积分，再用一步 share 分给个人"),
    ("04-register-and-tasks", BEARERS, "", "计个人积分的，请写明 bearers（由谁承担"),
    ("04-register-and-tasks", 'measure: 个人积分\n    per_item', 'measure: 单位经费\n    per_item', "单位经费是单位的，不能由个人承担"),
    ("02-methods-and-people", "split: full", "split: equal", "个人篇数按整篇计，不能均分"),
    ("06-gaps", "when: always", "when: {}", "请在 rows（哪些行）、period（什么情形）、entries（哪种登记事项）中写一项，只写一项"),
    ("06-gaps", "{entries: 负面曝光}", "{entries: 曝光}", "没有登记事项“曝光”，是不是 负面曝光，可用的有：负面曝光"),
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
