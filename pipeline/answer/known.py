"""What is known when answers are written: the findings always, verdicts and figures only when the run got so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from pipeline import rulings, total
from pipeline.corrections.mends import mend_until
from pipeline.decided import Decided, decided
from pipeline.errors import OfficeError
from pipeline.file_names import Names, mailed_names
from pipeline.period import IsWorkday, Period, chinese_date
from pipeline.rules import Rules
from pipeline.run import Checked, Outcome, Setting
from schemas.assessment import Assessment
from schemas.office import Office
from schemas.vocabulary import ReceiptStatus

FORM = "新闻信息采用情况统计表"


@dataclass(frozen=True)
class Known:
    """One period as the answers see it. `outcome` is none while verdicts do not exist (`check`, or a run that stops)."""

    office: Office
    rules: Rules
    checked: Checked
    standing: Mapping[str, str]
    """Unit code → 报表情况."""
    mend_by: str
    """By when faults are to be mended, in words."""
    outcome: Outcome | None = None
    ruled: frozenset[int] = frozenset()
    """Rows (row_id) that the office let in or turned down itself: of these the unit is asked for nothing more."""

    @property
    def period(self) -> Period:
        """The period answered for."""
        return self.checked.period

    @property
    def assessment(self) -> Assessment:
        """The rules in force, decisions laid over them."""
        return self.rules.assessment

    @cached_property
    def decisions(self) -> tuple[Decided, ...]:
        """How the office settled what the rules leave open."""
        return decided(self.rules)

    @property
    def form(self) -> str:
        """What the return is called in a letter."""
        return f"{self.period.label}{FORM}"

    @property
    def findings(self) -> pd.DataFrame:
        """`records.Findings`, those of settled rows included where they exist."""
        return self.outcome.scored.findings if self.outcome else self.checked.findings

    @property
    def rows(self) -> pd.DataFrame | None:
        """`records.Rows`, once every row has its verdict."""
        return self.outcome.scored.rows if self.outcome else None

    @cached_property
    def names(self) -> Names:
        """What mailed files are called; units never see the hash a file lies under."""
        return mailed_names(self.checked.receipts)

    @cached_property
    def lines(self) -> dict[int, tuple[int, str]]:
        """row_id → its row in the sheet and the title typed there, to name a row that has no such cell."""
        rows = self.checked.reading.rows
        return dict(zip(rows["row_id"], zip(rows["sheet_row"], rows["title"], strict=True), strict=True))

    @property
    def mendable(self) -> frozenset[str]:
        """Files whose rows a mended version can still help: those that count, and late ones where late ones count."""
        counting = {ReceiptStatus.COUNTED}
        if self.assessment.calendar.late.then == "accept":
            counting.add(ReceiptStatus.LATE)
        receipts = self.checked.receipts
        return frozenset(receipts.loc[receipts["status"].isin(list(counting)), "path"])


def known_of(setting: Setting, checked: Checked, outcome: Outcome | None = None) -> Known:
    """What answers are written from, by the rules in force at the period's end."""
    ruled, office = setting.at(checked.period.which), setting.office
    standing = total.unit_standing(checked.units, checked.receipts, checked.unsure)
    by_unit = dict(zip(checked.units["unit_code"], standing, strict=True))
    until = mend_by(checked.period, office.mend_days, setting.is_workday)
    return Known(office, ruled.rules, checked, by_unit, until, outcome, _ruled(checked, ruled.rules.assessment))


def _ruled(checked: Checked, assessment: Assessment) -> frozenset[int]:
    """The rows that rulings settle, before verdicts too; a ruling that cannot settle its row has stopped the run."""
    if checked.rulings.empty:
        return frozenset()
    content = rulings.content_of(checked.reading.rows, checked.receipts, checked.outlets, checked.period)
    matched = rulings.match(checked.rulings, checked.facts, content, assessment)
    return frozenset(matched.verdicts) | frozenset(matched.turned_down)


def mend_by(period: Period, workdays: int, is_workday: IsWorkday) -> str:
    """The last day for mending, `workdays` working days after the due day; in general words where holidays are not known."""
    try:
        return f"{chinese_date(mend_until(period.due, workdays, is_workday))}前"
    except OfficeError:  # the year's holidays are not published yet, and no other figure rests on this day
        return f"截止后{workdays}个工作日内"


def moment(text: str) -> str:
    """2026-09-15 10:06:00 → 2026年9月15日10时06分."""
    day = date.fromisoformat(text[:10])
    return f"{chinese_date(day)}{int(text[11:13])}时{text[14:16]}分"
