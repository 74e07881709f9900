"""The table of faults, rows 17 to 19 and 23 to 25: what came, what became of each file or line, and the finding's code."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pipeline.collect.stage import Place, register
from pipeline.run import Outcome
from schemas.office import Mailbox
from tests.collect.mails import SERVER, File, Nested, mail, zipped
from tests.workspace import OUTLETS, PEOPLE, UNITS, Return, data_of, office, row, setting_of, write_roster
from tests.workspace import run as run_usual

MAILED = [(*UNITS[0], "a01@linxi.example"), (*UNITS[1], "b01@linxi.example"), *UNITS[2:]]
MAILBOX = Mailbox(host="127.0.0.1", user="office", server=SERVER, unmarked="hold")


@dataclass(frozen=True)
class Case:
    """A row of the table: what came by hand and by mail, each file's outcome, the lines' verdicts, and the codes."""

    fault: int
    about: str
    returns: tuple[Return, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    came_of: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    points: int = 0
    """Of all units, in thousandths."""


def one(*lines: dict[str, Any], **more: Any) -> Return:
    return Return("A01", list(lines), **more)


def returned(title: str = "课后服务展新貌", unit: str = "A01") -> File:
    author = {"A01": "张三", "B01": "王五"}[unit]
    return File("上报表.xlsx", data_of(Return(unit, [row(title=title, authors=author)])))


SAME = data_of(Return("A01", [row()]))
COUNTY, PROVINCE = row(outlet_text="临溪快报"), row(outlet_text="江北教育报")
BENT = {
    name: row()["title"].encode() for name in ("../../逃.txt", "C:\\a.txt", "CON.txt", "甲\u202ecod.txt", "长" * 90)
}
CASES = [
    # 3 points in a city paper, 1 in a county paper, 8 in a provincial one; of one story the highest counts
    Case(
        17, "one story in three outlets is one story, by the highest", (one(row(), COUNTY, PROVINCE),),
        came_of=("计入",), verdicts=("认定",) * 3, points=8000,
    ),
    Case(17, "the same row twice", (one(row(), row()),), came_of=("计入",), verdicts=("认定", "重复"), codes=("S05",), points=3000),
    Case(
        17, "the same story of two units is pointed out, not joined on a guess",
        (one(row()), Return("B01", [row(authors="王五")])),
        came_of=("计入", "计入"), verdicts=("认定", "认定"), codes=("S06", "S06"), points=6000,
    ),
    Case(
        18, "a corrected version on time", (one(row(), resend=0), one(PROVINCE, name="二.xlsx", return_type="更正重报", resend=1)),
        came_of=("已被后件替代", "计入"), verdicts=("已被后件替代", "认定"), points=8000,
    ),
    Case(
        18, "a corrected version after the deadline that changes more than was asked",
        (one(row()), one(PROVINCE, name="二.xlsx", received="2026-09-22 09:00:00", return_type="更正重报", resend=1)),
        came_of=("计入", "待经办处理"), verdicts=("认定", "待认定"), codes=("A23",), points=3000,
    ),
    Case(
        18, "a corrected version after the deadline that mends what was asked",
        (one(row(method="")), one(row(), name="二.xlsx", received="2026-09-22 09:00:00", return_type="更正重报", resend=1)),
        came_of=("已被后件替代", "计入"), verdicts=("已被后件替代", "认定"), codes=("A24",), points=3000,
    ),
    Case(
        18, "the same bytes again",
        (one(data=SAME), one(name="二.xlsx", data=SAME, received="2026-09-19 09:00:00")),
        came_of=("计入", "重复来件"), verdicts=("认定", "重复"), points=3000,
    ),
    Case(
        19, "dated before, received after the deadline", (one(row(published_on="2026-08-05"), received="2026-09-21 00:00:00"),),
        came_of=("逾期",), verdicts=("作废",),
    ),
    Case(19, "the day itself", (one(row(), received="2026-09-20 23:59:59"),), came_of=("计入",), verdicts=("认定",), points=3000),
    Case(
        19, "a time known only from the file never makes late", (one(row(), received="2026-09-25 09:00:00", basis="文件时间"),),
        came_of=("计入",), verdicts=("认定",), codes=("A04",), points=3000,
    ),
    Case(
        19, "a server's clock in another zone: 15:59 UTC is still the 20th in the office, 16:00 is not",
        files={
            "甲.eml": mail(returned(), received="Sun, 20 Sep 2026 15:59:59 +0000"),
            "乙.eml": mail(returned(unit="B01"), sender="b01@linxi.example", received="Sun, 20 Sep 2026 16:00:00 +0000", number="2"),
        },
        came_of=("其他", "其他", "计入", "逾期"), verdicts=("作废", "认定"), points=3000,
    ),
    Case(
        23, "names that would be paths, devices, turned round or endless",
        files={"包.zip": zipped(("上报表.xlsx", returned().data), *BENT.items(), ("同名.txt", b"1"), ("同名.txt", b"2"))},
        came_of=("其他",) * 8 + ("计入",), verdicts=("认定",), codes=("A04",), points=3000,
    ),
    Case(
        24, "a mail in a mail, an inline logo",
        files={"转.eml": mail(Nested(mail(returned(), number="2")), File("logo.png", b"\x89PNG\r\n\x1a\n", kind=b"image/png", inline=True))},
        came_of=("其他", "其他", "计入"), verdicts=("认定",), points=3000,
    ),
    Case(24, "no attachment", files={"信.eml": mail()}, came_of=("待经办处理",), codes=("A11",)),
    Case(24, "winmail.dat", files={"信.eml": mail(File("winmail.dat", b"\x78\x9f\x3e\x22" + b"0" * 40))}, came_of=("其他", "待经办处理"), codes=("A10",)),
    Case(24, ".msg", files={"信.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "__substg1.0_".encode("utf-16-le")}, came_of=("待经办处理",), codes=("A10",)),
    Case(
        25, "an unknown sender with a known unit's return", (one(row()),),
        {"冒.eml": mail(returned("冒名的稿件"), sender="x@elsewhere.example")},
        ("其他", "待经办处理", "计入"), ("待认定", "认定"), ("A08",), 3000,
    ),
    Case(
        25, "a From that the office's server marks as failed", (one(row()),),
        {"假.eml": mail(returned("冒名的稿件"), proof=f"{SERVER}; dmarc=fail")},
        ("其他", "待经办处理", "计入"), ("待认定", "认定"), ("A09",), 3000,
    ),
    Case(
        25, "no mark, where the office holds such mails", (one(row()),), {"无.eml": mail(returned("冒名的稿件"), proof="")},
        ("其他", "待经办处理", "计入"), ("待认定", "认定"), ("A09",), 3000,
    ),
]  # fmt: skip


def outcome_of(case: Case, tmp_path: Path) -> Outcome:
    """The office's own run on what came; mails and archives are collected from the folder first."""
    workspace = office(tmp_path, list(case.returns))
    write_roster(workspace.roster, MAILED, OUTLETS, PEOPLE)
    for name, data in case.files.items():
        (workspace.arrived("2026Q3") / name).write_bytes(data)
    register(Place(workspace.arrived("2026Q3"), ZoneInfo("Asia/Shanghai"), SERVER))
    return run_usual(workspace, setting=replace(setting_of(workspace), office=_mailing(setting_of(workspace).office)))


