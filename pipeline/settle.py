"""settle: which rows are admissible, and which rows are one story. Facts first, then one verdict per row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pipeline.period import Period
from pipeline.score.conditions import mask
from schemas.assessment import Assessment
from schemas.records import Facts, Findings, Settled
from schemas.returned import normal
from schemas.vocabulary import CONSEQUENCES, Reason, ReceiptStatus, RulingKind, Verdict

RULED = {RulingKind.ACCEPT: Verdict.ACCEPTED, RulingKind.REJECT: Verdict.REJECTED}
SAME_ROW = ["unit_code", "story", "outlet_spelling", "published_on", "method"]
"""Two lines alike in these are the same line entered twice."""


def facts(adoptions: pd.DataFrame, units: pd.DataFrame, outlets: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Add to each typed row what rules may test: outlet, tier, class, story. No decision is needed for facts."""
    known = adoptions.merge(units[["unit_code", "unit_class"]], on="unit_code", how="left", validate="many_to_one")
    known = _with_outlets(known, outlets)
    known["period"] = period.id
    known["story"] = known["unit_code"] + ":" + known["title"].map(normal) + ":" + known["authors"].map(_first_name)
    known["outlets_of_story"] = known.groupby("story")["outlet_text"].transform(
        lambda texts: texts.map(normal).nunique()
    )
    known["author_count"] = known["authors"].map(lambda names: len(names.split("、")) if names else 0)
    known["has_author"] = known["author_count"] > 0
    known["has_reviewer"] = known["reviewer"] != ""
    known["has_evidence"] = (known["evidence_kinds"] != "") | (known["evidence_no"] != "")
    on_time = known["precleared_on"].notna() & (known["precleared_on"] <= known["published_on"])
    known["precleared"] = (known["channel"] != "直接投稿") | on_time
    return Facts.conform(known)


def _first_name(authors: str) -> str:
    return authors.split("、")[0]


