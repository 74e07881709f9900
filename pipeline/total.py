"""total: ledger → standings of units and people, ranked with ties sharing a place."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.ranking import places
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


UNIT_COLUMNS = {
    "submitted": Measure.SUBMITTED,
    "items": Measure.ITEMS,
    "points": Measure.UNIT_POINTS,
    "cash": Measure.CASH,
    "funds": Measure.UNIT_FUNDS,
}
"""Column of a unit's standing → what it sums."""


def total(
    ledgers: Ledgers, units: pd.DataFrame, people: pd.DataFrame, receipts: pd.DataFrame, assessment: Assessment,
    guessed: frozenset[str],
) -> Totals:  # fmt: skip
    """Standings of this period; `guessed` are units that an unreadable file may belong to (never called missing)."""
    return Totals(
        units=_unit_standings(ledgers, units, unit_standing(units, receipts, guessed), assessment),
        people=_person_standings(ledgers, people, units, assessment),
        unit_tiers=TierCounts.conform(_by_tier(ledgers.now, Measure.ITEMS, "unit_code")),
        person_tiers=PersonTierCounts.conform(_by_tier(ledgers.now, Measure.PERSON_ITEMS, "person")),
    )


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


def unsure_units(receipts: pd.DataFrame, maybe: frozenset[str]) -> frozenset[str]:
    """Units of which only a file that waits is known, or that an unplaced one may belong to (`maybe`)."""
    held = set(receipts.loc[receipts["status"] == ReceiptStatus.HELD, "unit_code"]) | maybe
    live = receipts["status"].isin([ReceiptStatus.COUNTED, ReceiptStatus.LATE])
    return frozenset(held - set(receipts.loc[live, "unit_code"]) - {""})


def _sums(ledger: pd.DataFrame, measure: Measure, by: str) -> pd.Series[int]:
    return ledger[ledger["measure"] == measure].groupby(by, dropna=False)["amount"].sum()


def _column(keys: pd.Series[str], ledger: pd.DataFrame, measure: Measure, by: str) -> pd.Series[int]:
    """The sum of a measure for each key, 0 where there is no line."""
    return keys.map(_sums(ledger, measure, by)).fillna(0).astype("int64")


def _unit_standings(
    ledgers: Ledgers, units: pd.DataFrame, standing: pd.Series[str], assessment: Assessment
) -> pd.DataFrame:
    codes = units["unit_code"]
    within = units["unit_class"] if assessment.ranking.within == "class" else None
    sums = {name: _column(codes, ledgers.now, measure, "unit_code") for name, measure in UNIT_COLUMNS.items()}
    year = {
        f"year_{name}": _column(codes, ledgers.year, measure, "unit_code") for name, measure in UNIT_COLUMNS.items()
    }
    table = units[["unit_code", "name", "unit_class"]].assign(
        standing=standing,
        place=places(_column(codes, ledgers.now, assessment.ranking.by, "unit_code"), within),
        submitted_place=places(sums["submitted"], within),
        previous_points=_column(codes, ledgers.previous, Measure.UNIT_POINTS, "unit_code"),
        **sums,
        **year,
    )
    return UnitStandings.conform(table)


def _person_standings(
    ledgers: Ledgers, people: pd.DataFrame, units: pd.DataFrame, assessment: Assessment
) -> pd.DataFrame:  # fmt: skip
    lines = pd.concat([ledgers.year, ledgers.now])
    named = (
        lines.loc[lines["person"] != "", ["person", "unit_code"]]
        .drop_duplicates("person", keep="last")
        .sort_values("person")
    )
    names = dict(zip(people["person_code"], people["name"], strict=True))
    unit_names = dict(zip(units["unit_code"], units["name"], strict=True))
    who = named["person"]
    table = named.assign(
        name=who.map(lambda person: names.get(person, person.partition(":")[2])),
        unit_name=named["unit_code"].map(lambda unit: unit_names.get(unit, unit)),
        place=places(_column(who, ledgers.now, assessment.ranking.people_by, "person")),
        submitted=_column(who, ledgers.now, Measure.PERSON_SUBMITTED, "person"),
        items=_column(who, ledgers.now, Measure.PERSON_ITEMS, "person"),
        points=_column(who, ledgers.now, Measure.PERSON_POINTS, "person"),
        cash=_column(who, ledgers.now, Measure.CASH, "person"),
        previous_points=_column(who, ledgers.previous, Measure.PERSON_POINTS, "person"),
        year_points=_column(who, ledgers.year, Measure.PERSON_POINTS, "person"),
        year_cash=_column(who, ledgers.year, Measure.CASH, "person"),
    )
    return PersonStandings.conform(table.sort_values(["place", "unit_code", "person"], kind="stable"))


def _by_tier(ledger: pd.DataFrame, measure: Measure, by: str) -> pd.DataFrame:
    lines = ledger[ledger["measure"] == measure]
    return lines.groupby([by, "tier"], dropna=False)["amount"].sum().rename("items").reset_index()
