"""From final tables to the bulletin as printed: `view` formats everything, so that templates only place strings."""

from __future__ import annotations

from pipeline.bulletin.annexes import annexes, tags
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.over import over_facts
from pipeline.bulletin.parts import Fact, View, loose_numbers
from pipeline.bulletin.prose import opening, sections
from pipeline.bulletin.summary import facts, summarise
from pipeline.bulletin.words import clean

__all__ = ["View", "loose_numbers", "view"]

BLANK_NUMBER = "〔　　　　〕　　号"
BLANK_DATE = "　　　　年　　月　　日"


def view(figures: Figures) -> View:
    """The bulletin of a period; 文号 and 成文日期 stay blank until they are given."""
    office, summary, made = figures.office, summarise(figures), annexes(figures)
    matter = Matter(figures, summary, tags(made))
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
        remark="（此件不公开）",
        copied_to=clean(office.copied_to),
        printed_by=clean(office.department),
        printed_on=f"{BLANK_DATE}印发",
        period_end=figures.period.end,
        facts=(*facts(summary), *over_facts(figures), *(Fact(annex.title, annex.tag) for annex in made)),
    )


def _title(figures: Figures) -> tuple[str, ...]:
    """The title's lines, broken by meaning."""
    about = f"关于{figures.period.label}{clean(figures.office.system)}"
    book = figures.over.book if figures.over else None
    return clean(figures.office.name), about, f"信息{book.short if book else '宣传工作'}情况的通报"
