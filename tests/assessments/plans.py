"""A sound assessment of a few lines, to spoil in one place; `§` marks where the fault should be found."""

from __future__ import annotations

from pathlib import Path

MARK = "§"
DAYS = "due: {month_of_period: 3, day: 25}, due_day_included: true, moved_off_days_off: true, window: calendar"
PARTS = {
    "head": "id: t\ntitle: 测试办法\nplan_year: 2026\neffective_from: 2026-01-01\n",
    "clauses": "clauses: {A: {place: 第一条, text: 计分}}\n",
    "tiers": "tiers: [{id: county, name: 县级}, {id: city, name: 市级}]\n",
    "calendar": f"calendar: {{clause: A, {DAYS}, late: {{clause: A, then: void}}}}\n",
    "steps": "- {step: base, id: points, clause: A, measure: 单位积分, tariff: [{amount: 1}]}\n",
    "items": "- {step: base, id: items, clause: A, measure: 采用篇数, tariff: [{amount: 1}]}\n",
    "ranking": "ranking: {clause: A, within: all}\n",
    "more": "",
}
POINTS = "- {step: base, id: points, clause: A, measure: 单位积分, tariff: [{amount: 1}]}\n"
ITEMS = PARTS["items"]
CASH = "- {step: base, id: cash, clause: A, measure: 奖励金额, tariff: [{amount: 1}]}\n"
QUOTA = (
    "- {step: quota, id: quota, clause: A, scope: unit, period: quarter, unreported: zero,"
    " targets: [{id: x, label: 任务, required: 1}]}\n"
)
WHOLE = (
    "- {step: quota, id: whole, clause: A, scope: office, period: quarter,"
    " targets: [{id: y, label: 全局, required: 1}]}\n"
)

MOVED = "- {step: share, id: s, clause: A, of: [cash], into: 奖励金额, payee: author, split: first}\n"
PENALTY = "- {step: penalty, id: p, clause: A, of: quota, measure: 单位积分, per_item: -1}\n"
SCORE = (
    "- {step: composite, id: c, clause: A, measure: 单位积分, parts: [{target: x, amount: 9}],"
    " cap: true, partial: none}\n"
)
MANUAL = "- {step: manual, id: m, clause: A, kind: 负面曝光, measure: 单位积分, tariff: [{amount: -1}]}\n"
TIMES = "- {step: multiply, id: x, clause: A, of: [points], where: {untrue: true}, factor: 0, say: 失实}\n"
STORY = "- {step: same_story, id: s, clause: A, of: [points], policy: each}\n"
RULE = "admissibility: [{id: r, clause: A, where: {untrue: true}, then: reject, say: 失实, cell: title}]\n"
LISTED = "commendations: [{id: b, clause: A, title: 先进, who: unit, every: [year], places: 3}]\n"
DEFINED = "definitions: [{id: k, clause: A, name: 重点, any_of: [{page: 1}]}]\n"
GAP = "{gap: 怎样定, clause: A, when: always, example: %s}"
WITHIN = "ranking: {clause: A, within: {gap: 怎样排, clause: A, example: all, %s}}\n"


def plan(**parts: str) -> str:
    """The assessment with some parts written otherwise; `steps` are lines under `steps:`, `items` the last of them."""
    written = {**PARTS, **parts}
    return "".join({**written, "steps": f"steps:\n{written['steps']}"}.values())


def without(text: str, *pairs: tuple[str, str]) -> str:
    """The text with each first string replaced by the second; the first must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def write(folder: Path, text: str, name: str = "t.yaml") -> tuple[Path, str]:
    """The file without its mark, and how a message must name the marked place."""
    path = folder / name
    path.write_text(text.replace(MARK, ""), "utf-8")
    before = text.partition(MARK)[0]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return path, f"{name} 第{line}行第{column}列"
