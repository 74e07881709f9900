"""Everything the bulletin may speak of: tables already final, and the settings of the office."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from pipeline.bulletin.phrases import Wording, product_wording
from pipeline.decided import Decided
from pipeline.papers.filled import Papers
from pipeline.period import Period
from pipeline.run import Payout
from schemas.assessment import Assessment
from schemas.ledger import PeriodTiers
from schemas.office import Office
from schemas.periods import Cadence
from schemas.vocabulary import Book


@dataclass(frozen=True)
class Over:
    """What a bulletin is made from that is over no period of the rules' own: several of them, or a month of one."""

    parts: tuple[Period, ...]
    """The periods known that it is made from, oldest first."""
    names: tuple[str, ...]
    """What each of `parts` is called within its year: 第一季度, 8月."""
    missing: tuple[str, ...] = ()
    """What the span's periods are called that nothing is known of."""
    order: tuple[str, ...] = ()
    """What all of the span's periods are called, in their order."""
    standings: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["period", "unit_code", "standing"]))
    """How each unit stood with its return, by period."""
    paid_in: tuple[str, ...] = ()
    """What the days are called that the cash of each of `parts` is paid out in: 上半年, 第三季度."""
    paid_every: Cadence | None = None
    """How often cash is paid out, where the rules of all `parts` say the same."""
    before: Period | None = None
    """The span before it, where all of it is known."""
    compared: tuple[tuple[str, int], ...] = ()
    """What an earlier span of the same length is called, and its adopted items."""
    changed: tuple[str, ...] = ()
    """Units that did not owe a return in each of `parts`."""
    book: Book | None = None
    """Of a month: the one book whose items are counted."""
    silent: tuple[str, ...] = ()
    """Of a month: the units that handed in all that could tell, and have nothing in it, not even a row that waits."""
    pace: pd.DataFrame | None = None
    """Of a month, where the rules ask for an even pace: each unit's items by month, from the period's first on."""


@dataclass(frozen=True)
class Figures:
    """The final tables of one period; nothing here is computed further, only counted, chosen and formatted."""

    period: Period
    office: Office
    assessment: Assessment
    decisions: tuple[Decided, ...]
    units: pd.DataFrame
    """`ledger.UnitStandings`, in the order of the roster."""
    people: pd.DataFrame
    """`ledger.PersonStandings`."""
    unit_tiers: pd.DataFrame
    """`ledger.TierCounts` of this period."""
    person_tiers: pd.DataFrame
    """`ledger.PersonTierCounts` of this period."""
    periods: pd.DataFrame
    """`ledger.PeriodTotals`: earlier periods known, this one last."""
    known: tuple[Period, ...]
    """The periods of `periods`."""
    missing: tuple[str, ...]
    """What the year's earlier periods are called that nothing is known of."""
    quotas: pd.DataFrame
    """`ledger.Quotas`."""
    ledger: pd.DataFrame
    """`ledger.Ledger` of this period."""
    honours: pd.DataFrame
    """`ledger.Honours`: the commendation lists due."""
    undrawn: tuple[str, ...]
    """Titles of lists due that cannot be drawn up, because earlier periods are not known."""
    entries: pd.DataFrame
    """`records.Entries`: what the office entered itself."""
    settled: pd.DataFrame
    """`records.Settled`: every parsed row of counted and late returns with its verdict."""
    rows: pd.DataFrame
    """`records.Rows`: every row found in any file, with verdict and reason."""
    receipts: pd.DataFrame
    """`records.Receipts`."""
    payout: Payout
    """Who is owed what cash, by whom."""
    remarks: str
    """The office's own paragraphs (Markdown with `## 章节名` heads); may be empty."""
    period_tiers: pd.DataFrame = field(default_factory=PeriodTiers.blank)
    """`ledger.PeriodTiers`: what the items of `periods` are made of; blank where that is not known."""
    remarks_public: str = ""
    """The same for the public edition, which has none of the other."""
    undetermined: bool = False
    """Where standings are not told: whether the figures of some unit are not known yet."""
    papers: Papers = field(default_factory=Papers)
    """The office's own papers."""
    wording: Wording = field(default_factory=product_wording)
    """The sentences: the product's, and the office's own in their place."""
    over: Over | None = None
    """Given where the bulletin is not of one period of the rules."""
    issued: bool = False
    """False until the period is issued: 征求意见稿 stands across every page."""

    @property
    def summed(self) -> Over | None:
        """What the bulletin adds up, where it is over several periods."""
        return self.over if self.over and not self.over.book else None

    @property
    def runs_on(self) -> bool:
        """Whether the year's running total is another figure than the period's own: not in a campaign, nor where a sum
        begins with the year."""
        if self.over:
            return not self.over.book and self.period.first_day != self.period.year_begins
        return not self.period.campaign
