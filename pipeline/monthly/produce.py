"""Run a month and publish it in a folder of its own, beside the period's bulletin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline import history, publish
from pipeline.bulletin.view import view
from pipeline.decided import decided, decision_table
from pipeline.monthly.month import Month, holding, require_counted, require_known
from pipeline.monthly.sums import Counts, counts_of
from pipeline.period import PeriodId
from pipeline.produce import clause_table, file_hashes, input_hashes, lock_hash, remarks_of, rendered
from pipeline.rulings import cited_ledger
from pipeline.run import Setting
from pipeline.summed.produce import settled
from pipeline.summed.run import score_all
from schemas.vocabulary import Book


@dataclass(frozen=True)
class PublishedMonth:
    """What was put out, for the summary."""

    counts: Counts
    folder: Path
    missing_glyphs: list[str]


def produce_month(setting: Setting, which: PeriodId, book: Book) -> PublishedMonth:
    """Count, render and publish a month; raises OfficeError or ControlError and then leaves the last bulletin."""
    name = f"{which.id}-{book.short}"
    folder = setting.workspace.published(name)
    publish.recover(folder)
    counts = counts_of(run_month(setting, which, book), remarks_of(setting.workspace.remarks(name)))
    bulletin = view(counts.figures)
    tables = audit_tables(counts, settled(counts.controls, counts.figures, bulletin))
    files, glyphs = rendered(setting.on(which.last_day()), counts.figures, bulletin)
    files |= publish.audit_files(tables)
    files["manifest.json"] = publish.manifest_bytes(files, _inputs(counts.month), _notes(counts.month))
    publish.publish(folder, files)
    return PublishedMonth(counts, folder, glyphs)


def run_month(setting: Setting, which: PeriodId, book: Book) -> Month:
    """The month's periods as they are judged by what is known; raises OfficeError or UsageError (see `month`)."""
    require_counted(setting.on(which.last_day()).rules.assessment, book)
    periods = holding(setting, which)
    known = require_known(setting, which, periods)
    before = history.known_of(setting, (back for one in known for back in history.looked_back_to(setting, one)))
    scored = score_all(setting, [*(one for one in before if one not in known), *known])
    lost = tuple(one for one in periods if one not in known)
    return Month(setting, which, book, tuple(scored[one.id] for one in known), lost)


def audit_tables(counts: Counts, settled_controls: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Audit file name → table: the month's rows of one book, what they count, and the rankings."""
    figures, totals = counts.figures, counts.totals
    return {
        "06_处理结果": figures.rows,
        "07_认定明细": counts.rows,
        "08_台账": cited_ledger(figures.ledger, counts.rows),
        "10_单位排名": totals.units,
        "11_个人排名": totals.people,
        "12_单位分级篇数": totals.unit_tiers,
        "13_个人分级篇数": totals.person_tiers,
        "16_控制总数": settled_controls,
        "17_条款": clause_table(figures.assessment),
        "18_本单位决定": decision_table(decided(counts.month.setting.on(counts.month.which.last_day()).rules)),
    }


def _inputs(month: Month) -> dict[str, str]:
    """SHA-256 of every input of the periods that hold the month."""
    workspace = month.setting.workspace
    found = file_hashes(workspace, [workspace.remarks(f"{month.which.id}-{month.book.short}")])
    for one in month.scored:
        found |= input_hashes(month.setting, one.checked, [])
    return found


def _notes(month: Month) -> dict[str, object]:
    return {
        "period": month.which.id,
        "book": month.book,
        "assessment": month.rules.id,
        "periods": [one.checked.period.id for one in month.scored],
        "missing": [one.id for one in month.lost],
        "requirements_lock": lock_hash(),
    }
