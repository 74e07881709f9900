"""Tasks worked out once more from the audit table of tasks, a line for each target."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from tests.bulletin.printed.audit import Audit

FEW_NAMES = 3
"""As many units that did more than they owe are named."""
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
    certain: bool
    """Whether it is known how much is done and short."""

    @property
    def over(self) -> bool:
        """More is done than is owed, nothing being short anywhere."""
        return not self.short and self.done > self.required


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
        line["可核验"] == "是" and line["差额未定"] == "否",
    )  # fmt: skip


def _several(lines: pd.DataFrame) -> Duty:
    """A duty owed span by span: what one span has too much does not make up for another."""
    first = lines.iloc[0]
    seen = lines[lines["可核验"] == "是"]
    if seen.empty:
        notes = set(lines["说明"])
        note = notes.pop() if len(notes) == 1 else f"{len(lines)}个时段都无法核验"
        one = _one(first)
        return Duty(
            one.unit, one.label, one.book, int(lines["应完成"].sum()), 0, 0, False, False, one.final, note, "", False
        )
    missed = seen[(seen["差额未定"] == "否") & (seen["差额"] > 0)]
    unseen = lines[lines["可核验"] == "否"]
    states = ((missed, "没有完成"), (lines[lines["差额未定"] == "是"], "差额未定"), (unseen, "无法核验，没有计入"))
    told = "，".join(f"{spans_told(which)}{what}" for which, what in states if len(which))
    final = bool((lines["已到结算时"] == "是").any())
    return Duty(
        first["单位代码"], first["任务"], first["台账"], int(seen["应完成"].sum()), int(seen["已完成"].sum()),
        int(missed["差额"].sum()), True, final and len(missed) > 0, final,
        f"{len(lines)}个时段，{told}" if told else f"{len(lines)}个时段都完成", spans_told(unseen),
        len(missed) > 0 or not (lines["差额未定"] == "是").any(),
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


def progress(audit: Audit, label: str, piece: str, over_said: bool, all_said: bool) -> str:
    """省级主流媒体刊播应完成15篇，已完成23篇，超额完成: how far the office's own target is."""
    own = [one for one in duties(audit, "全局") if one.checkable and one.required > 0]
    (one,) = [one for one in own if one.label == label]
    state = f"已完成{one.done}{piece}" if one.done else "没有完成" if one.final else "尚未开始"
    lacks = f"，{'差' if one.final else '还差'}{one.short}{piece}" if one.done and one.short else ""
    left_out = f"（{one.unchecked}无法核验，没有计入）" if one.unchecked else ""
    together = len(own) > 1 and all(other.over and not other.unchecked for other in own)
    over = "，超额完成" if one.over and not together else ""
    return f"{label}应完成{one.required}{piece}，{state}{lacks}{over}{left_out}{'，均已超额完成' if together and all_said else ''}"


def tasks(audit: Audit) -> str:
    """采用任务由42个单位承担，超额完成35个，没有完成5个: every task of units whose time is up, alike ones together."""
    found: dict[str, list[str]] = {}
    ended = [one for one in duties(audit, "单位") if one.final and (one.required > 0 or not one.checkable)]
    for label in dict.fromkeys(one.label for one in ended):
        of_label = [one for one in ended if one.label == label]
        if any(one.certain for one in of_label):
            found.setdefault(_units(audit, of_label), []).append(label.removesuffix("任务"))
    told = [f"{'、'.join(names)}任务{'各' if len(names) > 1 else ''}{units}" for units, names in found.items()]
    return "；".join(told)


def _units(audit: Audit, of_label: list[Duty]) -> str:
    over = [one.unit for one in of_label if one.certain and one.over]
    done = [one for one in of_label if one.certain and not one.short and not one.over]
    short = [one for one in of_label if one.certain and one.short]
    begun = f"由{len(of_label)}个单位承担，"
    if len(over) == len(of_label):
        return f"{begun}全部超额完成"
    if len(done) == len(of_label):
        return f"{begun}全部完成"
    names = [audit.unit_name(code) for code in audit.units["单位代码"] if code in over]
    best = f"（{'、'.join(names)}）" if len(names) <= FEW_NAMES else ""
    unknown = len(of_label) - len(over) - len(done) - len(short)
    counts = {"完成": len(done), "没有完成": len(short), "尚不能确定": unknown}
    told = [f"超额完成{len(over)}个{best}"] * bool(over) + [f"{word}{n}个" for word, n in counts.items() if n]
    return begun + "，".join(told)
