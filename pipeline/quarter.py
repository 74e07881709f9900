"""The whole job, in order: arrivals → receipts → rows → verdicts → ledger → standings → bulletin → published folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext

from pipeline import (
    controls,
    history,
    honours,
    payout,
    total,
)
from pipeline.check_period import check_period
from pipeline.errors import OfficeError
from pipeline.needs import (
    require_seams,
)
from pipeline.office import load_office, load_rosters, load_rules
from pipeline.period import PeriodId, workdays_of
from pipeline.read.stage import NewExecutor
from pipeline.rules import load_former
from pipeline.run import Checked, Former, Outcome, Scored, Setting, Stage
from pipeline.score_period import score_period
from pipeline.workspace import Workspace


def open_setting(workspace: Workspace, new_executor: NewExecutor, stage: Stage = lambda _: nullcontext()) -> Setting:
    """Read the office's own files; raises OfficeError when one is wrong."""
    with stage("读取办公室设置、名录和考核办法"):
        office = load_office(workspace.office)
        rules, replaced = load_rules(office), load_former(office)
        roster, *rosters = load_rosters(workspace.roster, rules, replaced, office.classes)
    former = [Former(until, old, then) for (until, old), then in zip(replaced, rosters, strict=True)]
    made = Setting(workspace, office, rules, roster, workdays_of(office), new_executor, stage, tuple(former))
    require_seams(made)
    return made


def run_period(setting: Setting, which: PeriodId, on_checked: Callable[[Checked], None]) -> Outcome:
    """The whole job. `on_checked` gets the findings before anything can stop the run.

    Raises OfficeError when something only the office can settle is open.
    """
    checked = check_period(setting, which)
    on_checked(checked)
    _require_something_came(checked)
    earlier: dict[str, Scored] = {}
    for past in history.needed(setting, which):
        earlier[past.id] = score_period(setting, check_period(setting, past), earlier)
    scored = score_period(setting, checked, earlier)
    with setting.stage("汇总、排名"):
        return sum_up(setting.at(which), scored, list(earlier.values()))


def _require_something_came(checked: Checked) -> None:
    """Nobody is called silent where nothing came at all: then the returns are not there yet, or the period is mistyped."""
    if checked.arrivals.empty and checked.papers.register.rows.empty:
        period = checked.period
        raise OfficeError(
            f"{period.id} 一份来件也没有登记，不出通报。{period.label}的报送截止时间为{period.deadline}；"
            f"请核对考核期是否写对，或者把收到的上报表放入 inputs/{period.id}/ 再运行"
        )


def sum_up(setting: Setting, scored: Scored, earlier: Sequence[Scored]) -> Outcome:
    """total → honours → periods beside this one, and the control records of all of it. `setting` has the period's rules."""
    checked, assessment = scored.checked, setting.rules.assessment
    past = [history.Counted(one.checked.period, one.ledger) for one in earlier]
    now = history.Counted(checked.period, scored.ledger)
    ledgers = history.ledgers(now, past)
    totals = total.total(ledgers, checked.units, setting.roster.people, checked.receipts, assessment, checked.unsure)
    records = [
        *controls.arrival_controls(checked.arrivals, checked.receipts),
        *controls.row_controls(
            checked.reading.sheets, checked.reading.rows, scored.rows, len(checked.papers.register.rows)
        ),
        *controls.register_controls(checked.papers),
        *controls.ledger_controls(scored.ledger, scored.settled, totals, assessment, scored.quotas, checked.entries),
    ]
    known = [*past, now]
    owed = payout.payout(setting, known)
    records += controls.payout_controls(scored.ledger, owed.lines)
    ids = {one.period.id for one in known}
    return Outcome(
        setting, scored, totals, honours.honours(assessment, known, totals.units, totals.people),
        honours.undrawn(assessment, known), history.period_totals(now, past), tuple(one.period for one in known),
        history.missing(setting, checked.period.which, ids), owed, records, [one.period.id for one in past],
        history.period_tiers(known),
    )  # fmt: skip
