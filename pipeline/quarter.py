"""The whole job, in order: arrivals → receipts → rows → verdicts → ledger → standings → bulletin → published folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import pandas as pd

from pipeline import admit, check, controls, gaps, history, rulings, settle, total, verdicts
from pipeline.collect import folder
from pipeline.errors import OfficeError
from pipeline.office import Roster, Rules, load_office, load_roster, load_rules
from pipeline.period import IsWorkday, Period, Quarter, nominal_due, period_of, workdays_of
from pipeline.read.stage import NewExecutor, Reading, read
from pipeline.score import score, without_tariff
from pipeline.score.quota import quotas
from pipeline.workspace import Workspace
from schemas.office import Office
from schemas.records import Findings
from schemas.vocabulary import Reason, ReceiptStatus, Severity, TimeBasis, Verdict

Stage = Callable[[str], AbstractContextManager[object]]
"""Tells the reader which stage runs; a context so that a progress bar can end with it."""


@dataclass(frozen=True)
class Setting:
    """What does not change within a run."""

    workspace: Workspace
    office: Office
    rules: Rules
    roster: Roster
    is_workday: IsWorkday
    new_executor: NewExecutor
    stage: Stage


@dataclass(frozen=True)
class Checked:
    """A period up to checked facts: everything that can be known before any decision on rows is needed."""

    period: Period
    units: pd.DataFrame
    arrivals: pd.DataFrame
    reading: Reading
    receipts: pd.DataFrame
    facts: pd.DataFrame
    rulings: pd.DataFrame
    findings: pd.DataFrame
    waiting: dict[int, str]
    unregistered: list[str]
    guessed: frozenset[str]
    """Units that a held file may belong to by what it says of itself."""


@dataclass(frozen=True)
class Scored:
    """A period with verdicts and ledger. `forgone` is what late returns would have earned."""

    checked: Checked
    settled: pd.DataFrame
    rows: pd.DataFrame
    ledger: pd.DataFrame
    forgone: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True)
class Outcome:
    """A whole run's tables, ready for the bulletin and the audit."""

    setting: Setting
    scored: Scored
    totals: total.Totals
    quotas: pd.DataFrame
    periods: pd.DataFrame
    controls: list[dict[str, object]]
    recomputed: list[str]


def open_setting(workspace: Workspace, new_executor: NewExecutor, stage: Stage = lambda _: nullcontext()) -> Setting:
    """Read the office's own files; raises OfficeError when one is wrong."""
    with stage("读取办公室设置、名录和考核办法"):
        office = load_office(workspace.office)
        rules = load_rules(office)
        roster = load_roster(workspace.roster, rules.assessment, office.classes)
    return Setting(workspace, office, rules, roster, workdays_of(office), new_executor, stage)


def run_period(setting: Setting, quarter: Quarter, on_checked: Callable[[Checked], None]) -> Outcome:
    """The whole job. `on_checked` gets the findings before anything can stop the run.

    Raises OfficeError when something only the office can settle is open.
    """
    checked = check_period(setting, quarter)
    on_checked(checked)
    earlier = {
        past.id: score_period(setting, check_period(setting, past))
        for past in history.needed(quarter, setting.workspace.has)
    }
    scored = score_period(setting, checked)
    with setting.stage("汇总、排名"):
        return sum_up(setting, quarter, scored, earlier)


def sum_up(setting: Setting, quarter: Quarter, scored: Scored, earlier: dict[str, Scored]) -> Outcome:
    """total → quotas → periods beside this one, and the control records of all of it."""
    checked, assessment = scored.checked, setting.rules.assessment
    past = {period: one.ledger for period, one in earlier.items()}
    ledgers = history.ledgers(quarter, scored.ledger, past)
    guessed = checked.guessed | admit.possible_units(checked.receipts, checked.units, checked.unregistered)
    totals = total.total(ledgers, checked.units, setting.roster.people, checked.receipts, assessment, guessed)
    this_year = [one.settled for period, one in earlier.items() if history.same_year(period, quarter)]
    owed = quotas(assessment, scored.settled, pd.concat([*this_year, scored.settled]), checked.units, checked.period)
    records = [
        *controls.arrival_controls(checked.arrivals, checked.receipts),
        *controls.row_controls(checked.reading.sheets, checked.reading.rows, scored.rows),
        *controls.ledger_controls(scored.ledger, scored.settled, totals, assessment),
    ]
    periods = history.period_totals(past, quarter, scored.ledger)
    return Outcome(setting, scored, totals, owed, periods, records, sorted(earlier))


