"""The whole job, in order: arrivals → receipts → rows → verdicts → ledger → standings → bulletin → published folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path
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
    partners,
    payout,
    rulings,
    score,
    settle,
    suggest,
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
from pipeline.papers import effects, evidence, filled, register
from pipeline.papers.filled import Filled, Papers
from pipeline.papers.read import RawPaper, read_papers
from pipeline.papers.tasks import answered, laid
from pipeline.period import Period, PeriodId, workdays_of
from pipeline.read.stage import NewExecutor, Reading, read
from pipeline.rules import load_former
from pipeline.run import Checked, Former, Outcome, Scored, Setting, Stage
from pipeline.workspace import Workspace
from schemas.faults import finding_record
from schemas.papers import PaperKind, layouts
from schemas.records import Findings, Rows
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
    )  # fmt: skip


def check_period(setting: Setting, which: PeriodId) -> Checked:
    """collect → read → admit → check → facts, by the rules in force at the period's end."""
    setting = setting.at(which)
    require_in_force(setting, which)
    arrived, assessment = setting.workspace.arrived(which.id), setting.rules.assessment
    arrivals = _arrivals(arrived)
    raw = _papers(setting, which, arrivals)
    period = setting.period(which)
    roster = setting.roster.during(period.start, period.end)
    ruled = rulings.read_rulings(setting.workspace.rulings(which.id), setting.workspace.entries(which.id))
    rulings.require_known(ruled, assessment, roster.units)
    with setting.stage(f"{period.label}：读取上报表"):
        there = folder.present(arrived, folder.returns(arrivals))
        reading = read(arrived, there, setting.new_executor, required_keys(assessment.sheets()))
    with setting.stage(f"{period.label}：核对"):
        return _checked(setting, period, roster, arrivals, reading, ruled, raw)


def _checked(
    setting: Setting, period: Period, roster: Roster, arrivals: pd.DataFrame, reading: Reading, ruled: pd.DataFrame,
    papers: tuple[RawPaper, ...],
) -> Checked:  # fmt: skip
    """admit → corrections after the deadline → check → facts."""
    assessment, sheets = setting.rules.assessment, setting.rules.assessment.sheets()
    words, arrived = rulings.file_words(ruled, arrivals), setting.workspace.arrived(period.id)
    admission = admit.admit(
        arrivals, reading.heads, reading.rows, roster.units, period, setting.office.mailbox, words,
        folder.gone(arrived, arrivals), folder.elsewhere(setting.workspace, period.id, reading.heads["meta_period"]),
    )  # fmt: skip
    corrected = late.settle_corrections(setting, period, roster, reading, admission)
    receipts = corrected.receipts
    live = receipts[receipts["status"].isin([ReceiptStatus.COUNTED, ReceiptStatus.LATE])]
    checked = check.check(reading.rows, live, reading.placements, period, sheets, facts.name_keys(roster.people))
    lacking = check.missing_columns(live, reading.placements, sheets)
    by_ruling = facts.Ruled(rulings.graded(ruled, assessment), admission.resting)
    own = filled.read_filled(papers, setting.rules, roster.units, period)
    known, put = _known(setting, own, checked.parsed, reading, live, roster, period, by_ruling)
    if put.governs(PaperKind.REGISTER):
        lacking = lacking[lacking["code"] != "S09"]  # what was submitted is known without the unit's own list
    told = [reading.findings, admission.findings, corrected.findings, lacking, checked.findings]
    findings = pd.concat(list(_with_units(told, receipts)))
    unregistered = folder.unregistered(arrived, arrivals)
    maybe = admission.said | admit.possible_units(receipts, roster.units, unregistered)
    return Checked(
        period, roster.units, roster.people, roster.outlets, arrivals, reading, receipts, corrected.waiting,
        frozenset(chain.from_iterable(admission.resting.values())), corrected.differences, known, ruled,
        _entered(setting, period, roster), findings, _reasons(checked), unregistered,
        total.unsure_units(receipts, maybe), put,
    )  # fmt: skip


def _arrivals(arrived: Path) -> pd.DataFrame:
    """The register of a period's folder; raises OfficeError when there is no such folder."""
    if not arrived.is_dir():
        raise OfficeError(f"inputs/ 下没有 {arrived.name} 文件夹，请建立并放入各单位的上报表")
    return folder.read_register(arrived)


