"""The whole job, in order: arrivals → receipts → rows → verdicts → ledger → standings → bulletin → published folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import chain
from typing import Any

import pandas as pd

from pipeline import (
    admit,
    check,
    controls,
    entries,
    facts,
    gaps,
    history,
    honours,
    late,
    rulings,
    score,
    settle,
    total,
    verdicts,
)
from pipeline.collect import folder
from pipeline.errors import OfficeError
from pipeline.needs import (
    came_of,
    due_day_facts,
    needs_of,
    require_in_force,
    require_seams,
    required_keys,
    waiting_lines,
    work_of,
)
from pipeline.office import Roster, load_office, load_rosters, load_rules
from pipeline.period import Period, PeriodId, workdays_of
from pipeline.read.stage import NewExecutor, Reading, read
from pipeline.rules import load_former
from pipeline.run import Checked, Former, Outcome, Scored, Setting, Stage
from pipeline.workspace import Workspace
from schemas.assessment import Assessment
from schemas.faults import finding_record
from schemas.records import Findings
from schemas.vocabulary import Reason, ReceiptStatus, Severity, Verdict


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
    earlier: dict[str, Scored] = {}
    for past in history.needed(setting, which):
        earlier[past.id] = score_period(setting, check_period(setting, past), earlier)
    scored = score_period(setting, checked, earlier)
    with setting.stage("汇总、排名"):
        return sum_up(setting.at(which), scored, list(earlier.values()))


def sum_up(setting: Setting, scored: Scored, earlier: Sequence[Scored]) -> Outcome:
    """total → honours → periods beside this one, and the control records of all of it. `setting` has the period's rules."""
    checked, assessment = scored.checked, setting.rules.assessment
    past = [history.Counted(one.checked.period, one.ledger) for one in earlier]
    now = history.Counted(checked.period, scored.ledger)
    ledgers = history.ledgers(now, past)
    totals = total.total(ledgers, checked.units, setting.roster.people, checked.receipts, assessment, checked.unsure)
    records = [
        *controls.arrival_controls(checked.arrivals, checked.receipts),
        *controls.row_controls(checked.reading.sheets, checked.reading.rows, scored.rows),
        *controls.ledger_controls(scored.ledger, scored.settled, totals, assessment, scored.quotas, checked.entries),
    ]
    known = [*past, now]
    ids = {one.period.id for one in known}
    return Outcome(
        setting, scored, totals, honours.honours(assessment, known, totals.units, totals.people),
        honours.undrawn(assessment, known), history.period_totals(now, past), tuple(one.period for one in known),
        history.missing(setting, checked.period.which, ids), records, [one.period.id for one in past],
    )  # fmt: skip


def check_period(setting: Setting, which: PeriodId) -> Checked:
    """collect → read → admit → check → facts, by the rules in force at the period's end."""
    setting = setting.at(which)
    require_in_force(setting, which)
    arrived, assessment = setting.workspace.arrived(which.id), setting.rules.assessment
    if not arrived.is_dir():
        raise OfficeError(f"inputs/ 下没有 {which.id} 文件夹，请建立并放入各单位的上报表")
    arrivals = folder.read_register(arrived)
    _require_decided(setting, gaps.Needs(due_day_facts(setting, which, arrivals)))
    period = setting.period(which)
    roster = setting.roster.during(period.start, period.end)
    ruled = rulings.read_rulings(setting.workspace.rulings(which.id), setting.workspace.entries(which.id))
    rulings.require_known(ruled, assessment, roster.units)
    with setting.stage(f"{period.label}：读取上报表"):
        there = folder.present(arrived, folder.returns(arrivals))
        reading = read(arrived, there, setting.new_executor, required_keys(assessment.sheets()))
    with setting.stage(f"{period.label}：核对"):
        return _checked(setting, period, roster, arrivals, reading, ruled)


def _checked(
    setting: Setting, period: Period, roster: Roster, arrivals: pd.DataFrame, reading: Reading, ruled: pd.DataFrame
) -> Checked:
    """admit → corrections after the deadline → check → facts."""
    assessment, sheets = setting.rules.assessment, setting.rules.assessment.sheets()
    words = rulings.file_words(ruled, arrivals)
    admission = admit.admit(
        arrivals, reading.heads, reading.rows, roster.units, period, setting.office.mailbox, words
    )  # fmt: skip
    corrected = late.settle_corrections(setting, period, roster, reading, admission)
    receipts = corrected.receipts
    live = receipts[receipts["status"].isin([ReceiptStatus.COUNTED, ReceiptStatus.LATE])]
    checked = check.check(reading.rows, live, reading.placements, period, sheets)
    lacking = check.missing_columns(live, reading.placements, sheets)
    by_ruling = facts.Ruled(rulings.graded(ruled, assessment), admission.resting)
    known = facts.facts(checked.parsed, roster.units, roster.outlets, roster.people, period, by_ruling)
    told = [reading.findings, admission.findings, corrected.findings, lacking, checked.findings]
    findings = pd.concat(list(_with_units(told, receipts)))
    unregistered = folder.unregistered(setting.workspace.arrived(period.id), arrivals)
    maybe = admission.said | admit.possible_units(receipts, roster.units, unregistered)
    return Checked(
        period, roster.units, roster.people, roster.outlets, arrivals, reading, receipts, corrected.waiting,
        frozenset(chain.from_iterable(admission.resting.values())), corrected.differences, known, ruled,
        _entered(setting, period, roster), findings, _reasons(checked), unregistered,
        total.unsure_units(receipts, maybe),
    )  # fmt: skip


