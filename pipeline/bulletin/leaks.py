"""What has no place in the public edition, looked for in its finished text: a second lock behind `public`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Paragraph, View, strings
from pipeline.bulletin.public import INSTRUCTION
from pipeline.bulletin.words import clean

_UNFIT = re.compile(
    rf"[¥￥]\s*\d*|\d[\d,.]*\s*[十百千万亿]*元|{INSTRUCTION}|(?<!\d)1[3-9]\d{{9}}(?!\d)|(?<!\d)0\d{{2,3}}[-－]?\d{{7,8}}(?!\d)"
    r"|(?<!\d)\d{17}[\dXx](?!\d)|\S*\.(?:xlsx?|xlsm|et|ods|csv|docx?|pdf|eml|html)\b"
)
"""Sums of money, instructions, numbers of phones and identity cards, names of files."""


SHORTEST_PHONE = 5
"""Digits and signs below which a number of a phone cannot be told from any other."""


def leaks(public: View, figures: Figures) -> list[str]:
    """What the product wrote into a public edition that is not for the public; `figures` are those of the internal one.

    The names the office gave (of itself, its rules, its units) are its own, and so are its remarks: see `unfit`.
    """
    contact = figures.office.contact
    texts = [_without(text, _names(figures)) for text in _written(public)]
    said = "\n".join(_without(text, figures.honours["person_name"]) for text in texts)
    kept_back = [contact.person, *([contact.phone] if len(contact.phone) >= SHORTEST_PHONE else [])]
    return [*(word for text in texts for word in unfit(text)), *(word for word in kept_back if word and word in said)]


def unfit(text: str) -> list[str]:
    """The stretches of a text that name money, an instruction, a phone, an identity card or a file, in order."""
    return [found.strip() for found in _UNFIT.findall(text)]


def _written(public: View) -> Iterator[str]:
    """Every string that is printed, but for the office's own paragraphs."""
    sections = tuple(
        replace(section, paragraphs=tuple(one for one in section.paragraphs if not _is_remark(one)))
        for section in public.sections
    )
    return strings(replace(public, sections=sections, facts=()))


def _is_remark(paragraph: Paragraph) -> bool:
    return all(run.kind == "quoted" for run in paragraph.runs)


def _names(figures: Figures) -> list[str]:
    """Longest first: one may hold another."""
    office = figures.office
    given = [office.name, office.masthead, office.department, office.system, figures.assessment.title]
    given += [office.addressed_to, office.copied_to, *office.brief.model_dump(exclude={"running_number"}).values()]
    return sorted({clean(name) for name in (*given, *figures.units["name"])} - {""}, key=len, reverse=True)


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text
