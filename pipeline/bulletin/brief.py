"""简报: the masthead of a bulletin that appears every month. It has a 期数 and who edits it, no 文号 and no seal."""

from __future__ import annotations

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Brief
from pipeline.bulletin.words import clean
from schemas.office import Office
from schemas.periods import Cadence

KINDS: frozenset[Cadence] = frozenset({"month"})
"""Kinds of periods told in a 简报. The others are 通报 under the red head; a campaign's closes it and stands alone."""
BLANK_NUMBER = "第　　期"
BLANK_RUNNING_NUMBER = "（总第　　期）"


def is_brief(figures: Figures) -> bool:
    """Whether the period is told in a 简报."""
    return figures.period.which.kind in KINDS


def brief_of(office: Office, issued_on: str) -> Brief:
    """What a 简报 has of its own; its number stays blank until it is issued."""
    settings = office.brief
    lines = {
        "报": settings.reported_to,
        "送": settings.sent_to or office.copied_to,
        "发": settings.issued_to or office.addressed_to,
    }
    return Brief(
        number=BLANK_NUMBER + (BLANK_RUNNING_NUMBER if settings.running_number else ""),
        issuer=f"{clean(settings.issuer) or clean(office.full_department)}编",
        issued_on=issued_on,
        recipients=tuple((head, clean(whom)) for head, whom in lines.items() if clean(whom)),
    )


def brief_masthead(office: Office) -> str:
    """The name of the 简报: the office's own, or its full name with what it is about."""
    return clean(office.brief.name) or f"{clean(office.name)}信息宣传简报"
