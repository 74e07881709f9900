"""A mail draft as bytes (.eml): mail programs open it ready to be sent; the same contents give the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from pipeline.bulletin.words import clean

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class Draft:
    """A letter before it is a mail: to whom, about what, its text, and workbooks by file name."""

    to: tuple[str, ...]
    subject: str
    text: str
    attached: Mapping[str, bytes] = field(default_factory=dict)


def is_address(text: str) -> bool:
    """Whether a text is a plain mail address and nothing else."""
    return PLAIN_ADDRESS.fullmatch(text) is not None


def mail_bytes(draft: Draft, sender: str = "", sender_name: str = "") -> bytes:
    """The draft in the form mail programs open; it has no date, and says that it was not sent."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if is_address(sender):
        message["From"] = Address(clean(sender_name), addr_spec=sender)
    message["To"] = _addresses(draft.to)
    message["Subject"] = clean(draft.subject)
    message.set_content(draft.text, charset="utf-8", cte="base64")
    for name, content in draft.attached.items():
        message.add_attachment(content, *XLSX, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=={_digest(draft)}==")
    return message.as_bytes()


def _addresses(texts: Sequence[str]) -> tuple[Address, ...]:
    return tuple(Address(addr_spec=text) for text in texts if is_address(text))


def _digest(draft: Draft) -> str:
    """The boundary between parts follows from the contents, never from chance."""
    digest = hashlib.sha256(f"{draft.to}{draft.subject}{draft.text}".encode())
    for content in draft.attached.values():
        digest.update(content)
    return digest.hexdigest()[:32]
