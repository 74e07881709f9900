"""Which open gaps this period's rows need, and how to tell the officer. A needed gap stops the run (exit 2)."""

from __future__ import annotations

import io
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

import pandas as pd
from ruamel.yaml import YAML

from pipeline.conditions import mask
from pipeline.errors import OfficeError
from pipeline.rules import Rules
from schemas.assessment import Assessment
from schemas.gaps import OpenGap


@dataclass(frozen=True)
class Needs:
    """What is known of a period that makes gaps matter: the period facts that hold, its rows, its kinds of entries.

    Before rows are known (`rows` is None) only gaps needed always or by a period fact can be found.
    """

    period_facts: Set[str] = frozenset()
    rows: pd.DataFrame | None = None
    entries: Set[str] = frozenset()


def require_decided(rules: Rules, needs: Needs) -> None:
    """Raise OfficeError quoting every open gap that is needed, with the lines to add to office.yaml."""
    needed = [item for item in rules.open if _needed(item, needs)]
    if needed:
        raise OfficeError(
            f"考核办法有 {len(needed)} 处没有规定，本期用得到，须由本单位决定后再运行。"
            f"全部没有决定的事项，可用 python -m pipeline assessment check {rules.assessment.id} 一次列出。"
            f"请在 inputs/office.yaml 的 {rules.decided_in} 下补上（那里写着 {{}} 的，先删去 {{}}）：",
            [_explained(item, rules.assessment) for item in needed],
        )


def _needed(item: OpenGap, needs: Needs) -> bool:
    when = item.gap.when
    if when == "always":
        return True
    if when.period == "edge_weeks" and item.path.startswith("steps."):  # of that step, not of any
        return f"edge_weeks:{item.path.split('.')[1]}" in needs.period_facts
    if when.period:
        return when.period in needs.period_facts
    if when.entries:
        return when.entries in needs.entries
    rows = needs.rows
    if rows is None or when.rows is None:
        return False
    return bool((mask(rows, when.rows) & rows["book"].isin(list(when.books))).any())


def _explained(item: OpenGap, assessment: Assessment) -> str:
    clause = assessment.clauses[item.gap.clause]
    readings = "；".join(f"{name}（{reading.label}）" for name, reading in item.gap.readings.items())
    choices = f"\n  可选读法：{readings}" if readings else ""
    asked = f"{item.gap.gap}（{item.gap.hint}）" if item.gap.hint else item.gap.gap
    return f"{asked}\n  {item.gap.clause}（{clause.place}）：{clause.text}{choices}\n{_lines_to_add(item)}"


def _lines_to_add(item: OpenGap) -> str:
    """The YAML to put under `decisions:`, indented ready to paste."""
    key, value = ("reading", next(iter(item.gap.readings))) if item.gap.readings else ("value", item.gap.example)
    entry: dict[str, Any] = {
        item.path: {key: value, "by": "（谁决定）", "on": "（何时，如2026-01-05）", "note": "（说明）"}
    }
    stream = io.StringIO()
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(entry, stream)
    # an example brings along the blank line that follows it in the assessment's file
    return "\n".join(f"  {line}" for line in stream.getvalue().splitlines() if line.strip())
