"""Quotas as they stand at the end of a span: what ran through the year once, by its last state; the others period by period."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.run import Outcome
from pipeline.summed.matter import Matter
from pipeline.summed.parts import called
from schemas.duties import QuotaStep


def at_the_end(quotas: pd.DataFrame, matter: Matter) -> pd.DataFrame:
    """`ledger.Quotas` of all periods → what the bulletin shows; spans that only say 本季度 are called by their period."""
    earlier, names = matter.outcomes[:-1], _names(matter)
    running = {within_rule for one in earlier for within_rule in _running(one)}
    keys = zip(quotas["period"], quotas["rule"], strict=True)
    runs = pd.Series([key in running for key in keys], index=quotas.index, dtype="bool")
    later = quotas.duplicated(["rule", "target", "unit_code"], keep="last")  # a closed unit keeps its last state
    shown = quotas[~(runs & later)]
    said = [_called(one, names[one["period"]]) for one in shown.to_dict("records")]
    return shown.assign(span=[span for span, _ in said], note=[note for _, note in said])


def _running(one: Outcome) -> list[tuple[str, str]]:
    """Period and rule of the quotas that count from the year's first day."""
    steps = [step for step in one.setting.rules.assessment.steps if isinstance(step, QuotaStep)]
    return [(one.scored.checked.period.id, step.id) for step in steps if step.period == "year"]


def _names(matter: Matter) -> dict[str, str]:
    return {one.id: called(matter.setting, one) for one in matter.parts.known}


def _called(quota: dict[Any, Any], name: str) -> tuple[str, str]:
    """The span's name and the note; one with days in it or of the year is best as it is, so is 每月, which stands for several."""
    span, note = quota["span"], quota["note"]
    if any(letter.isdigit() for letter in span) or span.startswith(("全年", "每")):
        return span, note
    return name, f"{name}{note.removeprefix(span)}" if note.startswith(span) else note
