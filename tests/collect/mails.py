"""Mails as Chinese mail programs write them, byte by byte; no library that would mend them has a hand in it."""

from __future__ import annotations

import base64
import io
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

NAME = "临溪县城关中心校朱镕喆.xlsx"
"""镕 and 喆 are in GBK and not in GB 2312."""
SERVER = "mx.linxi.example"
PASSED = f"{SERVER}; dmarc=pass header.from=linxi.example"


def percent(text: str, encoding: str = "utf-8") -> str:
    return quote(text.encode(encoding), safe="")


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _cut(text: str, at: int) -> str:
    return f"attachment;\r\n filename*0*=utf-8''{text[:at]};\r\n filename*1*={text[at:]}"


def _split_word(name: str) -> str:
    raw = name.encode("gbk")  # the cut goes through a character
    return f'attachment;\r\n filename="=?GBK?B?{b64(raw[:9])}?=\r\n =?GBK?B?{b64(raw[9:])}?="'


def _q(name: str) -> str:
    return "".join(f"={byte:02X}" for byte in name.encode("utf-8"))


ENCODINGS: dict[str, Callable[[str], str | bytes]] = {
    "RFC 2231 in UTF-8": lambda name: f"attachment; filename*=UTF-8''{percent(name)}",
    "RFC 2231 in GB 18030": lambda name: f"attachment; filename*=gb18030''{percent(name, 'gb18030')}",
    "RFC 2231, in quotes all the same": lambda name: f"attachment; filename*=\"GBK'zh-cn'{percent(name, 'gbk')}\"",
    "RFC 2231 called GB 2312, with letters only GBK has": lambda name: (
        f"attachment; filename*=gb2312''{percent(name, 'gbk')}"
    ),
    "RFC 2231 continued": lambda name: _cut(percent(name), 27),
    "RFC 2231 continued, cut inside %XX": lambda name: _cut(percent(name), 28),
    "RFC 2047 B in the file name": lambda name: f'attachment; filename="=?UTF-8?B?{b64(name.encode())}?="',
    "RFC 2047 Q in the file name": lambda name: f'attachment; filename="=?utf-8?Q?{_q(name)}?="',
    "RFC 2047 B in the name of the type alone": lambda name: f'name:"=?gb18030?B?{b64(name.encode("gb18030"))}?="',
    "RFC 2047 in two words, split inside a letter": _split_word,
    "RFC 2047 called GB 2312, with letters only GBK has": lambda name: (
        f'attachment; filename="=?gb2312?B?{b64(name.encode("gbk"))}?="'
    ),
    "raw UTF-8": lambda name: b'attachment; filename="' + name.encode() + b'"',
    "raw GBK": lambda name: b'attachment; filename="' + name.encode("gbk") + b'"',
    "written as in an address": lambda name: f'attachment; filename="{percent(name)}"',
}
"""The fourteen ways in which Chinese mail programs write the name of an attachment → the header they make of it."""


def headers(how: str, name: str) -> tuple[bytes, bytes]:
    """Content-Disposition and Content-Type that name a file in one of the fourteen ways."""
    made = ENCODINGS[how](name)
    made = made.encode() if isinstance(made, str) else made
    if made.startswith(b"name:"):
        return b"attachment", b"application/octet-stream; name=" + made[5:]
    return made, b"application/octet-stream"


@dataclass(frozen=True)
class File:
    """An attachment; `how` is one of ENCODINGS, `kind` replaces its type, `inline` makes it a picture of the text."""

    name: str
    data: bytes
    how: str = "RFC 2231 in UTF-8"
    kind: bytes = b""
    inline: bool = False

    def part(self) -> bytes:
        disposition, kind = headers(self.how, self.name)
        lines = [b"Content-Type: " + (self.kind or kind), b"Content-Transfer-Encoding: base64"]
        lines += [b"Content-ID: <logo>"] if self.inline else [b"Content-Disposition: " + disposition]
        return b"\r\n".join([*lines, b"", base64.encodebytes(self.data).replace(b"\n", b"\r\n")])


@dataclass(frozen=True)
class Nested:
    """A mail in a mail."""

    raw: bytes

    def part(self) -> bytes:
        return b"Content-Type: message/rfc822\r\n\r\n" + self.raw


def mail(
    *parts: File | Nested,
    sender: str = "城关中心校 <a01@linxi.example>",
    subject: str = "上报",
    proof: str = PASSED,
    received: str = "Fri, 18 Sep 2026 10:22:00 +0800",
    more: str = "",
    number: str = "1",
) -> bytes:
    """A mail with a text and these parts; `more` are further header lines, `number` makes its Message-ID."""
    lines = [
        *([f"Received: from out.example by {SERVER} with SMTP; {received}"] if received else []),
        *([f"Authentication-Results: {proof}"] if proof else []),
        *([more] if more else []),
        *([f"From: {sender}"] if sender else []),
        f"Subject: =?UTF-8?B?{b64(subject.encode())}?=",
        "Date: Mon, 1 Jan 2024 00:00:00 +0800",
        f"Message-ID: <{number}@linxi.example>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="==1=="',
    ]
    text = b"Content-Type: text/plain; charset=gb18030\r\n\r\n" + "请查收。".encode("gb18030") + b"\r\n"
    bodies = [text, *(part.part() for part in parts)]
    mark = b"==1=="
    if b"==1==" in b"".join(bodies):  # a mail within this one has the mark already
        mark = b"==2=="
        lines[-1] = 'Content-Type: multipart/mixed; boundary="==2=="'
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in bodies)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"--" + mark + b"--\r\n"


def sheet(text: str = "") -> bytes:
    """The least that is a workbook by its content; `text` makes it another file."""
    return zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", text.encode()))


class _Unmarked(zipfile.ZipInfo):
    """An entry whose name is not marked as UTF-8, as Windows in China writes it."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, 0


def zipped(*entries: tuple[str, bytes], encoding: str = "") -> bytes:
    """An archive; with an encoding its names are written in it and not marked as UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # two entries of one name are what is wanted
        for name, data in entries:
            info = (_Unmarked if encoding else zipfile.ZipInfo)(name, (2026, 9, 18, 9, 0, 0))
            if isinstance(info, _Unmarked):
                info.raw = name.encode(encoding)
            archive.writestr(info, data)
    return stream.getvalue()


def locked() -> bytes:
    """An archive whose one file is marked as encrypted."""
    data = bytearray(zipped(("a.txt", b"a")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)
