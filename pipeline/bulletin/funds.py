"""Annexes of what is not earned by items: what units' funds lose or gain, and what the office entered itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.tables import UNIT, in_unit_order, records, unit_names
from pipeline.bulletin.words import Fen, clean
from pipeline.score.lines import written
from pipeline.wording import where_in_words
from schemas.assessment import Assessment
from schemas.steps import BaseStep
from schemas.vocabulary import Basis, Measure

FUND_COLUMNS = (UNIT, Column("事由", 42, "left"), Column("条款", 10))
LOST, MOVED = Column("扣减（元）", 20, "right"), Column("增减（元）", 20, "right")
ENTRY_COLUMNS = (
    UNIT,
    Column("事项", 16),
    Column("事由", 26, "left"),
    Column("计分", 14, "right"),
    Column("批准人", 10),
    Column("条款", 8),
)


class Deduction(NamedTuple):
    """One line of what a unit's funds lose; `fen` is negative where something is given back."""

    unit_code: str
    unit: str
    reason: str
    clause: str
    fen: int


def deductions(figures: Figures) -> Iterator[Deduction]:
    """What units' funds lose, line by line, in the order of the roster."""
    lines = figures.ledger[figures.ledger["measure"] == Measure.UNIT_FUNDS]
    titles = dict(zip(figures.settled["row_id"], figures.settled["title"], strict=True))
    names, why = unit_names(figures), _grounds(figures.assessment)
    for line in records(in_unit_order(figures, lines, ["line_id"])):
        ground = why.get((line.rule, line.clause)) or f"：{line.arithmetic}"
        reason = f"《{titles[line.row_id]}》{ground}" if line.row_id >= 0 else line.arithmetic
        unit = clean(names.get(line.unit_code, line.unit_code))
        yield Deduction(line.unit_code, unit, clean(reason), clean(line.clause), -line.amount)


def _grounds(assessment: Assessment) -> dict[tuple[str, str], str]:
    """Rule and clause → the rows it charges for, in words: 未按规定时间报送. Rules replaced in a year have other clauses."""
    charging = [step for step in assessment.steps if isinstance(step, BaseStep) and step.measure == Measure.UNIT_FUNDS]
    return {(step.id, step.clause): where_in_words(step.only.root, assessment) for step in charging}


def funds_annex(figures: Figures) -> Annex:
    """What units' funds lose, line by line; where some gain, what they gain and lose. Reckoned, not yet approved."""
    gains = bool((figures.units["funds"] > 0).any())
    found = [one._replace(fen=-one.fen) if gains else one for one in deductions(figures)]
    rows = tuple((one.unit, one.reason, one.clause, Fen(one.fen).cell) for one in found)
    total = ("合计", "", "", Fen(sum(one.fen for one in found)).cell)
    table = Table((*FUND_COLUMNS, MOVED if gains else LOST), rows, total=total if rows else ())
    said = Paragraph.of(f"注：本表为核算数，未经审批，不作{'拨付或者' if gains else ''}扣减凭据。")
    title = f"{figures.period.label}单位经费{'增减' if gains else '扣减'}核算表"
    return Annex("funds", "", title, (table,), notes=(said,))


def entries_annex(figures: Figures) -> Annex:
    """What the office entered and signed, with what it came to."""
    lines = figures.ledger[figures.ledger["basis"] == Basis.ENTRY]
    entered = {entry.entry_id: entry for entry in records(figures.entries)}
    names = unit_names(figures)
    rows = tuple(
        (
            clean(names.get(line.unit_code, line.unit_code)),
            clean(f"{entered[line.basis_key].kind}{entered[line.basis_key].level}"),
            clean(entered[line.basis_key].subject),
            written(line.amount, Measure(line.measure)),
            clean(entered[line.basis_key].approved_by),
            clean(line.clause),
        )
        for line in records(in_unit_order(figures, lines, ["line_id"]))
    )
    counted = [target.entries for target in figures.assessment.targets() if target.entries]
    others = figures.entries[
        figures.entries["kind"].isin(counted) & ~figures.entries["entry_id"].isin(lines["basis_key"])
    ]
    rows += tuple(
        (
            clean(names.get(entry.unit_code, entry.unit_code)) or "（全局）",
            clean(f"{entry.kind}{entry.level}"),
            clean(entry.subject),
            "",
            clean(entry.approved_by),
            "",
        )
        for entry in records(others)
    )
    return Annex("entries", "", f"{figures.period.label}登记事项", (Table(ENTRY_COLUMNS, rows),))
