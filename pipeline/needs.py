"""What a period brings to its rules: which gaps it makes matter, which returns came, and what the steps are given."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline import gaps, history, score
from pipeline.period import Quarter, nominal_due, period_of
from pipeline.run import Checked, Scored, Setting
from schemas.assessment import Assessment, Late
from schemas.steps import QuotaStep
from schemas.template import Sheets
from schemas.vocabulary import Book, ReceiptStatus, TimeBasis


def required_keys(sheets: Sheets) -> dict[Book, frozenset[str]]:
    """The columns a return cannot do without, by book."""
    return {book: frozenset(column.key for column in columns if column.required) for book, columns in sheets.items()}


def work_of(
    setting: Setting, checked: Checked, came: score.Came, rows: pd.DataFrame, earlier: Mapping[str, Scored]
) -> score.Work:
    """The period's accepted rows with all that steps may look at."""
    quarter = checked.period.quarter
    past = {
        period: score.Past(score.accepted(one.settled), one.ledger)
        for period, one in sorted(earlier.items())
        if history.same_year(period, quarter) and period < quarter.id
    }
    return score.Work(
        checked.period, rows, checked.units, setting.roster.people, checked.entries, came, tuple(past.values()),
        history.whole_year(quarter, past),
    )  # fmt: skip


def came_of(checked: Checked, late: Late) -> score.Came:
    """Which units sent what: counted and late returns, and the books in them; of a late one that waits nobody is sure."""
    receipts = checked.receipts
    waits = late.then in (None, "pending")
    known = [ReceiptStatus.COUNTED] if waits else [ReceiptStatus.COUNTED, ReceiptStatus.LATE]
    waiting = receipts.loc[(receipts["status"] == ReceiptStatus.LATE) & waits, "unit_code"]
    live = receipts[receipts["status"].isin(known)]
    units = dict(zip(live["path"], live["unit_code"], strict=True))
    sheets = checked.reading.sheets
    books = {(units[path], book) for path, book in zip(sheets["path"], sheets["book"], strict=True) if path in units}
    return score.Came(frozenset(live["unit_code"]), checked.unsure | frozenset(waiting), frozenset(books))


def needs_of(checked: Checked, known: pd.DataFrame, came: score.Came, assessment: Assessment) -> gaps.Needs:
    """What of this period makes a gap matter."""
    silent = set(checked.units["unit_code"]) - came.reported - came.unsure
    cut = [step for step in assessment.steps if isinstance(step, QuotaStep) and score.cuts_spans(step, checked.period)]
    holds = {
        "unit_without_return": bool(silent),
        "late_return": bool((checked.receipts["status"] == ReceiptStatus.LATE).any()),
        "edge_weeks": bool(cut),
    }
    return gaps.Needs({name for name, true in holds.items() if true}, known, set(checked.entries["kind"]))


def due_day_facts(setting: Setting, quarter: Quarter, arrivals: pd.DataFrame) -> set[str]:
    """The facts about the due day that calendar gaps depend on (`schemas.gaps.PERIOD_FACTS`)."""
    assessment = setting.rules.assessment
    if assessment.calendar.due is None:
        return set()
    due = period_of(quarter, assessment, setting.is_workday).due
    known = arrivals[(arrivals["time_basis"] != TimeBasis.FILE) | (arrivals["officer_time"] != "")]
    days = known["officer_time"].where(known["officer_time"] != "", known["received_at"]).str[:10]
    day_off = not setting.is_workday(nominal_due(quarter, assessment))
    arrived = bool((days == due.isoformat()).any())
    return {name for name, holds in (("due_day_off", day_off), ("arrival_on_due_day", arrived)) if holds}
