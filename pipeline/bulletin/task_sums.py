"""How many units have done each of their tasks, how many more than that, how many not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.bulletin.duties import owed_by_units
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.tables import unit_names
from pipeline.bulletin.words import Count, Quoted, quoted

FEW_NAMES = 3
"""As many units that did more than they owed are named."""


@dataclass(frozen=True)
class Sums:
    """Units that owe a task, and how far they are; no unit is counted twice."""

    owed: Count
    over: Count
    """They did more than they owe."""
    done: Count
    short: Count
    unknown: Count
    """Of whom it cannot be said (yet)."""
    best: tuple[Quoted, ...]
    """Who did more, where these are few and others did not."""


@dataclass(frozen=True)
class TaskSums(Sums):
    """Tasks whose time is over and whose sums are the same."""

    names: tuple[Quoted, ...]
    """Without 任务 at the end."""


def task_sums(figures: Figures) -> tuple[TaskSums, ...]:
    """The sums of every task of units, in the order of the rules."""
    found: dict[Sums, list[Quoted]] = {}
    for name, sums in _sums(figures):
        found.setdefault(sums, []).append(name)
    return tuple(TaskSums(**vars(sums), names=tuple(names)) for sums, names in found.items())


def _sums(figures: Figures) -> Iterator[tuple[Quoted, Sums]]:
    owed, names = owed_by_units(figures), unit_names(figures)
    owed = owed[owed["final"] & ((owed["required"] > 0) | ~owed["checkable"])]
    for (label, _), rows in owed.groupby(["label", "book"], sort=False):
        certain = rows["checkable"] & ~rows["pending"]
        if certain.any():
            yield Quoted(str(label).removesuffix("任务")), _sums_of(rows, certain, names)


def _sums_of(rows: pd.DataFrame, certain: pd.Series[bool], names: dict[str, str]) -> Sums:
    """Units and not lines: rules replaced in the year, or two of one name, give a unit a line each."""
    missed = certain & (rows["short"] > 0)
    lines = pd.DataFrame(
        {
            "missed": missed,
            "open": ~missed & ~(certain & rows["unchecked"].eq("")),
            "over": rows["done"] > rows["required"],
        }
    ).groupby(rows["unit_code"], sort=False)
    missed = lines["missed"].any()  # who is short in one span is short, whatever the others
    unknown = ~missed & lines["open"].any()
    done = ~missed & ~unknown
    over = done & lines["over"].any()
    best = set(over.index[over]) if over.sum() <= FEW_NAMES and not over.all() else set()
    return Sums(
        owed=Count(len(missed)),
        over=Count(over.sum()),
        done=Count((done & ~over).sum()),
        short=Count(missed.sum()),
        unknown=Count(unknown.sum()),
        best=quoted(name for code, name in names.items() if code in best),
    )
