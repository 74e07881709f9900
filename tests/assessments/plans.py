"""A sound assessment of a few lines, to spoil in one place; `§` marks where the fault should be found."""

from __future__ import annotations

from pathlib import Path

MARK = "§"
PARTS = {
    "head": "id: t\ntitle: 测试办法\nplan_year: 2026\neffective_from: 2026-01-01\n",
    "clauses": "clauses: {A: {place: 第一条, text: 计分}}\n",
    "tiers": "tiers: [{id: county, name: 县级}, {id: city, name: 市级}]\n",
    "calendar": "calendar: {clause: A, late: {clause: A}}\n",
    "steps": "steps:\n- {step: base, id: points, clause: A, measure: 单位积分, tariff: [{amount: 1}]}\n",
    "ranking": "ranking: {clause: A}\n",
    "more": "",
}
POINTS = "- {step: base, id: points, clause: A, measure: 单位积分, tariff: [{amount: 1}]}\n"
CASH = "- {step: base, id: cash, clause: A, measure: 奖励金额, tariff: [{amount: 1}]}\n"
QUOTA = "- {step: quota, id: quota, clause: A, scope: unit, targets: [{id: x, label: 任务, required: 1}]}\n"
WHOLE = "- {step: quota, id: whole, clause: A, scope: office, targets: [{id: y, label: 全局, required: 1}]}\n"


def plan(**parts: str) -> str:
    """The assessment with some parts written otherwise; `steps` are the lines under `steps:`."""
    if "steps" in parts:
        parts["steps"] = f"steps:\n{parts['steps']}"
    return "".join({**PARTS, **parts}.values())


def write(folder: Path, text: str, name: str = "t.yaml") -> tuple[Path, str]:
    """The file without its mark, and how a message must name the marked place."""
    path = folder / name
    path.write_text(text.replace(MARK, ""), "utf-8")
    before = text.partition(MARK)[0]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return path, f"{name} 第{line}行第{column}列"
