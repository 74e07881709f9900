"""Run a period and publish it: the job of `make quarter`, with its lock, its files and its exit conditions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline import controls, publish
from pipeline.answer.files import answer_files
from pipeline.bulletin import leaks, sanctions
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import View
from pipeline.bulletin.phrases import wording_of
from pipeline.decided import decided, decision_table
from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.quarter import run_period
from pipeline.rulings import cited_ledger
from pipeline.run import Checked, Outcome, Setting
from pipeline.to_decide import to_decide_file
from pipeline.workspace import Workspace
from schemas.assessment import Assessment
from schemas.records import Differences
from schemas.rules import Clauses
from schemas.to_decide import FILE_NAME
from schemas.vocabulary import Severity

LOCK_FILE = Path(__file__).parent.parent / "requirements.lock"


@dataclass(frozen=True)
class Published:
    """What a run put out, for the summary."""

    outcome: Outcome
    folder: Path
    missing_glyphs: list[str]
    unfit: list[str]
    """What the office wrote for the public that may not be for it."""


def produce(setting: Setting, which: PeriodId, *, with_statements: bool = False) -> Published:
    """Compute, render and publish a period; raises OfficeError or ControlError and then leaves the last bulletin.

    Statements (核对单) are published in the same step, so that their figures are those of the bulletin beside them.
    """
    folder = setting.workspace.published(which.id)
    publish.recover(folder)
    outcome = run_period(setting, which, lambda checked: refresh(setting, checked))
    figures = figures_of(outcome)
    files, glyphs = _bulletin_files(setting, outcome, figures)
    files |= review(setting, outcome.scored.checked, outcome)
    if with_statements:
        from pipeline.answer.statement_files import statement_files

        files |= statement_files(setting, outcome)
    hashes = input_hashes(setting, outcome.scored.checked, outcome.recomputed)
    files["manifest.json"] = publish.manifest_bytes(files, hashes, _notes(outcome))
    publish.publish(folder, files)
    return Published(outcome, folder, glyphs, leaks.unfit(figures.remarks_public))


def figures_of(outcome: Outcome) -> Figures:
    """The tables the bulletin may speak of."""
    checked, setting = outcome.scored.checked, outcome.setting
    workspace, period = setting.workspace, checked.period.id
    return Figures(
        period=checked.period,
        office=setting.office,
        assessment=setting.rules.assessment,
        decisions=decided(setting.rules),
        units=outcome.totals.units,
        people=outcome.totals.people,
        unit_tiers=outcome.totals.unit_tiers,
        person_tiers=outcome.totals.person_tiers,
        periods=outcome.periods,
        known=outcome.known,
        missing=outcome.missing,
        quotas=outcome.scored.quotas,
        ledger=outcome.scored.ledger,
        honours=outcome.honours,
        undrawn=tuple(outcome.undrawn),
        entries=checked.entries,
        settled=outcome.scored.settled,
        rows=outcome.scored.rows,
        receipts=checked.receipts,
        payout=outcome.payout,
        remarks=remarks_of(workspace.remarks(period)),
        remarks_public=remarks_of(workspace.public_remarks(period)),
        period_tiers=outcome.period_tiers,
        papers=checked.papers,
        wording=wording_of(setting.workspace.wording),
    )


def remarks_of(file: Path) -> str:
    """The office's own paragraphs, blank where there are none; raises OfficeError when they are no UTF-8."""
    try:
        return file.read_text("utf-8-sig") if file.is_file() else ""
    except UnicodeDecodeError:
        raise OfficeError(f"{file.parent.name}/{file.name} 不是 UTF-8 编码，请用记事本另存为 UTF-8") from None


def _bulletin_files(setting: Setting, outcome: Outcome, figures: Figures) -> tuple[dict[str, bytes], list[str]]:
    """Both editions in their three forms and the audit tables; the controls are settled before anything is rendered."""
    from pipeline.bulletin.view import PUBLIC, loose_numbers, view

    with setting.stage("撰写通报"):
        bulletin, public = view(figures), view(figures, PUBLIC)
    records = [
        *outcome.controls,
        *controls.prose_controls([*loose_numbers(bulletin), *loose_numbers(public)]),
        *controls.public_controls(leaks.leaks(public, figures)),
        *controls.sanction_controls(outcome.scored.ledger, figures.assessment, sanctions.printed(bulletin)),
    ]
    tables = audit_tables(outcome, controls.settled_controls(records))
    files, glyphs = rendered(setting, figures, bulletin, public)
    with setting.stage("写出审计表"):
        return {**files, **publish.audit_files(tables)}, glyphs


