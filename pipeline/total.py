"""total: ledger → standings of units and people, ranked with ties sharing a place."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from schemas.assessment import Assessment
from schemas.ledger import PersonStandings, PersonTierCounts, TierCounts, UnitStandings
from schemas.vocabulary import Measure, ReceiptStatus, ReturnType, Standing


@dataclass(frozen=True)
class Ledgers:
    """The ledgers a standing compares: this period's, the previous period's, and the year's up to this period."""

    now: pd.DataFrame
    previous: pd.DataFrame
    year: pd.DataFrame


@dataclass(frozen=True)
class Totals:
    """The tables of the total stage."""

    units: pd.DataFrame
    people: pd.DataFrame
    unit_tiers: pd.DataFrame
    person_tiers: pd.DataFrame


def total(
    ledgers: Ledgers, units: pd.DataFrame, people: pd.DataFrame, receipts: pd.DataFrame, assessment: Assessment,
    guessed: frozenset[str],
) -> Totals:  # fmt: skip
    """Standings of this period; `guessed` are units that an unreadable file may belong to (never called missing)."""
    return Totals(
        units=_unit_standings(ledgers, units, unit_standing(units, receipts, guessed), assessment),
        people=_person_standings(ledgers, people, units),
        unit_tiers=TierCounts.conform(_by_tier(ledgers.now, Measure.ITEMS, "unit_code")),
        person_tiers=PersonTierCounts.conform(_by_tier(ledgers.now, Measure.PERSON_ITEMS, "person")),
    )


def places(scores: pd.Series[int], groups: pd.Series[str] | None = None) -> pd.Series[int]:
    """Places by falling score, ties sharing one and the next left out (1, 2, 2, 4), within each group."""
    grouped = scores.groupby(groups, dropna=False) if groups is not None else scores
    return grouped.rank(method="min", ascending=False).astype("int64")


def unit_standing(units: pd.DataFrame, receipts: pd.DataFrame, guessed: frozenset[str]) -> pd.Series[str]:
    """报表情况 of each unit, aligned with `units`."""
    counted = receipts[receipts["status"] == ReceiptStatus.COUNTED]
    nil = set(counted.loc[counted["return_type"] == ReturnType.NIL, "unit_code"])
    on_time = set(counted["unit_code"])
    late = set(receipts.loc[receipts["status"] == ReceiptStatus.LATE, "unit_code"])
    held = set(receipts.loc[receipts["status"] == ReceiptStatus.HELD, "unit_code"]) | guessed

    def standing(unit: str) -> str:
        if unit in nil:
            return Standing.NIL
        if unit in on_time:
            return Standing.ON_TIME
        return Standing.LATE if unit in late else Standing.HELD if unit in held else Standing.MISSING

    return units["unit_code"].map(standing)


def _sums(ledger: pd.DataFrame, measure: Measure, by: str) -> pd.Series[int]:
    return ledger[ledger["measure"] == measure].groupby(by, dropna=False)["amount"].sum()


def _column(keys: pd.Series[str], ledger: pd.DataFrame, measure: Measure, by: str) -> pd.Series[int]:
    """The sum of a measure for each key, 0 where there is no line."""
    return keys.map(_sums(ledger, measure, by)).fillna(0).astype("int64")


def _unit_standings(
    ledgers: Ledgers, units: pd.DataFrame, standing: pd.Series[str], assessment: Assessment
) -> pd.DataFrame:
    codes = units["unit_code"]
    points = _column(codes, ledgers.now, Measure.UNIT_POINTS, "unit_code")
    within = units["unit_class"] if assessment.ranking.within == "class" else None
    table = units[["unit_code", "name", "unit_class"]].assign(
        standing=standing,
        place=places(points, within),
        items=_column(codes, ledgers.now, Measure.ITEMS, "unit_code"),
        points=points,
        cash=_column(codes, ledgers.now, Measure.CASH, "unit_code"),
        previous_points=_column(codes, ledgers.previous, Measure.UNIT_POINTS, "unit_code"),
        year_items=_column(codes, ledgers.year, Measure.ITEMS, "unit_code"),
        year_points=_column(codes, ledgers.year, Measure.UNIT_POINTS, "unit_code"),
        year_cash=_column(codes, ledgers.year, Measure.CASH, "unit_code"),
    )
    return UnitStandings.conform(table)


def _person_standings(ledgers: Ledgers, people: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    lines = pd.concat([ledgers.year, ledgers.now])
    named = lines.loc[lines["person"] != "", ["person", "unit_code"]].drop_duplicates("person").sort_values("person")
    names = dict(zip(people["person_code"], people["name"], strict=True))
    unit_names = dict(zip(units["unit_code"], units["name"], strict=True))
    who = named["person"]
    points = _column(who, ledgers.now, Measure.PERSON_POINTS, "person")
    table = named.assign(
        name=who.map(lambda person: names.get(person, person.partition(":")[2])),
        unit_name=named["unit_code"].map(lambda unit: unit_names.get(unit, unit)),
        place=places(points),
        items=_column(who, ledgers.now, Measure.PERSON_ITEMS, "person"),
        points=points,
        cash=_column(who, ledgers.now, Measure.CASH, "person"),
        previous_points=_column(who, ledgers.previous, Measure.PERSON_POINTS, "person"),
        year_points=_column(who, ledgers.year, Measure.PERSON_POINTS, "person"),
        year_cash=_column(who, ledgers.year, Measure.CASH, "person"),
    )
    return PersonStandings.conform(table.sort_values(["place", "unit_code", "person"], kind="stable"))


def _by_tier(ledger: pd.DataFrame, measure: Measure, by: str) -> pd.DataFrame:
    lines = ledger[ledger["measure"] == measure]
    return lines.groupby([by, "tier"], dropna=False)["amount"].sum().rename("items").reset_index()
