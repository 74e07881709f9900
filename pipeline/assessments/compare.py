"""What another assessment, or another decision, would change in one period: who gains, who loses."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pandas as pd
from pydantic import Field

from pipeline.errors import OfficeError
from pipeline.rules import Rules, gap_paths, rules_of
from pipeline.yaml_file import read_yaml, validated
from schemas.office import Decision
from schemas.strict import Strict

if TYPE_CHECKING:
    from pipeline.period import PeriodId
    from pipeline.run import Setting

UNIT_FIGURES = ("points", "place", "cash", "funds")
PERSON_FIGURES = ("points", "cash")


class Standings(Protocol):
    """The part of `pipeline.total.Totals` that is compared (`ledger.UnitStandings`, `ledger.PersonStandings`)."""

    @property
    def units(self) -> pd.DataFrame:
        """One row per unit."""

    @property
    def people(self) -> pd.DataFrame:
        """One row per person."""


class DecisionFile(Strict):
    """Decisions in a file of their own, written as in office.yaml."""

    decisions: dict[str, Decision] = Field(min_length=1)


@dataclass(frozen=True)
class Differences:
    """Units and people whose figures differ, and the sums.

    `units` and `people` hold the key, the name, and for each figure `x` the columns `x_before`, `x_after` and
    `x_difference`; a unit or person missing on one side has zeros there. `sums` has one line per figure summed.
    """

    units: pd.DataFrame
    people: pd.DataFrame
    sums: pd.DataFrame


@dataclass(frozen=True)
class Plan:
    """One side of a comparison: its rules, and the decisions that fit none of its gaps."""

    rules: Rules
    left_out: tuple[str, ...]


def differences(before: Standings, after: Standings) -> Differences:
    """Who gains and who loses from `before` to `after`; only rows that differ, in the order of the standings."""
    units = _beside(before.units, after.units, "unit_code", ["name"], UNIT_FIGURES)
    people = _beside(before.people, after.people, "person", ["name", "unit_name"], PERSON_FIGURES)
    sums = [
        *_sums("单位", units, ("points", "cash", "funds")),
        *_sums("个人", people, ("points", "cash")),
    ]
    columns = ["who", "figure", "before", "after", "difference"]
    return Differences(
        _changed(units, UNIT_FIGURES), _changed(people, PERSON_FIGURES), pd.DataFrame(sums, columns=columns)
    )


def _beside(
    before: pd.DataFrame, after: pd.DataFrame, key: str, names: list[str], figures: tuple[str, ...]
) -> pd.DataFrame:
    """Both standings in one table; whoever is only in one of them keeps the name from there."""
    columns = [key, *names, *figures]
    both = before[columns].merge(after[columns], on=key, how="outer", suffixes=("_before", "_after"), sort=False)
    for name in names:
        both[name] = both.pop(f"{name}_after").fillna(both.pop(f"{name}_before"))
    for figure in figures:
        sides = [f"{figure}_before", f"{figure}_after"]
        both[sides] = both[sides].fillna(0).astype("int64")
        both[f"{figure}_difference"] = both[sides[1]] - both[sides[0]]
    return both


def _changed(both: pd.DataFrame, figures: tuple[str, ...]) -> pd.DataFrame:
    differing = both[[f"{figure}_difference" for figure in figures]].ne(0).any(axis=1)
    return both[differing].reset_index(drop=True)


def _sums(who: str, both: pd.DataFrame, figures: tuple[str, ...]) -> list[tuple[str, str, int, int, int]]:
    parts = ("before", "after", "difference")
    sums = {figure: [int(both[f"{figure}_{part}"].sum()) for part in parts] for figure in figures}
    return [(who, figure, one, two, more) for figure, (one, two, more) in sums.items()]


def plan_of(path: Path, decisions: Mapping[str, Decision], extra: Mapping[str, Decision], extra_name: str) -> Plan:
    """An assessment with those of the office's decisions that fit its gaps, `extra` ones over them.

    Raises OfficeError when the file is unsound.
    """
    offered = gap_paths(path)
    wanted = {**decisions, **extra}
    fitting = {name: one for name, one in wanted.items() if name in offered and _fits(one, offered[name])}
    rules = rules_of(path, fitting, extra_name if extra else "office.yaml")
    return Plan(rules, tuple(sorted(set(wanted) - set(fitting))))


def _as_if_in_force(rules: Rules) -> Rules:
    """The question is what rules would give, also where they come into force only later."""
    plan = rules.assessment.model_copy(update={"effective_from": date.min})
    return dataclasses.replace(rules, assessment=plan)


def _fits(decision: Decision, readings: frozenset[str]) -> bool:
    """A reading that the gap offers, or a value where it offers none."""
    return decision.reading in readings if readings else not decision.reading


def read_decisions(path: Path | None) -> dict[str, Decision]:
    """The decisions of a file, none without one; raises OfficeError."""
    if path is None:
        return {}
    document = read_yaml(path)
    return validated(DecisionFile, document, document, path.name).decisions


def outcome_totals(setting: Setting, which: PeriodId, rules: Rules) -> Standings:
    """The totals of a period as `rules` compute them; nothing is published.

    Raises OfficeError, naming the assessment, when the rules leave something open that the period needs.
    """
    from pipeline.office import load_roster
    from pipeline.quarter import run_period

    title = f"《{rules.assessment.title}》（{rules.assessment.id}）"
    try:
        roster = load_roster(setting.workspace.roster, rules.assessment, setting.office.classes)
        changed = dataclasses.replace(setting.at(which), rules=_as_if_in_force(rules), roster=roster)
        return run_period(changed, which, lambda _: None).totals
    except OfficeError as error:
        raise OfficeError(f"按{title}计算不下去：{error.headline}", error.problems) from None
