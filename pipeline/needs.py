"""What a period brings to its rules: which gaps it makes matter, which returns came, and what the steps are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pandas as pd

from pipeline import gaps, history, score
from pipeline.errors import OfficeError
from pipeline.period import PeriodId, calendar_days, chinese_date, nominal_due, require_own
from pipeline.run import Checked, Scored, Setting
from pipeline.spans import cuts_spans
from schemas.assessment import Assessment
from schemas.duties import QuotaStep
from schemas.papers import PaperKind
from schemas.template import Sheets
from schemas.vocabulary import Book, Reason, ReceiptStatus, TimeBasis, Verdict

Earlier = Mapping[str, Scored]
"""Period → what it was scored as."""


def required_keys(sheets: Sheets) -> dict[Book, frozenset[str]]:
    """The columns a return cannot do without, by book."""
    return {book: frozenset(column.key for column in columns if column.required) for book, columns in sheets.items()}


def waiting_lines(checked: Checked) -> pd.DataFrame:
    """The lines of counted and late returns that could not be read whole, as sent, with their unit."""
    units = dict(zip(checked.receipts["path"], checked.receipts["unit_code"], strict=True))
    lines = checked.reading.rows[checked.reading.rows["row_id"].isin(list(checked.waiting))]
    return lines.assign(unit_code=lines["path"].map(units))


def work_of(
    setting: Setting, checked: Checked, came: score.Came, settled: pd.DataFrame, earlier: Earlier
) -> score.Work:
    """The period's accepted rows with all that steps may look at."""
    assessment = setting.rules.assessment
    before = [one for one in earlier.values() if one.checked.period.start < checked.period.start]
    past = [_past(one, setting.at(one.checked.period.which).rules.assessment) for one in before]
    return score.Work(
        checked.period, score.accepted(settled), checked.units, checked.people, checked.entries, came,
        settled[settled["verdict"] == Verdict.PENDING], tuple(assessment.tier_names()),
        tuple(sorted(past, key=lambda one: one.period.start)),
        history.whole_year(setting, checked.period.which, {one.period.id for one in past}),
        upward=checked.papers.filled.upward,
    )  # fmt: skip


def _past(one: Scored, assessment: Assessment) -> score.Past:
    came = came_of(one.checked, assessment, one.rows)
    return score.Past(
        one.checked.period,
        score.accepted(one.settled),
        one.ledger,
        came,
        one.quotas,
        one.checked.entries,
        one.settled[one.settled["verdict"] == Verdict.PENDING],
        one.checked.papers.filled.upward,
    )


def came_of(checked: Checked, assessment: Assessment, rows: pd.DataFrame) -> score.Came:
    """Which units sent what. A late return counts as sent only where it counts at all; one that waits makes nobody sure.

    `rows` is `records.Rows`: what became of every line.
    """
    receipts, then = checked.receipts, assessment.calendar.late.then
    late = receipts["status"] == ReceiptStatus.LATE
    live = receipts[(receipts["status"] == ReceiptStatus.COUNTED) | (late & (then == "accept"))]
    unsure = set(receipts.loc[late & (then in (None, "pending")), "unit_code"]) - set(live["unit_code"])
    units = dict(zip(live["path"], live["unit_code"], strict=True))
    sheets = checked.reading.sheets
    books = {(units[path], book) for path, book in zip(sheets["path"], sheets["book"], strict=True) if path in units}
    unread = rows[rows["reason_code"].isin([Reason.TO_MEND, Reason.FILE_HELD])]
    waits = frozenset(zip(unread["unit_code"], unread["book"], strict=True))
    return score.Came(
        frozenset(live["unit_code"]),
        checked.unsure | unsure,
        frozenset(books) | checked.papers.books(checked.units),
        waits,
        checked.papers.governs(PaperKind.REGISTER),
    )


def needs_of(checked: Checked, known: pd.DataFrame, assessment: Assessment) -> gaps.Needs:
    """What of this period makes a gap matter."""
    receipts = checked.receipts
    counted = set(receipts.loc[receipts["status"] == ReceiptStatus.COUNTED, "unit_code"])
    silent = set(checked.units["unit_code"]) - counted - checked.unsure
    quotas = [step for step in assessment.steps if isinstance(step, QuotaStep) and _counts(step, checked)]
    cut = [step for step in quotas if cuts_spans(step, checked.period)]
    holds = {
        "unit_without_return": bool(silent),
        "late_return": bool((checked.receipts["status"] == ReceiptStatus.LATE).any()),
        "edge_weeks": bool(cut),
        **{f"edge_weeks:{step.id}": True for step in cut},
    }
    return gaps.Needs({name for name, true in holds.items() if true}, known, set(checked.entries["kind"]))


def _counts(step: QuotaStep, checked: Checked) -> bool:
    """Whether there is anything to count in its book: the bureau's own is there only where the office keeps it."""
    return step.book != Book.UPWARD or checked.papers.governs(PaperKind.UPWARD)


def require_in_force(setting: Setting, which: PeriodId) -> None:
    """Raise UsageError for an id of another kind than the rules', OfficeError for one before the rules or merged."""
    plan = setting.rules.assessment
    # while it is open how often the office reports, there is no telling whether the id is one of its own
    if not _cadence_open(setting):
        require_own(which, plan)
    if not setting.has_rules_for(which):
        raise OfficeError(
            f"《{plan.title}》自{chinese_date(plan.effective_from)}起施行，{which.id} 在此以前。"
            f"以前执行的办法请写在 inputs/office.yaml 的 former 下"
        )


def require_seams(setting: Setting) -> None:
    """Raise OfficeError when rules were replaced within a period, so that its days would belong to two or to none."""
    problems = []
    for one in setting.former:
        after = one.until + timedelta(days=1)
        last, first = setting.holding(one.until), setting.holding(after)
        ends = not last or calendar_days(last, one.rules.assessment)[1] == one.until
        begins = not first or calendar_days(first, setting.on(after).rules.assessment)[0] == after
        if not (ends and begins):
            problems.append(f"former 中执行到 {one.until} 的办法：这一天须是前后两个办法的考核期交接的日子")
    if problems:
        raise OfficeError("inputs/office.yaml 所写的新旧办法接不上：", problems)


def _cadence_open(setting: Setting) -> bool:
    return any(gap.path == "cadence" for gap in setting.rules.open)


def due_day_facts(setting: Setting, which: PeriodId, arrivals: pd.DataFrame) -> set[str]:
    """The facts about the due day that calendar gaps depend on (`schemas.gaps.PERIOD_FACTS`)."""
    assessment = setting.rules.assessment
    if assessment.calendar.due is None or _cadence_open(setting):
        return set()
    due = setting.period(which).due
    known = arrivals[(arrivals["time_basis"] != TimeBasis.FILE) | (arrivals["officer_time"] != "")]
    days = known["officer_time"].where(known["officer_time"] != "", known["received_at"]).str[:10]
    day_off = not setting.is_workday(nominal_due(which, assessment))
    arrived = bool((days == due.isoformat()).any())
    return {name for name, holds in (("due_day_off", day_off), ("arrival_on_due_day", arrived)) if holds}
