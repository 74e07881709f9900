"""The annexes in the order of their numbers. One that has no rows is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.bulletin.cash import cash_annex
from pipeline.bulletin.decisions import decisions_annex
from pipeline.bulletin.duties import not_on_time, quota_annex
from pipeline.bulletin.edition import INTERNAL, Edition
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.funds import entries_annex, funds_annex
from pipeline.bulletin.honours import honours_annex
from pipeline.bulletin.items import accepted, not_admitted
from pipeline.bulletin.over_annexes import cash_by_payout, pace_annex, periods_annex, standings_annex, units_by_period
from pipeline.bulletin.parts import Annex
from pipeline.bulletin.rankings import person_ranking, unit_ranking
from pipeline.bulletin.sanctions import sanctions_annex
from pipeline.bulletin.words import Stated

MAKERS: tuple[Callable[[Figures], Annex], ...] = (
    unit_ranking,
    person_ranking,
    honours_annex,
    accepted,
    not_on_time,
    not_admitted,
    quota_annex,
    entries_annex,
    sanctions_annex,
    decisions_annex,
    cash_annex,
    funds_annex,
)
OF_SUMS: tuple[Callable[[Figures], Annex], ...] = (
    unit_ranking,
    person_ranking,
    honours_annex,
    periods_annex,
    units_by_period,
    standings_annex,
    quota_annex,
    entries_annex,
    sanctions_annex,
    decisions_annex,
    cash_by_payout,
    funds_annex,
)
"""Of several periods taken together; what was adopted or refused line by line stands in each period's own bulletin."""
OF_MONTHS: tuple[Callable[[Figures], Annex], ...] = (unit_ranking, person_ranking, pace_annex, decisions_annex)


def annexes(figures: Figures, edition: Edition = INTERNAL) -> tuple[Annex, ...]:
    """All annexes of the edition that have something to show, numbered."""
    makers = MAKERS if not figures.over else OF_MONTHS if figures.over.book else OF_SUMS
    made = [make(figures) for make in makers]
    filled = [annex for annex in made if annex.rows and edition.has_annex(annex.key)]
    only = len(filled) == 1  # GB/T 9704-2012, 7.3.4: an only one has no number
    return tuple(replace(annex, tag="附件" if only else f"附件{n}") for n, annex in enumerate(filled, 1))


def tags(made: tuple[Annex, ...]) -> dict[str, Stated]:
    """Annex key → its number as printed, for those that exist."""
    return {annex.key: Stated(annex.tag) for annex in made}
