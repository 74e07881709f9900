"""An office with every kind of sender, for the answers: who is sound, late, silent, held, set aside, or has nothing."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path

import openpyxl

from pipeline.workspace import Workspace
from tests.workspace import UNITS, Return, office, row, workbook, write_roster

MORE = [
    ("D01", "城北小学", "", "直属学校", "d01@linxi.example"),
    ("E01", "东城小学", "", "直属学校", ""),
    ("F01", "西城小学", "", "直属学校", "不是邮箱"),
]
FORMULA = '=HYPERLINK("http://x.example","点这里")'
BAD_DAY = "日期不详"
"""No date at all: C04, whatever else the parser learns to read."""


def many(number: int) -> list[dict[str, object]]:
    """Rows each with a date that cannot be read."""
    return [row(title=f"第{n}篇", published_on="不详") for n in range(number)]


def fixed(sent: Return) -> Return:
    """The same return with its bytes settled, so that it can be sent twice; what begins with = is typed as text."""
    stream, book = BytesIO(), workbook(sent)
    for line in book["采用明细"].iter_rows(min_row=8):
        for cell in line:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(stream)
    return Return(sent.unit, received=sent.received, name=sent.name, data=stream.getvalue())


def desk(folder: Path) -> Workspace:
    """A01 has faults and sent it twice, B01 is late, C01 declares nothing; D01 and F01 sent nothing, E01's file is broken."""
    first = fixed(
        Return(
            "A01",
            [
                row(title="好的一篇"),
                row(title=FORMULA, published_on=BAD_DAY, outlet_text="不知名的报"),
                row(title="县里的新报", outlet_text="江淮早报"),
                row(title="转载的一篇", origin="转载"),
                row(title="没有证明", evidence_kinds="", evidence_no="", authors="张三、陌生人"),
            ],
        )
    )
    again = Return("A01", name="A01 副本.xlsx", received="2026-09-18 10:00:00", data=first.data)
    workspace = office(
        folder,
        [
            first,
            again,
            Return("B01", [row(title="晚来的", authors="王五")], received="2026-09-22 08:05:00"),
            Return("C01", [], return_type="零采用申报"),
            Return("D01", name="东城小学.xlsx", received="2026-09-17 08:00:00", data=b""),
        ],
    )
    mails = {"A01": "a01@linxi.example", "B01": "b01@linxi.example、b01-2@linxi.example"}
    units = [(*unit, mails.get(unit[0], "")) for unit in UNITS]
    write_roster(workspace.roster, [*units, *MORE])
    return workspace


def opened(content: bytes) -> EmailMessage:
    """A draft as a mail program reads it."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(content: bytes) -> str:
    """A draft's words, on one line."""
    body = opened(content).get_body(("plain",))
    assert body is not None
    return "".join(str(body.get_content()).split())


def sheet_of(content: bytes, name: str) -> openpyxl.worksheet.worksheet.Worksheet:
    """A sheet of a workbook, formulas as formulas."""
    return openpyxl.load_workbook(BytesIO(content))[name]
