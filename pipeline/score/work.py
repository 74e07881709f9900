"""What lies before a step: the period's accepted rows, who owes what, and the lines and quotas made so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pandas as pd

from pipeline.period import Period
from schemas.duties import QuotaStep, Target
from schemas.ledger import Ledger, Quotas
from schemas.papers import Upward
from schemas.records import Entries, Settled


@dataclass(frozen=True)
class Came:
    """What is known of the returns: units that sent one, units whose file waits, and the books each unit sent."""

    reported: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    books: frozenset[tuple[str, str]] = frozenset()
    unread: frozenset[tuple[str, str]] = frozenset()
    """Units and books with lines that wait to be mended, or lie in a file that waits."""
    register: bool = False
    """Whether the office's own 收稿登记 says what was submitted."""


@dataclass(frozen=True)
class Past:
    """A period: its accepted rows (`records.Settled`), ledger, what came, its quotas, and what the office entered."""

    period: Period
    rows: pd.DataFrame
    ledger: pd.DataFrame
    came: Came = Came()
    quotas: pd.DataFrame = field(default_factory=Quotas.blank)
    entries: pd.DataFrame = field(default_factory=Entries.blank)
    waiting: pd.DataFrame = field(default_factory=Settled.blank)
    """Rows (`records.Settled`) that wait for a decision."""
    upward: pd.DataFrame = field(default_factory=Upward.blank)
    """What the bureau sent upward."""


@dataclass(frozen=True)
class Work:
    """A period being scored. `rows` are accepted and in canonical order; steps only add to ledger and quotas."""

    period: Period
    rows: pd.DataFrame
    units: pd.DataFrame
    people: pd.DataFrame
    entries: pd.DataFrame = field(default_factory=Entries.blank)
    came: Came = Came()
    waiting: pd.DataFrame = field(default_factory=Settled.blank)
    """Rows (`records.Settled`) that wait for a decision."""
    tiers: tuple[str, ...] = ()
    """The assessment's tiers, lowest first."""
    earlier: tuple[Past, ...] = ()
    """Earlier periods that are known, oldest first, of this year and before."""
    whole_year: bool = False
    """Whether every earlier period of the year is known."""
    upward: pd.DataFrame = field(default_factory=Upward.blank)
    """What the bureau sent upward."""
    ledger: pd.DataFrame = field(default_factory=Ledger.blank)
    quotas: pd.DataFrame = field(default_factory=Quotas.blank)
    duties: Mapping[str, tuple[QuotaStep, Target]] = field(default_factory=dict)
    """What the quotas so far ask for: key of the target → its step and itself."""

    @property
    def now(self) -> Past:
        """This period, with what has come of it so far."""
        now = (self.rows, self.ledger, self.came, self.quotas, self.entries, self.waiting, self.upward)
        return Past(self.period, *now)

    @property
    def this_year(self) -> tuple[Past, ...]:
        """The earlier periods of the same assessed year."""
        return tuple(past for past in self.earlier if past.period.assessed_year == self.period.assessed_year)

    @property
    def year(self) -> tuple[Past, ...]:
        """The periods of the year up to this one."""
        return (*self.this_year, self.now)

    @property
    def unbroken(self) -> tuple[Past, ...]:
        """The periods that follow on one another without a gap up to this one, oldest first."""
        chain = [self.now]
        for past in reversed(self.earlier):
            if past.period.end + timedelta(days=1) == chain[0].period.start:
                chain.insert(0, past)
        return tuple(chain)

    def with_lines(self, lines: pd.DataFrame) -> Work:
        """With new ledger lines, numbered on from the last."""
        if lines.empty:
            return self
        numbered = lines.assign(line_id=range(len(self.ledger) + 1, len(self.ledger) + len(lines) + 1))
        return replace(self, ledger=pd.concat([self.ledger, numbered[self.ledger.columns]], ignore_index=True))

    def with_quotas(self, step: QuotaStep, found: pd.DataFrame) -> Work:
        """With what one more quota owes and has done."""
        duties = {**self.duties, **{target.key: (step, target) for target in step.targets}}
        return replace(self, quotas=pd.concat([self.quotas, found], ignore_index=True), duties=duties)
