"""collect: mails and files → the register, each once. What is new is opened, kept as it came and written down."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from pipeline.collect import headers
from pipeline.collect.content import What, what_is
from pipeline.collect.folder import Line, also_known_as, append, read_register, require_readable_names, unregistered
from pipeline.collect.lines import Came, Kept, in_office_time, is_inside, line_of, lines_of, mail_path, mails_in, sha256
from pipeline.collect.mailbox import Fetched
from pipeline.collect.opened import CONTAINERS, KINDS, NOTES, Opened, open_file, open_mail
from pipeline.collect.parts import headers_of
from pipeline.errors import OfficeError
from pipeline.workspace import MAIL
from schemas.office import Office
from schemas.vocabulary import ArrivalKind, TimeBasis

NewMails = Callable[[Container[str]], Iterator[Fetched]]
"""Mails of the mailbox but those whose marks are known already; raises OfficeError when it cannot be reached."""


@dataclass(frozen=True)
class Place:
    """The folder of a period, and by what its mails are judged: the office's time zone and mail server."""

    folder: Path
    zone: ZoneInfo
    server: str = ""


def place_of(folder: Path, office: Office) -> Place:
    """A period's folder by the office's settings."""
    return Place(folder, ZoneInfo(office.timezone), office.mailbox.server if office.mailbox else "")


