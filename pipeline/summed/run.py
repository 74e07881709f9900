"""The job of a longer span: its periods are run, each by the rules then in force, and what came of them is added up."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import history
from pipeline.check_period import check_period
from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.quarter import sum_up
from pipeline.run import Outcome, Scored, Setting
from pipeline.score_period import score_period
from pipeline.summed.matter import Matter
from pipeline.summed.parts import Parts, is_own, parts_of
from pipeline.summed.sums import Summed, sum_of


def run_span(setting: Setting, which: PeriodId, remarks: str = "") -> Summed:
    """Add up a span; nothing is scored anew. Raises OfficeError when no period of it is known, or rules do not fit."""
    parts = parts_of(setting, which)
    if not parts.known:
        raise OfficeError(f"{which.id} 没有一期可以合计：{'、'.join(one.id for one in parts.every)} 都没有收件登记")
    _require_alike(setting, parts)
    before, last_year = (_whole(setting, one) for one in (which.before(), which.last_year()))
    wanted = {*parts.known, *history.earlier_in_year(setting, parts.known[-1])}
    wanted |= {one for beside in (before, last_year) if beside for one in beside.known}
    wanted |= {back for one in wanted for back in history.looked_back_to(setting, one)}
    scored = score_all(setting, history.known_of(setting, wanted))
    outcomes = tuple(_outcome(setting, scored, one) for one in parts.known)
    with setting.stage("几期合计、排名"):
        return sum_of(Matter(setting, parts, scored, outcomes, before, last_year), remarks)


def _whole(setting: Setting, which: PeriodId | None) -> Parts | None:
    """A span to compare with: only where every period of it is known."""
    if which is None or is_own(setting, which):
        return None
    try:
        parts = parts_of(setting, which)
    except OfficeError:
        return None
    return None if parts.lost else parts


def _require_alike(setting: Setting, parts: Parts) -> None:
    """Raise OfficeError where rules replaced within the span have tiers or measures that the last ones do not show."""
    now = setting.at(parts.known[-1]).rules.assessment
    for one in parts.known:
        then = setting.at(one).rules.assessment
        same = then.tier_names().items() <= now.tier_names().items()
        if not (same and then.measures() <= now.measures()):
            raise OfficeError(
                f"{one.id} 执行的《{then.title}》与《{now.title}》的级别或计量不同，"
                f"不能合在一张表里，请照考核期分别出通报"
            )


def score_all(setting: Setting, wanted: Sequence[PeriodId]) -> dict[str, Scored]:
    """Every period wanted, oldest first, each with those before it."""
    done: dict[str, Scored] = {}
    for one in wanted:
        done[one.id] = score_period(setting, check_period(setting, one), done)
    return done


def _outcome(setting: Setting, scored: dict[str, Scored], which: PeriodId) -> Outcome:
    """What a period came to beside those before it, with its own controls."""
    now = scored[which.id]
    earlier = [one for one in scored.values() if one.checked.period.start < now.checked.period.start]
    return sum_up(setting.at(which), now, earlier)
