"""A file with all that was found in it: mails, archives and mbox files are opened, whatever they are nested in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.collect.archive import zip_entries
from pipeline.collect.budget import Budget, TooMuch
from pipeline.collect.content import What, what_is
from pipeline.collect.parts import attachments, mails_of, parse
from schemas.vocabulary import ArrivalKind

DEEPEST = 5
"""Containers within each other that are opened."""
ZIPS_DEEP = 2
TOO_DEEP = "层层套装，没有再打开"
TOO_MUCH = "里面的文件过多或过大"
ABSURD = "邮件结构异常，无法打开"
OUTLOOK = "Outlook 专用格式"
OTHER_ARCHIVE = "不是 zip 格式的压缩包"
CONTAINERS = (What.MAIL, What.MAILS, What.ZIP)
KINDS = {
    What.RETURN: ArrivalKind.RETURN,
    What.OTHER: ArrivalKind.ENCLOSED,
    What.SEALED: ArrivalKind.SEALED,
    What.LOCKED: ArrivalKind.LOCKED,
}
NOTES = {What.SEALED: OUTLOOK, What.LOCKED: OTHER_ARCHIVE}


@dataclass(frozen=True)
class Opened:
    """One file. `note` says in Chinese what could not be taken out of it."""

    name: str
    data: bytes
    what: What
    note: str = ""
    inside: tuple[Opened, ...] = ()

    @property
    def kind(self) -> ArrivalKind:
        """As registered. A container of which a part is sealed is itself left to the officer, what it gave is not."""
        if self.what not in CONTAINERS:
            return KINDS[self.what]
        if self.note:
            return ArrivalKind.LOCKED
        worth = any(one.kind is not ArrivalKind.ENCLOSED for one in self.inside)
        return ArrivalKind.CONTAINER if worth else ArrivalKind.ENCLOSED

    def walk(self) -> Iterator[Opened]:
        """This file and all within it, outermost first."""
        yield self
        for one in self.inside:
            yield from one.walk()


def open_file(name: str, data: bytes) -> Opened:
    """Look at a file and at all it holds; never raises for what a sender did."""
    return _open(name, data, (), Budget())


def open_mail(raw: bytes) -> Opened:
    """The same for what a mail server gave out, which is a mail whatever it looks like."""
    return _open_container("", raw, What.MAIL, (), Budget())


def _open(name: str, data: bytes, around: tuple[What, ...], budget: Budget) -> Opened:
    what = what_is(name, data)
    if what not in CONTAINERS:
        return Opened(name, data, what, NOTES.get(what, ""))
    if len(around) >= DEEPEST or (what is What.ZIP and around.count(What.ZIP) >= ZIPS_DEEP):
        return Opened(name, data, what, TOO_DEEP)
    return _open_container(name, data, what, around, budget)


def _open_container(name: str, data: bytes, what: What, around: tuple[What, ...], budget: Budget) -> Opened:
    try:
        files, troubles = _files_of(what, data, budget)
        inside = tuple(_open(*file, (*around, what), budget) for file in files)
    except TooMuch:
        return Opened(name, data, what, TOO_MUCH)
    return Opened(name, data, what, "、".join(troubles), inside)


def _files_of(what: What, data: bytes, budget: Budget) -> tuple[list[tuple[str, bytes]], list[str]]:
    """What one container holds, and what could not be taken out of it."""
    if what is What.ZIP:
        return zip_entries(data, budget)
    if what is What.MAILS:
        return mails_of(data, budget), []
    try:
        return attachments(parse(data), budget), []
    except RecursionError:
        return [], [ABSURD]
