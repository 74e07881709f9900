"""Corrections after the deadline, in the light of what the version on time was asked to mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline import check, facts, settle
from pipeline.admit import Admission
from pipeline.corrections import mends
from pipeline.corrections.differences import Cell, Versions, differences
from pipeline.corrections.ruled import touching
from pipeline.office import Roster
from pipeline.papers import effects, evidence
from pipeline.papers.filled import Filled, Papers, in_use
from pipeline.period import Period
from pipeline.read.stage import Reading
from pipeline.rulings import content_of
from pipeline.run import Setting
from schemas.records import Differences, Findings


@dataclass(frozen=True)
class Late:
    """Receipts with every correction settled, what to tell, and what those that still wait would change."""

    receipts: pd.DataFrame
    findings: pd.DataFrame
    waiting: frozenset[str]
    differences: pd.DataFrame
    refused: frozenset[str]
    """Numbers of the rulings without which a correction would wait or count."""


def settle_corrections(
    setting: Setting, period: Period, roster: Roster, reading: Reading, admission: Admission, ruled: pd.DataFrame,
    own: Filled, refused: Mapping[str, Mapping[str, str]],
) -> Late:  # fmt: skip
    """Let corrections count that mend only what was asked for, in time; hold the others with their differences.

    `ruled` is `records.Rulings`: what the office ruled on is not mended without its word; `own` are the office's papers;
    `refused`: path → the ruling that refuses it as a correction.
    """
    if not admission.corrections:
        return Late(admission.receipts, Findings.blank(), frozenset(), Differences.blank(), frozenset())
    asked = _asked(setting, period, roster, reading, admission, own)
    versions = Versions(reading.rows, reading.placements, reading.sheets)
    units = dict(zip(admission.receipts["path"], admission.receipts["unit_code"], strict=True))
    changed = differences(versions, admission.corrections, units, asked)
    until = mends.mend_until(period.due, setting.office.mend_days, setting.is_workday)
    content = content_of(reading.rows, admission.receipts, roster.outlets, period)
    on_ruled = touching(ruled, content, versions, admission.receipts, admission.corrections)
    done = mends.mended(admission.receipts, admission.corrections, changed, until, on_ruled, refused)
    # a correction that waits beside one that counts is compared with that one: same cells, since no line was added
    stand_ins = {(kept, admission.corrections[path]) for path, kept in done.waiting.items()}
    same_cells = {(kept, *cell[1:]) for kept, counted in stand_ins for cell in asked if cell[0] == counted}
    left = differences(versions, done.waiting, units, asked | same_cells)
    turned_down = frozenset(refused[path]["ruling_id"] for path in done.refused)
    return Late(done.receipts, done.findings, frozenset(done.waiting), left, turned_down)


def _asked(
    setting: Setting, period: Period, roster: Roster, reading: Reading, admission: Admission, own: Filled
) -> frozenset[Cell]:  # fmt: skip
    """The cells that the answers to the versions on time ask to mend: what was found there by reading, checking and the
    rules, and of the proof by the office.

    Rulings are left aside: what the office settled itself was asked for all the same. So is proof found false, but for
    its own cell, since the unit may have been asked to mend other cells of the row before it was found.
    """
    assessment = setting.rules.assessment
    counted = admission.receipts[admission.receipts["path"].isin(set(admission.corrections.values()))]
    checked = check.check(
        reading.rows, counted, reading.placements, period, assessment.sheets(), facts.name_keys(roster.people)
    )
    known = facts.facts(checked.parsed, roster.units, roster.outlets, roster.people, period)
    proof = evidence.matched(own.evidence, known, reading.rows)
    papers = Papers(own, evidence=proof, used=in_use(setting.rules))
    known = facts.with_definitions(known, assessment.definitions)
    waits = effects.waits(papers, known, assessment)
    judged = settle.judge(known, counted, {}, assessment, period, waits=waits)
    places = check.Places(reading.placements)
    told = settle.settlement_findings(judged, assessment, roster.people, places.finding)
    of_proof = effects.findings(papers, judged, places.finding)
    return mends.asked_cells([reading.findings, checked.findings, told, of_proof])
