"""settle: which rows are admissible. One verdict per row, from its facts, the rulings and the assessment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from types import MappingProxyType

import pandas as pd

from pipeline.cite import cited, citing
from pipeline.conditions import mask
from pipeline.period import Period
from schemas.assessment import Admissibility, Assessment
from schemas.records import Findings, Settled
from schemas.returned import normal
from schemas.roster import STRANGER
from schemas.steps import ShareStep
from schemas.vocabulary import CONSEQUENCES, Book, Reason, ReceiptStatus, RulingKind, Verdict

SAME_ROW = ["units", "book", "story", "outlet_spelling", "day", "method", "instruction_level", "matter"]
"""Two lines alike in these are the same line entered twice."""


def judge(
    rows: pd.DataFrame,
    receipts: pd.DataFrame,
    rulings: Mapping[int, Mapping[str, str]],
    assessment: Assessment,
    period: Period,
    resting: Set[int] = frozenset(),
    waits: Mapping[int, tuple[str, str]] = MappingProxyType({}),
) -> pd.DataFrame:
    """One verdict, reason and clause per row: the first that applies, in the order below.

    `rulings` is row_id → ruling. The office may rule a row out, or a waiting one in; no ruling moves a row into
    another period, counts a line twice or grades an outlet (files and outlets have rulings of their own). Only a row
    that is not turned down itself makes a later equal line a repeat. `resting` are rows that rest on a line still to
    be mended; `waits` are those that wait by the office's own papers (row_id → reason code and reason).
    """
    settled = rows.assign(verdict="", reason_code="", reason="", clause="")
    calendar = assessment.calendar
    late = settled["path"].isin(receipts.loc[receipts["status"] == ReceiptStatus.LATE, "path"])
    reason = f"上报表逾期（截止{period.deadline}）"
    if calendar.late.then != "accept":
        _decide(settled, late, CONSEQUENCES[calendar.late.then or "pending"], Reason.LATE, reason, calendar.late.clause)
    outside = ~settled["day"].dt.date.between(period.start, period.end)
    reason = f"日期不在统计期间（{period.window}）"
    _decide(settled, outside, Verdict.REJECTED, Reason.OUTSIDE, reason, calendar.clause)
    _rule(settled, rulings, RulingKind.REJECT, Verdict.REJECTED)
    strange = settled["units"].str.contains(STRANGER, regex=False)
    _decide(settled, strange, Verdict.PENDING, Reason.TO_MEND, "合作单位不在名录，请核对写法", "")
    ruled_in = [row for row, ruling in rulings.items() if ruling["kind"] == RulingKind.ACCEPT]
    if assessment.links_books():
        rests = settled["row_id"].isin(list(resting)) & ~settled["row_id"].isin(ruled_in)
        _decide(settled, rests, Verdict.PENDING, Reason.TO_MEND, "报送台账中同一稿件的一行待补正", "")
    for severity in (Verdict.REJECTED, Verdict.VOID):
        _apply_rules(settled, assessment, severity, ~settled["row_id"].isin(ruled_in))
    never_came = {row for row, (code, _) in waits.items() if code == Reason.NOT_RECEIVED} - set(ruled_in)
    lost = settled["row_id"].isin(list(never_came)) & (settled["book"] == Book.SUBMISSION)
    _decide(settled, _repeated(settled, lost), Verdict.DUPLICATE, Reason.REPEATED, "与前面一行相同，只计一次", "")
    ungraded = (settled["book"] == Book.ADOPTION) & (settled["tier"] == "")
    _apply_rules(settled, assessment, Verdict.PENDING, ungraded)
    _rule(settled, rulings, RulingKind.ACCEPT, Verdict.ACCEPTED)
    for code, said in dict.fromkeys(waits.values()):
        these = [row for row, why in waits.items() if why == (code, said)]
        _decide(settled, settled["row_id"].isin(these), Verdict.PENDING, code, said, "")
    _apply_rules(settled, assessment, Verdict.PENDING, pd.Series(True, index=settled.index))
    _decide(settled, settled["verdict"] == "", Verdict.ACCEPTED, Reason.ACCEPTED, "", "")
    return Settled.conform(settled)


def _apply_rules(rows: pd.DataFrame, assessment: Assessment, verdict: Verdict, among: pd.Series[bool]) -> None:
    """The admissibility rules with one consequence, in the order of the assessment."""
    for rule in assessment.admissibility:
        if rule.then and CONSEQUENCES[rule.then] == verdict:
            _decide(rows, applies(rule, rows) & among, verdict, rule.id, rule.say, rule.clause)


def applies(rule: Admissibility, rows: pd.DataFrame) -> pd.Series[bool]:
    """The rows a rule is about: of its book, and meeting its condition."""
    return (rows["book"] == rule.book) & mask(rows, rule.where)


def _rule(
    rows: pd.DataFrame, rulings: Mapping[int, Mapping[str, str]], kind: RulingKind, verdict: Verdict
) -> None:  # fmt: skip
    """The office's rulings of one kind, each citing itself."""
    for row, ruling in rulings.items():
        if ruling["kind"] == kind:
            here = (rows["row_id"] == row) & (rows["verdict"] == "")
            rows.loc[here, "ruling_ids"] = citing(rows.loc[here, "ruling_ids"], ruling["ruling_id"])
            _decide(rows, here, verdict, Reason.RULING, cited(ruling), "")


