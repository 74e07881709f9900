"""A period up to checked facts: arrivals → cells → receipts → findings and typed rows → facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pandas as pd

from pipeline import (
    admit,
    check,
    entries,
    facts,
    gaps,
    rulings,
    total,
)
from pipeline.admit.identity import possible_units
from pipeline.collect import folder
from pipeline.corrections import late
from pipeline.errors import OfficeError
from pipeline.needs import (
    due_day_facts,
    require_in_force,
    required_keys,
)
from pipeline.office import Roster
from pipeline.papers import evidence, filled, register
from pipeline.papers.filled import Filled, Papers
from pipeline.papers.read import RawPaper, read_papers
from pipeline.papers.tasks import answered
from pipeline.period import Period, PeriodId
from pipeline.read.stage import Reading, read
from pipeline.run import Checked, Setting
from schemas.papers import PaperKind, layouts
from schemas.vocabulary import ReceiptStatus, Severity


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
        arrivals, reading.heads, reading.rows, roster.units, period, setting.office.mailbox,
        folder.gone(arrived, arrivals), folder.elsewhere(setting.workspace, period.id, reading.heads["meta_period"]), words,
        _books_of(reading.placements),
    )  # fmt: skip
    own = filled.read_filled(papers, setting.rules, roster.units, period)
    corrected = late.settle_corrections(setting, period, roster, reading, admission, ruled, own, words.refused)
    receipts = corrected.receipts
    live = receipts[receipts["status"].isin([ReceiptStatus.COUNTED, ReceiptStatus.LATE])]
    checked = check.check(reading.rows, live, reading.placements, period, sheets, facts.name_keys(roster.people))
    lacking = check.missing_columns(live, reading.placements, reading.rows, sheets)
    by_ruling = facts.Ruled(rulings.graded(ruled, assessment), admission.resting)
    known, put = _known(setting, own, checked.parsed, reading, live, roster, period, by_ruling)
    if put.governs(PaperKind.REGISTER):
        lacking = lacking[lacking["code"] != "S09"]  # what was submitted is known without the unit's own list
    told = [reading.findings, admission.findings, corrected.findings, lacking, checked.findings]
    findings = pd.concat(list(_with_units(told, receipts)))
    unregistered = folder.unregistered(arrived, arrivals)
    maybe = admission.said | possible_units(receipts, roster.units, unregistered)
    return Checked(
        period, roster.units, roster.people, roster.outlets, arrivals, reading, receipts, corrected.waiting,
        frozenset(chain.from_iterable(admission.resting.values())) | corrected.refused, corrected.differences, known, ruled,
        _entered(setting, period, roster), findings, _reasons(checked), unregistered,
        total.unsure_units(receipts, maybe), put,
    )  # fmt: skip


def _books_of(placements: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Path → the books of which the file has a sheet."""
    return {str(path): frozenset(own["book"]) for path, own in placements.groupby("path")}


def _arrivals(arrived: Path) -> pd.DataFrame:
    """The register of a period's folder; raises OfficeError when there is no such folder."""
    if not arrived.is_dir():
        raise OfficeError(f"inputs/ 下没有 {arrived.name} 文件夹，请建立并放入各单位的上报表")
    return folder.read_register(arrived)


def _papers(setting: Setting, which: PeriodId, arrivals: pd.DataFrame) -> tuple[RawPaper, ...]:
    """The office's own papers as typed; raises OfficeError for a gap needed always that they do not speak to."""
    papers = read_papers(setting.workspace.papers(which.id), which.id, layouts(setting.rules.assessment.sheets()))
    told = replace(setting, rules=answered(setting.rules, papers))
    gaps.require_decided(told.rules, gaps.Needs(due_day_facts(setting, which, arrivals)))
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
    typed = ("（" + errors["found"] + "）").where(errors["found"] != "", "")
    words = (errors["cell"] + " " + errors["action"] + typed).str.strip()
    return {int(row): "；".join(group) for row, group in words.groupby(errors["row_id"])}
