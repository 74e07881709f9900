"""The command `assessment compare`: both computations, and their differences as tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from pipeline.assessments.compare import (
    PERSON_FIGURES,
    UNIT_FIGURES,
    Differences,
    differences,
    outcome_totals,
    plan_of,
    read_decisions,
)
from pipeline.period import PeriodId
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.score.lines import written
from pipeline.workspace import Workspace
from schemas.vocabulary import Measure

FIGURES = {"points": "积分", "place": "名次", "cash": "奖励", "funds": "经费增减"}
MEASURES = {"points": Measure.UNIT_POINTS, "cash": Measure.CASH, "funds": Measure.UNIT_FUNDS}
PARTS = ("before", "after", "difference")


@dataclass(frozen=True)
class Sides:
    """The files compared, and the file with decisions of the second's own."""

    before: Path
    after: Path
    decisions: Path | None = None


def compared(sides: Sides, period: str, inputs: Path) -> Group:
    """Compute a period under both and tell the differences; raises OfficeError."""
    which, extra = PeriodId.parse(period), read_decisions(sides.decisions)
    setting = open_setting(Workspace(inputs, inputs.parent / "outputs"), worker_processes(1))
    name = sides.decisions.name if sides.decisions else ""
    plans = [
        plan_of(sides.before, setting.office.decisions, {}, ""),
        plan_of(sides.after, setting.office.decisions, extra, name),
    ]
    before, after = (outcome_totals(setting, which, plan.rules) for plan in plans)
    head = [
        Text(f"{side}：{plan.rules.assessment.title}（{plan.rules.assessment.id}）{_unused(plan.left_out)}")
        for side, plan in zip("甲乙", plans, strict=True)
    ]
    return Group(*head, *tables(differences(before, after)))


def _unused(left_out: tuple[str, ...]) -> str:
    return f"\n  没有用上的决定（与其未规定事项对不上）：{'、'.join(left_out)}" if left_out else ""


def tables(found: Differences) -> list[RenderableType]:
    """What differs, for the terminal."""
    if found.units.empty and found.people.empty:
        return [Text("两个办法算出的积分、名次和奖励完全相同。")]
    units = _table("单位", found.units, {"name": "单位"}, UNIT_FIGURES)
    people = _table("个人", found.people, {"name": "姓名", "unit_name": "单位"}, PERSON_FIGURES)
    sums = Table(*map(_column, ("合计", "项目", "甲", "乙", "增减")), title="合计")
    for one in found.sums.to_dict("records"):
        figure = one["figure"]
        sums.add_row(one["who"], FIGURES[figure], *(_amount(figure, int(one[part])) for part in PARTS))
    return [units, people, sums]


def _table(title: str, rows: pd.DataFrame, names: dict[str, str], figures: tuple[str, ...]) -> RenderableType:
    """Names, then each figure that differs for anyone, as 甲→乙（增减）."""
    if rows.empty:
        return Text(f"{title}没有变化。")
    shown = [figure for figure in figures if rows[f"{figure}_difference"].ne(0).any()]
    heads = [*names.values(), *(FIGURES[figure] for figure in shown)]
    table = Table(*map(_column, heads), title=f"有变化的{title} {len(rows)} 个")
    for one in rows.to_dict("records"):
        cells = [_change(figure, *(int(one[f"{figure}_{part}"]) for part in PARTS)) for figure in shown]
        table.add_row(*(Text(str(one[name])) for name in names), *cells)
    return table


def _column(head: str) -> Column:
    return Column(head, overflow="fold")


def _change(figure: str, before: int, after: int, difference: int) -> str:
    if not difference:
        return _amount(figure, after)
    if figure == "place" and before and after:
        moved = f"{'降' if difference > 0 else '升'}{abs(difference)}位"  # a higher number is a worse place
    else:
        moved = f"{'+' if difference > 0 else ''}{_amount(figure, difference)}" if figure in MEASURES else ""
    return f"{_amount(figure, before)}→{_amount(figure, after)}" + (f"（{moved}）" if moved else "")


def _amount(figure: str, value: int) -> str:
    if figure in MEASURES:
        return written(value, MEASURES[figure])
    return f"第{value}名" if value else "无"