def _mailing(office: Any) -> Any:
    return office.model_copy(update={"mailbox": MAILBOX})


@pytest.mark.parametrize("case", CASES, ids=[f"{case.fault} {case.about}" for case in CASES])
def test_what_came_is_accounted_for_as_the_table_says(case: Case, tmp_path: Path) -> None:
    outcome = outcome_of(case, tmp_path)
    receipts, checked = outcome.scored.checked.receipts, outcome.scored
    assert tuple(sorted(receipts["status"])) == tuple(sorted(case.came_of))
    assert tuple(sorted(checked.rows["verdict"])) == tuple(sorted(case.verdicts))
    told = checked.findings[~checked.findings["code"].isin(["S01", "A12"])]
    assert tuple(sorted(told["code"])) == tuple(sorted(case.codes))
    assert int(outcome.totals.units["points"].sum()) == case.points


@pytest.mark.parametrize("case", CASES, ids=[f"{case.fault} {case.about}" for case in CASES])
def test_whatever_a_file_is_called_it_lies_inside_the_periods_folder(case: Case, tmp_path: Path) -> None:
    outcome = outcome_of(case, tmp_path)
    folder = outcome.setting.workspace.arrived("2026Q3").resolve()
    for path in outcome.scored.checked.receipts["path"]:
        assert (folder / path).resolve().is_relative_to(folder)
        assert (folder / path).is_file()
