"""When the next returns are due, where that is settled."""

from __future__ import annotations

from datetime import date

from pipeline.bulletin.figures import Figures
from pipeline.errors import OfficeError
from pipeline.period import DAY, Period, period_of, period_on, workdays_of


def upcoming(figures: Figures) -> Period | None:
    """The period that is reported next; none where no rule, or no calendar of days off yet, says when it is due.

    Nor where these rules end with this period: the next one is reported as the new rules say.
    """
    assessment, calendar = figures.assessment, figures.assessment.calendar
    if not calendar.due or calendar.due_day_included is None or calendar.moved_off_days_off is None:
        return None
    # of a sum whose last periods are not known, these are the next to be reported
    last = figures.summed.parts[-1] if figures.summed else figures.period
    which = period_on(last.last_day + DAY, assessment)
    while which and which.id in calendar.merged:  # it is reported with the one after it
        which = period_on(which.last_day(assessment.year, calendar.campaign) + DAY, assessment)
    try:
        following = period_of(which, assessment, workdays_of(figures.office)) if which else None
    except OfficeError:  # the days off of that year are not published yet
        return None
    return following if following and not _replaced(figures, following.last_day) else None


def _replaced(figures: Figures, by: date) -> bool:
    """Whether the rules of this period are no longer in force on a later day."""
    return any(figures.period.last_day <= one.until < by for one in figures.office.former)