def rendered(
    setting: Setting, figures: Figures, bulletin: View, public: View | None = None
) -> tuple[dict[str, bytes], list[str]]:
    """The editions in their three forms and the papers beside them, by file name; and the characters no font has."""
    from pipeline.bulletin import render  # slow to import, and only a run that gets here needs them
    from pipeline.bulletin.forms import OF_PUBLIC, begun
    from pipeline.sheets.files import sheet_files

    editions = {"": bulletin, **({OF_PUBLIC: public} if public else {})}
    printing = [begun(setting.workspace, edition, of) for of, edition in editions.items()]
    with setting.stage("制作附表和发文稿纸"):
        files = sheet_files(figures, bulletin, public)
        glyphs = sorted({char for edition in editions.values() for char in render.missing_glyphs(edition)})
    with setting.stage("排版 HTML、PDF 和 Word"):
        for made in printing:
            files |= made()
    return files, glyphs


def audit_tables(outcome: Outcome, settled_controls: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Audit file name → table."""
    scored, totals = outcome.scored, outcome.totals
    checked = scored.checked
    tables = [
        checked.arrivals,
        checked.receipts,
        checked.reading.sheets,
        checked.reading.rows,
        scored.findings,
        scored.rows,
        scored.settled,
        cited_ledger(scored.ledger, scored.settled),
        scored.quotas,
        totals.units,
        totals.people,
        totals.unit_tiers,
        totals.person_tiers,
        outcome.periods,
        scored.forgone,
        settled_controls,
        clause_table(outcome.setting.rules.assessment),
        decision_table(decided(outcome.setting.rules)),
        scored.rulings,
        checked.entries,
        outcome.honours,
        *checked.papers.tables,
        outcome.period_tiers,
    ]
    return dict(zip(publish.AUDIT, tables, strict=True))


def clause_table(assessment: Assessment) -> pd.DataFrame:
    """`rules.Clauses`."""
    clauses = assessment.clauses
    return Clauses.of({"clause": name, "place": one.place, "text": one.text} for name, one in clauses.items())


def refresh(setting: Setting, checked: Checked) -> None:
    """Renew review/ with what is known before any verdict; the bulletin and the audit stand as they are."""
    publish.refresh_review(setting.workspace.published(checked.period.id), review(setting, checked))


def review(setting: Setting, checked: Checked, outcome: Outcome | None = None) -> dict[str, bytes]:
    """What the officer needs: findings, receipts, corrections, what to decide, answers; `outcome` once rows are judged."""
    scored = outcome.scored if outcome else None
    findings, rows = (scored.findings, scored.rows) if scored else (checked.findings, None)
    assessment = setting.at(checked.period.which).rules.assessment
    return {
        **publish.review_files(findings, checked.receipts, rows),
        "review/更正差异.csv": publish.csv_bytes(Differences, checked.differences),
        **publish.register_review(checked.papers.register.differences),
        f"review/{FILE_NAME}": to_decide_file(checked, scored, assessment),
        **answer_files(setting, checked, outcome),
    }


def input_hashes(setting: Setting, checked: Checked, recomputed: Sequence[str]) -> dict[str, str]:
    """SHA-256 of the office's own files and of every registered arrival; of periods `recomputed`, of their registers."""
    workspace, arrivals, period = setting.workspace, checked.arrivals, checked.period.id
    own = [workspace.office, workspace.roster, workspace.word_template, workspace.brief_template]
    own += [workspace.remarks(period), workspace.public_remarks(period)]
    own += sorted(workspace.wording.glob("*"))
    own += sorted(workspace.rulings(period).glob("*"))
    own += sorted(workspace.entries(period).glob("*"))
    own += [workspace.receipts(one) for one in (*recomputed, period)]
    own += [file for one in (*recomputed, period) for file in sorted(workspace.papers(one).glob("*"))]
    arrived = {f"{period}/{path}": sha for path, sha in zip(arrivals["path"], arrivals["sha256"], strict=True)}
    return file_hashes(workspace, own) | arrived


def file_hashes(workspace: Workspace, files: Iterable[Path]) -> dict[str, str]:
    """Path within inputs → SHA-256, of those of the files that are there."""
    return {
        file.relative_to(workspace.inputs).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.is_file()
    }


def lock_hash() -> str:
    """SHA-256 of the locked libraries; blank where the product was installed without its lock."""
    return hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest() if LOCK_FILE.is_file() else ""


def _notes(outcome: Outcome) -> Mapping[str, object]:
    return {
        "period": outcome.scored.checked.period.id,
        "assessment": outcome.setting.rules.assessment.id,
        "recomputed": outcome.recomputed,
        "requirements_lock": lock_hash(),
        "errors": int((outcome.scored.findings["severity"] == Severity.ERROR).sum()),
    }
