"""Tasks worked out once more from the audit table of tasks, a line for each target."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from tests.bulletin.printed.audit import Audit

PIECES = {"报送台账": "条", "采用明细": "篇"}


@dataclass(frozen=True)
class Duty:
    """What one unit, or the office as a whole, owed of one target, and did."""

    unit: str
    label: str
    book: str
    required: int
    done: int
    short: int
    checkable: bool
    named: bool
    """Whether the prose names the unit: the shortfall is certain and the time is up."""
    final: bool
    note: str
    unchecked: str


def duties(audit: Audit, scope: str) -> list[Duty]:
    """The duties of 全局 or of 单位; those of one span first, as the annex has them before units are put in order."""
    chosen = audit.quotas[audit.quotas["范围"] == scope]
    groups = [group for _, group in chosen.groupby(["规则", "任务代号", "单位代码"], sort=False)]
    single = {group.index[0]: _one(group.iloc[0]) for group in groups if len(group) == 1}
    return [*(single[at] for at in sorted(single)), *(_several(group) for group in groups if len(group) > 1)]


def _one(line: Any) -> Duty:
    sure = line["可核验"] == "是" and line["差额未定"] == "否" and line["已到结算时"] == "是"
    return Duty(
        line["单位代码"], line["任务"], line["台账"], line["应完成"], line["已完成"], line["差额"], line["可核验"] == "是",
        sure and line["差额"] > 0, line["已到结算时"] == "是", line["说明"], "",
    )  # fmt: skip


def _several(lines: pd.DataFrame) -> Duty:
    """A duty owed span by span: what one span has too much does not make up for another."""
    first = lines.iloc[0]
    seen = lines[lines["可核验"] == "是"]
    if seen.empty:
        notes = set(lines["说明"])
        note = notes.pop() if len(notes) == 1 else f"{len(lines)}个时段都无法核验"
        one = _one(first)
        return Duty(one.unit, one.label, one.book, int(lines["应完成"].sum()), 0, 0, False, False, one.final, note, "")
    missed = seen[(seen["差额未定"] == "否") & (seen["差额"] > 0)]
    unseen = lines[lines["可核验"] == "否"]
    states = ((missed, "没有完成"), (lines[lines["差额未定"] == "是"], "差额未定"), (unseen, "无法核验，没有计入"))
    told = "，".join(f"{spans_told(which)}{what}" for which, what in states if len(which))
    final = bool((lines["已到结算时"] == "是").any())
    return Duty(
        first["单位代码"], first["任务"], first["台账"], int(seen["应完成"].sum()), int(seen["已完成"].sum()),
        int(missed["差额"].sum()), True, final and len(missed) > 0, final,
        f"{len(lines)}个时段，{told}" if told else f"{len(lines)}个时段都完成", spans_told(unseen),
    )  # fmt: skip


def spans_told(lines: pd.DataFrame) -> str:
    """Two spans at most by name, else how many."""
    return "、".join(lines["时段"]) if len(lines) <= 2 else f"{len(lines)}个"


def short_of(audit: Audit, label: str) -> str:
    """没有完成采用任务的：甲（差10篇），乙、丙（各差3篇）: most first, then in the order of the roster."""
    order = list(audit.units["单位代码"])
    short = [one for one in duties(audit, "单位") if one.named and one.label == label]
    short.sort(key=lambda one: (-one.short, order.index(one.unit)))
    piece = PIECES[short[0].book] if short else ""
    told = []
    for amount, group in groupby(short, key=lambda one: one.short):
        names = [audit.unit_name(one.unit) for one in group]
        told.append(f"{'、'.join(names)}（{'各' if len(names) > 1 else ''}差{amount}{piece}）")
    return f"没有完成{label}的：{'，'.join(told)}"


def progress(audit: Audit, label: str, piece: str) -> str:
    """省级媒体刊播应完成15篇，已完成123篇: how far the office's own target is."""
    (one,) = [one for one in duties(audit, "全局") if one.checkable and one.required > 0 and one.label == label]
    state = f"已完成{one.done}{piece}" if one.done else "没有完成" if one.final else "尚未开始"
    left_out = f"（{one.unchecked}无法核验，没有计入）" if one.unchecked else ""
    return f"{label}应完成{one.required}{piece}，{state}{left_out}"
