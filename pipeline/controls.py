"""Control totals: sums reached by two ways that must agree. A run where one differs is not published."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.errors import ControlError
from pipeline.papers.filled import Papers
from pipeline.total import Totals
from schemas.assessment import Assessment
from schemas.ledger import Controls
from schemas.papers import PaperKind
from schemas.vocabulary import Basis, Book, Measure, Verdict

UNIT_SUMS = {
    "采用篇数": (Measure.ITEMS, "items"),
    "单位积分": (Measure.UNIT_POINTS, "points"),
    "报送条数": (Measure.SUBMITTED, "submitted"),
    "经费（分）": (Measure.UNIT_FUNDS, "funds"),
    "奖励（分）": (Measure.CASH, "cash"),
}
PERSON_SUMS = {
    "个人篇数": (Measure.PERSON_ITEMS, "items"),
    "个人积分": (Measure.PERSON_POINTS, "points"),
    "个人报送条数": (Measure.PERSON_SUBMITTED, "submitted"),
}
"""Name of a control → what the ledger counts, and the column of the standings that sums it."""


def row_controls(
    sheets: pd.DataFrame, returned: pd.DataFrame, rows: pd.DataFrame, entered: int = 0
) -> list[dict[str, object]]:
    """No row lost between the raw file and its verdict: the scan, the reader and the verdicts count alike.

    `entered` are rows that came from the office's own 收稿登记 (see `register_controls`).
    """
    read_per_sheet = returned.groupby(["path", "sheet"]).size()
    differing = sum(
        abs(sheet["scanned_rows"] - int(read_per_sheet.get((sheet["path"], sheet["sheet"]), 0)))
        for sheet in sheets.to_dict("records")
    )
    return [
        _control("填报行数", "独立扫描", int(sheets["scanned_rows"].sum()) + entered, "各处理结果合计", _judged(rows)),
        _control("逐个工作表的行数差", "差额合计", differing, "应为", 0),
        _control("每行一个处理结果", "读入行", len(returned) + entered, "有结果的行", rows["row_id"].nunique()),
    ]


def register_controls(papers: Papers) -> list[dict[str, object]]:
    """No line of 收稿登记 lost: each is what a unit claimed, or a row itself."""
    if not papers.governs(PaperKind.REGISTER):
        return []
    put = int((papers.register.received["claimed_by"] != "").sum()) + len(papers.register.rows)
    return [_control("收稿登记行数", "独立扫描", papers.filled.scanned, "与填报相符和按登记计入", put)]


def _judged(rows: pd.DataFrame) -> int:
    return sum(int((rows["verdict"] == verdict).sum()) for verdict in Verdict)


def arrival_controls(arrivals: pd.DataFrame, receipts: pd.DataFrame) -> list[dict[str, object]]:
    """Every file that arrived has one result."""
    return [_control("来件数", "收件登记", len(arrivals), "来件处理结果", len(receipts))]


def ledger_controls(
    ledger: pd.DataFrame,
    settled: pd.DataFrame,
    totals: Totals,
    assessment: Assessment,
    quotas: pd.DataFrame,
    entries: pd.DataFrame,
) -> list[dict[str, object]]:
    """Per measure the ledger equals the standings; every line's clause and basis exist."""
    accepted = settled[settled["verdict"] == Verdict.ACCEPTED]
    adopted = int((accepted["book"] == Book.ADOPTION).sum())
    items, cash = _sum(ledger, Measure.ITEMS), _sum(ledger, Measure.CASH)
    kept = int(ledger.loc[(ledger["measure"] == Measure.CASH) & (ledger["person"] == ""), "amount"].sum())
    lost_clauses = int((~ledger["clause"].isin(list(assessment.clauses))).sum())
    return [
        _control("采用篇数", "台账", items, "认定的行", adopted),
        _control("分级篇数", "台账", items, "分级表", int(totals.unit_tiers["items"].sum())),
        *_standing_controls(ledger, totals.units, UNIT_SUMS, "单位排名"),
        *_standing_controls(ledger, totals.people, PERSON_SUMS, "个人排名"),
        _control("奖励（分）", "台账", cash, "个人所得与单位留存", int(totals.people["cash"].sum()) + kept),
        _control("条款查无出处的笔数", "台账", lost_clauses, "应为", 0),
        _control("依据查无出处的笔数", "台账", _baseless(ledger, accepted, quotas, entries), "应为", 0),
    ]


