"""What a run holds: its setting, and a period's tables after each stage."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pandas as pd

from pipeline import total
from pipeline.office import Roster, Rules
from pipeline.papers.filled import Papers
from pipeline.period import (
    IsWorkday,
    Period,
    PeriodId,
    calendar_days,
    days_covered,
    period_of,
    period_on,
    with_merged,
)
from pipeline.read.stage import NewExecutor, Reading
from pipeline.workspace import Workspace
from schemas.office import Office

Stage = Callable[[str], AbstractContextManager[object]]
"""Tells the reader which stage runs; a context so that a progress bar can end with it."""


@dataclass(frozen=True)
class Former:
    """Rules that were in force until a day (included), and the roster as they read it."""

    until: date
    rules: Rules
    roster: Roster


@dataclass(frozen=True)
class Setting:
    """What does not change within a run: the rules in force, and those in force before."""

    workspace: Workspace
    office: Office
    rules: Rules
    roster: Roster
    is_workday: IsWorkday
    new_executor: NewExecutor
    stage: Stage
    former: tuple[Former, ...] = ()
    """Oldest first."""

    def at(self, which: PeriodId) -> Setting:
        """With the rules in force on a period's last calendar day, and of the former ones those before them."""
        for number, one in enumerate(self.former):
            if calendar_days(which, one.rules.assessment)[1] <= one.until:
                return replace(self, rules=one.rules, roster=one.roster, former=self.former[:number])
        return self

    def on(self, day: date) -> Setting:
        """With the rules in force on a day."""
        for number, one in enumerate(self.former):
            if day <= one.until:
                return replace(self, rules=one.rules, roster=one.roster, former=self.former[:number])
        return self

    def holding(self, day: date) -> PeriodId | None:
        """The period a day lies in by the rules in force on it."""
        return period_on(day, self.on(day).rules.assessment)

    def has_rules_for(self, which: PeriodId) -> bool:
        """Whether the rules were in force by a period's last calendar day."""
        now = self.at(which).rules.assessment
        return now.effective_from <= calendar_days(which, now)[1]

    def period(self, which: PeriodId) -> Period:
        """A period by its rules; the first one under new rules begins where the last one under the old rules ended."""
        now = self.at(which)
        return period_of(which, now.rules.assessment, self.is_workday, now._left_off(which))

    def covered(self, which: PeriodId) -> tuple[date, date]:
        """First and last day whose rows count in a period; asks nobody which days are worked."""
        now = self.at(which)
        return days_covered(which, now.rules.assessment, now._left_off(which))

    def merged(self, which: PeriodId) -> tuple[PeriodId, ...]:
        """The periods before it that are reported together with it, oldest first."""
        return with_merged(which, self.at(which).rules.assessment)[:-1]

    def before(self, which: PeriodId) -> PeriodId | None:
        """The period reported before this one, be it by other rules and of another kind."""
        return self.holding(self.first_day(which) - timedelta(days=1))

    def first_day(self, which: PeriodId) -> date:
        """The first calendar day, of what is merged into it as well."""
        plan = self.at(which).rules.assessment
        return calendar_days(with_merged(which, plan)[0], plan)[0]

    def _left_off(self, which: PeriodId) -> date | None:
        """The last day covered under former rules, where this period is the first under those in force now."""
        if not self.former or self.first_day(which) != self.former[-1].until + timedelta(days=1):
            return None
        last = self.holding(self.former[-1].until)
        return days_covered(last, self.former[-1].rules.assessment)[1] if last else None


@dataclass(frozen=True)
class Checked:
    """A period up to checked facts: everything that can be known before any decision on rows is needed."""

    period: Period
    units: pd.DataFrame
    people: pd.DataFrame
    """Those of the roster who were there on any day of the period."""
    outlets: pd.DataFrame
    arrivals: pd.DataFrame
    reading: Reading
    receipts: pd.DataFrame
    corrections: frozenset[str]
    """Files that came after the deadline and wait beside the version that counts."""
    rested_on: frozenset[str]
    """Numbers of the rulings without which a file would be late or held."""
    differences: pd.DataFrame
    """What those corrections would change (`records.Differences`)."""
    facts: pd.DataFrame
    rulings: pd.DataFrame
    entries: pd.DataFrame
    findings: pd.DataFrame
    waiting: dict[int, str]
    unregistered: list[str]
    unsure: frozenset[str]
    """Units that a held or unregistered file may belong to, and that sent nothing else: never called missing."""
    papers: Papers = field(default_factory=Papers)
    """What the office's own papers say."""


@dataclass(frozen=True)
class Scored:
    """A period with verdicts, ledger and quotas. `forgone` is what late returns would have earned."""

    checked: Checked
    settled: pd.DataFrame
    rows: pd.DataFrame
    rulings: pd.DataFrame
    """The office's rulings with what came of each (`records.RulingEffects`)."""
    ledger: pd.DataFrame
    quotas: pd.DataFrame
    forgone: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True)
class Payout:
    """Cash owed, and when it is paid out."""

    span: str
    """What the days paid out together are called: 本季度, 下半年, 本年."""
    longer: bool
    """Whether they begin before this period."""
    due: bool
    """Whether they end with this period, so that it is paid out now."""
    whole: bool
    """Whether all of them so far are known; if not, `lines` are of this period alone."""
    lines: pd.DataFrame
    """`ledger.Payables`: by payer, the office itself first, then by unit in the order of the roster."""


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
    known: tuple[Period, ...]
    """The periods of `periods`, oldest first, this one last."""
    missing: tuple[str, ...]
    """What those periods of the assessed year are called that nothing is known of."""
    payout: Payout
    controls: list[dict[str, object]]
    recomputed: list[str]
    period_tiers: pd.DataFrame
    """The items of `periods` by tier."""
