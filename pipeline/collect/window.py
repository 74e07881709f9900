"""Which mails of the mailbox belong to a period."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from pipeline.collect.mailbox import Days, Fetched, new_mails
from pipeline.collect.password import password_of
from pipeline.collect.stage import NewMails
from pipeline.period import DAY, PeriodId
from pipeline.run import Setting
from schemas.office import Mailbox


def mails_of(settings: Mailbox, opened: Callable[[], tuple[Setting, PeriodId]]) -> NewMails:
    """How to ask the mailbox for a period's new mails; nothing is read or asked before that is done."""

    def ask(known: Container[str]) -> Iterator[Fetched]:
        days = days_of(*opened())
        return new_mails(settings, password_of(settings.user), days, known)

    return ask


def days_of(setting: Setting, which: PeriodId) -> Days:
    """From the first day of the period until as long after its deadline as the period itself lasts.

    A mail may so be taken for two periods: only the workbook says which one it reports, and a late one must not be missed.
    """
    period = setting.period(which)
    first = min(period.start, setting.first_day(which))
    last = max(period.end, period.last_day, (period.late_from - DAY).date())
    zone = ZoneInfo(setting.office.timezone)
    until = last + (last - first) + timedelta(days=2)
    return Days(datetime.combine(first, time(), zone), datetime.combine(until, time(), zone))
