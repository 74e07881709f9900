"""Outlets the office graded for this period, as the roster would have them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.rulings.content import Content, counted_no_more
from pipeline.rulings.match import Came
from schemas.assessment import Assessment
from schemas.returned import normal
from schemas.vocabulary import Effect, RulingKind

Grade = dict[str, str | bool]


def graded(rulings: pd.DataFrame, assessment: Assessment) -> dict[str, Grade]:
    """Normal form of each ruled outlet → its facts on a row (`records.Facts`); the first of several that agree."""
    tiers = {name: tier for tier, name in assessment.tier_names().items()}
    found: dict[str, Grade] = {}
    for ruling in rulings[rulings["kind"] == RulingKind.GRADE].to_dict("records"):
        grade: Grade = {
            "outlet": ruling["outlet"],
            "outlet_kind": ruling["outlet_kind"],
            "tier": tiers[ruling["tier"]],
            "in_targets": ruling["in_targets"] == "是",
            "in_cash": ruling["in_cash"] == "是",
            "ruling_ids": ruling["ruling_id"],
        }
        found.setdefault(normal(ruling["outlet"]), grade)
    return found


def grades_came(
    rulings: pd.DataFrame, facts: pd.DataFrame, content: Content, outlets: pd.DataFrame
) -> Iterator[tuple[str, Came | None]]:
    """Number of each ruling that grades an outlet → what came of it; None where no row ever named the outlet."""
    known = {normal(name) for one in outlets.to_dict("records") for name in [one["name"], *one["aliases"].split("、")]}
    grades = rulings[rulings["kind"] == RulingKind.GRADE]
    cites = facts["ruling_ids"].map(lambda ids: bool(set(ids.split("、")) & set(grades["ruling_id"]))).astype(bool)
    used = {normal(outlet) for outlet in facts.loc[cites, "outlet"]}
    for number, name in zip(grades["ruling_id"], grades["outlet"], strict=True):
        outlet = normal(name)
        if outlet in used:
            yield number, (Effect.IN_FORCE, "")
        elif outlet in known:
            yield number, (Effect.LAPSED, "已列入名录，以名录为准")
        elif not (named := content.outlets.get(outlet, [])):
            yield number, None
        elif counted_no_more(named):
            yield number, (Effect.LAPSED, "提到这家媒体的行都不再计入")
        else:
            yield number, (Effect.WAITING, "提到这家媒体的行还没有补正，或者所在的来件还没有收下")
