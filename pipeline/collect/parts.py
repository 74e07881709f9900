"""What a mail holds: every attachment, however deeply the mail is nested, and the mails of an mbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from pipeline.collect.budget import Budget
from pipeline.collect.names import name_in_headers

MBOX_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n")
QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
UNNAMED_MAIL = "邮件.eml"
TEXTS = ("text/plain", "text/html", "text/calendar", "text/x-amp-html")


def parse(raw: bytes) -> Message:
    """A mail as the standard library reads it, tolerating what it can. Raises RecursionError for absurd nesting."""
    return message_from_bytes(raw)


def headers_of(raw: bytes) -> Message:
    """Only the headers of a mail, whatever its body."""
    return BytesHeaderParser().parsebytes(raw)


def attachments(mail: Message, budget: Budget) -> list[tuple[str, bytes]]:
    """Name and content of each part that is a file; what a person wrote in the mail itself is none.

    Raises TooMuch beyond the budget, RecursionError for absurd nesting.
    """
    return list(_files(mail, budget))


def mails_of(mbox: bytes, budget: Budget) -> list[tuple[str, bytes]]:
    """The mails of an mbox, as they were before `From ` at the beginning of lines was quoted."""
    starts = list(MBOX_LINE.finditer(mbox))
    ends = [start.start() for start in starts[1:]] + [len(mbox)]
    found = [mbox[start.end() : end] for start, end in zip(starts, ends, strict=True)]
    for one in found:
        budget.take(len(one))
    return [(UNNAMED_MAIL, QUOTED_FROM.sub(rb"\1", one)) for one in found]


def raw_header(part: Message, name: str) -> bytes:
    """The first header of a name as it came, blank where there is none."""
    return next(iter(raw_headers(part, name)), b"")


def raw_headers(part: Message, name: str) -> list[bytes]:
    """All headers of a name as they came, topmost first."""
    return [str(value).encode("utf-8", "surrogateescape") for key, value in part.raw_items() if key.lower() == name]


def _files(part: Message, budget: Budget) -> Iterator[tuple[str, bytes]]:
    name = name_in_headers(raw_header(part, "content-disposition"), raw_header(part, "content-type"))
    if part.is_multipart() and not _is_packed_mail(part):
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _files(inner, budget)
    elif name or part.get_content_type() not in TEXTS or _is_attached(part):
        content = _content(part)
        budget.take(len(content))
        if content or name:
            yield name or (UNNAMED_MAIL if _is_packed_mail(part) else ""), content


def _is_attached(part: Message) -> bool:
    return raw_header(part, "content-disposition").strip().lower().startswith(b"attachment")


def _is_packed_mail(part: Message) -> bool:
    """A mail in a mail that was encoded though it may not be; the library takes the code for its text."""
    return part.get_content_type() == "message/rfc822" and _coded(part)


def _coded(part: Message) -> bool:
    return raw_header(part, "content-transfer-encoding").strip().lower() in (b"base64", b"quoted-printable")


def _content(part: Message) -> bytes:
    """The bytes of a part, decoded as its headers say; damaged code gives what can be made of it."""
    if part.is_multipart():
        inner = part.get_payload(0)
        part = _as_leaf(part, inner if isinstance(inner, Message) else Message())
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _as_leaf(part: Message, inner: Message) -> Message:
    leaf = Message()
    leaf["Content-Transfer-Encoding"] = raw_header(part, "content-transfer-encoding").decode("ascii", "replace")
    leaf.set_payload(inner.get_payload())
    return leaf
