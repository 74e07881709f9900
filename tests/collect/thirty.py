"""Thirty mails as a county office gets them, and the lines the register must have of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from tests.collect.mails import ENCODINGS, NAME, SERVER, File, Nested, locked, mail, sheet, zipped

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2024, 9, 18, 9, 0, 7, tzinfo=ZONE)
"""In the past by any clock: some servers take no mail from the future."""
CONTAINER, EMPTY, RETURN, ENCLOSED = "邮件或压缩包", "没有报表的邮件", "报表", "附带文件"
SEALED, LOCKED = "须另存的邮件", "打不开的压缩包"
PNG, PDF, TNEF = b"\x89PNG logo", b"%PDF letter", b"\x78\x9f\x3e\x22 sealed"
Found = tuple[str, str, bytes]
"""Kind, name and content of one line below the mail's own."""


@dataclass(frozen=True)
class Sent:
    """A mail, when the server takes it in, and what must be found: the mail's kind, its proof, what is inside."""

    raw: bytes
    at: datetime
    kind: str
    inside: list[Found] = field(default_factory=list)
    proof: str = "通过"
    sender: str = "a01@linxi.example"


def thirty() -> list[Sent]:
    """The mails in the order they come, a minute apart."""
    numbers = count(1)

    def sent(*parts: File | Nested, kind: str = CONTAINER, inside: list[Found] | None = None, **more: str) -> Sent:
        number = next(numbers)
        proof, sender = more.pop("found", "通过"), more.pop("is_from", "a01@linxi.example")
        raw = mail(*parts, number=str(number), subject=f"第{number}封", **more)
        files = [(RETURN, part.name, part.data) for part in parts if isinstance(part, File)]
        return Sent(raw, FIRST + timedelta(minutes=number), kind, files if inside is None else inside, proof, sender)

    first = [sent(File(NAME, sheet(how), how)) for how in ENCODINGS]
    again, second = first[0].inside[0][2], sheet("更正")
    pair = [("甲中心校.xlsx", sheet("甲")), ("乙中心校.xlsx", sheet("乙"))]
    archive, deep = zipped(*pair, encoding="gbk"), zipped(("二.zip", zipped(("三.zip", zipped(("a.xlsx", sheet()))))))
    logo = File("logo.png", PNG, kind=b'image/png; name="logo.png"', inline=True)
    nested = mail(File("转发.xlsx", sheet("转发")), sender="far@far.example", proof=f"{SERVER}; dmarc=pass", number="x")
    two = zipped(("三.zip", zipped(("a.xlsx", sheet()))))
    return [
        *first,
        sent(File(NAME, second)),
        sent(File("又发一次.xlsx", again)),
        sent(File("全镇.zip", archive), inside=[(CONTAINER, "全镇.zip", archive), *((RETURN, *one) for one in pair)]),
        sent(Nested(nested), inside=[(RETURN, "转发.xlsx", sheet("转发"))]),
        sent(File("转发.eml", nested), inside=[(CONTAINER, "转发.eml", nested), (RETURN, "转发.xlsx", sheet("转发"))]),
        sent(File(NAME, sheet("冒名")), proof=f"{SERVER}; dmarc=fail", found="失败"),
        sent(
            File(NAME, sheet("伪造")), proof=f"{SERVER}; dmarc=fail",
            more=f"Authentication-Results: {SERVER}; dmarc=pass", found="失败",
        ),
        sent(File(NAME, sheet("外证")), proof="far.example; dmarc=pass", found="没有标记"),
        sent(File(NAME, sheet("两人")), sender="a01@linxi.example, b01@linxi.example", found="失败", is_from="发件人不明"),
        sent(logo, kind=EMPTY, inside=[(ENCLOSED, "logo.png", PNG)]),
        sent(
            logo, File("函.pdf", PDF), File(NAME, sheet("带函")),
            inside=[(ENCLOSED, "logo.png", PNG), (ENCLOSED, "函.pdf", PDF), (RETURN, NAME, sheet("带函"))],
        ),
        sent(kind=EMPTY),
        sent(File("winmail.dat", TNEF), inside=[(SEALED, "winmail.dat", TNEF)]),
        sent(File("密.zip", locked()), inside=[(LOCKED, "密.zip", locked())]),
        sent(File("一.zip", deep), inside=[
            (CONTAINER, "一.zip", deep), (CONTAINER, "二.zip", two), (LOCKED, "三.zip", zipped(("a.xlsx", sheet()))),
        ]),
        sent(File("../../出去\u202exslx.xlsx", b"broken"), inside=[(RETURN, "../../出去‹U+202E›xslx.xlsx", b"broken")]),
    ]  # fmt: skip
