"""Run a longer span and publish it beside the bulletins of its periods: `halfyear`, `year`, and `quarter` over months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline import controls, publish
from pipeline.bulletin import sanctions
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import View
from pipeline.bulletin.view import loose_numbers, view
from pipeline.decided import decision_table
from pipeline.period import PeriodId
from pipeline.produce import clause_table, file_hashes, input_hashes, lock_hash, remarks_of, rendered
from pipeline.rulings import cited_ledger
from pipeline.run import Setting
from pipeline.summed.run import run_span
from pipeline.summed.sums import Summed


@dataclass(frozen=True)
class PublishedSum:
    """What was put out, for the summary."""

    summed: Summed
    folder: Path
    missing_glyphs: list[str]


def produce_span(setting: Setting, which: PeriodId) -> PublishedSum:
    """Add up, render and publish a span; raises OfficeError or ControlError and then leaves the last bulletin."""
    folder = setting.workspace.published(which.id)
    publish.recover(folder)
    summed = run_span(setting, which, remarks_of(setting.workspace.remarks(which.id)))
    bulletin = view(summed.figures)
    tables = audit_tables(summed, settled(summed.controls, summed.figures, bulletin))
    files, glyphs = rendered(summed.matter.now, summed.figures, bulletin)
    files |= publish.audit_files(tables)
    files["manifest.json"] = publish.manifest_bytes(files, _inputs(summed), _notes(summed))
    publish.publish(folder, files)
    return PublishedSum(summed, folder, glyphs)


def settled(records: list[dict[str, object]], figures: Figures, bulletin: View) -> pd.DataFrame:
    """`ledger.Controls`, those of the bulletin included; raises ControlError where one does not hold."""
    return controls.settled_controls(
        [
            *records,
            *controls.prose_controls(loose_numbers(bulletin)),
            *controls.sanction_controls(figures.ledger, figures.assessment, sanctions.printed(bulletin)),
        ]
    )


def audit_tables(summed: Summed, settled_controls: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Audit file name → table; what came in and how it was read stands with each period."""
    tables, totals, figures = summed.tables, summed.totals, summed.figures
    return {
        "02_来件处理结果": tables.receipts,
        "06_处理结果": tables.rows,
        "07_认定明细": tables.settled,
        "08_台账": cited_ledger(tables.ledger, tables.settled),
        "09_任务完成情况": tables.quotas,
        "10_单位排名": totals.units,
        "11_个人排名": totals.people,
        "12_单位分级篇数": totals.unit_tiers,
        "13_个人分级篇数": totals.person_tiers,
        "14_各期合计": figures.periods,
        "16_控制总数": settled_controls,
        "17_条款": clause_table(figures.assessment),
        "18_本单位决定": decision_table(figures.decisions),
        "20_登记事项": tables.entries,
        "21_表彰名单": figures.honours,
    }


def _inputs(summed: Summed) -> dict[str, str]:
    """SHA-256 of every input of every period."""
    found: dict[str, str] = {}
    for one in summed.matter.outcomes:
        found |= input_hashes(one.setting, one.scored.checked, one.recomputed)
    return found | file_hashes(
        summed.matter.setting.workspace, [summed.matter.setting.workspace.remarks(summed.matter.parts.which.id)]
    )


def _notes(summed: Summed) -> Mapping[str, object]:
    return {
        "period": summed.matter.parts.which.id,
        "assessment": summed.matter.assessment.id,
        "periods": [one.id for one in summed.matter.parts.known],
        "missing": [one.id for one in summed.matter.parts.lost],
        "recomputed": list(summed.matter.scored),
        "requirements_lock": lock_hash(),
    }
