"""Everything the bulletin may speak of: tables already final, and the settings of the office."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from pipeline.bulletin.phrases import Wording, product_wording
from pipeline.papers.filled import Papers
from pipeline.period import Period
from pipeline.run import Payout
from schemas.assessment import Assessment
from schemas.gaps import SettledGap
from schemas.ledger import PeriodTiers
from schemas.office import Office


@dataclass(frozen=True)
class Figures:
    """The final tables of one period; nothing here is computed further, only counted, chosen and formatted."""

    period: Period
    office: Office
    assessment: Assessment
    decisions: tuple[SettledGap, ...]
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
    papers: Papers = field(default_factory=Papers)
    """The office's own papers."""
    wording: Wording = field(default_factory=product_wording)
    """The sentences: the product's, and the office's own in their place."""
    issued: bool = False
    """False until the period is issued: 征求意见稿 stands across every page."""
