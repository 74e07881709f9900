"""How the office's letters are set: paragraphs, sections, and who signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.bulletin.words import ordinal
from schemas.office import Office

INDENT = "　　"


def letter(addressee: str, body: Iterable[str], office: Office, enclosed: Sequence[str] = ()) -> str:
    """A whole letter: the addressee, paragraphs, enclosures, whom to ask, the signature. It bears no date."""
    parts = [f"{addressee}：", *(INDENT + paragraph for paragraph in body)]
    parts += [f"{INDENT}附件：{'、'.join(enclosed)}"] if enclosed else []
    contact = f"联系人：{office.contact.person}，{office.contact.phone}"
    return "\n".join([*parts, "", INDENT + contact, "", f"{INDENT * 8}{office.full_department}", ""])


def sections(parts: Iterable[tuple[str, Sequence[str]]]) -> Iterable[str]:
    """Paragraphs under numbered headings; a section without paragraphs is left out."""
    filled = [(heading, texts) for heading, texts in parts if texts]
    for number, (heading, texts) in enumerate(filled, start=1):
        yield f"{ordinal(number)}、{heading}"
        yield from texts


def cut(text: str, most: int) -> str:
    """The beginning of what someone typed, when it is longer than `most` characters."""
    return text if len(text) <= most else f"{text[:most]}……"
