"""Notices of what is booked as nothing: 零采用申报, 零采用, 零报送; to be confirmed by the unit."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.answer.case import Case, counts
from pipeline.answer.known import Known, moment
from pipeline.answer.letter import letter
from pipeline.answer.mail import Draft
from pipeline.answer.reasons import by_kind
from pipeline.bulletin.words import clean
from schemas.vocabulary import Book, Measure, ReturnType, Standing, Verdict


def nil_notice(case: Case, known: Known) -> Draft | None:
    """What is booked, once every row has its verdict; none for units that are late, wait, or have something accepted."""
    if case.rows is None or case.standing not in (Standing.ON_TIME, Standing.NIL):
        return None
    found = [*_adopted(case, known), *_submitted(case, known)]
    if not found:
        return None
    kinds = "、".join(kind for kind, _ in found)
    body = [text for _, text in found]
    body += [
        *_quotas(case.code, known),
        "请予核对确认。有异议的，请在　　月　　日前书面说明并附证明材料；已经确认的，回复“情况属实”。",
    ]
    text = letter(case.name, body, known.office)
    return Draft(case.addresses, f"关于{known.period.label}登记为{kinds}的告知（{case.name}）", text)


def _of(rows: pd.DataFrame | None, book: Book) -> pd.DataFrame:
    assert rows is not None
    return rows[rows["book"] == book]


def _settled_to_nothing(rows: pd.DataFrame) -> bool:
    tally = counts(rows)
    return not tally[Verdict.ACCEPTED] and not tally[Verdict.PENDING]


def _adopted(case: Case, known: Known) -> Iterator[tuple[str, str]]:
    """零采用申报 where the unit said so, 零采用 where none of its adoptions was accepted."""
    rows = _of(case.rows, Book.ADOPTION)
    if not _settled_to_nothing(rows):
        return
    head = next(file for file in case.live)
    this = known.period.this
    if case.standing == Standing.NIL:
        said = f"你单位{moment(head['received_at'])}报送的统计表，填报类型为“{ReturnType.NIL}”"
        kind, also = "零采用申报", f"；表内所填{len(rows)}行没有认定" if len(rows) else ""
    elif len(rows):
        reasons = "".join(by_kind(rows, known)).rstrip("。")
        said, also = f"你单位采用明细填报{len(rows)}行，没有一行认定（{reasons}）", ""
        kind = "零采用"
    else:
        said, kind, also = "你单位报送的统计表中，采用明细没有填报行", "零采用", ""
    yield kind, f"{said}，已在规定时限内收到{also}。{this}采用0篇，登记为{kind}。"


def _submitted(case: Case, known: Known) -> Iterator[tuple[str, str]]:
    """零报送 where submissions are assessed and the book was handed in without any that counts."""
    sheets = known.checked.reading.sheets
    paths = [file["path"] for file in case.live]
    handed_in = bool((sheets["path"].isin(paths) & (sheets["book"] == Book.SUBMISSION)).any())
    rows = _of(case.rows, Book.SUBMISSION)
    if Measure.SUBMITTED in known.assessment.measures() and handed_in and _settled_to_nothing(rows):
        said = f"填报{len(rows)}行，没有一行认定" if len(rows) else "没有填报行"
        yield "零报送", f"你单位报送台账{said}。{known.period.this}报送0条，登记为零报送。"


def _quotas(code: str, known: Known) -> Iterator[str]:
    """What the unit owed, where that can be checked."""
    assert known.outcome is not None
    quotas = known.outcome.scored.quotas
    own = quotas[(quotas["unit_code"] == code) & quotas["checkable"]]
    for one in own.to_dict("records"):
        short = f"，差{one['short']}" if one["short"] else ""
        yield f"{clean(one['label'])}（{clean(one['span'])}）：应完成{one['required']}，已完成{one['done']}{short}。"
