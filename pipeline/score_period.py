"""A period from facts to the ledger: rulings and papers → verdicts → ledger and quotas, and what to tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline import (
    check,
    facts,
    gaps,
    partners,
    rulings,
    score,
    settle,
    suggest,
    verdicts,
)
from pipeline.needs import (
    came_of,
    needs_of,
    waiting_lines,
    work_of,
)
from pipeline.papers import effects, register
from pipeline.papers.tasks import laid
from pipeline.run import Checked, Scored, Setting
from schemas.assessment import Assessment
from schemas.faults import finding_record
from schemas.records import Findings, Rows
from schemas.vocabulary import Reason, Verdict


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
    waiting = {row: why for row, why in checked.waiting.items() if row not in ruled.turned_down}
    checked = replace(checked, waiting=waiting)
    by_rulings = facts.with_rulings(checked.facts, ruled.facts, ruled.stories)
    known = facts.with_definitions(by_rulings, assessment.definitions)
    gaps.require_decided(setting.rules, needs_of(checked, known, assessment))
    with setting.stage(f"{checked.period.label}：认定、计分"):
        settled, needless = _settled(checked, known, ruled, assessment)
        came = {**rulings.of_rows(ruled.verdicts, settled, needless), **came}
        rows = verdicts.all_rows(
            checked.reading.rows, settled, checked.receipts, waiting, assessment.calendar.late, ruled.turned_down
        )
        rows = Rows.conform(pd.concat([rows, register.judged(settled, checked.papers.register, checked.units)]))
        return _scored(setting, checked, settled, rows, rulings.effects(checked.rulings, came), earlier)


def _settled(
    checked: Checked, known: pd.DataFrame, ruled: rulings.Matched, assessment: Assessment
) -> tuple[pd.DataFrame, frozenset[int]]:
    """The rows judged (`records.Settled`), and those ruled in that are accepted without it."""
    resting = facts.resting_on_waiting(known, waiting_lines(checked))
    waits = effects.waits(checked.papers, known, assessment)

    def judge(words: Mapping[int, dict[str, Any]]) -> pd.DataFrame:
        return settle.judge(known, checked.receipts, words, assessment, checked.period, resting, waits)

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


def _unborne(quota: Mapping[str, Any]) -> dict[str, str | int]:
    """A finding for the officer: a shortfall that nobody of the unit bears."""
    found = f"{quota['label']}差{quota['short']}"
    return finding_record("S10", "", found=found, unit_code=quota["unit_code"], clause=quota["clause"])
