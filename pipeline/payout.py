"""payout: ledgers → what each payer owes people and units, for this period and for the days that are paid out together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.history import Counted
from pipeline.honours import Span, covering
from pipeline.office import Roster
from pipeline.period import Period, PeriodId
from pipeline.run import Payout, Setting
from schemas.assessment import Assessment
from schemas.ledger import Payables
from schemas.steps import Paying
from schemas.vocabulary import Measure

AMOUNTS = ["amount", "since_amount", "year_amount"]


def payout(setting: Setting, known: Sequence[Counted]) -> Payout:
    """Cash owed at the end of the period reported, the last of the periods `known`.

    Where an earlier period of the days paid out together is not known, nothing but this period is summed.
    """
    assessment, now = setting.rules.assessment, known[-1].period
    span = span_of(assessment, now)
    inside = covering(Span(span.name, span.first, now.last_day), known)
    year = [one for one in known if one.period.assessed_year == now.assessed_year]
    lines = pd.concat([_cash(one, setting.at(one.period.which).rules.assessment) for one in year])
    since = [one.period.id for one in inside or known[-1:]]
    return Payout(
        span=span.name,
        longer=span.first < now.first_day,
        due=span.last <= now.last_day,
        whole=bool(inside),
        lines=_payables(_split(lines, [now.id], since), list(payers(assessment).values()), setting.roster),
    )


def payout_over(setting: Setting, span: Period, inside: Sequence[Counted], year: Sequence[Counted]) -> Payout:
    """Cash of the periods `inside` a longer span, told and not paid out by it; `year` are those of the year up to its end."""
    lines = pd.concat([_cash(one, setting.at(one.period.which).rules.assessment) for one in year])
    ids, named = [one.period.id for one in inside], list(payers(setting.rules.assessment).values())
    told = _payables(_split(lines, ids, ids), named, setting.roster)
    return Payout(span.this, longer=False, due=False, whole=True, lines=told)


def span_of(assessment: Assessment, period: Period) -> Span:
    """The days paid out together that the period lies in: the period itself where they are fewer, or the rules do not say."""
    every = assessment.payout.period if assessment.payout else None
    alone = Span(period.this, period.first_day, period.last_day)
    if every is None or period.campaign:
        return alone
    found = PeriodId.holding(period.last_day, every, period.year)
    names = {"quarter": "本季度", "halfyear": found.short_label(), "year": period.this_year}
    span = Span(names[every], found.first_day(period.year), found.last_day(period.year))
    return span if span.first <= alone.first else alone


def paid_in(rules: Sequence[Assessment], inside: Sequence[Counted], names: Sequence[str]) -> tuple[str, ...]:
    """What the days are called that the cash of each period `inside` is paid out in: 上半年, or the period's own name.

    Each by its own rules. Days of which not every period is inside are told with those that are: 下半年（第三季度）.
    """
    spans = [span_of(assessment, one.period) for assessment, one in zip(rules, inside, strict=True)]
    called = []
    for span, assessment, one, name in zip(spans, rules, inside, names, strict=True):
        with_it = [other for other, theirs in zip(names, spans, strict=True) if theirs == span]
        known = "" if covering(span, inside) else f"（{'、'.join(with_it)}）"
        alone = one.period.first_day <= span.first and span.last <= one.period.last_day
        called.append(name if alone else _days_called(assessment, one.period) + known)
    return tuple(called)


def _days_called(assessment: Assessment, period: Period) -> str:
    """What the days paid out together are called within the year, where they are longer than the period."""
    every = assessment.payout.period if assessment.payout else None
    return (PeriodId.holding(period.last_day, every, period.year).short_label() if every else "") or period.this_year


def payers(assessment: Assessment) -> dict[str, str]:
    """Account → who pays it, blank for the office itself."""
    return {step.id: step.payer for step in assessment.steps if isinstance(step, Paying)}


def _cash(one: Counted, assessment: Assessment) -> pd.DataFrame:
    """A period's lines of cash, each with its payer."""
    lines = one.ledger[one.ledger["measure"] == Measure.CASH]
    return lines.assign(payer=lines["account"].map(payers(assessment)).fillna("").astype("str"))


def _split(lines: pd.DataFrame, now: Sequence[str], since: Sequence[str]) -> pd.DataFrame:
    """The year's lines with the amounts that are of the periods `now`, and those of the periods paid out together."""
    amount, period = lines["amount"], lines["period"]
    return lines.assign(
        amount=amount.where(period.isin(list(now)), 0),
        since_amount=amount.where(period.isin(list(since)), 0),
        year_amount=amount,
    )


def _payables(lines: pd.DataFrame, named: Sequence[str], roster: Roster) -> pd.DataFrame:
    """The sums that come to anything, as `ledger.Payables`."""
    sums = lines.groupby(["payer", "unit_code", "person"])[AMOUNTS].sum().reset_index()
    owed = sums[(sums[AMOUNTS] != 0).any(axis=1)]
    units = dict(zip(roster.units["unit_code"], roster.units["name"], strict=True))
    on_roster = roster.people.to_dict("records")
    people = {(one["person_code"], unit): one for one in on_roster for unit in ("", one["unit_code"])}
    made = [_payable(one, units, people) for one in owed.to_dict("records")]
    first, order = list(dict.fromkeys(["", *named])), list(units)
    return Payables.of(sorted(made, key=lambda one: _place(one, first, order)))


def _payable(
    sums: Mapping[Any, Any], units: Mapping[str, str], people: Mapping[tuple[str, str], Mapping[Any, Any]]
) -> dict[str, Any]:
    """A sum with the names of whose it is; whom the roster has under another unit only is found without the unit."""
    unit, person = sums["unit_code"], sums["person"]
    known = people.get((person, unit)) or people.get((person, "")) or {}
    return {
        **sums,
        "unit_name": units.get(unit, unit),
        "name": known.get("name", person.partition(":")[2]),
        "role": known.get("role", ""),
    }


def _place(one: Mapping[str, Any], payers: list[str], units: list[str]) -> tuple[Any, ...]:
    """By payer, unit and code; strangers of a unit after its people, what the unit keeps last."""
    payer = payers.index(one["payer"]) if one["payer"] in payers else len(payers)
    unit = units.index(one["unit_code"]) if one["unit_code"] in units else len(units)
    person = one["person"]
    return payer, one["payer"], unit, one["unit_code"], not person, ":" in person, person