def _standing_controls(
    ledger: pd.DataFrame, standings: pd.DataFrame, sums: dict[str, tuple[Measure, str]], title: str
) -> list[dict[str, object]]:
    """Each measure of the ledger against the column of a ranking that sums it."""
    return [
        _control(name, "台账", _sum(ledger, measure), title, int(standings[column].sum()))
        for name, (measure, column) in sums.items()
    ]


def _baseless(ledger: pd.DataFrame, accepted: pd.DataFrame, quotas: pd.DataFrame, entries: pd.DataFrame) -> int:
    """Lines whose row, quota or entry is not there; a sum rests on lines of the ledger itself."""
    known = {Basis.ROW: accepted["row_key"], Basis.QUOTA: quotas["quota_key"], Basis.ENTRY: entries["entry_id"]}
    found = [ledger["basis"].eq(basis) & ledger["basis_key"].isin(keys) for basis, keys in known.items()]
    return int((~pd.concat([*found, ledger["basis"] == Basis.SUM], axis=1).any(axis=1)).sum())


def prose_controls(loose: list[str]) -> list[dict[str, object]]:
    """Every number in the prose is one of the bulletin's figures."""
    return [_control("正文中无出处的数字", "、".join(loose) or "没有", len(loose), "应为", 0)]


def public_controls(unfit: list[str]) -> list[dict[str, object]]:
    """The public edition has nothing in it that is not for the public."""
    return [_control("公开稿中不宜公开的内容", "、".join(unfit) or "没有", len(unfit), "应为", 0)]


def sanction_controls(ledger: pd.DataFrame, assessment: Assessment, printed: int) -> list[dict[str, object]]:
    """Where the assessment has consequences without an amount: all that the ledger holds are in the bulletin."""
    held = _sum(ledger, Measure.SANCTIONS)
    if not held and Measure.SANCTIONS not in assessment.measures():
        return []
    return [_control("处理事项", "台账", held, "通报附件", printed)]


def payout_controls(ledger: pd.DataFrame, payables: pd.DataFrame) -> list[dict[str, object]]:
    """Where there is cash: the payroll holds all of it."""
    held = _sum(ledger, Measure.CASH)
    if not held and payables.empty:
        return []
    return [_control("奖励（分）", "台账", held, "奖励核算表", int(payables["amount"].sum()))]


def summed_controls(
    standings: Sequence[pd.DataFrame], units: pd.DataFrame, lines: tuple[int, int], rows: tuple[int, int]
) -> list[dict[str, object]]:  # fmt: skip
    """Of several periods taken together: the ranking against the periods' own, and no line or row lost or told twice.

    `lines` and `rows` are how many the periods have, and how many the tables of all of them.
    """
    sums = [
        _control(f"各期{name}", "各期单位排名", sum(int(one[column].sum()) for one in standings), "合计的单位排名",
                 int(units[column].sum()))
        for name, (_, column) in UNIT_SUMS.items()
    ]  # fmt: skip
    counts = [
        _control("各期台账笔数", "各期台账", lines[0], "合计的台账", lines[1]),
        _control("各期填报行数", "各期处理结果", rows[0], "合计的处理结果", rows[1]),
    ]
    return sums + counts


def count_controls(ledger: pd.DataFrame, totals: Totals, counted: int) -> list[dict[str, object]]:
    """Of counts alone: the rankings against the ledger, and each of the `counted` rows in it."""
    return [
        *_standing_controls(ledger, totals.units, UNIT_SUMS, "单位排名"),
        *_standing_controls(ledger, totals.people, PERSON_SUMS, "个人排名"),
        _control("认定的行", "台账", ledger["row_id"].nunique(), "认定明细", counted),
    ]


def settled_controls(records: list[dict[str, object]]) -> pd.DataFrame:
    """The controls as a table; raises ControlError with each difference when one does not hold."""
    controls = Controls.of(records)
    broken = controls[controls["difference"] != 0].to_dict("records")
    if broken:
        lines = [
            f"{one['control']}：{one['left_label']} {one['left']}，{one['right_label']} {one['right']}，"
            f"相差 {one['difference']}"
            for one in broken
        ]
        raise ControlError("控制总数不符，未发布。\n" + "\n".join(lines))
    return controls


def _sum(ledger: pd.DataFrame, measure: Measure) -> int:
    return int(ledger.loc[ledger["measure"] == measure, "amount"].sum())


def _control(name: str, left_label: str, left: int, right_label: str, right: int) -> dict[str, object]:
    return {
        "control": name,
        "left_label": left_label,
        "left": left,
        "right_label": right_label,
        "right": right,
        "difference": left - right,
    }
