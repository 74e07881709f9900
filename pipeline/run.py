"""What a run holds: its setting, and a period's tables after each stage."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pandas as pd

from pipeline import total
from pipeline.office import Roster, Rules
from pipeline.period import IsWorkday, Period
from pipeline.read.stage import NewExecutor, Reading
from pipeline.workspace import Workspace
from schemas.office import Office

Stage = Callable[[str], AbstractContextManager[object]]
"""Tells the reader which stage runs; a context so that a progress bar can end with it."""


@dataclass(frozen=True)
class Setting:
    """What does not change within a run."""

    workspace: Workspace
    office: Office
    rules: Rules
    roster: Roster
    is_workday: IsWorkday
    new_executor: NewExecutor
    stage: Stage


@dataclass(frozen=True)
class Checked:
    """A period up to checked facts: everything that can be known before any decision on rows is needed."""

    period: Period
    units: pd.DataFrame
    people: pd.DataFrame
    """Those of the roster who were there on any day of the period."""
    arrivals: pd.DataFrame
    reading: Reading
    receipts: pd.DataFrame
    facts: pd.DataFrame
    rulings: pd.DataFrame
    entries: pd.DataFrame
    findings: pd.DataFrame
    waiting: dict[int, str]
    unregistered: list[str]
    unsure: frozenset[str]
    """Units that a held or unregistered file may belong to, and that sent nothing else: never called missing."""


@dataclass(frozen=True)
class Scored:
    """A period with verdicts, ledger and quotas. `forgone` is what late returns would have earned."""

    checked: Checked
    settled: pd.DataFrame
    rows: pd.DataFrame
    ledger: pd.DataFrame
    quotas: pd.DataFrame
    forgone: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True)
class Outcome:
    """A whole run's tables, ready for the bulletin and the audit."""

    setting: Setting
    scored: Scored
    totals: total.Totals
    honours: pd.DataFrame
    undrawn: list[str]
    """Commendation lists due that cannot be drawn up."""
    periods: pd.DataFrame
    controls: list[dict[str, object]]
    recomputed: list[str]
