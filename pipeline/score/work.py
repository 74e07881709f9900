"""What lies before a step: the period's accepted rows, who owes what, and the lines and quotas made so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.period import Period
from schemas.ledger import Ledger, Quotas
from schemas.records import Entries, Settled


@dataclass(frozen=True)
class Came:
    """What is known of the returns: units that sent one, units whose file waits, and the books each unit sent."""

    reported: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    books: frozenset[tuple[str, str]] = frozenset()
    unread: frozenset[tuple[str, str]] = frozenset()
    """Units and books with lines that wait to be mended, or lie in a file that waits."""


@dataclass(frozen=True)
class Past:
    """A period of the year: its accepted rows (`records.Settled`), its ledger, and what came."""

    rows: pd.DataFrame
    ledger: pd.DataFrame
    came: Came = Came()


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
    whole_year: bool = False
    """Whether every earlier period of the year is known."""
    ledger: pd.DataFrame = field(default_factory=Ledger.blank)
    quotas: pd.DataFrame = field(default_factory=Quotas.blank)

    @property
    def year(self) -> tuple[Past, ...]:
        """The periods of the year up to this one, with what they have earned so far."""
        return (*self.earlier, Past(self.rows, self.ledger, self.came))

    def with_lines(self, lines: pd.DataFrame) -> Work:
        """With new ledger lines, numbered on from the last."""
        if lines.empty:
            return self
        numbered = lines.assign(line_id=range(len(self.ledger) + 1, len(self.ledger) + len(lines) + 1))
        return replace(self, ledger=pd.concat([self.ledger, numbered[self.ledger.columns]], ignore_index=True))

    def with_quotas(self, found: pd.DataFrame) -> Work:
        """With what one more quota owes and has done."""
        return replace(self, quotas=pd.concat([self.quotas, found], ignore_index=True))
