"""存在的问题: who was late or silent, what was left undone and what it costs, what was not admitted. Facts only."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.bulletin.decisions import answer, ruled
from pipeline.bulletin.duties import owed_by_units
from pipeline.bulletin.items import NOT_ADMITTED
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.papers import unsigned
from pipeline.bulletin.sanctions import sanctioned
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import Count, Quoted, named, with_figures
from schemas.vocabulary import Book, Reason, Standing, Verdict


def problems(matter: Matter) -> Iterator[str]:
    """存在的问题: facts, units named in the order of the roster."""
    yield _late(matter)
    yield _units_with(matter, Standing.MISSING, "没有报送统计表的：")
    yield _units_with(matter, Standing.HELD, "来件须由经办人处理、有关数据尚未确定的：")
    yield _units_with(matter, Standing.NIL, f"申报{matter.figures.period.this}无采用信息的：")
    yield unsigned(matter.figures, matter.summary.papers)
    yield from _short(matter)
    yield _deducted(matter)
    yield from sanctioned(matter)
    yield from _turned_down(matter)


def _units_with(matter: Matter, standing: Standing, head: str) -> str:
    units = matter.figures.units
    names = list(units.loc[units["standing"] == standing, "name"])
    return f"{head}{named(names, matter.summary.standings[standing], '单位')}。" if names else ""


def _late(matter: Matter) -> str:
    """Who was late, and the clause that says what becomes of it."""
    said = _units_with(matter, Standing.LATE, "没有在规定时限内报送的：")
    if not said:
        return ""
    rows = matter.summary.late_rows
    lost = f"，所填{rows}条信息作废{matter.see('rejected')}" if rows else ""
    return f"{said}{_late_rule(matter)}处理{lost}。"


def _late_rule(matter: Matter) -> str:
    """What late returns are dealt with by: the clause, or the office's own decision where the clause says nothing."""
    assessment = matter.figures.assessment
    decided = [gap for gap in matter.figures.decisions if gap.path == "calendar.late.then"]
    if decided:
        return f"按本单位决定（{Quoted(answer(decided[0], assessment))}）"
    clause = assessment.clauses[assessment.calendar.late.clause].text.rstrip("。")
    return f"按《办法》有关规定（大意：{Quoted(clause)}）"


def _short(matter: Matter) -> Iterator[str]:
    """Units short of a quota, those that lack the same together, the most first."""
    short = owed_by_units(matter.figures)
    short = short[short["checkable"] & short["final"] & ~short["pending"] & (short["short"] > 0)]
    names = dict(zip(matter.figures.units["unit_code"], matter.figures.units["name"], strict=True))
    order = {code: n for n, code in enumerate(names)}
    short = short.assign(order=short["unit_code"].map(order))
    short = short.sort_values(["short", "order"], ascending=[False, True])
    for (label, book), rows in short.groupby(["label", "book"], sort=False):
        entries = [(f"{Quoted(names.get(r.unit_code, r.unit_code))}", Count(r.short)) for r in records(rows)]
        piece = "条" if book == Book.SUBMISSION else "篇"
        yield f"没有完成{Quoted(label)}的：{with_figures(entries, piece, '差')}{matter.see('quotas', '详见')}。"


def _deducted(matter: Matter) -> str:
    """What shortfalls and lateness cost, by the assessment: points of people, funds of units."""
    summary = matter.summary
    points = f"扣减{summary.penalised}人个人积分共{summary.penalty}分{matter.see('people')}" if summary.penalty else ""
    funds = f"扣减单位经费共{summary.deducted}元{matter.see('funds')}" if summary.deducted > 0 else ""
    said = "，".join(filter(None, [points, funds]))
    return f"按《办法》规定，{said}。" if said else ""


def _turned_down(matter: Matter) -> Iterator[str]:
    """Rows not admitted, counted by reason; those of late units were told already, copies of a file concern nobody."""
    rows = matter.figures.rows
    units = matter.figures.units
    late = set(units.loc[units["standing"] == Standing.LATE, "unit_code"])
    told = (rows["verdict"] == Verdict.VOID) & rows["unit_code"].isin(late)
    rows = rows[~told & (rows["reason_code"] != Reason.FILE_ASIDE)]
    said = [_verdict(matter, verdict, rows[rows["verdict"] == verdict]) for verdict in NOT_ADMITTED]
    if any(said):
        yield f"填报的信息中，{'；'.join(filter(None, said))}{matter.see('rejected', '详见')}。"


def _verdict(matter: Matter, verdict: Verdict, rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    total = Count(len(rows))
    groups = [(_reason(matter, str(code)), group) for code, group in rows.groupby("reason_code")]
    if len(groups) == 1:
        return f"{verdict}{total}条（{groups[0][0]}）"
    between = "；" if any("，" in reason for reason, _ in groups) else "、"
    return f"{verdict}{total}条（{between.join(f'{reason}的{Count(len(group))}条' for reason, group in groups)}）"


def _reason(matter: Matter, code: str) -> str:
    """The reason common to some rows: the rule's words, or the kind of reason."""
    return f"{Quoted(ruled(code, matter.figures.assessment, matter.figures.decisions) or code)}"
