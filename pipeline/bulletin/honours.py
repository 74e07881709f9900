"""Commendation lists: one sentence for each in the prose, one table for each in the annex."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.rankings import RANKED_BY, Measured
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import Count, Fen, Points, Quoted, clean, grouped, quoted
from schemas.vocabulary import SCALE, SUFFIX, Measure

UNIT_COLUMNS = (Column("名次", 12), Column("单位", 48, "left"), Column("类别", 20))
PERSON_COLUMNS = (Column("名次", 12), Column("姓名", 24), Column("单位", 44, "left"))


def honoured(matter: Matter) -> Iterator[str]:
    """Whom each list names, with figures; then the lists that could not be drawn up."""
    for span, title, rows in _lists(matter.figures, named=True):
        by = _measured(rows)
        groups = grouped((Quoted(one.person_name or one.unit_name), by.kind(one.amount)) for one in records(rows))
        annex = matter.annex("honours")
        yield matter.say("ranks.honoured", span=span, title=title, groups=groups, unit=by.unit, annex=annex)
    if matter.figures.undrawn:
        yield matter.say("ranks.undrawn", titles=quoted(matter.figures.undrawn))


def honours_annex(figures: Figures) -> Annex:
    """Every list as a table, and who was left out of it; nothing is decided here."""
    tables = [_table(f"{span!s}{title!s}", rows) for span, title, rows in _lists(figures, named=True)]
    tables += [_left_out(f"{span!s}{title!s}", rows) for span, title, rows in _lists(figures, named=False)]
    said = "注：本名单按《办法》所列名额和标准列出，并列的一并列入，由本单位审定。"
    return Annex("honours", "", f"{figures.period.label}拟表彰名单", tuple(tables), notes=(Paragraph.of(said),))


def _lists(figures: Figures, *, named: bool) -> Iterator[tuple[Quoted, Quoted, pd.DataFrame]]:
    """Each list's span and title, and whom it names, or who was left out of it."""
    chosen = figures.honours[(figures.honours["excluded"] == "") == named]
    for _, rows in chosen.groupby(["rule", "span"], sort=False):
        words = str(rows["span"].iloc[0]).replace("全年", f"全{figures.period.year.name}")
        yield Quoted(words), Quoted(rows["list_title"].iloc[0]), rows


def _left_out(title: str, rows: pd.DataFrame) -> Table:
    """Those whose figure would have placed them, and why they may not be named."""
    by = _measured(rows)
    cells = tuple(
        (clean(one.person_name or one.unit_name), by.kind(one.amount).text, clean(one.excluded))
        for one in records(rows)
    )
    columns = (Column("单位或姓名", 30, "left"), Column(by.title, 15, "right"), Column("不列入的原因", 55, "left"))
    return Table(columns, cells, f"{title}：不具备评选资格的")


def _measured(rows: pd.DataFrame) -> Measured:
    """What a list goes by."""
    measure = Measure(rows["measure"].iloc[0])
    kind = {1000: Points, 100: Fen}.get(SCALE[measure], Count)
    return RANKED_BY.get(measure) or Measured("", kind, str(measure), SUFFIX[measure])


def _table(title: str, rows: pd.DataFrame) -> Table:
    by = _measured(rows)
    people = bool(rows["person"].iloc[0])
    cells = tuple(
        (
            str(one.place),
            *((one.person_name, one.unit_name) if people else (one.unit_name, one.unit_class)),
            by.kind(one.amount).text,
        )
        for one in records(rows)
    )
    columns = (*(PERSON_COLUMNS if people else UNIT_COLUMNS), Column(by.title, 20, "right"))
    return Table(columns, cells, title)