def _with_outlets(rows: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Match each outlet by name or alias among those in force on the day of publication."""
    spellings = [
        {"spelling": normal(spelling), "outlet": outlet["name"], "outlet_kind": outlet["kind"], **outlet}
        for outlet in outlets.to_dict("records")
        for spelling in dict.fromkeys([outlet["name"], *outlet["aliases"].split("、")])
        if normal(spelling)
    ]
    columns = ["spelling", "outlet", "outlet_kind", "tier", "in_targets", "in_cash", "from_date", "to_date"]
    book = pd.DataFrame(spellings, columns=columns, dtype="str")
    found = rows.assign(spelling=rows["outlet_text"].map(normal)).merge(book, on="spelling", how="left")
    day = found["published_on"].dt.strftime("%Y-%m-%d")
    in_force = (found["from_date"] <= day) & ((found["to_date"] == "") | (found["to_date"] >= day))
    found[columns[1:]] = found[columns[1:]].where(in_force.fillna(False), "")
    found = found.sort_values(["row_id", "outlet"], kind="stable")
    # two roster entries may share a spelling at different times: keep the one in force
    found = found.groupby("row_id", sort=True).tail(1).reset_index(drop=True)
    found["in_targets"], found["in_cash"] = found["in_targets"] == "是", found["in_cash"] == "是"
    return found.drop(columns=["spelling", "from_date", "to_date"])


def judge(
    rows: pd.DataFrame,
    receipts: pd.DataFrame,
    rulings: Mapping[int, Mapping[str, str]],
    assessment: Assessment,
    period: Period,
) -> pd.DataFrame:
    """One verdict, reason and clause per row: the first that applies of late, ruling, outside, duplicate, rules.

    `rulings` is row_id → ruling. A ruling settles a row of a counted return; a late return stays as a whole.
    """
    settled = rows.assign(verdict="", reason_code="", reason="", clause="")
    calendar = assessment.calendar
    late = settled["path"].isin(receipts.loc[receipts["status"] == ReceiptStatus.LATE, "path"])
    reason = f"上报表逾期（截止{period.deadline}）"
    _decide(settled, late, CONSEQUENCES[calendar.late.then], Reason.LATE, reason, calendar.late.clause)
    for kind, verdict in RULED.items():
        ruled = {row: ruling for row, ruling in rulings.items() if ruling["kind"] == kind}
        for row, ruling in ruled.items():
            reason = f"认定 {ruling['ruling_id']}：{ruling['grounds']}（{ruling['approved_by']}，{ruling['ruled_on']}）"
            _decide(settled, settled["row_id"] == row, verdict, Reason.RULING, reason, "")
    outside = ~settled["published_on"].dt.date.between(period.start, period.end)
    reason = f"采用日期不在统计期间（{period.window}）"
    _decide(settled, outside, Verdict.REJECTED, Reason.OUTSIDE, reason, calendar.clause)
    _decide(settled, _repeated(settled), Verdict.DUPLICATE, Reason.REPEATED, "与前面一行相同，只计一次", "")
    for severity in (Verdict.REJECTED, Verdict.VOID, Verdict.PENDING):
        for rule in assessment.admissibility:
            if rule.then and CONSEQUENCES[rule.then] == severity:
                _decide(settled, mask(settled, rule.where), severity, rule.id, rule.say, rule.clause)
    _decide(settled, settled["verdict"] == "", Verdict.ACCEPTED, Reason.ACCEPTED, "", "")
    return Settled.conform(settled)


def _decide(
    rows: pd.DataFrame, which: pd.Series[bool], verdict: Verdict, code: str, reason: str, clause: str
) -> None:  # fmt: skip
    """Write a verdict on the rows it applies to that have none yet."""
    open_rows = which & (rows["verdict"] == "")
    rows.loc[open_rows, ["verdict", "reason_code", "reason", "clause"]] = [verdict.value, code, reason, clause]


def _repeated(rows: pd.DataFrame) -> pd.Series[bool]:
    spelled = rows.assign(outlet_spelling=rows["outlet"].where(rows["outlet"] != "", rows["outlet_text"].map(normal)))
    in_order = spelled.sort_values(["path", "sheet_row"], kind="stable")
    return in_order.duplicated(SAME_ROW, keep="first").reindex(rows.index)


def settlement_findings(
    settled: pd.DataFrame, assessment: Assessment, people: pd.DataFrame, cell: Callable[..., dict[str, str | int]]
) -> pd.DataFrame:
    """What units and the officer should know of settled rows; `cell` makes a finding at a row's column."""
    live = settled[settled["verdict"].isin([Verdict.ACCEPTED, Verdict.PENDING])]
    found = [*_rule_findings(live, assessment, cell), *_verdict_findings(settled, cell)]
    for row in live[(live["outlet"] != "") & (live["outlet"] != live["outlet_text"])].to_dict("records"):
        found.append(cell("C08", row, "outlet_text"))
    known = set(zip(people["unit_code"], people["name"].map(normal), strict=True))
    for row in live.to_dict("records"):
        strangers = [
            name for name in row["authors"].split("、") if name and (row["unit_code"], normal(name)) not in known
        ]
        found.extend(cell("S01", row, "authors", name) for name in strangers)
    return Findings.of(found)


def _rule_findings(
    live: pd.DataFrame, assessment: Assessment, cell: Callable[..., dict[str, str | int]]
) -> list[dict[str, str | int]]:  # fmt: skip
    found = []
    for rule in assessment.admissibility:
        for row in live[mask(live, rule.where)].to_dict("records") if rule.warn else []:
            record = cell(rule.warn, row, rule.cell)
            found.append({**record, "clause": rule.clause, "action": f"{rule.say}。{record['action']}"})
    return found


def _verdict_findings(settled: pd.DataFrame, cell: Callable[..., dict[str, str | int]]) -> list[dict[str, str | int]]:
    codes = {Reason.OUTSIDE: ("S04", "published_on"), Reason.REPEATED: ("S05", "title")}
    hit = settled[settled["reason_code"].isin(list(codes))]
    return [
        cell(codes[row["reason_code"]][0], _shown(row), codes[row["reason_code"]][1]) for row in hit.to_dict("records")
    ]


def _shown(row: dict[Any, Any]) -> dict[Any, Any]:
    return {**row, "published_on": row["published_on"].date().isoformat()}
