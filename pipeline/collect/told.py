"""What a run of collect tells the officer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.collect.folder import Line
from pipeline.collect.lines import is_mail
from pipeline.collect.stage import Collected
from schemas.vocabulary import ArrivalKind, TimeBasis

RETURNS = ("", ArrivalKind.RETURN)
HELD = {
    ArrivalKind.EMPTY: "没有统计表，请联系发件人补发",
    ArrivalKind.SEALED: "附件取不出来，请在邮件程序中另存为 .eml，或把其中的统计表另存后放入",
    ArrivalKind.LOCKED: "打不开，请发件人去掉密码、改用 zip 格式或者直接发送统计表",
}


def told(found: Collected, register: Path) -> Iterator[str]:
    """The new lines in Chinese: how many, each return, what was enclosed, what is left to the officer and why."""
    mails = sum(is_mail(line) for line in found.lines)
    returns = [line for line in found.lines if line["kind"] in RETURNS]
    enclosed = [line for line in found.lines if line["kind"] == ArrivalKind.ENCLOSED]
    if not found.lines and not found.left:
        yield "没有新来件。"
        return
    yield f"新邮件 {mails} 封，登记统计表 {len(returns)} 份，附带文件 {len(enclosed)} 个。"
    yield from (f"  {_named(line)}" for line in returns)
    yield from (f"  附带：{_named(line)}" for line in enclosed)
    yield from (f"  待处理：{_named(line)}：{_why(line)}" for line in found.lines if line["kind"] in HELD)
    yield from (f"  待处理：{sentence}" for sentence in found.left)
    if any(line["time_basis"] == TimeBasis.FILE for line in returns):
        yield f"收到时间暂按文件时间登记的，不据此判逾期；知道真实时间的，请填入 {register} 的“经办登记时间”。"


def _named(line: Line) -> str:
    """A file by its own name, after the mail it came with; one that lies in the folder by its place."""
    if not line["name"]:
        return str(line["path"])
    sender = f"（{line['sender']}）" if line["sender"] else ""
    return f"{line['name']}{sender} {line['path']}"


def _why(line: Line) -> str:
    reason = HELD[line["kind"]]
    return f"{line['note']}；{reason}" if line["note"] else reason
