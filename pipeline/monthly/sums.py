"""From a month's rows and count lines to its figures: a pure function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline import controls, history, needs, total
from pipeline.bulletin.figures import Figures, Over
from pipeline.bulletin.phrases import wording_of
from pipeline.decided import decided
from pipeline.history import Counted
from pipeline.monthly.month import Month
from pipeline.period import DAY, PeriodId
from pipeline.run import Payout
from pipeline.summed.parts import called
from schemas.duties import QuotaStep, Relative
from schemas.ledger import Honours, Ledger, Payables, Quotas
from schemas.records import Entries
from schemas.vocabulary import Verdict

COUNTING = ("admissibility.", "calendar.", "definitions.", "ranking.", "cadence", "year.")
"""Where decisions stand that a count rests on; those on points, cash and duties are no matter of a month's."""


@dataclass(frozen=True)
class Counts:
    """What a month came to."""

    month: Month
    rows: pd.DataFrame
    """`records.Settled` of the month and the book."""
    totals: total.Totals
    figures: Figures
    controls: list[dict[str, object]]


def counts_of(month: Month, remarks: str = "") -> Counts:
    """Count a month; `remarks` are the office's own paragraphs."""
    period = month.period
    rows = month.rows(period.start, period.end)
    lines = month.lines(rows)
    totals = _totals(month, lines)
    figures = _figures(month, rows, lines, totals, remarks)
    accepted = int((rows["verdict"] == Verdict.ACCEPTED).sum())
    return Counts(month, rows, totals, figures, controls.count_controls(lines, totals, accepted))


def _totals(month: Month, lines: pd.DataFrame) -> total.Totals:
    """Units and people ranked by their counts; how units stand with their returns is that of the period."""
    last = month.scored[-1].checked
    units = pd.concat([one.checked.units for one in month.scored]).drop_duplicates("unit_code", keep="last")
    people = month.setting.on(month.which.last_day()).roster.people
    ledgers = total.Ledgers(lines, Ledger.blank(), lines)
    return total.total(ledgers, units.reset_index(drop=True), people, last.receipts, month.shown, last.unsure)


def _figures(
    month: Month, rows: pd.DataFrame, lines: pd.DataFrame, totals: total.Totals, remarks: str
) -> Figures:  # fmt: skip
    setting, period = month.setting.on(month.which.last_day()), month.period
    judged = month.tables.rows
    return Figures(
        period=period,
        office=setting.office,
        assessment=month.shown,
        decisions=tuple(one for one in decided(setting.rules) if one.path.startswith(COUNTING)),
        units=totals.units,
        people=totals.people,
        unit_tiers=totals.unit_tiers,
        person_tiers=totals.person_tiers,
        periods=history.recomputed_totals([Counted(period, lines)]),
        known=(period,),
        missing=(),
        quotas=Quotas.blank(),
        ledger=lines,
        honours=Honours.blank(),
        undrawn=(),
        entries=Entries.blank(),
        settled=rows,
        rows=judged[judged["row_id"].isin(rows["row_id"])],
        receipts=month.tables.receipts,
        payout=Payout(period.this, longer=False, due=False, whole=True, lines=Payables.blank()),
        remarks=remarks,
        wording=wording_of(setting.workspace.wording),
        papers=month.scored[-1].checked.papers,
        over=_over(month, rows, totals.units),
    )


def _over(month: Month, rows: pd.DataFrame, units: pd.DataFrame) -> Over:
    parts = tuple(one.checked.period for one in month.scored)
    return Over(
        parts=parts,
        names=tuple(called(month.setting, one.which) for one in parts),
        missing=tuple(called(month.setting, one) for one in month.lost),
        book=month.book,
        silent=tuple(_silent(month, rows, units)),
        pace=_pace(month) if _asks_for_pace(month) else None,
    )


def _silent(month: Month, rows: pd.DataFrame, units: pd.DataFrame) -> Iterator[str]:
    """Units that have nothing in the month for certain: the book came for every day of it, and nothing waits."""
    if month.lost:
        return
    came = [needs.came_of(one.checked, month.setting.at(one.checked.period.which).rules.assessment, one.rows)
            for one in month.scored]  # fmt: skip
    having = set(rows.loc[rows["verdict"].isin([Verdict.ACCEPTED, Verdict.PENDING]), "unit_code"])
    for unit in units.to_dict("records"):
        key = (unit["unit_code"], month.book)
        told = all(key in one.books and key not in one.unread for one in came)
        if told and unit["unit_code"] not in having:
            yield unit["name"]


def _asks_for_pace(month: Month) -> bool:
    """Whether a quota of the book asks for an even pace."""
    quotas = [step for step in month.rules.steps if isinstance(step, QuotaStep) and step.book == month.book]
    needed = [target.required for step in quotas for target in step.targets]
    return any(isinstance(required, Relative) and required.of == "even" for required in needed)


def _pace(month: Month) -> pd.DataFrame:
    """Each unit's items of every month from the first day covered; a cut-off may begin it late in a month."""
    begins = month.scored[0].checked.period.start
    found = []
    for one in _months(begins, month.which.last_day()):
        whole = begins <= one.first_day()
        rows = month.rows(one.first_day() if whole else begins, one.last_day())
        name = one.short_label() if whole else f"{begins.month}月{begins.day}日起"
        found.append(month.lines(rows).assign(month=name))
    lines = pd.concat(found)
    own = lines[lines["person"] == ""]
    return own.groupby(["unit_code", "month"], sort=False)["amount"].sum().rename("items").reset_index()


def _months(first: date, last: date) -> Iterator[PeriodId]:
    day = first
    while day <= last:
        one = PeriodId.holding(day, "month")
        yield one
        day = one.last_day() + DAY
