"""From final tables to the bulletin as printed: `view` formats everything, so that templates only place strings."""

from __future__ import annotations

from dataclasses import replace

from pipeline.bulletin.annexes import annexes, tags
from pipeline.bulletin.brief import brief_masthead, brief_of, is_brief
from pipeline.bulletin.dossier import Dossiers
from pipeline.bulletin.dossiers import dossiers
from pipeline.bulletin.duties import short_facts
from pipeline.bulletin.edition import INTERNAL, PUBLIC, Edition
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.over import over_facts
from pipeline.bulletin.parts import Fact, View, loose_numbers
from pipeline.bulletin.prose import opening, sections
from pipeline.bulletin.summary import facts, summarise
from pipeline.bulletin.words import clean

__all__ = ["INTERNAL", "PUBLIC", "View", "loose_numbers", "view"]

BLANK_NUMBER = "〔　　　　〕　　号"
BLANK_DATE = "　　　　年　　月　　日"


def view(figures: Figures, edition: Edition = INTERNAL) -> View:
    """The bulletin of a period; 文号 and 成文日期 stay blank until they are given."""
    shown = edition.of(figures)
    made = _under_the_red_head(shown, edition)
    return _as_brief(made, shown) if is_brief(shown) else made


def _under_the_red_head(figures: Figures, edition: Edition) -> View:
    office, summary, made = figures.office, summarise(figures), annexes(figures, edition)
    matter = Matter(figures, summary, tags(made), edition)
    return View(
        draft=not figures.issued,
        masthead=clean(office.masthead),
        document_number=BLANK_NUMBER,
        title=_title(figures),
        addressed_to=clean(office.addressed_to),
        opening=opening(matter),
        sections=sections(matter),
        annexes=made,
        signed_by=clean(office.name),
        signed_on=BLANK_DATE,
        remark=edition.remark,
        copied_to=clean(office.copied_to),
        printed_by=clean(office.department),
        printed_on=f"{BLANK_DATE}印发",
        period_end=figures.period.end,
        facts=(
            *facts(summary),
            *over_facts(figures),
            *short_facts(figures),
            *(Fact(annex.title, annex.tag) for annex in made),
        ),
        openness=edition.openness,
        dossiers=dossiers(figures) if edition.line_by_line else Dossiers(),
    )


def _as_brief(made: View, figures: Figures) -> View:
    """The same text as a 简报: its name and number at the head, 报, 送 and 发 at the end, nobody's seal."""
    return replace(
        made,
        masthead=brief_masthead(figures.office),
        title=(f"{figures.period.label}{clean(figures.office.system)}", f"{_subject(figures)}情况通报"),
        document_number="",
        addressed_to="",
        copied_to="",
        brief=brief_of(figures.office, made.signed_on),
    )


def _title(figures: Figures) -> tuple[str, ...]:
    """The title's lines, broken by meaning."""
    about = f"关于{figures.period.label}{clean(figures.office.system)}"
    return clean(figures.office.name), about, f"{_subject(figures)}情况的通报"


def _subject(figures: Figures) -> str:
    """What the bulletin is about: all of the work, or of a month the one book that is counted."""
    book = figures.over.book if figures.over else None
    return f"信息{book.short}" if book else "信息宣传工作"
