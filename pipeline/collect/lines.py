"""Lines of the register for a file that came and for all that was found in it, and where each is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from pipeline.collect.content import What, ending_of
from pipeline.collect.folder import TIME, Line
from pipeline.collect.names import shown
from pipeline.collect.opened import CONTAINERS, Opened
from pipeline.workspace import MAIL
from schemas.records import Arrivals
from schemas.vocabulary import ArrivalKind, TimeBasis


@dataclass(frozen=True)
class Came:
    """How a file came. `received_at` is in the office's time zone; the last three are blank for what no mail brought."""

    received_at: str
    time_basis: TimeBasis
    sender: str = ""
    authentication: str = ""
    mail_id: str = ""


@dataclass(frozen=True)
class Kept:
    """A line of the register with the bytes it stands for; `path` is inside the period's folder."""

    path: str
    data: bytes
    line: Line


def in_office_time(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as the register writes it."""
    return moment.astimezone(zone).strftime(TIME)


def sha256(data: bytes) -> str:
    """The hash by which a file is known."""
    return hashlib.sha256(data).hexdigest()


def mail_path(raw: bytes) -> str:
    """Where a raw mail is kept as evidence."""
    return f"{MAIL}/{sha256(raw)[:16]}.eml"


def is_inside(path: str) -> bool:
    """Whether a registered path is that of something taken out of a mail or archive."""
    parts = PurePosixPath(path).parts
    return parts[0] == MAIL and len(parts) == 3


def is_mail(line: Line) -> bool:
    """Whether a line is a mail itself and not what was in one."""
    return bool(line["sender"]) and not is_inside(line["path"])


def line_of(path: str, data: bytes, came: Came, kind: str = "", **more: str) -> Line:
    """One line; what is not given is blank."""
    return {
        **dict.fromkeys(Arrivals.headers(), ""),
        **vars(came),
        "path": path,
        "sha256": sha256(data),
        "size": len(data),
        "kind": kind,
        **more,
    }


def lines_of(root: Opened, path: str, came: Came, origin: str = "", title: str = "") -> list[Kept]:
    """What to keep and to register of a file: itself at `path`, and all found in it under a folder of its hash.

    Mails that an archive or mbox of the office holds are left out: each has a sender and a time of its own.
    """
    kind = ArrivalKind.EMPTY if root.kind is ArrivalKind.ENCLOSED else root.kind
    own = line_of(path, root.data, came, kind, name=shown(title), origin=origin, note=root.note)
    inside = Came(came.received_at, came.time_basis, came.sender, came.authentication)
    place = f"{MAIL}/{sha256(root.data)[:16]}"
    return [Kept(path, root.data, own), *_inside(root, root, path, place, inside, count(1))]


def mails_in(opened: Opened) -> Iterator[Opened]:
    """The mails that an archive or mbox of the office holds, in its order."""
    for one in opened.inside:
        if one.what is What.MAIL:
            yield one
        else:
            yield from mails_in(one)


def _inside(root: Opened, within: Opened, origin: str, place: str, came: Came, numbers: count[int]) -> Iterator[Kept]:
    for one in within.inside:
        if one.what is What.MAIL and root.what is not What.MAIL:
            continue
        path = f"{place}/{next(numbers)}-{sha256(one.data)[:12]}{ending_of(one.name, one.what, one.data)}"
        line = line_of(path, one.data, came, one.kind, name=shown(one.name), origin=origin, note=one.note)
        yield Kept(path, one.data, line)
        if one.what in CONTAINERS:
            yield from _inside(root, one, path, place, came, numbers)
