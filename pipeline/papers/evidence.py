"""证明材料核验单: what the officer found of each row's proof, matched by content as rulings are, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.cells.dates import parse_date
from pipeline.errors import OfficeError
from pipeline.papers.cells import Around, Cells, alike
from pipeline.papers.read import RawPaper
from schemas.papers import BULK_CHECKER, BULK_DAY, BULK_LABEL, EVIDENCE, EvidenceChecks, EvidenceResult
from schemas.returned import normal
from schemas.vocabulary import Book

Record = Mapping[Any, Any]
Key = tuple[str, str, str, str]
"""Unit, title and outlet in normal form, date."""


def read_evidence(papers: list[RawPaper], around: Around) -> pd.DataFrame:
    """Every line as `papers.EvidenceChecks`, the head's 一律 filled in; raises OfficeError naming each wrong line."""
    lines, faults = [], list[str]()
    for paper in papers:
        bulk = _bulk(paper, around, faults)
        for raw in paper.lines:
            cells = Cells(raw, EVIDENCE, around)
            lines.append({**_line(cells, bulk), "file": raw.file, "sheet_row": raw.row, "row_key": ""})
            faults += cells.faults
    if faults:
        raise OfficeError(f"证明材料核验单有 {len(faults)} 处需要改正：", faults)
    return EvidenceChecks.of(lines)


def _bulk(paper: RawPaper, around: Around, faults: list[str]) -> dict[str, str]:
    """What the head says of lines left blank: result, who and when; only 相符 is ever meant of all."""
    result, who, day = (paper.head.get(label, "") for label in (BULK_LABEL, BULK_CHECKER, BULK_DAY))
    read = parse_date(day, around.start, around.end).value if day else None
    said = f"papers/{paper.file} 表头"
    if result not in ("", EvidenceResult.UNCHECKED, EvidenceResult.AGREES):
        faults.append(f"{said}“一律为”只能填{EvidenceResult.AGREES}或{EvidenceResult.UNCHECKED}，填写为“{result}”")
    if day and not read:
        faults.append(f"{said}的核验日期“{day}”不是日期，应如 2026-9-18")
    if result == EvidenceResult.AGREES and not (who and day):
        faults.append(f"{said}填了“一律为{result}”，没有填写核验人和核验日期")
    return {"result": result, "who": who, "day": read.isoformat() if read else ""}


def _line(cells: Cells, bulk: Mapping[str, str]) -> dict[str, Any]:
    """One line; a result needs who found it and when, from the line or else from the head."""
    own, day = cells.choice("result"), cells.day("checked_on")
    result = own or bulk["result"] or EvidenceResult.UNCHECKED.value
    checked = result != EvidenceResult.UNCHECKED
    who = cells.text("checked_by") or (bulk["who"] if checked else "")
    on = day.isoformat() if day else bulk["day"] if checked else ""
    if checked and not (who and on):
        cells.fault(f"核验结果为“{result}”，没有填写核验人或核验日期")
    published = cells.day("published_on", needed=True)
    return {
        "unit_code": cells.unit(),
        "title": cells.text("title", needed=True),
        "outlet": cells.text("outlet", needed=True),
        "published_on": published.isoformat() if published else "",
        "result": result,
        "checked_by": who,
        "checked_on": on,
        "in_bulk": not own and checked,
        "note": cells.text("note"),
    }


@dataclass(frozen=True)
class Matched:
    """The lines with the rows they are about, and row key → what was found of its proof."""

    checks: pd.DataFrame
    results: Mapping[str, str]


def matched(checks: pd.DataFrame, facts: pd.DataFrame, returned: pd.DataFrame) -> Matched:
    """Put the lines to the rows of `facts`; one on a row since replaced has none.

    `returned` are all lines of all files. Raises OfficeError for a filled line that never was in any return, and for
    two that disagree on one row.
    """
    rows, faults = _rows_by_content(facts), []
    said: dict[str | Key, Record] = {}
    lines = checks.to_dict("records")
    for one in sorted(lines, key=weight):
        key = _key(one)
        place = f"papers/{one['file']} 第{one['sheet_row']}行（{one['unit_code']}《{one['title']}》）"
        firsts = [said.setdefault(about, one) for about in rows.get(key, [key])]
        first = next((first for first in firsts if _disagree(first, one)), None)
        if first is not None:
            faults.append(f"{place}：与 papers/{first['file']} 第{first['sheet_row']}行是同一条信息，核验结果不同")
        if key not in rows and one["result"] != EvidenceResult.UNCHECKED and not _once_there(one, returned):
            titles = facts.loc[facts["unit_code"] == one["unit_code"], "title"]
            faults.append(f"{place}：上报表中没有这一条{alike(one['title'], titles)}")
    if faults:
        raise OfficeError("证明材料核验单与上报表对不上：", faults)
    keys = ["、".join(rows.get(_key(one), [])) for one in lines]
    results = {about: one["result"] for about, one in said.items() if isinstance(about, str)}
    return Matched(checks.assign(row_key=pd.Series(keys, index=checks.index, dtype="str")), results)


def weight(check: Record) -> int:
    """What was found of the line itself goes before what is meant of all, and both before nothing found."""
    return 2 if check["result"] == EvidenceResult.UNCHECKED else 1 if check["in_bulk"] else 0


def _disagree(one: Record, other: Record) -> bool:
    """Whether both lines were looked at by themselves and found different."""
    return not weight(one) and not weight(other) and bool(one["result"] != other["result"])


def _key(check: Record) -> Key:
    return check["unit_code"], normal(check["title"]), normal(check["outlet"]), check["published_on"]


def content(row: Record) -> Key:
    """What a row of `records.Facts` says was published: rows alike in it have the same proof."""
    outlet = normal(row["outlet"] or row["outlet_text"])
    return row["unit_code"], normal(row["title"]), outlet, row["day"].strftime("%Y-%m-%d")


def _rows_by_content(facts: pd.DataFrame) -> dict[Key, list[str]]:
    """Content, with the outlet as a unit wrote it or as the roster does → the keys of all rows of that content."""
    rows: dict[Key, list[str]] = {}
    spelled: dict[Key, list[str]] = {}
    for row in facts[facts["book"] == Book.ADOPTION].to_dict("records"):
        unit, title, outlet, day = content(row)
        own = rows.setdefault((unit, title, outlet, day), [])
        own.append(row["row_key"])
        spelled[unit, title, normal(row["outlet_text"]), day] = own
    return spelled | rows


def _once_there(check: Record, returned: pd.DataFrame) -> bool:
    """Whether any line of any file, read or not, has this title and outlet."""
    same = returned["title"].map(normal) == normal(check["title"])
    return bool((same & (returned["outlet_text"].map(normal) == normal(check["outlet"]))).any())


def applied(facts: pd.DataFrame, results: Mapping[str, str]) -> pd.DataFrame:
    """`records.Facts` in which proof found false is none, so that the assessment's own rule acts on it."""
    false = facts["row_key"].isin([row for row, result in results.items() if result == EvidenceResult.FALSE])
    return facts.assign(
        has_evidence=facts["has_evidence"] & ~false,
        evidence_kinds=facts["evidence_kinds"].where(~false, ""),
        evidence_no=facts["evidence_no"].where(~false, ""),
    )