@dataclass
class Collected:
    """What a run of collect found: lines of the register that are new, and what it could not take."""

    lines: list[Line] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Mails left in the mailbox, each a Chinese sentence."""
    failure: OfficeError | None = None
    """Why the mailbox could not be read (to its end); what was taken before is registered all the same."""


def collect(place: Place, new_mails: NewMails | None = None) -> Collected:
    """Take what is new in the mailbox, then what is new in the folder."""
    found = Collected()
    try:
        for mail in new_mails(_known_marks(place)) if new_mails else ():
            _take_fetched(place, mail, found)
    except OfficeError as error:
        found.failure = error  # told by the caller once the folder is registered too
    found.lines += register(place)
    return found


def register(place: Place) -> list[Line]:
    """Take every file of the folder that is not registered; returns the new lines.

    A registered file whose content changed is not registered again: what arrived first is lost, which admit reports.
    """
    arrivals = read_register(place.folder)
    paths = unregistered(place.folder, arrivals)
    require_readable_names(place.folder, paths)
    plain: list[Line] = []
    containers = []
    for path in paths:
        data = (place.folder / path).read_bytes()
        if what_is(path, data) in CONTAINERS:
            containers.append(path)
        else:
            plain.append(_plain(place, path, data))
    append(place.folder, arrivals, plain)
    return plain + [line for path in containers for line in _open_file(place, path)]


def _known_marks(place: Place) -> frozenset[str]:
    marks = read_register(place.folder)["mail_id"]
    return frozenset(mark for text in marks for mark in text.split())


def _take_fetched(place: Place, mail: Fetched, found: Collected) -> None:
    moment = in_office_time(mail.moment, place.zone)
    if mail.raw is None:
        found.left.append(f"{moment} 收到的一封邮件没有取下（{mail.why_not}），请在邮件程序中打开，把附件另存后放入")
        return
    came = Came(moment, TimeBasis.MAILBOX, mail_id=mail.mark)
    found.lines += _take_mail(place, open_mail(mail.raw), mail_path(mail.raw), came)


def _plain(place: Place, path: str, data: bytes) -> Line:
    """A file of the folder that is registered as it is; but for sealed ones, the officer put it there to be read."""
    what = what_is(path, data)
    kind = KINDS[what] if what in NOTES else ""
    return line_of(path, data, _by_file_time(place, path), kind, note=NOTES.get(what, ""))


def _open_file(place: Place, path: str) -> list[Line]:
    opened, came = open_file(path, (place.folder / path).read_bytes()), _by_file_time(place, path)
    return (_take_mail if opened.what is What.MAIL else _take_archive)(place, opened, path, came)


def _by_file_time(place: Place, path: str) -> Came:
    modified = datetime.fromtimestamp((place.folder / path).stat().st_mtime, place.zone)
    return Came(in_office_time(modified, place.zone), TimeBasis.FILE)


def _take_archive(place: Place, opened: Opened, path: str, came: Came) -> list[Line]:
    """An archive or mbox: first the mails in it, each for itself, then what else it holds."""
    arrivals = read_register(place.folder)
    if twin := _with_hash(arrivals, opened.data):
        return _keep(place, arrivals, [_not_again(opened, path, came, twin)])
    mails = [
        line for mail in mails_in(opened) for line in _take_mail(place, mail, mail_path(mail.data), came, origin=path)
    ]
    return mails + _keep(place, read_register(place.folder), lines_of(opened, path, came))


def _take_mail(place: Place, opened: Opened, path: str, came: Came, origin: str = "") -> list[Line]:
    """A mail by its own headers; `came` gives the time where nothing better is known."""
    mail = headers_of(opened.data)
    arrivals = read_register(place.folder)
    if path in set(arrivals["path"]):
        if came.mail_id:
            also_known_as(place.folder, path, came.mail_id)
        return []
    came = _judged(place, mail, came)
    if twin := _with_hash(arrivals, opened.data) or _same_mail(place, arrivals, opened, came):
        return _keep(place, arrivals, [_not_again(opened, path, came, twin)])
    return _keep(place, arrivals, lines_of(opened, path, came, origin, headers.subject_of(mail)))


def _judged(place: Place, mail: Message, came: Came) -> Came:
    """With the sender, what the server says of him, and the time its Received line tells where the mailbox did not."""
    sender = headers.sender_of(mail)
    moment, basis = came.received_at, came.time_basis
    if basis == TimeBasis.FILE and (stamped := headers.received_of(mail)):
        moment, basis = in_office_time(stamped, place.zone), TimeBasis.MAIL
    return Came(moment, basis, sender, headers.authentication_of(mail, sender, place.server), came.mail_id)


def _with_hash(arrivals: pd.DataFrame, data: bytes) -> str:
    """The path of a mail or archive of the same bytes that came by itself before; blank when there is none.

    One that was inside another does not count: put into the folder by the officer it is opened with no doubtful sender.
    """
    same = arrivals[~arrivals["kind"].isin(["", ArrivalKind.RETURN]) & (arrivals["sha256"] == sha256(data))]
    return next((path for path in same["path"] if not is_inside(path)), "")


def _same_mail(place: Place, arrivals: pd.DataFrame, opened: Opened, came: Came) -> str:
    """The path of an earlier copy of a mail: same name (Message-ID), same sender, nothing in it that the copy had not.

    A mail's name alone proves nothing, since whoever writes a mail chooses it.
    """
    hashes = {sha256(one.data) for one in opened.walk()} - {sha256(opened.data)}
    name = headers.message_id_of(headers_of(opened.data))
    held = arrivals[arrivals["sha256"].isin(hashes) & (arrivals["sender"] == came.sender)]
    for root in sorted({path.rpartition("/")[0] for path in held["path"]}) if name else ():
        copies = arrivals[arrivals["path"].str.startswith(f"{root}/")]
        mail = arrivals[arrivals["sha256"].str[:16] == root.rpartition("/")[2]]
        if hashes <= set(copies["sha256"]) and len(mail) and _as_good(mail.iloc[0], came):
            path = str(mail["path"].iloc[0])
            file = place.folder / path
            if file.is_file() and headers.message_id_of(headers_of(file.read_bytes())) == name:
                return path
    return ""


def _as_good(earlier: pd.Series[str], came: Came) -> bool:
    """Whether a copy tells nothing that the earlier one does not."""
    better_time = earlier["time_basis"] == TimeBasis.FILE and came.time_basis != TimeBasis.FILE
    return not better_time and earlier["authentication"] == came.authentication


def _not_again(opened: Opened, path: str, came: Came, twin: str) -> Kept:
    note = f"与 {twin} 相同，没有再打开"
    return Kept(path, opened.data, line_of(path, opened.data, came, ArrivalKind.CONTAINER, note=note))


def _keep(place: Place, arrivals: pd.DataFrame, kept: Iterable[Kept]) -> list[Line]:
    """Write what is not there yet, then the lines: a run that is cut short leaves no line without its file."""
    kept = list(kept)
    for one in kept:
        if one.path.startswith(f"{MAIL}/"):  # all else lies where the officer put it
            _write(place.folder / one.path, one.data)
    lines = [one.line for one in kept]
    append(place.folder, arrivals, lines)
    return lines


def _write(file: Path, data: bytes) -> None:
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.part")
    aside.write_bytes(data)
    aside.replace(file)
