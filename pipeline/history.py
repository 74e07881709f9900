"""Earlier periods beside this one: which are needed, and what they add up to.

Periods follow on one another by their days, whatever their kind: months until June, then quarters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from pipeline.period import Period, PeriodId, cadence_of
from pipeline.period_id import assessed_year
from pipeline.run import Setting
from pipeline.total import Ledgers
from schemas.assessment import Assessment
from schemas.duties import Consequence, QuotaStep
from schemas.ledger import Ledger, PeriodTiers, PeriodTotals
from schemas.steps import CapStep
from schemas.vocabulary import Measure

RECOMPUTED = "据上报表重算"
"""How a period's totals are known that was not issued."""


class Counted(NamedTuple):
    """A period and what it was scored as."""

    period: Period
    ledger: pd.DataFrame


def needed(setting: Setting, which: PeriodId) -> list[PeriodId]:
    """Earlier periods of the year, the one before, and the same one last year, oldest first, where known.

    Each with those its own rules look back to: where duties run through the year, the ones before it in its year.
    """
    wanted = {*earlier_in_year(setting, which), *_one(setting.before(which)), *_one(_last_year(setting, which))}
    wanted |= {back for one in (which, *wanted) for back in looked_back_to(setting, one)}
    return known_of(setting, wanted)


def known_of(setting: Setting, wanted: Iterable[PeriodId]) -> list[PeriodId]:
    """The known ones, oldest first."""
    return sorted((one for one in set(wanted) if is_known(setting, one)), key=setting.first_day)


def _one(found: PeriodId | None) -> list[PeriodId]:
    return [found] if found else []


def earlier_in_year(setting: Setting, which: PeriodId) -> list[PeriodId]:
    """The periods that the rules make out of the days of the assessed year before this one, newest first."""
    year = setting.at(which).rules.assessment.year
    begins = PeriodId("year", assessed_year(setting.first_day(which), year)).first_day(year)
    return [one for one in _back(setting, which) if setting.first_day(one) >= begins]


def _back(setting: Setting, which: PeriodId) -> Iterator[PeriodId]:
    """The periods before this one, newest first, as far back as a year and a bit."""
    limit = setting.first_day(which).year - 1
    one = setting.before(which)
    while one and setting.first_day(one).year >= limit:
        yield one
        one = setting.before(one)


def _last_year(setting: Setting, which: PeriodId) -> PeriodId | None:
    """The same period a year ago, if the rules then in force had such a one."""
    found = which.last_year()
    plan = setting.at(found).rules.assessment
    return found if found.kind == cadence_of(plan) and found.id not in plan.calendar.merged else None


def looked_back_to(setting: Setting, which: PeriodId) -> list[PeriodId]:
    """The earlier periods without which the rules of this one cannot be applied."""
    plan = setting.at(which).rules.assessment
    before = _back(setting, which)
    close = [one for one, _ in zip(before, range(_reach(plan)), strict=False)]
    return [*close, *(earlier_in_year(setting, which) if _runs_through_the_year(plan) else [])]


def _runs_through_the_year(plan: Assessment) -> bool:
    """Whether some step counts on from the year's earlier periods: duties, limits, what a story was paid before."""
    spans = [(getattr(step, "period", ""), getattr(step, "across", ""), step) for step in plan.steps]
    return any(
        "year" in (period, across) and not (isinstance(step, QuotaStep) and step.scope == "office")
        for period, across, step in spans
    )


def _reach(plan: Assessment) -> int:
    """How many periods before a step looks at: 连续几期, and weeks begun in the one before."""
    in_a_row = [step.in_a_row - 1 for step in plan.steps if isinstance(step, Consequence)]
    begun = [1 for step in plan.steps if isinstance(step, QuotaStep) and step.edges in ("ended", "join")]
    begun += [1 for step in plan.steps if isinstance(step, CapStep) and step.period == "month"]
    return max(in_a_row, default=0) + max(begun, default=0)


def is_known(setting: Setting, which: PeriodId) -> bool:
    """Whether anything of a period was registered, and there were rules in force to score it by."""
    now = setting.at(which)
    fits = which.kind == cadence_of(now.rules.assessment)
    return fits and setting.workspace.has(which.id) and now.has_rules_for(which)


def missing(setting: Setting, which: PeriodId, known: Collection[str]) -> tuple[str, ...]:
    """What the year's earlier periods are called that nothing is known of: 第一季度, 3月."""
    lost = [one for one in earlier_in_year(setting, which) if one.id not in known]
    return tuple(one.short_label() or one.label() for one in reversed(lost))


def whole_year(setting: Setting, which: PeriodId, known: Collection[str]) -> bool:
    """Whether the known periods and this one cover the assessed year from its first day without a hole."""
    return all(one.id in known for one in earlier_in_year(setting, which))


def ledgers(now: Counted, earlier: Sequence[Counted]) -> Ledgers:
    """This period's ledger, that of the period that ends the day before (blank when unknown), and the year's so far."""
    year = [past.ledger for past in earlier if past.period.assessed_year == now.period.assessed_year]
    before = [past.ledger for past in earlier if past.period.comes_before(now.period)]
    previous = before[0] if before else Ledger.blank()
    return Ledgers(now.ledger, previous, pd.concat([*year, now.ledger], ignore_index=True))


def period_totals(now: Counted, earlier: Sequence[Counted]) -> pd.DataFrame:
    """The office's totals of each period known, this one last."""
    return PeriodTotals.of([*(_totals(past, RECOMPUTED) for past in earlier), _totals(now, "本次计算")])


def recomputed_totals(known: Iterable[Counted]) -> pd.DataFrame:
    """The same of periods none of which is the one reported."""
    return PeriodTotals.of(_totals(one, RECOMPUTED) for one in known)


def _totals(one: Counted, source: str) -> dict[str, object]:
    sums = one.ledger.groupby("measure")["amount"].sum()
    return {
        "period": one.period.id,
        "submitted": int(sums.get(Measure.SUBMITTED, 0)),
        "funds": int(sums.get(Measure.UNIT_FUNDS, 0)),
        "items": int(sums.get(Measure.ITEMS, 0)),
        "points": int(sums.get(Measure.UNIT_POINTS, 0)),
        "cash": int(sums.get(Measure.CASH, 0)),
        "source": source,
    }


def period_tiers(known: Iterable[Counted]) -> pd.DataFrame:
    """The items of each period known by tier, oldest first."""
    made = [
        {"period": one.period.id, "tier": tier, "items": int(amount)}
        for one in known
        for tier, amount in one.ledger[one.ledger["measure"] == Measure.ITEMS].groupby("tier")["amount"].sum().items()
    ]
    return PeriodTiers.of(made) if made else PeriodTiers.blank()
