"""The mailbox units send to, read and never changed: no mail is deleted, moved or marked as read."""

from __future__ import annotations

import hashlib
import imaplib
import re
import socket
import ssl
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from pipeline.errors import OfficeError
from schemas.office import Mailbox

SECONDS = 60
LARGEST = 150 * 2**20
AT_ONCE = 200
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Refused(imaplib.IMAP4.error):
    """The server does not accept the user or the password."""


UID, DATE, SIZE = rb"UID (\d+)", rb'INTERNALDATE "([^"]+)"', rb"RFC822\.SIZE (\d+)"
BROKEN = (OSError, imaplib.IMAP4.error, ImapToolsError)
"""What the libraries raise for a connection, a login or a command that failed."""
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "找不到邮件服务器，请检查网络，核对 mailbox 下的 host"),
    (ssl.SSLCertVerificationError, "邮件服务器的证书没有通过验证，请核对 mailbox 下的 host，或者请管理员更换证书"),
    (ssl.SSLError, "加密连接没有建立，请核对 mailbox 下的 port 和 security"),
    (ConnectionRefusedError, "邮件服务器没有应答，请核对 mailbox 下的 host 和 port"),
    (TimeoutError, "邮件服务器很久没有应答，请检查网络，稍后再试"),
    (Refused, "用户名或密码没有被接受，请核对；很多邮箱要先在网页上开通 IMAP，并用授权码作密码"),
    (MailboxFolderSelectError, "邮箱里没有设置的文件夹，请核对 mailbox 下的 folder"),
)


@dataclass(frozen=True)
class Fetched:
    """A mail as the server has it. `mark` names it in the mailbox; `raw` is None where it was left there."""

    mark: str
    moment: datetime
    raw: bytes | None
    why_not: str = ""


@dataclass(frozen=True)
class Days:
    """When mails of a period come: from the first moment to before the second, both with their zone."""

    since: datetime
    until: datetime


def new_mails(settings: Mailbox, password: str, days: Days, known: Container[str]) -> Iterator[Fetched]:
    """The mails that came within `days` and whose mark is not known, oldest number first.

    Raises OfficeError, in the words of the officer, when the mailbox cannot be reached, opened or read to its end.
    """
    with _told(settings), _opened(settings, password) as box:
        prefix = _prefix(settings, box)
        for uid, moment, size in list(_listed(box, days)):
            mark = f"{prefix}-{uid}" if prefix else ""
            if mark not in known:
                yield _fetched(box, uid, mark, moment, size)


@contextmanager
def _told(settings: Mailbox) -> Iterator[None]:
    """Turn every failure of network, login or command into one sentence that says what to check."""
    try:
        yield
    except BROKEN as error:
        known = (words for kind, words in REASONS if isinstance(error, kind))
        words = next(known, "与邮件服务器的连接中断，请稍后再运行一次，接着收取")
        raise OfficeError(f"邮箱 {settings.user}（{settings.host}:{settings.port}）没有收完：{words}") from error


@contextmanager
def _opened(settings: Mailbox, password: str) -> Iterator[BaseMailBox]:
    """The mailbox with its folder open for reading only."""
    box = _connected(settings)
    try:
        _log_in(box, settings.user, password)
        if "ID" in box.client.capabilities:  # some servers refuse programs that do not say what they are
            box.client.xatom("ID", '("name" "quarter-bulletin" "version" "1")')
        box.folder.set(settings.folder, readonly=True)
        yield box
    finally:
        with suppress(*BROKEN):  # a polite goodbye; nothing hangs on it
            box.logout()


def _log_in(box: BaseMailBox, user: str, password: str) -> None:
    """The plain command where it can write the password; raises Refused when the server does not accept it."""
    login = box.login if (user + password).isascii() else box.login_utf8
    try:
        login(user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        raise Refused from error


def _connected(settings: Mailbox) -> BaseMailBox:
    """Connected; the certificate is checked, which the library leaves out unless it is told how."""
    if settings.security == "none":
        return MailBoxUnencrypted(settings.host, settings.port, SECONDS)
    checked = ssl.create_default_context()
    kind = MailBox if settings.security == "tls" else MailBoxStartTls
    return kind(settings.host, settings.port, SECONDS, ssl_context=checked)


def _prefix(settings: Mailbox, box: BaseMailBox) -> str:
    """Account, folder and UIDVALIDITY: within them a number means one mail for ever. Blank where the server gives none."""
    _, (validity, *_) = box.client.response("UIDVALIDITY")
    account = f"{settings.user}@{settings.host}/{settings.folder}"
    return f"{hashlib.sha256(account.encode()).hexdigest()[:8]}-{int(validity)}" if validity else ""


def _listed(box: BaseMailBox, days: Days) -> Iterator[tuple[int, datetime, int]]:
    """Number, time of receipt and size of each mail of these days.

    Servers search by the date of their own zone, so a day more is asked for on either side.
    """
    day = timedelta(days=1)
    asked = f"SINCE {_imap_date(days.since - day)} BEFORE {_imap_date(days.until + 2 * day)}"
    numbers = sorted(int(number) for number in box.uids(asked, charset=None))
    for start in range(0, len(numbers), AT_ONCE):
        for uid, moment, size in _described(box, numbers[start : start + AT_ONCE]):
            if days.since <= moment < days.until:
                yield uid, moment, size


def _imap_date(moment: datetime) -> str:
    return f"{moment.day}-{MONTHS[moment.month - 1]}-{moment.year}"


def _described(box: BaseMailBox, numbers: Sequence[int]) -> Iterator[tuple[int, datetime, int]]:
    """Raises imaplib's error when a mail is passed over, so that none is missed in silence."""
    answer = _asked(box, ",".join(map(str, numbers)), "(UID INTERNALDATE RFC822.SIZE)")
    found = {one[0]: one for item in answer if (one := _description(item))}
    if missing := set(numbers) - set(found):
        raise imaplib.IMAP4.error(f"FETCH: {sorted(missing)}")
    yield from (found[number] for number in numbers)


def _description(item: bytes | tuple[bytes, bytes] | None) -> tuple[int, datetime, int] | None:
    line = item[0] if isinstance(item, tuple) else item or b""
    uid, date, size = (re.search(attribute, line) for attribute in (UID, DATE, SIZE))
    if not (uid and date):
        return None  # a server may tell of other things in between
    return int(uid[1]), parsedate_to_datetime(date[1].decode("ascii").strip()), int(size[1]) if size else 0


def _fetched(box: BaseMailBox, uid: int, mark: str, moment: datetime, size: int) -> Fetched:
    """One mail; BODY.PEEK leaves it as unread as it was."""
    if size > LARGEST:
        return Fetched(mark, moment, None, f"有{size // 2**20}兆，过大")
    for item in _asked(box, str(uid), "(UID BODY.PEEK[])"):
        if isinstance(item, tuple) and len(item) == 2 and item[1]:
            return Fetched(mark, moment, item[1])
    return Fetched(mark, moment, None, "服务器没有给出内容")


def _asked(box: BaseMailBox, numbers: str, parts: str) -> list[bytes | tuple[bytes, bytes] | None]:
    """The server's answer to a FETCH; raises imaplib's error when it refuses."""
    status, answer = box.client.uid("FETCH", numbers, parts)
    if status != "OK":
        raise imaplib.IMAP4.error(f"FETCH: {status}")
    return list(answer)
