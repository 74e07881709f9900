"""存在的问题: who was late or silent, what was left undone and what it costs, what was not admitted. Facts only."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.bulletin import over
from pipeline.bulletin.decisions import answer
from pipeline.bulletin.duties import owed_by_units
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.papers import unsigned
from pipeline.bulletin.refused import refusals
from pipeline.bulletin.sanctions import sanctioned
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import Count, Quoted, named, with_figures
from schemas.vocabulary import Book, Standing


def problems(matter: Matter) -> Iterator[str]:
    """存在的问题: facts, units named in the order of the roster."""
    if matter.figures.over:
        yield from over.silent(matter)
        yield from _undone(matter)
        return
    yield _late(matter)
    yield _units_with(matter, Standing.MISSING, "没有报送统计表的：")
    yield _units_with(matter, Standing.HELD, "来件须由经办人处理、有关数据尚未确定的：")
    yield _units_with(matter, Standing.NIL, f"申报{matter.figures.period.this}无采用信息的：")
    yield unsigned(matter.figures, matter.summary.papers)
    yield from _undone(matter)
    yield _turned_down(matter)


def _undone(matter: Matter) -> Iterator[str]:
    """What was left undone, and what it costs."""
    yield from _short(matter)
    yield _deducted(matter)
    yield from sanctioned(matter)


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


def _turned_down(matter: Matter) -> str:
    """Rows not admitted, counted by verdict and reason."""
    said = refusals(matter.figures, matter.summary.refused)
    return f"填报的信息中，{said}{matter.see('rejected', '详见')}。" if said else ""
