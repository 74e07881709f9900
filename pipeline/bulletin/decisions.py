"""How the office settled what its assessment leaves open: in words, and as an annex."""

from __future__ import annotations

from typing import Any

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.words import Quoted, clean
from schemas.assessment import Assessment, BaseStep
from schemas.conditions import FACTS
from schemas.gaps import SettledGap
from schemas.vocabulary import SUFFIX

DECISION_COLUMNS = (
    Column("条款", 7),
    Column("条款大意", 27, "left"),
    Column("未规定的事项", 24, "left"),
    Column("本单位决定", 25, "left"),
    Column("决定人", 10),
    Column("日期", 11),
)
STATEMENT_COLUMNS = (Column("条款", 7), Column("条款大意", 45, "left"), Column("本通报怎样处理", 48, "left"))


def decisions_annex(figures: Figures) -> Annex:
    """What the assessment leaves open and the office decided, said to be the office's own; then clauses never computed."""
    clauses = figures.assessment.clauses
    rows = tuple(
        (
            clean(gap.gap.clause),
            clean(clauses[gap.gap.clause].text if gap.gap.clause in clauses else ""),
            clean(gap.gap.gap),
            answer(gap, figures.assessment),
            clean(gap.decision.by),
            gap.decision.on.isoformat(),
        )
        for gap in figures.decisions
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


def _statements(figures: Figures) -> Table:
    clauses = figures.assessment.clauses
    rows = tuple(
        (clean(said.clause), clean(clauses[said.clause].text), clean(said.handling))
        for said in figures.assessment.statements
    )
    return Table(STATEMENT_COLUMNS, rows, "不由本通报计算的条款")


def answer(gap: SettledGap, assessment: Assessment) -> str:
    """The decision in words; a value is always spelt out, the office's note follows it."""
    decision = gap.decision
    if decision.reading:
        words = gap.gap.readings[decision.reading].label
    else:
        words = _value(decision.value, assessment, _suffix(gap.path, assessment))
    return clean(f"{words}（{decision.note}）" if decision.note else words)


def ruled(code: str, assessment: Assessment, decisions: tuple[SettledGap, ...]) -> str:
    """What the admissibility rule of this id says and how the office decided it; blank for any other reason code."""
    rules = {rule.id: rule for rule in assessment.admissibility}
    decided = [gap for gap in decisions if gap.path == f"admissibility.{code}.then"]
    rule, answers = rules.get(code), [answer(gap, assessment) for gap in decided]
    # what a unit is warned of is a fault to be named; else the decision's own words say it all
    said = [rule.say] if rule and (rule.warn or not answers) else []
    return "，".join([*said, *answers])


def _suffix(path: str, assessment: Assessment) -> str:
    """篇, 分 or 元: what the step at this path counts."""
    measures = {f"steps.{step.id}": step.measure for step in assessment.steps if isinstance(step, BaseStep)}
    measure = measures.get(path.rpartition(".")[0])
    return SUFFIX[measure] if measure else ""


def _value(value: Any, assessment: Assessment, suffix: str) -> str:
    if isinstance(value, list):
        return "；".join(_value(item, assessment, suffix) for item in value)
    if isinstance(value, dict) and "amount" in value:
        where = _where(value.get("where", {}), assessment)
        return f"{where or '各项'}：每篇{value['amount']}{suffix}"
    if isinstance(value, dict) and "required" in value:
        return f"{value.get('label', '')}：{_required(value['required'])}"
    return str(value)


def _required(required: Any) -> str:
    if isinstance(required, dict):
        return "、".join(f"{unit_class}{number}篇" for unit_class, number in required.items())
    return f"{required}篇"


def _where(where: dict[str, Any], assessment: Assessment) -> str:
    """A condition in words: 市级、全文."""
    return "，".join(_test(fact, wanted, assessment) for fact, wanted in where.items())


def _test(fact: str, wanted: Any, assessment: Assessment) -> str:
    kind, label = FACTS[fact]
    if isinstance(wanted, dict):
        return f"{label}不少于{wanted['at_least']}"
    values = wanted if isinstance(wanted, list) else [wanted]
    if kind is bool:
        return "或".join(label if value else f"非{label}" for value in values)
    names = assessment.tier_names() if fact == "tier" else {}
    words = "或".join(names.get(value, str(value)) for value in values)
    return f"{label}{words}" if kind is int else words
