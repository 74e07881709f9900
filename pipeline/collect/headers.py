"""What the headers of a mail prove: who sent it, what the office's server says of him, when it came."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from pipeline.collect.names import text_of, words
from pipeline.collect.parts import raw_header, raw_headers
from schemas.vocabulary import Authentication

UNKNOWN = "发件人不明"
"""Stands for the sender of a mail that names none, or more than one; such a mail has failed the check."""
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
COMMENT = re.compile(r"\((?:\\.|[^()\\])*\)")
METHOD = re.compile(r"^\s*([\w-]+)\s*=\s*(\w+)(.*)$", re.S)
DOMAIN_PROVED = {
    "dkim": re.compile(r"\bheader\.(?:d|i)\s*=\s*\"?(?:[^\s;\"@]*@)?([\w.-]+)"),
    "spf": re.compile(r"\bsmtp\.(?:mailfrom|mail)\s*=\s*\"?(?:[^\s;\"@]*@)?([\w.-]+)"),
}
"""Method → where it says which domain it proved."""
LONGEST = 10_000
YEARS = range(2000, 2200)


def sender_of(mail: Message) -> str:
    """The one address in the one From line, in small letters; UNKNOWN when there is none or more than one."""
    lines = raw_headers(mail, "from")
    if len(lines) != 1:
        return UNKNOWN
    text = _bare(lines[0])
    inner = re.fullmatch(r"[^<>@,;]*<([^<>]*)>", text)
    address = (inner[1] if inner else text).strip()
    return address.lower() if ADDRESS.fullmatch(address) else UNKNOWN


def authentication_of(mail: Message, sender: str, server: str) -> str:
    """What the office's own server found, by the topmost line that bears its name; blank when no server is set.

    Lines of any other server, and those below the topmost, may have been written by the sender.
    """
    if sender == UNKNOWN:
        return Authentication.FAIL
    if not server:
        return ""
    for line in raw_headers(mail, "authentication-results"):
        name, _, results = _bare(line).partition(";")
        if name.split()[:1] and name.split()[0].lower() == server.lower():
            return _judged(results, sender.rpartition("@")[2])
    return Authentication.NONE


def received_of(mail: Message) -> datetime | None:
    """When the last server took the mail in, by the topmost Received line; None where it does not say so with its zone."""
    text = _bare(raw_header(mail, "received")).rpartition(";")[2]
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # what the library raises for what is no date
        return None
    return moment if moment.tzinfo and moment.year in YEARS else None


def message_id_of(mail: Message) -> str:
    """The mail's own name for itself; blank where there is none."""
    return raw_header(mail, "message-id")[:LONGEST].decode("utf-8", "replace").strip()


def subject_of(mail: Message) -> str:
    """The subject as its writer saw it."""
    return words(re.sub(r"[\r\n]+", "", text_of(raw_header(mail, "subject")[:LONGEST])))


def _bare(line: bytes) -> str:
    """A header in one line, without comments and quoted texts, which hold nothing that is proved."""
    text = QUOTED.sub("", re.sub(r"[\r\n]+", " ", line[:LONGEST].decode("utf-8", "replace")))
    for _ in range(3):  # comments stand within comments
        text = COMMENT.sub(" ", text)
    return text.strip()


def _judged(results: str, domain: str) -> Authentication:
    """dmarc decides; without it, a signature or an envelope of the sender's own domain."""
    found = [
        (match[1].lower(), match[2].lower(), match[3]) for one in results.split(";") if (match := METHOD.match(one))
    ]
    dmarc = [result for method, result, _ in found if method == "dmarc"]
    if dmarc and dmarc[0] in ("pass", "fail"):
        return Authentication.PASS if dmarc[0] == "pass" else Authentication.FAIL
    proofs = [(result, _proves(method, rest, domain)) for method, result, rest in found if method in DOMAIN_PROVED]
    if any(result == "pass" and proved for result, proved in proofs):
        return Authentication.PASS
    return Authentication.FAIL if any(result == "fail" for result, _ in proofs) else Authentication.NONE


def _proves(method: str, rest: str, domain: str) -> bool:
    """Whether what was checked is the domain of the From line, or one above or below it."""
    match = DOMAIN_PROVED[method].search(rest)
    other = match[1].lower() if match else ""
    return bool(other) and (other == domain or other.endswith(f".{domain}") or domain.endswith(f".{other}"))
