"""honours: whom the assessment's commendation lists name, from the ledgers of the period, month, … or year that ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from pipeline.history import Counted
from pipeline.period import DAY, Period, PeriodId
from pipeline.ranking import places
from pipeline.score.lines import written
from schemas.assessment import Assessment, Commendation, Every
from schemas.ledger import Honours
from schemas.strict import to_units
from schemas.vocabulary import Measure

WHOLE_YEAR = "全年"


class Span(NamedTuple):
    """The calendar days a list looks back on, and what they are called."""

    name: str
    first: date
    last: date


def due(rule: Commendation, period: Period) -> Iterator[Span]:
    """The spans that end with a period. A year's list replaces a half-year's."""
    spans = {every: _span(every, period) for every in rule.every}
    at_end = {every: span for every, span in spans.items() if span.last == period.last_day}
    for every, span in at_end.items():
        if not (every == "halfyear" and "year" in at_end):
            yield span


def due_over(rule: Commendation, period: Period) -> Iterator[Span]:
    """Those of the very days of a longer span that is reported by itself; a list of each period is none of them."""
    lists = rule.model_copy(update={"every": [every for every in rule.every if every != "period"]})
    return (span for span in due(lists, period) if (span.first, span.last) == (period.first_day, period.last_day))


def _span(every: Every, period: Period) -> Span:
    """The span of a kind that the period's last day lies in."""
    if every == "period":
        return Span(period.this, period.first_day, period.last_day)
    found = PeriodId.holding(period.last_day, every, period.year)
    names = {"month": "本月", "quarter": "本季度", "halfyear": found.short_label(), "year": WHOLE_YEAR}
    return Span(names[every], found.first_day(period.year), found.last_day(period.year))


def covering(span: Span, known: Sequence[Counted]) -> list[Counted]:
    """The known periods that make up a span day by day; none where a day is missing or a period reaches out of it."""
    inside = [one for one in known if span.first <= one.period.first_day and one.period.last_day <= span.last]
    days = [(one.period.first_day, one.period.last_day) for one in inside]
    edges = [(date.min, span.first - DAY), *days, (span.last + DAY, date.max)]
    return inside if all(one[1] + DAY == two[0] for one, two in pairwise(edges)) else []


def honours(
    assessment: Assessment, known: Sequence[Counted], units: pd.DataFrame, people: pd.DataFrame,
    over: Period | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Every list due, as `ledger.Honours`; one whose span is not wholly known is left out (see `undrawn`).

    `known` are the periods known, the one reported last; `units` and `people` are standings (`ledger.UnitStandings`,
    `ledger.PersonStandings`). With `over`, a longer span, its own lists alone.
    """
    found = []
    for rule in assessment.commendations:
        for span in _due(rule, known, over):
            inside = covering(span, known)
            if inside and rule.places:
                lines = pd.concat([one.ledger for one in inside])
                found += _listed(rule, span.name, lines, assessment, _candidates(rule, units, people))
    return Honours.of(found)


def undrawn(assessment: Assessment, known: Sequence[Counted], over: Period | None = None) -> list[str]:
    """Titles of the lists that are due and cannot be drawn up, because a period of their span is not known."""
    return [
        rule.title for rule in assessment.commendations for span in _due(rule, known, over) if not covering(span, known)
    ]


def _due(rule: Commendation, known: Sequence[Counted], over: Period | None) -> Iterator[Span]:
    return due_over(rule, over) if over else due(rule, known[-1].period)


def _listed(
    rule: Commendation, span: str, lines: pd.DataFrame, assessment: Assessment, candidates: pd.DataFrame
) -> list[dict[str, Any]]:
    """The best of one list, then who would have been among them but may not be named, and why.

    Ties at the last place stay, nobody without anything is named.
    """
    key = "person" if rule.who == "person" else "unit_code"
    usual = assessment.ranking.people_by if rule.who == "person" else assessment.ranking.by
    measure = rule.by or usual
    scored = candidates.assign(
        amount=_sums(candidates[key], lines, measure), excluded=_excluded(rule, candidates, key, lines)
    )
    free = scored[scored["excluded"] == ""]
    barred = scored[scored["excluded"] != ""]
    # whoever is left out has the place that was his had he alone been let in
    would = [1 + int((free["amount"] > amount).sum()) for amount in barred["amount"]]
    placed = pd.concat([free.assign(place=places(free["amount"])), barred.assign(place=would)])
    best = placed[(placed["place"] <= (rule.places or 0)) & (placed["amount"] > 0)]
    common = {"rule": rule.id, "clause": rule.clause, "list_title": rule.title, "span": span, "measure": measure}
    best = best.assign(out=best["excluded"] != "").sort_values(["out", "place"], kind="stable")
    return [{**common, **{str(name): value for name, value in one.items()}} for one in best.to_dict("records")]


def _sums(keys: pd.Series[str], lines: pd.DataFrame, measure: Measure) -> pd.Series[int]:
    sums = lines[lines["measure"] == measure].groupby(str(keys.name))["amount"].sum()
    return keys.map(sums).fillna(0).astype("int64")


def _excluded(rule: Commendation, candidates: pd.DataFrame, key: str, lines: pd.DataFrame) -> list[str]:
    """Why each candidate may not be named; blank for who may."""
    reasons: list[list[str]] = [[] for _ in range(len(candidates))]
    for floor in rule.floors:
        least = to_units(floor.at_least, floor.measure)
        for said, amount in zip(reasons, _sums(candidates[key], lines, floor.measure), strict=True):
            if amount < least:
                said.append(f"{floor.measure}{written(amount, floor.measure)}，不足{written(least, floor.measure)}")
    barring = lines[lines["rule"].isin(rule.barred_by)]
    for said, who in zip(reasons, candidates.to_dict("records"), strict=True):
        said += _bars(barring, who["unit_code"], who["person"])
    return ["；".join(said) for said in reasons]


def _bars(barring: pd.DataFrame, unit: str, person: str) -> list[str]:
    """What was done to a unit or person, each kind once; a line that names no person is about all of the unit."""
    whole = (barring["unit_code"] == unit) & (barring["person"] == "")
    own = (barring["person"] == person) if person else False
    counts = barring.loc[whole | own, "arithmetic"].value_counts(sort=False)
    return [f"{said}（{times}次）" if times > 1 else str(said) for said, times in counts.items()]


def _candidates(rule: Commendation, units: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Who may be named, with the columns of a list."""
    eligible = units[units["unit_class"].isin(rule.classes)] if rule.classes else units
    named = eligible[["unit_code", "unit_class"]].assign(unit_name=eligible["name"])
    if rule.who == "unit":
        return named.assign(person="", person_name="")
    known = people[["person", "unit_code"]].assign(person_name=people["name"])
    return known.merge(named, on="unit_code", how="inner")
