"""How the office settled what its assessment leaves open: in words, and as an annex."""

from __future__ import annotations

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.papers import handling
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.words import Quoted, clean
from pipeline.decided import Decided
from schemas.assessment import Assessment

DECISION_COLUMNS = (
    Column("条款", 7),
    Column("条款大意", 27, "left"),
    Column("未规定的事项", 24, "left"),
    Column("本单位决定", 25, "left"),
    Column("决定人", 10),
    Column("日期", 11),
)
SEE_ABOVE = "见前"
STATEMENT_COLUMNS = (Column("条款", 7), Column("条款大意", 45, "left"), Column("本通报怎样处理", 48, "left"))


def decisions_annex(figures: Figures) -> Annex:
    """What the assessment leaves open and the office decided, said to be the office's own; then clauses never computed."""
    rows = tuple(
        (
            clean(one.clause),
            _clause_of(figures, n),
            clean(one.question),
            clean(one.answer),
            clean(one.by),
            one.on.isoformat(),
        )
        for n, one in enumerate(figures.decisions)
    )
    intro = (
        f"下列事项《{Quoted(figures.assessment.title)}》没有规定，或者可作两种理解，由本单位决定。"
        f"“本单位决定”一栏是本单位决定，非《办法》原文；“条款大意”也不是原文。"
    )
    tables = (Table(DECISION_COLUMNS, rows), _statements(figures))
    return Annex(
        "decisions",
        "",
        "本单位决定事项",
        tuple(table for table in tables if table.rows),
        intro=(Paragraph.of(intro),),
        wide=True,
    )


def _clause_of(figures: Figures, n: int) -> str:
    """A clause in brief beside the first decision it leaves to the office, told but once."""
    clause, clauses = figures.decisions[n].clause, figures.assessment.clauses
    told = clause in [one.clause for one in figures.decisions[:n]]
    return SEE_ABOVE if told else clean(clauses[clause].text if clause in clauses else "")


def _statements(figures: Figures) -> Table:
    clauses = figures.assessment.clauses
    rows = tuple(
        (clean(said.clause), clean(clauses[said.clause].text), clean(handling(said, figures)))
        for said in figures.assessment.statements
    )
    return Table(STATEMENT_COLUMNS, rows, "不由本通报计算的条款")


def ruled(code: str, assessment: Assessment, decisions: tuple[Decided, ...]) -> str:
    """What the admissibility rule of this id says and how the office decided it; blank for any other reason code."""
    rules = {rule.id: rule for rule in assessment.admissibility}
    answers = [clean(one.answer) for one in decisions if one.path == f"admissibility.{code}.then"]
    rule = rules.get(code)
    # what a unit is warned of is a fault to be named; else the decision's own words say it all
    said = [rule.say] if rule and (rule.warn or not answers) else []
    return "，".join([*said, *answers])
