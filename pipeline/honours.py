"""honours: whom the assessment's commendation lists name, from the ledgers of the half-year or year that ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.period import Quarter
from pipeline.total import places
from schemas.assessment import Assessment, Commendation
from schemas.ledger import Honours

SPANS: dict[str, dict[int, tuple[str, tuple[int, ...]]]] = {
    "quarter": {number: ("本季度", (number,)) for number in (1, 2, 3, 4)},
    "halfyear": {2: ("上半年", (1, 2)), 4: ("下半年", (3, 4))},
    "year": {4: ("全年", (1, 2, 3, 4))},
}
"""How often → number of the quarter at whose end a list is due → what the span is called, and its quarters."""


def due(rule: Commendation, quarter: Quarter) -> Iterator[tuple[str, list[Quarter]]]:
    """The spans that end with a quarter: what each is called, and its quarters. A year's list replaces a half-year's."""
    at_end = [every for every in rule.every if quarter.number in SPANS[every]]
    for every in at_end:
        if not (every == "halfyear" and "year" in at_end):
            name, numbers = SPANS[every][quarter.number]
            yield name, [Quarter(quarter.year, number) for number in numbers]


def honours(
    assessment: Assessment, quarter: Quarter, ledgers: Mapping[str, pd.DataFrame], units: pd.DataFrame, people: pd.DataFrame
) -> pd.DataFrame:  # fmt: skip
    """Every list due, as `ledger.Honours`; one whose span is not wholly known is left out (see `undrawn`).

    `ledgers` is period → ledger, `units` and `people` are standings (`ledger.UnitStandings`, `ledger.PersonStandings`).
    """
    found = []
    for rule in assessment.commendations:
        for span, quarters in due(rule, quarter):
            if all(one.id in ledgers for one in quarters) and rule.places:
                lines = pd.concat([ledgers[one.id] for one in quarters])
                found += _listed(rule, span, lines, assessment, units, people)
    return Honours.of(found)


def undrawn(assessment: Assessment, quarter: Quarter, ledgers: Mapping[str, Any]) -> list[str]:
    """Titles of the lists that are due and cannot be drawn up, because a quarter of their span is not known."""
    return [
        rule.title
        for rule in assessment.commendations
        for _, quarters in due(rule, quarter)
        if not all(one.id in ledgers for one in quarters)
    ]


def _listed(
    rule: Commendation, span: str, lines: pd.DataFrame, assessment: Assessment, units: pd.DataFrame, people: pd.DataFrame
) -> list[dict[str, Any]]:  # fmt: skip
    """The best of one list: ties at the last place stay, nobody without anything is named."""
    key, measure = (
        ("person", assessment.ranking.people_by) if rule.who == "person" else ("unit_code", assessment.ranking.by)
    )
    candidates = _candidates(rule, units, people)
    sums = lines[lines["measure"] == measure].groupby(key)["amount"].sum()
    scored = candidates.assign(amount=candidates[key].map(sums).fillna(0).astype("int64"))
    placed = scored.assign(place=places(scored["amount"]))
    best = placed[(placed["place"] <= (rule.places or 0)) & (placed["amount"] > 0)]
    common = {"rule": rule.id, "clause": rule.clause, "list_title": rule.title, "span": span, "measure": measure}
    records = best.sort_values("place", kind="stable").to_dict("records")
    return [{**common, **{str(name): value for name, value in one.items()}} for one in records]


def _candidates(rule: Commendation, units: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Who may be named, with the columns of a list."""
    eligible = units[units["unit_class"].isin(rule.classes)] if rule.classes else units
    named = eligible[["unit_code", "unit_class"]].assign(unit_name=eligible["name"])
    if rule.who == "unit":
        return named.assign(person="", person_name="")
    known = people[["person", "unit_code"]].assign(person_name=people["name"])
    return known.merge(named, on="unit_code", how="inner")
