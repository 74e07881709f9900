"""The bulletin's sections in order: which there are, under what heads, with the office's own paragraphs among them.

A sentence about an empty set is not written. The product states facts; judgement and demands are the office's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.bulletin.basis import basis
from pipeline.bulletin.charts import overview_charts, standing_chart, unit_charts
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.overview import overview
from pipeline.bulletin.parts import Chart, Paragraph, Section
from pipeline.bulletin.problems import problems
from pipeline.bulletin.ranks import ranks
from pipeline.bulletin.remarks import HEADLESS, remarks_by_heading
from pipeline.bulletin.words import Quoted, ordinal

WRITERS: Mapping[str, Callable[[Matter], Iterator[str]]] = {
    "basis": basis, "overview": overview, "ranks": ranks, "problems": problems,
}  # fmt: skip
CHARTS: Mapping[str, Callable[[Figures], tuple[Chart, ...]]] = {
    "overview": overview_charts, "ranks": unit_charts, "problems": standing_chart,
}  # fmt: skip


def opening(matter: Matter) -> tuple[Paragraph, ...]:
    """The first sentence, under the addressees."""
    office = matter.figures.office
    said = matter.say(
        "opening.opening",
        title=Quoted(matter.figures.assessment.title),
        department=Quoted(office.department),
        label=matter.summary.label,
        system=Quoted(office.system),
    )
    return (Paragraph.of(said),)


def sections(matter: Matter) -> tuple[Section, ...]:
    """The numbered sections that have something to say; remarks under any other head stand before the last."""
    remarks = remarks_by_heading(matter.figures.remarks)
    made: list[tuple[str, tuple[Paragraph, ...], tuple[Chart, ...]]] = []
    for key, write in WRITERS.items():
        if not matter.edition.has_section(key):
            continue
        said = tuple(Paragraph.of(sentence) for sentence in write(matter) if sentence)
        headless = remarks.pop(HEADLESS, ()) if key == "overview" else ()
        heading = matter.say(f"{key}.heading")
        drawn = CHARTS[key](matter.figures) if key in CHARTS else ()
        made.append((heading, said + headless + remarks.pop(heading, ()), drawn))
    demands = matter.say("contact.demands")
    last = remarks.pop(demands, ())
    made += [(heading, paragraphs, ()) for heading, paragraphs in remarks.items()]
    made.append((demands if last else matter.say("contact.heading"), (*last, _contact(matter)), ()))
    filled = [section for section in made if section[1] or section[2]]
    return tuple(Section(f"{ordinal(n)}、{heading}", said, drawn) for n, (heading, said, drawn) in enumerate(filled, 1))


def _contact(matter: Matter) -> Paragraph:
    office = matter.figures.office
    person, phone = Quoted(office.contact.person), Quoted(office.contact.phone)
    return Paragraph.of(matter.say("contact.contact", department=Quoted(office.department), person=person, phone=phone))
