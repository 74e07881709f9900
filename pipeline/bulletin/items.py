"""Annexes of items: what was accepted, and what was not and why."""

from __future__ import annotations

import pandas as pd

from pipeline.bulletin.decisions import ruled
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Table
from pipeline.bulletin.tables import ELSEWHERE, UNIT, dash, in_unit_order, records, unit_names
from pipeline.bulletin.words import clean
from pipeline.file_names import by_name
from schemas.vocabulary import Book, Reason, Verdict

NOT_ADMITTED = (Verdict.PENDING, Verdict.REJECTED, Verdict.VOID, Verdict.DUPLICATE)
ACCEPTED_COLUMNS = (
    Column("单位", 19, "left"),
    Column("标题", 39, "left"),
    Column("撰稿人", 12, "left"),
    Column("媒体", 14, "left"),
    Column("级别", 7),
    Column("采用日期", 9),
)
UNKNOWN = "（未定）"
"""In the place of a unit that the office has yet to make out."""
DIGEST_COLUMNS = (
    Column("单位", 40, "left"),
    Column("采用篇数", 15, "right"),
    Column("稿件数", 15, "right"),
    Column("采用媒体数", 15, "right"),
    Column("最近采用日期", 15),
)
NOT_ADMITTED_COLUMNS = (
    Column("单位", 17, "left"),
    Column("标题", 26, "left"),
    Column("填写的媒体", 12, "left"),
    Column("结果", 7),
    Column("理由", 32, "left"),
    Column("条款", 7),
)


def accepted(figures: Figures) -> Annex:
    """Every accepted item, by unit and day; on paper, the numbers by unit when there are too many."""
    listed = figures.settled["verdict"].eq(Verdict.ACCEPTED) & figures.settled["book"].eq(Book.ADOPTION)
    settled = figures.settled[listed]
    settled = in_unit_order(figures, settled, ["published_on", "row_key"])
    names, tiers = unit_names(figures), figures.assessment.tier_names()
    rows = tuple(
        (
            clean(names.get(row.unit_code, row.unit_code)),
            clean(row.title),
            clean(row.authors),
            clean(row.outlet or row.outlet_text),
            clean(tiers.get(row.tier, "")),
            f"{row.published_on.month}月{row.published_on.day}日",
        )
        for row in records(settled)
    )
    return Annex(
        "accepted",
        "",
        f"{figures.period.label}采用篇目",
        (Table(ACCEPTED_COLUMNS, rows),),
        wide=True,
        pdf_limit=300,
        digest=(_accepted_digest(names, settled),),
        digest_title=f"{figures.period.label}各单位采用篇数",
        digest_note=f"本附件按单位列出数量，{ELSEWHERE}。",
    )


def _accepted_digest(names: dict[str, str], settled: pd.DataFrame) -> Table:
    rows = tuple(
        (
            clean(names.get(str(code), str(code))),
            str(len(group)),
            str(group["story"].nunique()),
            str(group["outlet"].nunique()),
            f"{group['published_on'].max().month}月{group['published_on'].max().day}日",
        )
        for code, group in settled.groupby("unit_code", sort=False)
    )
    return Table(DIGEST_COLUMNS, rows)


def refused_rows(figures: Figures) -> pd.DataFrame:
    """The lines of `records.Rows` that were not admitted."""
    rows = figures.rows[figures.rows["verdict"].isin(NOT_ADMITTED)]
    return rows[rows["reason_code"] != Reason.FILE_ASIDE]  # a second copy of a file is told once, as a file


def not_admitted(figures: Figures) -> Annex:
    """Every row that was not admitted, with the reason and its clause."""
    rows = in_unit_order(figures, refused_rows(figures), ["row_id"])
    assessment, decisions, told = figures.assessment, figures.decisions, by_name(figures.receipts)
    cells = tuple(
        (
            clean(row.unit_name) or UNKNOWN,
            clean(row.title),
            clean(row.outlet_text) if row.book == Book.ADOPTION else f"（{row.book}）",
            str(row.verdict),
            clean(ruled(row.reason_code, assessment, decisions) or _kind(row.reason_code) or told(row.reason)),
            clean(row.clause),
        )
        for row in records(rows)
    )
    return Annex(
        "rejected",
        "",
        f"{figures.period.label}未认定信息及理由",
        (Table(NOT_ADMITTED_COLUMNS, cells),),
        wide=True,
        pdf_limit=150,
        digest=(_not_admitted_digest(rows),),
        digest_title=f"{figures.period.label}各单位未认定信息条数",
        digest_note=f"本附件按单位列出数量，{ELSEWHERE}。",
    )


def _kind(code: str) -> str:
    """What waits for a cell to be mended or a file to be placed: which, and how, is told to the unit, not to all."""
    return code if code in (Reason.TO_MEND, Reason.FILE_HELD) else ""


def _not_admitted_digest(rows: pd.DataFrame) -> Table:
    columns = (UNIT, *(Column(str(verdict), 18, "right") for verdict in NOT_ADMITTED))
    counts = _grouped_counts(rows, "unit_name")
    return Table(
        columns, tuple((clean(name) or UNKNOWN, *(dash(row[v]) for v in NOT_ADMITTED)) for name, row in counts.items())
    )


def _grouped_counts(rows: pd.DataFrame, by: str) -> dict[str, dict[Verdict, int]]:
    return {
        str(name): {verdict: int((group["verdict"] == verdict).sum()) for verdict in NOT_ADMITTED}
        for name, group in rows.groupby(by, sort=False)
    }
