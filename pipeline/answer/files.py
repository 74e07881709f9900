"""Everything that goes back, as files: drafts and annotated workbooks by unit, reminders, statements, the officer's list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from pipeline import publish
from pipeline.answer.annotated import Annotation, annotated_bytes, has_cells
from pipeline.answer.annotated_list import Head
from pipeline.answer.case import Case, cases, shown_name
from pipeline.answer.known import Known, known_of
from pipeline.answer.mail import Draft, mail_bytes
from pipeline.answer.nil import nil_notice
from pipeline.answer.originals import Original, originals
from pipeline.answer.reminders import after_deadline, before_deadline, silent_units
from pipeline.answer.reply import reply
from pipeline.answer.todo import todo
from pipeline.answer.unplaced import unplaced
from pipeline.bulletin.words import clean
from pipeline.run import Checked, Outcome, Setting
from schemas.answers import Todo
from schemas.office import Office
from schemas.vocabulary import ReceiptStatus

ANSWERS = "review/answers"
BEFORE, AFTER, UNPLACED = "催报（截止前发）", "未报表（截止后发）", "未识别的来件"
ANNOTATED = "批注表"
UNSAFE = re.compile(r'[\\/:*?"<>|]')
LONGEST = 60
Files = dict[str, bytes]


def answer_files(setting: Setting, checked: Checked, outcome: Outcome | None = None) -> Files:
    """Path within the published folder → bytes. Without `outcome` only what is known before verdicts exist is said.

    Reads the returns with findings once more; raises OfficeError when one was changed during the run.
    """
    known = known_of(setting, checked, outcome)
    with setting.stage("撰写回复和批注"):
        arrived = setting.workspace.arrived(checked.period.id)
        found = list(cases(known))
        wanted = [(file["path"], file["sha256"]) for case in found for file in _annotatable(case)]
        return written(known, found, originals(arrived, wanted))


def written(known: Known, found: list[Case], sheets: Mapping[str, tuple[Original, ...]]) -> Files:
    """All files, from what is known and the sheets of the files that have findings."""
    files = {"review/经办待办.csv": publish.csv_bytes(Todo, todo(known))}
    for case in found:
        files |= _unit_files(case, known, sheets)
    for unit in silent_units(known):
        name = safe_name(f"{unit['unit_code']} {unit['name']}")
        files[f"{ANSWERS}/{BEFORE}/{name}.eml"] = _mail(before_deadline(unit, known), known.office)
        files[f"{ANSWERS}/{AFTER}/{name}.eml"] = _mail(after_deadline(unit, known), known.office)
    for number, (file, draft) in enumerate(unplaced(known), start=1):
        name = safe_name(f"{number:02d} {PurePosixPath(shown_name(file)).stem}")
        files[f"{ANSWERS}/{UNPLACED}/{name}.eml"] = _mail(draft, known.office)
    return files


def _unit_files(case: Case, known: Known, sheets: Mapping[str, tuple[Original, ...]]) -> Iterator[tuple[str, bytes]]:
    """What lies in one unit's folder."""
    folder = f"{ANSWERS}/{safe_name(f'{case.code} {case.name}')}"
    made = list(_annotated(case, known, sheets))
    for number, content in enumerate(made, start=1):
        yield f"{folder}/{ANNOTATED}{number if len(made) > 1 else ''}.xlsx", content
    # in the mail the name tells the unit; it stays short enough to need no folding, which old mail programs misread
    attached = {f"{ANNOTATED}_{case.code}{f'_{n}' if len(made) > 1 else ''}.xlsx": one for n, one in enumerate(made, 1)}
    yield f"{folder}/回复.eml", _mail(reply(case, known, attached), known.office)
    if notice := nil_notice(case, known):
        yield f"{folder}/零采用零报送告知.eml", _mail(notice, known.office)


def _annotatable(case: Case) -> list[dict[str, Any]]:
    """The files that count, are late or are held, and have findings at cells."""
    kinds = (ReceiptStatus.COUNTED, ReceiptStatus.LATE, ReceiptStatus.HELD)
    placed = set(case.findings.loc[case.findings["cell"] != "", "path"])
    return [file for file in case.files if file["status"] in kinds and file["path"] in placed]


def _annotated(case: Case, known: Known, sheets: Mapping[str, tuple[Original, ...]]) -> Iterator[bytes]:
    for file in _annotatable(case):
        found = case.findings[case.findings["path"] == file["path"]]
        if has_cells(found, sheets[file["path"]]):
            yield annotated_bytes(
                Annotation(known.period.id, _head(file, case, found, known), sheets[file["path"]], found)
            )


def _head(file: dict[str, Any], case: Case, found: pd.DataFrame, known: Known) -> Head:
    mend = int(found.index.isin(case.must_mend.index).sum())
    asked = f"请补正{mend}处，于{known.mend_by}重新报送。" if mend else "没有要求补正的事项。"
    clauses = {name: clean(clause.text) for name, clause in known.assessment.clauses.items()}
    facts = (f"文件：{shown_name(file)}　共{len(found)}处问题", f"{asked}本表只供对照，请在原统计表上改正。")
    lines = {row: f"第{known.lines[row][0]}行" for row in found["row_id"] if row in known.lines}
    return Head(f"{case.name}{known.form}问题汇总", facts, clauses, lines)


def _mail(draft: Draft, office: Office) -> bytes:
    sender = office.mailbox.user if office.mailbox else ""
    return mail_bytes(draft, sender, office.full_department)


def safe_name(text: str) -> str:
    """A name any file system takes: one line, no marks with a meaning, not too long, no dot or space at its ends."""
    return UNSAFE.sub("_", clean(text))[:LONGEST].strip(". ") or "_"