def _papers(setting: Setting, which: PeriodId, arrivals: pd.DataFrame) -> tuple[RawPaper, ...]:
    """The office's own papers as typed; raises OfficeError for a gap needed always that they do not speak to."""
    papers = read_papers(setting.workspace.papers(which.id), which.id, layouts(setting.rules.assessment.sheets()))
    told = replace(setting, rules=answered(setting.rules, papers))
    _require_decided(told, gaps.Needs(due_day_facts(setting, which, arrivals)))
    return papers


def _known(
    setting: Setting, own: Filled, parsed: pd.DataFrame, reading: Reading, live: pd.DataFrame, roster: Roster,
    period: Period, by_ruling: facts.Ruled,
) -> tuple[pd.DataFrame, Papers]:  # fmt: skip
    """The facts of every row that could be read, by the office's own papers where it keeps them, and these put to them."""
    used, then = filled.in_use(setting.rules), setting.rules.assessment.calendar.late.then
    counted = live if then == "accept" else live[live["status"] == ReceiptStatus.COUNTED]
    received = filled.match_register(own, used, parsed, set(counted["path"]), roster.units, len(reading.rows))
    parsed = register.with_received(parsed, received)
    known = facts.facts(parsed, roster.units, roster.outlets, roster.people, period, by_ruling)
    proof = evidence.matched(own.evidence, known, reading.rows)
    return evidence.applied(known, proof.results), Papers(own, received, proof, used)


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
    setting = replace(setting, rules=laid(setting.rules, checked.papers.filled.tasks, checked.units))
    assessment = setting.rules.assessment
    content = rulings.content_of(checked.reading.rows, checked.receipts, checked.outlets, checked.period)
    ruled = rulings.match(checked.rulings, checked.facts, content, assessment)
    came = _came(checked, ruled, content)
    checked = replace(
        checked, waiting={row: why for row, why in checked.waiting.items() if row not in ruled.turned_down}
    )
    known = facts.with_definitions(
        facts.with_rulings(checked.facts, ruled.facts, ruled.stories), assessment.definitions
    )  # fmt: skip
    _require_decided(setting, needs_of(checked, known, assessment))
    with setting.stage(f"{checked.period.label}：认定、计分"):
        resting = facts.resting_on_waiting(known, waiting_lines(checked))
        waits = effects.waits(checked.papers, known, assessment)
        judged, needless = rulings.judged(
            lambda words: settle.judge(known, checked.receipts, words, assessment, checked.period, resting, waits),
            ruled.verdicts,
        )
        settled = facts.among_accepted(judged, assessment.definitions)
        came_of_rulings = rulings.effects(
            checked.rulings, {**rulings.of_rows(ruled.verdicts, settled, needless), **came}
        )
        rows = verdicts.all_rows(
            checked.reading.rows,
            settled,
            checked.receipts,
            checked.waiting,
            assessment.calendar.late,
            ruled.turned_down,
        )
        rows = Rows.conform(pd.concat([rows, register.judged(settled, checked.papers.register, checked.units)]))
        return _scored(setting, checked, settled, rows, came_of_rulings, earlier)


def _came(checked: Checked, ruled: rulings.Matched, content: rulings.Content) -> dict[str, rulings.Came]:
    """What came of rulings on files, outlets and stories; raises OfficeError for one that fits nothing."""
    of_files = rulings.files_came(
        checked.rulings, checked.arrivals, checked.receipts, checked.rested_on, checked.corrections
    )
    of_outlets = rulings.grades_came(checked.rulings, checked.facts, content, checked.outlets)
    return rulings.require_sound(ruled, of_files, of_outlets)


def _scored(
    setting: Setting, checked: Checked, settled: pd.DataFrame, rows: pd.DataFrame, ruled: pd.DataFrame,
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
    told = suggest.with_questions(told, setting.roster.outlets, checked.people)
    joined = partners.partner_findings(settled, checked.units, places.finding)
    unpriced = [places.finding("S07", row, "outlet_text") for row in score.without_tariff(work.rows, assessment)]
    unborne = [_unborne(quota) for quota in score.unborne(assessment, done)]
    signed = rulings.recusal_findings(checked.rulings, checked.entries, checked.people)
    own = Findings.of([*joined, *unpriced, *unborne, *signed, *rulings.effect_findings(ruled)])
    papers = effects.findings(checked.papers, settled, places.finding)
    findings = pd.concat([checked.findings, told, papers, own])
    in_order = Findings.conform(findings.sort_values(["unit_code", "path", "row_id", "code"], kind="stable"))
    return Scored(checked, settled, rows, ruled, done.ledger, done.quotas, forgone, in_order)


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
