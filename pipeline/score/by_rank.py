"""by_rank: what a place in this period's ranking earns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.ranking import places
from pipeline.score.lines import line_of, lines_of, written
from pipeline.score.work import Work
from schemas.steps import ByRankStep
from schemas.strict import to_units
from schemas.vocabulary import Basis


def by_rank_lines(step: ByRankStep, work: Work) -> pd.DataFrame:
    """A line for each unit or person in a place with a prize; who has nothing is in no place."""
    return lines_of(_lines(step, work))


def _lines(step: ByRankStep, work: Work) -> Iterator[dict[str, Any]]:
    for one in _ranked(step, work).to_dict("records"):
        for prize in step.prizes:
            if prize.first <= one["place"] <= prize.last:
                said = f"{step.by}{written(one['amount'], step.by)}，列第{one['place']}名"
                who, amount = (one["unit_code"], one["person"]), to_units(prize.amount, step.measure)
                yield line_of(step, work, step.measure, who, amount, said, (Basis.SUM, step.by.value))


def _ranked(step: ByRankStep, work: Work) -> pd.DataFrame:
    """Who has anything in the measure, with the sum and the place, best first."""
    lines = work.ledger[work.ledger["measure"] == step.by]
    lines = lines if step.who == "person" else lines.assign(person="")
    sums = lines.groupby(["unit_code", "person"])["amount"].sum().reset_index()
    sums = sums[(sums["amount"] > 0) & ((sums["person"] != "") == (step.who == "person"))]
    classes = sums["unit_code"].map(work.units.set_index("unit_code")["unit_class"])
    placed = sums.assign(place=places(sums["amount"], classes if step.within == "class" else None))
    return placed.sort_values(["place", "unit_code", "person"])
