"""What the public may read of a period: figures with everything else taken away, so that no sentence or table can tell it.

Taken away are cash and units' funds, everybody who is on no commendation list, items, receipts, reasons, decisions, the
ledger, the office's own papers and whom to ring up. How units reported, and what they are short of, stays only where
the office allows it (`public_names_problems`). Instructions of leaders (批示) stay in the totals alone: an adoption of that
method counts in the tier of its outlet; a tier, list or task called so is not shown, and then no tier is.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.papers.filled import Papers
from schemas.assessment import Assessment, Clause, Tier
from schemas.ledger import Honours, Ledger, Payables, PeriodTiers, PersonStandings, PersonTierCounts, Quotas, TierCounts
from schemas.office import Contact, Office
from schemas.records import Entries, Receipts, Rows, Settled
from schemas.steps import Step, measure_of
from schemas.vocabulary import Measure, Standing, Verdict

INSTRUCTION = "批示"
SECRET = frozenset({Measure.CASH, Measure.UNIT_FUNDS, Measure.SANCTIONS})
"""Measures that the public edition neither counts nor names."""
MONEY = ("cash", "funds", "year_cash", "year_funds")
WITHHELD = ""
"""How a unit reported, where it is not told: no `Standing`, so that no count and no sentence finds it."""
KEPT = frozenset({"period", "known", "missing", "over", "issued", "wording"})
"""Fields of the figures that pass as they are; `public` deals with every other."""


def public(figures: Figures) -> Figures:
    """The same period with nothing in it that is not for the public; the office's remarks are those written for it."""
    tiers = not any(INSTRUCTION in tier.name for tier in figures.assessment.tiers)
    return replace(
        figures,
        office=_office(figures.office),
        assessment=_assessment(figures.assessment, tiers),
        decisions=(),
        units=_units(figures),
        undetermined=bool((figures.units["standing"] == Standing.HELD).any()),
        people=PersonStandings.blank(),
        unit_tiers=figures.unit_tiers if tiers else TierCounts.blank(),
        person_tiers=PersonTierCounts.blank(),
        periods=_without_money(figures.periods),
        period_tiers=figures.period_tiers if tiers else PeriodTiers.blank(),
        quotas=_quotas(figures),
        ledger=Ledger.blank(),
        honours=_honours(figures.honours),
        undrawn=tuple(
            title
            for title in figures.undrawn
            if INSTRUCTION not in title and title not in _paid_lists(figures.assessment)
        ),
        entries=Entries.blank(),
        settled=Settled.blank(),
        rows=_waiting(figures.rows),
        receipts=Receipts.blank(),
        payout=replace(figures.payout, lines=Payables.blank()),
        remarks=figures.remarks_public,
        remarks_public="",
        papers=Papers(),
    )


def _office(office: Office) -> Office:
    """Without a person, a phone, or what the office decided; strangers are told its department by the full name."""
    changes = {"contact": Contact(person="", phone=""), "decisions": {}, "mailbox": None}
    return office.model_copy(update={**changes, "department": office.full_department})


def _assessment(assessment: Assessment, tiers: bool) -> Assessment:
    """Without what pays, deducts or punishes, and without a clause's words; one tier in the place of all unless `tiers`."""
    kept = {step.id for step in assessment.steps if measure_of(step) not in SECRET}
    steps = [_without(step, kept) for step in assessment.steps if step.id in kept]
    changes: dict[str, object] = {
        "steps": [step for step in steps if getattr(step, "of", True)],
        "clauses": {name: Clause.model_construct(place="", text="") for name in assessment.clauses},
        "statements": [],
        "payout": None,
    }
    return assessment.model_copy(update=changes if tiers else {**changes, "tiers": [Tier(id="", name="")]})


def _without(step: Step, kept: set[str]) -> Step:
    """A step that adjusts accounts, of those that are kept alone; any other as it is."""
    accounts = getattr(step, "of", None)
    if not isinstance(accounts, list):
        return step
    return step.model_copy(update={"of": [account for account in accounts if account in kept]})


def _units(figures: Figures) -> pd.DataFrame:
    units = _without_money(figures.units)
    return units if figures.office.public_names_problems else units.assign(standing=WITHHELD)


def _without_money(sums: pd.DataFrame) -> pd.DataFrame:
    return sums.assign(**{column: 0 for column in MONEY if column in sums})


def _quotas(figures: Figures) -> pd.DataFrame:
    """Units' tasks where the office allows it; never its own."""
    if not figures.office.public_names_problems:
        return Quotas.blank()
    quotas = figures.quotas
    return quotas[(quotas["scope"] == "单位") & ~quotas["label"].str.contains(INSTRUCTION, regex=False)]


def _honours(honours: pd.DataFrame) -> pd.DataFrame:
    """Lists and whom they name; not who was left out of them, nor a list that goes by money or instructions."""
    if honours.empty:
        return Honours.blank()
    told = ~honours["measure"].isin(SECRET) & ~honours["list_title"].str.contains(INSTRUCTION, regex=False)
    return honours[told & (honours["excluded"] == "")]


def _paid_lists(assessment: Assessment) -> set[str]:
    """Titles of the lists that go by money."""
    return {one.title for one in assessment.commendations if one.by in SECRET}


def _waiting(rows: pd.DataFrame) -> pd.DataFrame:
    """How many rows wait, and nothing of any: totals say what is not yet in them."""
    waiting = rows[rows["verdict"] == Verdict.PENDING]
    unsaid = {name: "" for name in Rows.headers() if name != "verdict" and pd.api.types.is_string_dtype(rows[name])}
    return waiting.assign(**unsaid)
