"""From the periods of a longer span to its figures: a pure function, nothing is read and nothing is scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline import history, honours, payout, total
from pipeline.bulletin.figures import Figures, Over
from pipeline.bulletin.phrases import wording_of
from pipeline.summed.controls import span_controls
from pipeline.summed.matter import Matter
from pipeline.summed.parts import called, period_of_span
from pipeline.summed.quotas import at_the_end
from pipeline.summed.tables import Tables, put_together
from schemas.assessment import Assessment
from schemas.ledger import UnitStandings
from schemas.periods import Cadence
from schemas.records import Receipts
from schemas.vocabulary import Standing

WORST_FIRST = (Standing.MISSING, Standing.LATE, Standing.HELD, Standing.NIL, Standing.ON_TIME)
"""A span's standing of a unit is the worst of its periods."""


@dataclass(frozen=True)
class Summed:
    """What a longer span came to."""

    matter: Matter
    tables: Tables
    totals: total.Totals
    figures: Figures
    controls: list[dict[str, object]]


def sum_of(matter: Matter, remarks: str = "") -> Summed:
    """What the periods of a span add up to; `remarks` are the office's own paragraphs."""
    tables = put_together(
        [one.scored for one in matter.outcomes], [one.setting.rules.assessment for one in matter.outcomes]
    )
    totals = _totals(matter, tables)
    figures = _figures(matter, tables, totals, remarks)
    return Summed(matter, tables, totals, figures, span_controls(matter.outcomes, tables, totals, figures))


def _figures(matter: Matter, tables: Tables, totals: total.Totals, remarks: str) -> Figures:
    period, assessment = matter.period, matter.assessment
    return Figures(
        period=period,
        office=matter.now.office,
        assessment=assessment,
        decisions=matter.decisions,
        units=totals.units,
        people=totals.people,
        unit_tiers=totals.unit_tiers,
        person_tiers=totals.person_tiers,
        periods=history.recomputed_totals(matter.every),
        known=tuple(one.period for one in matter.every),
        missing=tuple(_missing(matter)),
        quotas=at_the_end(tables.quotas, matter),
        ledger=tables.ledger,
        honours=honours.honours(assessment, matter.inside, totals.units, totals.people, period),
        undrawn=tuple(honours.undrawn(assessment, matter.inside, period)),
        entries=tables.entries,
        settled=tables.settled,
        rows=tables.rows,
        receipts=tables.receipts,
        payout=payout.payout_over(matter.now, period, matter.inside, matter.year),
        remarks=remarks,
        wording=wording_of(matter.setting.workspace.wording),
        over=_over(matter),
    )


def _missing(matter: Matter) -> Iterator[str]:
    """Where the year begins before the span: what its periods up to the span's end are called that nothing is known of."""
    if matter.period.first_day == matter.period.year_begins:
        return
    known = {one.period.which for one in matter.year}
    earlier = reversed(history.earlier_in_year(matter.setting, matter.parts.every[0]))
    yield from (called(matter.setting, one) for one in (*earlier, *matter.parts.every) if one not in known)


def _totals(matter: Matter, tables: Tables) -> total.Totals:
    """Units and people ranked over the span; a unit that was closed meanwhile keeps what it has."""
    ledgers = total.Ledgers(
        tables.ledger, matter.ledger_of(matter.before), pd.concat([one.ledger for one in matter.year])
    )
    people = matter.now.roster.people
    made = total.total(ledgers, _units(matter), people, Receipts.blank(), matter.assessment, frozenset())
    stood = _standings(matter).groupby("unit_code")["standing"].agg(set)
    worst = {str(unit): next(one for one in WORST_FIRST if one in found) for unit, found in stood.items()}
    units = made.units.assign(standing=made.units["unit_code"].map(worst))
    return total.Totals(UnitStandings.conform(units), made.people, made.unit_tiers, made.person_tiers)


def _units(matter: Matter) -> pd.DataFrame:
    """Every unit that owed a return in some period, in the order of the roster, by the name and class it had last."""
    owing = pd.concat([one.scored.checked.units for one in matter.outcomes])
    order = {code: n for n, code in enumerate(dict.fromkeys(matter.now.roster.units["unit_code"]))}
    units = owing.drop_duplicates("unit_code", keep="last")
    return units.sort_values("unit_code", key=lambda codes: codes.map(order), kind="stable").reset_index(drop=True)


def _standings(matter: Matter) -> pd.DataFrame:
    """How each unit stood with its return, by period."""
    found = [one.totals.units.assign(period=one.scored.checked.period.id) for one in matter.outcomes]
    return pd.concat(found, ignore_index=True)[["period", "unit_code", "standing"]]


def _over(matter: Matter) -> Over:
    standings, setting = _standings(matter), matter.setting
    times = standings["unit_code"].value_counts()
    units = _units(matter)
    plans = [one.setting.rules.assessment for one in matter.outcomes]
    names = tuple(called(setting, one) for one in matter.parts.known)
    return Over(
        parts=tuple(one.period for one in matter.inside),
        names=names,
        missing=tuple(called(setting, one) for one in matter.parts.lost),
        order=tuple(called(setting, one) for one in matter.parts.every),
        standings=standings,
        paid_in=payout.paid_in(plans, matter.inside, names),
        paid_every=_paid_every(plans),
        before=period_of_span(setting, matter.before) if matter.before else None,
        compared=tuple(_compared(matter)),
        changed=tuple(units.loc[units["unit_code"].map(times) < len(matter.outcomes), "name"]),
    )


def _paid_every(plans: Sequence[Assessment]) -> Cadence | None:
    """How often cash is paid out, where all rules say the same."""
    found = {plan.payout.period if plan.payout else None for plan in plans}
    return found.pop() if len(found) == 1 else None


def _compared(matter: Matter) -> Iterator[tuple[str, int]]:
    """Only with spans of which every period is known, and only where all of this one is."""
    if matter.parts.lost:
        return
    if matter.before:
        yield matter.period.last, matter.items_of(matter.before)
    if matter.last_year and matter.last_year != matter.before:
        yield "上年同期", matter.items_of(matter.last_year)
