"""The stress quarter's workspace: who there is, what was sent, and in what state. All of it is invented."""

from __future__ import annotations

import csv
import hashlib
import shutil
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.office import load_office, load_rules
from pipeline.period import Period, PeriodId, period_of, workdays_of
from pipeline.template.form import Form
from pipeline.template.workbook import filled_return
from pipeline.workspace import Workspace
from schemas.records import Arrivals
from schemas.vocabulary import Book
from tests.workspace import OUTLETS, SAMPLE_OFFICE, write_roster

QUARTER, ACCEPTED = "2026Q3", 400
COUNTS = {"中心校": 60, "直属学校": 40, "机关科室": 20}
PLACES = ["石旮旯", "㳇水", "大埕", "牛𬒗", "上𬇙", "洪塬", "双圳", "梅垅", "青墩", "柘塘", "鲤𬶋", "红旗"]
KINDS = {
    "中心校": "临溪县{place}镇第{number}中心学校（含{place}、南河、北岭三个教学点）",
    "直属学校": "临溪县{place}实验学校第{number}校区",
    "机关科室": "局{place}片区第{number}督导责任区",
}
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴禤𬭎",
    ["㛃", "𬭎", "镕", "堃", "昉", "婳", "𬴂", "𬀩", "玥琪", "欧阳建国", "翀", "喆"],
)
LATE, NIL, MISSING = "A07", "B09", "A13"
"""Units that came late, sent a nil return, sent nothing."""
TITLE = "临溪县{place}片区扎实推进“双减”背景下课后服务提质增效暨第{number}次家校社协同育人现场观摩活动纪实"


def units() -> list[tuple[str, str, str, str]]:
    """Code, name, aliases, class."""
    made = []
    for letter, (unit_class, count) in zip("ABC", COUNTS.items(), strict=True):
        for number in range(1, count + 1):
            name = KINDS[unit_class].format(place=PLACES[number % len(PLACES)], number=number)
            made.append((f"{letter}{number:02}", name, "", unit_class))
    return made


def people() -> list[tuple[str, str, str]]:
    """Two for each unit: code, name, unit."""
    names = [surname + given for given in GIVEN for surname in SURNAMES]
    names += [surname + one + two for one, two in pairwise(GIVEN) for surname in SURNAMES]
    codes = [code for code, *_ in units() for _ in range(2)]
    return [(f"P{n:03}", name, code) for n, (name, code) in enumerate(zip(names, codes, strict=False), 1)]


def workspace_in(folder: Path) -> Workspace:
    """Write the whole workspace into a folder."""
    made = Workspace(folder / "inputs", folder / "outputs")
    made.inputs.mkdir(parents=True)
    shutil.copyfile(SAMPLE_OFFICE, made.office)
    write_roster(made.roster, units(), OUTLETS, people())
    arrived = made.arrived(QUARTER)
    arrived.mkdir()
    lines = [_register(arrived, code, data) for code, data in _returns().items()]
    with (arrived / "receipts.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(Arrivals.headers().values()), *lines])
    return made


def _register(folder: Path, code: str, data: bytes) -> list[object]:
    (folder / f"{code}.xlsx").write_bytes(data)
    received = "2026-09-22 09:00:00" if code == LATE else "2026-09-18 09:00:00"
    return [f"{code}.xlsx", hashlib.sha256(data).hexdigest(), len(data), received, "邮件", "", ""]


def _returns() -> dict[str, bytes]:
    """Unit → its workbook; every line of one that came in time is accepted, `ACCEPTED` in all."""
    office = load_office(SAMPLE_OFFICE)
    assessment = load_rules(office).assessment
    period = period_of(PeriodId.parse(QUARTER), assessment, workdays_of(office))
    authors: dict[str, list[str]] = {}
    for _, name, code in people():
        authors.setdefault(code, []).append(name)
    made = {}
    for code, name, _, unit_class in units():
        form = _form(code, name, unit_class, period, assessment.id)
        lines = [_line(code, n, authors[code]) for n in range(_size(code))]
        head = {"return_type": "零采用申报" if code == NIL else "正常", "resend": None}
        if code != MISSING:
            made[code] = filled_return(form, assessment.sheets(), head, {Book.ADOPTION: lines})
    return made


def _form(code: str, name: str, unit_class: str, period: Period, assessment: str) -> Form:
    return Form(code, name, unit_class, period.id, "统计表", period.window, period.deadline, assessment, ())


def _size(code: str) -> int:
    """Lines of a unit: one to five, in turn, so that many tie; the last in time makes them add up to `ACCEPTED`."""
    if code in (LATE, NIL, MISSING):
        return 0 if code == NIL else 4
    counted = [one for one, *_ in units() if one not in (LATE, NIL, MISSING)]
    sizes = {one: 1 + n % 5 + (n % 7 == 0) for n, one in enumerate(counted)}
    return sizes[code] + (ACCEPTED - sum(sizes.values()) if code == counted[-1] else 0)


def _line(code: str, number: int, authors: list[str]) -> dict[str, Any]:
    outlet = ("安平日报", "江北教育报", "临溪快报", "中华教育观察")[(number * int(code[1:])) % 4 if code < "C" else 0]
    place = PLACES[(int(code[1:]) + number) % len(PLACES)]
    return {
        "title": TITLE.format(place=place, number=1000 * (ord(code[0]) - 64) + 50 * int(code[1:]) + number),
        "genre": "通讯", "authors": authors[number % 2], "reviewer": authors[0], "outlet_text": outlet, "method": "全文",
        "origin": "原发", "published_on": date(2026, 6, 25) + timedelta(days=(int(code[1:]) + 20 * number) % 85),
        "channel": "局推荐", "paid": "否", "evidence_kinds": "影印件", "evidence_no": "1",
    }  # fmt: skip