def _decide(
    rows: pd.DataFrame, which: pd.Series[bool], verdict: Verdict, code: str, reason: str, clause: str
) -> None:  # fmt: skip
    """Write a verdict on the rows it applies to that have none yet."""
    open_rows = which & (rows["verdict"] == "")
    rows.loc[open_rows, ["verdict", "reason_code", "reason", "clause"]] = [verdict.value, code, reason, clause]


def _repeated(settled: pd.DataFrame, lost: pd.Series[bool]) -> pd.Series[bool]:
    """Lines that repeat an earlier one; lines turned down already repeat nothing and are repeated by nothing.

    A `lost` line, which the office never received, goes after all others, and under another title it is no repeat of a
    line that was: the unit's number on both may be a mistake.
    """
    titled = settled["story"] + ":" + settled["title"].map(normal)
    received = titled[~lost & (settled["book"] == Book.SUBMISSION)]
    other = titled.where(lost & ~titled.isin(received), "")
    rows = settled.assign(lost=lost, other=other)[settled["verdict"] == ""]
    spelled = rows.assign(outlet_spelling=rows["outlet"].where(rows["outlet"] != "", rows["outlet_text"].map(normal)))
    in_order = spelled.sort_values(["lost", "unit_code", "path", "sheet_row"], kind="stable")
    return in_order.duplicated([*SAME_ROW, "other"], keep="first").reindex(settled.index, fill_value=False)


def settlement_findings(
    settled: pd.DataFrame, assessment: Assessment, people: pd.DataFrame, cell: Callable[..., dict[str, str | int]]
) -> pd.DataFrame:
    """What units and the officer should know of settled rows; `cell` makes a finding at a row's column."""
    live = settled[settled["verdict"].isin([Verdict.ACCEPTED, Verdict.PENDING])]
    found = [*_rule_findings(settled, live, assessment, cell), *_verdict_findings(settled, cell)]
    respelled = (live["outlet"] != "") & (live["outlet"] != live["outlet_text"]) & (live["book"] == Book.ADOPTION)
    for row in live[respelled].to_dict("records"):
        found.append(cell("C08", row, "outlet_text"))
    known = set(zip(people["unit_code"], people["name"].map(normal), strict=True))
    for column in ("authors", "reviewer") if _pays_reviewers(assessment) else ("authors",):
        for row in live.to_dict("records"):
            names = filter(None, row[column].split("、"))
            homes = [row["unit_code"], *row["units"].split("、")]
            strangers = [name for name in names if not known & {(home, normal(name)) for home in homes}]
            found.extend(cell("S01", row, column, name) for name in strangers)
    return Findings.of([*found, *_same_titles(live, cell)])


def _pays_reviewers(assessment: Assessment) -> bool:
    return any(isinstance(step, ShareStep) and step.payee == "reviewer" for step in assessment.steps)


def _same_titles(live: pd.DataFrame, cell: Callable[..., dict[str, str | int]]) -> list[dict[str, str | int]]:
    """Titles and stories that do not go together: someone must look.

    One title under different authors or units is taken for different stories; one number is taken for one story.
    """
    titles = live["title"].map(normal)
    apart = live.groupby(titles)["story"].transform("nunique") > 1
    signed = live["authors"].map(lambda names: "、".join(sorted(names.split("、"))))
    numbered = live.assign(titles=titles, signed=signed, number=live["story_no"].map(normal))
    of_number = numbered.groupby(["story", "unit_code", "number"])[["titles", "signed"]].transform("nunique")
    mixed = live["story_no"].ne("") & of_number.gt(1).all(axis=1)
    return [
        *(cell("S06", row, "title") for row in live[apart].to_dict("records")),
        *(cell("S08", row, "story_no") for row in live[mixed].to_dict("records")),
    ]


def _rule_findings(
    settled: pd.DataFrame, live: pd.DataFrame, assessment: Assessment, cell: Callable[..., dict[str, str | int]]
) -> list[dict[str, str | int]]:  # fmt: skip
    """What rules warn of: on rows that count or wait, and on rows that the rule itself turned down.

    A rule by which a row would not count is silent where the office ruled the row in.
    """
    found = []
    ruled_in = (settled["verdict"] == Verdict.ACCEPTED) & (settled["reason_code"] == Reason.RULING)
    for rule in assessment.admissibility:
        counts = rule.then is None or CONSEQUENCES[rule.then] == Verdict.ACCEPTED
        told = settled.index.isin(live.index) & (counts | ~ruled_in) | (settled["reason_code"] == rule.id)
        for row in settled[told & applies(rule, settled)].to_dict("records") if rule.warn else []:
            record = cell(rule.warn, row, rule.cell)
            found.append({**record, "clause": rule.clause, "action": f"{rule.mend or rule.say}。{record['action']}"})
    return found


def _verdict_findings(settled: pd.DataFrame, cell: Callable[..., dict[str, str | int]]) -> list[dict[str, str | int]]:
    dated = {Book.ADOPTION: "published_on", Book.SUBMISSION: "submitted_at"}
    found = []
    for row in settled[settled["reason_code"] == Reason.OUTSIDE].to_dict("records"):
        found.append(cell("S04", row, dated[row["book"]], row["day"].date().isoformat()))
    for row in settled[settled["reason_code"] == Reason.REPEATED].to_dict("records"):
        found.append(cell("S05", row, "title"))
    return found
