"""Which periods of the rules make up a longer span (half-year, year), and which of them are known."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import history
from pipeline.errors import OfficeError, UsageError
from pipeline.period import Period, PeriodId, cadence_of, calendar_days
from pipeline.run import Setting
from schemas.assessment import Assessment
from schemas.periods import ID_EXAMPLES, MONTHS, Cadence


@dataclass(frozen=True)
class Parts:
    """A longer span and its periods, oldest first."""

    which: PeriodId
    every: tuple[PeriodId, ...]
    known: tuple[PeriodId, ...]

    @property
    def lost(self) -> tuple[PeriodId, ...]:
        """Those that nothing is known of."""
        return tuple(one for one in self.every if one not in self.known)


def require_kind(which: PeriodId, kind: Cadence) -> None:
    """Raise UsageError for an id of another kind than the command is for."""
    if which.kind != kind:
        raise UsageError(f"这个命令的期别应写成如 {ID_EXAMPLES[kind]}，“{which.id}”不是")


def is_own(setting: Setting, which: PeriodId) -> bool:
    """Whether the rules report by this kind of period themselves, so that there is nothing to add up."""
    return cadence_of(_rules(setting, which)) == which.kind


def is_longer(setting: Setting, which: PeriodId) -> bool:
    """Whether it is made of several periods of the rules."""
    cadence = cadence_of(_rules(setting, which))
    return "campaign" not in (cadence, which.kind) and MONTHS[cadence] < MONTHS[which.kind]


def parts_of(setting: Setting, which: PeriodId) -> Parts:
    """The periods that make up a span day by day.

    Raises UsageError where the rules report no more often than the span is long, OfficeError where no periods fit it.
    """
    plan = _rules(setting, which)
    if not is_longer(setting, which):
        raise UsageError(f"《{plan.title}》的考核期写成如 {ID_EXAMPLES[cadence_of(plan)]}，几期合计不成 {which.id}")
    every = _inside(setting, which)
    if not every:
        raise OfficeError(f"{which.id} 的首日或末日落在一个考核期中间，几期合计不成这一段，请照考核期分别出通报")
    return Parts(which, every, tuple(one for one in every if history.is_known(setting, one)))


def _rules(setting: Setting, which: PeriodId) -> Assessment:
    """The rules in force on the span's last day: also the year is as they have it."""
    return setting.at(which).rules.assessment


def _inside(setting: Setting, which: PeriodId) -> tuple[PeriodId, ...]:
    """The periods from the span's first day to its last; none where they do not begin and end with it."""
    first, last = calendar_days(which, _rules(setting, which))
    found: list[PeriodId] = []
    one = setting.holding(last)
    while one and calendar_days(one, setting.at(one).rules.assessment)[1] >= first:
        found.insert(0, one)
        one = setting.before(one)
    if not found or setting.first_day(found[0]) != first:
        return ()
    plan = setting.at(found[-1]).rules.assessment
    ends = calendar_days(found[-1], plan)[1] == last and found[-1].id not in plan.calendar.merged
    return tuple(found) if ends else ()


def period_of_span(setting: Setting, parts: Parts) -> Period:
    """The span as a period: from the first day its periods cover to the last; no return is due in it."""
    plan = _rules(setting, parts.which)
    start, end = setting.covered(parts.every[0])[0], setting.covered(parts.every[-1])[1]
    late_from = setting.period(parts.known[-1]).late_from
    return Period(parts.which, start, end, end, end, late_from, plan.year)


def called(setting: Setting, one: PeriodId) -> str:
    """What a period is called within its year: 第一季度, 8月, 1月至2月."""
    merged = setting.merged(one)
    own = one.short_label() or one.label()
    return f"{merged[0].short_label()}至{own}" if merged else own
