"""Which periods hold a month's rows, and their rows and count lines of the month; nothing is scored for the month itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from pipeline import history
from pipeline.errors import OfficeError, UsageError
from pipeline.period import DAY, Period, PeriodId, calendar_days
from pipeline.run import Scored, Setting
from pipeline.summed.tables import Tables, put_together
from schemas.assessment import Assessment
from schemas.steps import measure_of
from schemas.vocabulary import Book, Measure

COUNTS = {
    Book.SUBMISSION: (Measure.SUBMITTED, Measure.PERSON_SUBMITTED),
    Book.ADOPTION: (Measure.ITEMS, Measure.PERSON_ITEMS),
}
"""Book → what a month counts of it, for units and for people."""


def holding(setting: Setting, which: PeriodId) -> tuple[PeriodId, ...]:
    """The periods with days of a month in them, oldest first; days after a cut-off lie in the next.

    Raises UsageError where the month lies in no period of the rules.
    """
    first, last = which.first_day(), which.last_day()
    days = (first + n * DAY for n in range((last - first).days + 1))
    one = next((held for day in days if (held := setting.holding(day))), None)
    if one is None:
        raise UsageError(f"{which.id} 不在考核办法规定的任何一期之内")
    found = []
    while one and setting.first_day(one) <= last + DAY:
        start, end = setting.covered(one)
        if start <= last and first <= end:
            found.append(one)
        one = setting.holding(calendar_days(one, setting.at(one).rules.assessment)[1] + DAY)
    return tuple(found)


def require_counted(assessment: Assessment, book: Book) -> None:
    """Raise UsageError where the rules do not count a book."""
    if COUNTS[book][0] not in assessment.measures():
        raise UsageError(f"《{assessment.title}》不计{COUNTS[book][0]}，不能出{book.short}情况的月度通报")


def require_known(setting: Setting, which: PeriodId, periods: Sequence[PeriodId]) -> list[PeriodId]:
    """Those that anything is known of, be it from the office's own papers; raises OfficeError where there are none."""
    known = [one for one in periods if _is_known(setting, one)]
    if not known:
        names = "、".join(one.id for one in periods)
        raise OfficeError(
            f"{which.id} 没有可以统计的内容：{names} 没有收件登记，{'、'.join(f'{one.id}/papers/' for one in periods)} "
            f"也没有办公室的收稿登记"
        )
    return known


def _is_known(setting: Setting, one: PeriodId) -> bool:
    """Before the first return has come there may be the office's 收稿登记."""
    papers = setting.workspace.papers(one.id)
    return history.is_known(setting, one) or (papers.is_dir() and setting.has_rules_for(one))


@dataclass(frozen=True)
class Month:
    """A month, the book that is counted, and the periods its rows lie in as they were judged."""

    setting: Setting
    which: PeriodId
    book: Book
    scored: tuple[Scored, ...]
    """The known periods that hold days of the month, oldest first."""
    lost: tuple[PeriodId, ...]
    """Those that nothing is known of yet."""

    @cached_property
    def period(self) -> Period:
        """The month as a period; no return is due in it."""
        first, last = self.which.first_day(), self.which.last_day()
        return Period(self.which, first, last, last, last, self.scored[-1].checked.period.late_from, self.rules.year)

    @cached_property
    def rules(self) -> Assessment:
        """Those in force at the end of the month."""
        return self.setting.on(self.which.last_day()).rules.assessment

    @cached_property
    def shown(self) -> Assessment:
        """The rules as far as they count the book: no points, no cash, no lists."""
        unit, person = COUNTS[self.book]
        steps = [step for step in self.rules.steps if measure_of(step) in (unit, person)]
        ranking = self.rules.ranking.model_copy(update={"by": unit, "people_by": person, "also": None})
        nothing: dict[str, object] = {"commendations": [], "statements": [], "payout": None}
        return self.rules.model_copy(update={"steps": steps, "ranking": ranking, **nothing})

    @cached_property
    def tables(self) -> Tables:
        """The tables of the periods put together."""
        plans = [self.setting.at(one.checked.period.which).rules.assessment for one in self.scored]
        return put_together(self.scored, plans)

    def rows(self, first: date, last: date) -> pd.DataFrame:
        """`records.Settled` of the book between two days (both included), however judged."""
        settled = self.tables.settled
        chosen: pd.DataFrame = settled[(settled["book"] == self.book) & settled["day"].dt.date.between(first, last)]
        return chosen

    def lines(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The ledger lines that count some rows, and no others."""
        ledger = self.tables.ledger
        return ledger[ledger["measure"].isin(COUNTS[self.book]) & ledger["row_id"].isin(rows["row_id"])]