def check_period(setting: Setting, quarter: Quarter) -> Checked:
    """collect → read → admit → check → facts."""
    arrived = setting.workspace.arrived(quarter.id)
    if not arrived.is_dir():
        raise OfficeError(f"inputs/ 下没有 {quarter.id} 文件夹，请建立并放入各单位的上报表")
    arrivals = folder.read_register(arrived)
    gaps.require_decided(setting.rules.open, setting.rules.assessment, None, _period_facts(setting, quarter, arrivals))
    period = period_of(quarter, setting.rules.assessment.calendar, setting.is_workday)
    roster = setting.roster.on(period.end)
    with setting.stage(f"{period.label}：读取上报表"):
        reading = read(arrived, folder.present(arrived, arrivals), setting.new_executor)
    with setting.stage(f"{period.label}：核对"):
        admission = admit.admit(arrivals, reading.heads, reading.rows, roster.units, period)
        live = admission.receipts[admission.receipts["status"].isin([ReceiptStatus.COUNTED, ReceiptStatus.LATE])]
        checked = check.check(reading.rows, live, reading.placements, period)
        lacking = check.missing_columns(live, reading.placements, setting.rules.assessment.facts())
        facts = settle.facts(checked.adoptions, roster.units, roster.outlets, roster.people, period)
    told = [reading.findings, admission.findings, lacking, checked.findings]
    findings = pd.concat(list(_with_units(told, admission.receipts)))
    waiting = _reasons(checked)
    return Checked(
        period, roster.units, arrivals, reading, admission.receipts, facts,
        rulings.read_rulings(setting.workspace.rulings(quarter.id)), findings, waiting,
        folder.unregistered(arrived, arrivals), admission.said,
    )  # fmt: skip


def score_period(setting: Setting, checked: Checked) -> Scored:
    """settle → score, once every gap the rows need is decided (else OfficeError)."""
    assessment, people = setting.rules.assessment, setting.roster.people
    gaps.require_decided(
        setting.rules.open, assessment, checked.facts, dict.fromkeys(("due_day_off", "arrival_on_due_day"), False)
    )
    ruled = rulings.match(checked.rulings, checked.facts)
    with setting.stage(f"{checked.period.label}：认定、计分"):
        settled = settle.judge(checked.facts, checked.receipts, ruled, assessment, checked.period)
        rulings.require_effect(ruled, settled)
        rows = verdicts.all_rows(
            checked.reading.rows, settled, checked.receipts, checked.waiting, assessment.calendar.late
        )
        ledger = score(settled, people, assessment)
        late = settled[settled["reason_code"] == Reason.LATE].assign(verdict=Verdict.ACCEPTED.value)
        forgone = score(late, people, assessment)
        places = check.Places(checked.reading.placements)
        told = settle.settlement_findings(settled, assessment, people, places.finding)
        unpriced = [places.finding("S07", row, "outlet_text") for row in without_tariff(settled, assessment)]
    findings = Findings.conform(
        pd.concat([checked.findings, told, Findings.of(unpriced)]).sort_values(
            ["unit_code", "path", "row_id", "code"], kind="stable"
        )
    )
    return Scored(checked, settled, rows, ledger, forgone, findings)


def _period_facts(setting: Setting, quarter: Quarter, arrivals: pd.DataFrame) -> dict[str, bool]:
    """The facts about a period that calendar gaps depend on (`schemas.gaps.PERIOD_FACTS`)."""
    calendar = setting.rules.assessment.calendar
    due = period_of(quarter, calendar, setting.is_workday).due
    known = arrivals[(arrivals["time_basis"] != TimeBasis.FILE) | (arrivals["officer_time"] != "")]
    days = known["officer_time"].where(known["officer_time"] != "", known["received_at"]).str[:10]
    return {
        "due_day_off": not setting.is_workday(nominal_due(quarter, calendar)),
        "arrival_on_due_day": bool((days == due.isoformat()).any()),
    }


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