def _entered(setting: Setting, period: Period, roster: Roster) -> pd.DataFrame:
    """What the office entered itself, as `records.Entries`; raises OfficeError for what fits no rule."""
    entered = entries.read_entries(setting.workspace.entries(period.id), setting.workspace.rulings(period.id))
    entries.require_known(entered, setting.rules.assessment, roster.units, roster.people, period)
    return entered


def score_period(setting: Setting, checked: Checked, earlier: Mapping[str, Scored]) -> Scored:
    """settle → score, once every gap the rows need is decided (else OfficeError).

    `earlier` are the periods scored before; those of the same year count towards its duties.
    """
    setting = setting.at(checked.period.which)
    assessment = setting.rules.assessment
    content = rulings.content_of(checked.reading.rows, checked.receipts, checked.outlets, checked.period)
    ruled = rulings.match(checked.rulings, checked.facts, content, assessment)
    came = _came(checked, ruled, content)
    waiting = {row: why for row, why in checked.waiting.items() if row not in ruled.turned_down}
    checked = replace(checked, waiting=waiting)
    by_rulings = facts.with_rulings(checked.facts, ruled.facts, ruled.stories)
    known = facts.with_definitions(by_rulings, assessment.definitions)
    _require_decided(setting, needs_of(checked, known, assessment))
    with setting.stage(f"{checked.period.label}：认定、计分"):
        settled, needless = _settled(checked, known, ruled, assessment)
        came = {**rulings.of_rows(ruled.verdicts, settled, needless), **came}
        rows = verdicts.all_rows(
            checked.reading.rows, settled, checked.receipts, waiting, assessment.calendar.late, ruled.turned_down
        )
        return _scored(setting, checked, settled, rows, rulings.effects(checked.rulings, came), earlier)


def _settled(
    checked: Checked, known: pd.DataFrame, ruled: rulings.Matched, assessment: Assessment
) -> tuple[pd.DataFrame, frozenset[int]]:
    """The rows judged (`records.Settled`), and those ruled in that are accepted without it."""
    resting = facts.resting_on_waiting(known, waiting_lines(checked))

    def judge(verdicts_ruled: Mapping[int, dict[str, Any]]) -> pd.DataFrame:
        return settle.judge(known, checked.receipts, verdicts_ruled, assessment, checked.period, resting)

    judged, needless = rulings.judged(judge, ruled.verdicts)
    return facts.among_accepted(judged, assessment.definitions), needless


def _came(checked: Checked, ruled: rulings.Matched, content: rulings.Content) -> dict[str, rulings.Came]:
    """What came of rulings on files, outlets and stories; raises OfficeError for one that fits nothing."""
    of_files = rulings.files_came(
        checked.rulings, checked.arrivals, checked.receipts, checked.rested_on, checked.corrections
    )
    of_outlets = rulings.grades_came(checked.rulings, checked.facts, content, checked.outlets)
    return rulings.require_sound(ruled, of_files, of_outlets)


def _scored(
    setting: Setting, checked: Checked, settled: pd.DataFrame, rows: pd.DataFrame, effects: pd.DataFrame,
    earlier: Mapping[str, Scored],
) -> Scored:  # fmt: skip
    """The ledger and quotas of judged rows, and what to tell."""
    assessment = setting.rules.assessment
    came = came_of(checked, assessment, rows)
    work = work_of(setting, checked, came, settled, earlier)
    done = score.score(work, assessment)
    late_rows = settled[settled["reason_code"] == Reason.LATE].assign(verdict=Verdict.ACCEPTED.value)
    forgone = score.row_score(replace(work, rows=score.accepted(late_rows)), assessment)
    places = check.Places(checked.reading.placements)
    told = settle.settlement_findings(settled, assessment, checked.people, places.finding)
    unpriced = [places.finding("S07", row, "outlet_text") for row in score.without_tariff(work.rows, assessment)]
    unborne = [_unborne(quota) for quota in score.unborne(assessment, done)]
    signed = rulings.recusal_findings(checked.rulings, checked.entries, checked.people)
    own = Findings.of([*unpriced, *unborne, *signed, *rulings.effect_findings(effects)])
    findings = pd.concat([checked.findings, told, own])
    in_order = Findings.conform(findings.sort_values(["unit_code", "path", "row_id", "code"], kind="stable"))
    return Scored(checked, settled, rows, effects, done.ledger, done.quotas, forgone, in_order)


def _require_decided(setting: Setting, needs: gaps.Needs) -> None:
    gaps.require_decided(setting.rules.open, setting.rules.assessment, needs, setting.rules.decided_in)


def _unborne(quota: Mapping[str, Any]) -> dict[str, str | int]:
    """A finding for the officer: a shortfall that nobody of the unit bears."""
    found = f"{quota['label']}差{quota['short']}"
    return finding_record("S10", "", found=found, unit_code=quota["unit_code"], clause=quota["clause"])


def _with_units(tables: list[pd.DataFrame], receipts: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Findings with the unit filled in that the file turned out to belong to."""
    units = dict(zip(receipts["path"], receipts["unit_code"], strict=True))
    for table in tables:
        yield table.assign(
            unit_code=table["unit_code"].where(table["unit_code"] != "", table["path"].map(units).fillna(""))
        )


def _reasons(checked: check.Checked) -> dict[int, str]:
    """Why each waiting row waits: its errors in the order of the sheet."""
    errors = checked.findings[checked.findings["row_id"].isin(list(checked.waiting))]
    errors = errors[errors["severity"] == Severity.ERROR]
    words = errors["cell"] + " " + errors["action"] + "（" + errors["found"] + "）"
    return {int(row): "；".join(group) for row, group in words.groupby(errors["row_id"])}
