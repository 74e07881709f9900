"""What has no amount and still follows from the assessment (处理事项): units in the prose, people in the annex alone."""

from __future__ import annotations

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table, View
from pipeline.bulletin.tables import UNIT, in_unit_order, records, unit_names
from pipeline.bulletin.words import clean, quoted
from schemas.vocabulary import Measure

KEY = "sanctions"
COLUMNS = (UNIT, Column("对象", 16), Column("事由和处理", 40, "left"), Column("条款", 8), Column("次数", 8, "right"))


def sanctions(figures: Figures) -> pd.DataFrame:
    """The ledger's lines of consequences."""
    return figures.ledger[figures.ledger["measure"] == Measure.SANCTIONS]


def sanctioned(matter: Matter) -> str:
    """Which units are dealt with, and how many people; the annex says why."""
    lines, summary = sanctions(matter.figures), matter.summary
    codes = set(lines.loc[lines["person"] == "", "unit_code"])
    names = quoted(name for code, name in unit_names(matter.figures).items() if code in codes)
    if not names and not summary.sanctioned_people:
        return ""
    total, people = summary.sanctioned_units, summary.sanctioned_people
    return matter.say("problems.sanctioned", names=names, total=total, people=people, annex=matter.annex(KEY))


def sanctions_annex(figures: Figures) -> Annex:
    """Every consequence, line by line; not yet approved."""
    names = unit_names(figures)
    people = dict(zip(figures.people["person"], figures.people["name"], strict=True))
    lines = sanctions(figures)
    rows = tuple(
        (
            clean(names.get(line.unit_code, line.unit_code)),
            clean(people.get(line.person, line.person)) if line.person else "（单位）",
            clean(line.arithmetic),
            clean(line.clause),
            str(line.amount),
        )
        for line in records(in_unit_order(figures, lines, ["line_id"]))
    )
    total = ("合计", "", "", "", str(int(lines["amount"].sum()))) if rows else ()
    said = Paragraph.of("注：本表所列由本单位审定后执行。")
    table = Table(COLUMNS, rows, total=total)
    return Annex(KEY, "", f"{figures.period.label}处理事项", (table,), notes=(said,))


def printed(bulletin: View) -> int:
    """How many consequences the bulletin shows, to hold against the ledger."""
    shown = [table for annex in bulletin.annexes if annex.key == KEY for table in annex.tables]
    return sum(int(row[-1]) for table in shown for row in table.rows)
