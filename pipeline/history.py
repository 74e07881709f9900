"""Earlier periods beside this one: which are needed, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pandas as pd

from pipeline.period import Quarter
from pipeline.total import Ledgers
from schemas.assessment import Assessment
from schemas.ledger import Ledger, PeriodTotals
from schemas.steps import QuotaStep
from schemas.vocabulary import Measure


def needed(quarter: Quarter, exists: Callable[[str], bool], assessment: Assessment) -> list[Quarter]:
    """Earlier quarters of the year, the quarter before, and the same quarter last year, oldest first, where known.

    Where units' duties are settled by the year, last year's quarters need those before them in their own year.
    """
    wanted = {quarter.before(), Quarter(quarter.year - 1, quarter.number), *_earlier_in_year(quarter)}
    if any(isinstance(step, QuotaStep) and step.period == "year" and step.scope == "unit" for step in assessment.steps):
        wanted |= {past for one in list(wanted) for past in _earlier_in_year(one)}
    return sorted((past for past in wanted if exists(past.id)), key=lambda past: past.id)


def _earlier_in_year(quarter: Quarter) -> list[Quarter]:
    return [Quarter(quarter.year, number) for number in range(1, quarter.number)]


def same_year(period: str, quarter: Quarter) -> bool:
    """Whether a period's id belongs to the quarter's year."""
    return Quarter.parse(period).year == quarter.year


def whole_year(quarter: Quarter, known: Collection[str]) -> bool:
    """Whether every earlier quarter of the quarter's year is among `known`."""
    return all(Quarter(quarter.year, number).id in known for number in range(1, quarter.number))


def ledgers(quarter: Quarter, now: pd.DataFrame, earlier: Mapping[str, pd.DataFrame]) -> Ledgers:
    """This period's ledger, the previous period's (blank when unknown) and the year's up to this period."""
    year = [ledger for period, ledger in sorted(earlier.items()) if same_year(period, quarter)]
    return Ledgers(now, earlier.get(quarter.before().id, Ledger.blank()), pd.concat([*year, now], ignore_index=True))


def period_totals(earlier: Mapping[str, pd.DataFrame], quarter: Quarter, now: pd.DataFrame) -> pd.DataFrame:
    """The office's totals of each period known, this one last."""
    past = [_totals(period, ledger, "据上报表重算") for period, ledger in sorted(earlier.items())]
    return PeriodTotals.of([*past, _totals(quarter.id, now, "本次计算")])


def _totals(period: str, ledger: pd.DataFrame, source: str) -> dict[str, object]:
    sums = ledger.groupby("measure")["amount"].sum()
    return {
        "period": period,
        "submitted": int(sums.get(Measure.SUBMITTED, 0)),
        "funds": int(sums.get(Measure.UNIT_FUNDS, 0)),
        "items": int(sums.get(Measure.ITEMS, 0)),
        "points": int(sums.get(Measure.UNIT_POINTS, 0)),
        "cash": int(sums.get(Measure.CASH, 0)),
        "source": source,
    }
