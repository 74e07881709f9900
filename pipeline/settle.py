"""settle: which rows are admissible, and which rows are one story. Facts first, then one verdict per row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pipeline.period import Period
from pipeline.score.conditions import mask
from schemas.assessment import Assessment
from schemas.records import Facts, Findings, Settled
from schemas.returned import normal
from schemas.vocabulary import CONSEQUENCES, Reason, ReceiptStatus, RulingKind, Verdict

SAME_ROW = ["unit_code", "story", "outlet_spelling", "published_on", "method"]
"""Two lines alike in these are the same line entered twice."""


def facts(
    adoptions: pd.DataFrame, units: pd.DataFrame, outlets: pd.DataFrame, people: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """Add to each typed row what rules may test: outlet, tier, class, story. No decision is needed for facts."""
    known = adoptions.merge(units[["unit_code", "unit_class"]], on="unit_code", how="left", validate="many_to_one")
    known = _with_outlets(known, outlets)
    known["period"] = period.id
    known["authors"] = _known_authors(known, people)
    signed = known["authors"].map(lambda names: "、".join(sorted(names.split("、"))))
    known["story"] = known["unit_code"] + ":" + known["title"].map(normal) + ":" + signed
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


def _known_authors(rows: pd.DataFrame, people: pd.DataFrame) -> list[str]:
    """Authors in the order signed, each by the roster's name (an alias is the same person) and once only."""
    names = {
        (person["unit_code"], normal(spelling)): person["name"]
        for person in people.to_dict("records")
        for spelling in [*person["aliases"].split("、"), person["name"]]
        if normal(spelling)
    }

    def canonical(unit: str, name: str) -> str:
        return str(names.get((unit, normal(name)), unicodedata.normalize("NFKC", name)))

    return [
        "、".join(dict.fromkeys(canonical(unit, name) for name in authors.split("、")))
        for unit, authors in zip(rows["unit_code"], rows["authors"], strict=True)
    ]


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
    # two roster entries may share a spelling at different times (never at one, see office.py): keep the one in force
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
    """One verdict, reason and clause per row: the first that applies, in the order below.

    `rulings` is row_id → ruling. The office may rule a row out, or a waiting one in; no ruling moves a row into
    another period, revives a late return, counts a line twice or grades an outlet. Only a row that is not turned
    down itself makes a later equal line a repeat.
    """
    settled = rows.assign(verdict="", reason_code="", reason="", clause="")
    calendar = assessment.calendar
    late = settled["path"].isin(receipts.loc[receipts["status"] == ReceiptStatus.LATE, "path"])
    reason = f"上报表逾期（截止{period.deadline}）"
    _decide(settled, late, CONSEQUENCES[calendar.late.then], Reason.LATE, reason, calendar.late.clause)
    outside = ~settled["published_on"].dt.date.between(period.start, period.end)
    reason = f"采用日期不在统计期间（{period.window}）"
    _decide(settled, outside, Verdict.REJECTED, Reason.OUTSIDE, reason, calendar.clause)
    _rule(settled, rulings, RulingKind.REJECT, Verdict.REJECTED)
    ruled_in = [row for row, ruling in rulings.items() if ruling["kind"] == RulingKind.ACCEPT]
    for severity in (Verdict.REJECTED, Verdict.VOID):
        _apply_rules(settled, assessment, severity, ~settled["row_id"].isin(ruled_in))
    _decide(settled, _repeated(settled), Verdict.DUPLICATE, Reason.REPEATED, "与前面一行相同，只计一次", "")
    _apply_rules(settled, assessment, Verdict.PENDING, settled["tier"] == "")
    _rule(settled, rulings, RulingKind.ACCEPT, Verdict.ACCEPTED)
    _apply_rules(settled, assessment, Verdict.PENDING, pd.Series(True, index=settled.index))
    _decide(settled, settled["verdict"] == "", Verdict.ACCEPTED, Reason.ACCEPTED, "", "")
    return Settled.conform(settled)


def _apply_rules(rows: pd.DataFrame, assessment: Assessment, verdict: Verdict, among: pd.Series[bool]) -> None:
    """The admissibility rules with one consequence, in the order of the assessment."""
    for rule in assessment.admissibility:
        if rule.then and CONSEQUENCES[rule.then] == verdict:
            _decide(rows, mask(rows, rule.where) & among, verdict, rule.id, rule.say, rule.clause)


def _rule(
    rows: pd.DataFrame, rulings: Mapping[int, Mapping[str, str]], kind: RulingKind, verdict: Verdict
) -> None:  # fmt: skip
    """The office's rulings of one kind, each citing itself."""
    for row, ruling in rulings.items():
        if ruling["kind"] == kind:
            reason = f"认定 {ruling['ruling_id']}：{ruling['grounds']}（{ruling['approved_by']}，{ruling['ruled_on']}）"
            _decide(rows, rows["row_id"] == row, verdict, Reason.RULING, reason, "")


def _decide(
    rows: pd.DataFrame, which: pd.Series[bool], verdict: Verdict, code: str, reason: str, clause: str
) -> None:  # fmt: skip
    """Write a verdict on the rows it applies to that have none yet."""
    open_rows = which & (rows["verdict"] == "")
    rows.loc[open_rows, ["verdict", "reason_code", "reason", "clause"]] = [verdict.value, code, reason, clause]


def _repeated(settled: pd.DataFrame) -> pd.Series[bool]:
    """Lines that repeat an earlier one; lines turned down already repeat nothing and are repeated by nothing."""
    rows = settled[settled["verdict"] == ""]
    spelled = rows.assign(outlet_spelling=rows["outlet"].where(rows["outlet"] != "", rows["outlet_text"].map(normal)))
    in_order = spelled.sort_values(["path", "sheet_row"], kind="stable")
    return in_order.duplicated(SAME_ROW, keep="first").reindex(settled.index, fill_value=False)


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
    return Findings.of([*found, *_same_titles(live, cell)])


def _same_titles(live: pd.DataFrame, cell: Callable[..., dict[str, str | int]]) -> list[dict[str, str | int]]:
    """One title under different authors or units is taken for different stories: someone must look."""
    titles = live["title"].map(normal)
    apart = live.groupby(titles)["story"].transform("nunique") > 1
    return [cell("S06", row, "title") for row in live[apart].to_dict("records")]


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
