"""Which returns a quarter has, when each came, and in what state: the ordinary ones and the troubles of real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from schemas.template import ADOPTION_COLUMNS, HEADER_ROW
from tests.sample.places import NAMES, UNITS
from tests.sample.stories import Line, lines, size, story

COLUMN = {column.key: number for number, column in enumerate(ADOPTION_COLUMNS, start=1)}
FIRST = HEADER_ROW + 1
Bend = Callable[[Worksheet, int], None]
"""What a unit's hand did to the filled sheet; gets the number of filled lines."""


@dataclass
class Sent:
    """One file that arrived."""

    unit: str
    lines: list[Line]
    received: datetime
    name: str = ""
    basis: str = "邮件"
    officer_time: str = ""
    return_type: str = "正常"
    resend: int = 0
    program: str = "openpyxl"
    """openpyxl, xlsxwriter, libreoffice.xlsx or libreoffice.xls."""
    bend: Bend | None = None
    head_unit: str = ""
    truncated: bool = False
    copy_of: str = ""


@dataclass
class Quarter:
    """The dates a quarter's returns go by."""

    id: str
    first: date
    last: date
    due: date
    late_unit: str
    missing: tuple[str, ...]
    sent: list[Sent] = field(default_factory=list)


def quarters() -> list[Quarter]:
    """The four quarters; the 20th of December 2025 and of June 2026 are days off, so those deadlines moved."""
    return [
        Quarter("2025Q4", date(2025, 9, 21), date(2025, 12, 20), date(2025, 12, 22), "B03", ("A10", "C09")),
        Quarter("2026Q1", date(2025, 12, 21), date(2026, 3, 20), date(2026, 3, 20), "A11", ("C09",)),
        Quarter("2026Q2", date(2026, 3, 21), date(2026, 6, 20), date(2026, 6, 22), "C05", ("B11",)),
        Quarter("2026Q3", date(2026, 6, 21), date(2026, 9, 20), date(2026, 9, 20), "B07", ("A17", "C09")),
    ]


NAMINGS = [
    "{name}新闻信息统计表.xlsx",
    "统计表（{name}）最终版.xlsx",
    "{name}.xlsx",
    "{name}信息采用情况上报.xlsx",
    "{name}-报教育局.xlsx",
]
PROGRAMS = {"A18": "libreoffice.xlsx", "B01": "libreoffice.xlsx", "C03": "libreoffice.xls", "A16": "libreoffice.xlsx",
            "A14": "libreoffice.xlsx", "B05": "libreoffice.xlsx", "C07": "libreoffice.xls"}  # fmt: skip


def returns(quarter: Quarter) -> list[Sent]:
    """Every file of a quarter, troubles included."""
    random = Random(f"linxi {quarter.id}")
    plain = {code: _ordinary(random, quarter, code) for code, *_ in UNITS if code not in quarter.missing}
    for unit, trouble in TROUBLES.items():
        if unit in plain:
            trouble(plain[unit], quarter, random)
    late = plain[quarter.late_unit]
    late.received = datetime.combine(quarter.due, datetime.min.time()) + timedelta(days=1, hours=8, minutes=31)
    late.basis, late.officer_time = "邮件", ""
    return [*plain.values(), *_extra(plain, quarter, random)]


def _ordinary(random: Random, quarter: Quarter, unit: str) -> Sent:
    received = datetime.combine(quarter.last, datetime.min.time()) - timedelta(days=random.randrange(1, 6))
    received += timedelta(hours=random.randrange(8, 18), minutes=random.randrange(60))
    program = PROGRAMS.get(unit, random.choice(["openpyxl", "xlsxwriter", "xlsxwriter"]))
    name = random.choice(NAMINGS).format(name=NAMES[unit])
    latest = min(quarter.last, received.date())
    made = lines(random, unit, size(random, unit), quarter.first, latest)
    return Sent(
        unit, made, received, name if program != "libreoffice.xls" else name.replace(".xlsx", ".xls"), program=program
    )


def _extra(plain: dict[str, Sent], quarter: Quarter, random: Random) -> list[Sent]:
    """Files beside the units' one: a correction in time, the same bytes again, a correction too late."""
    first, copied, corrected = plain["A03"], plain["B02"], plain["C06"]
    mended = [*first.lines[:-1], {**first.lines[-1], "outlet_text": "安平日报"}]
    resend = Sent(
        "A03", mended, first.received + timedelta(hours=20), "更正-" + first.name, return_type="更正重报", resend=1
    )
    twice = Sent("B02", [], copied.received + timedelta(minutes=3), "副本 " + copied.name, copy_of=copied.name)
    too_late = datetime.combine(quarter.due, datetime.min.time()) + timedelta(days=2, hours=9)
    after = Sent("C06", corrected.lines[:-1], too_late, "补充-" + corrected.name, return_type="更正重报", resend=1)
    return [resend, twice, after]


# --- troubles: each takes an ordinary return and bends it as real ones are bent ---


def _three_outlets(sent: Sent, quarter: Quarter, random: Random) -> None:
    """One story in three outlets of three tiers."""
    model = story(random, sent.unit, "城关镇开展“双减”课后服务提质行动", quarter.first, quarter.first)[0]
    days = [quarter.first + timedelta(days=10 * number) for number in (1, 2, 3)]
    outlets = ["临溪快报", "安平日报", "江北教育报"]
    plain = {**model, "method": "全文", "origin": "原发", "channel": "局推荐", "precleared_on": None, "paid": "否"}
    sent.lines[:3] = [{**plain, "outlet_text": o, "published_on": d} for o, d in zip(outlets, days, strict=True)]


def _text_dates(sent: Sent, quarter: Quarter, random: Random) -> None:
    """Dates typed as text in every usual spelling, one with full-width digits, one without a year."""
    sent.program = "openpyxl"
    forms = [
        "{0.year}.{0.month}.{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}{0.month:02}{0.day:02}",
        "{0.month}月{0.day}日",
        "{0.year}/{0.month}/{0.day}",
    ]
    for line, form in zip(sent.lines, forms, strict=False):
        line["published_on"] = form.format(line["published_on"])
    day = sent.lines[5]["published_on"]
    sent.lines[5]["published_on"] = f"{day:%Y-%m-%d}".translate({ord(str(n)): 0xFF10 + n for n in range(10)})


def _aliases(sent: Sent, quarter: Quarter, random: Random) -> None:
    for line, outlet in zip(sent.lines, ["快报", "安平报 ", "临溪ＴＶ", "县电视台", " 江北教育报社"], strict=False):
        line |= {"outlet_text": outlet, "method": "全文"}


def _on_the_due_day(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.received = datetime.combine(quarter.due, datetime.min.time()) + timedelta(hours=21, minutes=40)


def _unknown_outlet(sent: Sent, quarter: Quarter, random: Random) -> None:
    for line in sent.lines[2:4]:
        line |= {"outlet_text": "江淮早报", "method": "全文"}


def _no_author(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines[0]["authors"] = sent.lines[4]["authors"] = ""


def _no_reviewer(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines[1]["reviewer"] = ""


def _paid(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines[2]["paid"] = "是"


def _reposts(sent: Sent, quarter: Quarter, random: Random) -> None:
    for line in sent.lines[:2]:
        line["origin"] = "转载"


def _wrong_quarter(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines[0]["published_on"] = quarter.first - timedelta(days=9)


def _same_line_twice(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines.append(dict(sent.lines[0]))


def _strangers(sent: Sent, quarter: Quarter, random: Random) -> None:
    """Co-authors, one of them not in the roster; separated as people separate."""
    sent.lines[0]["authors"] = sent.lines[0]["authors"].split("、")[0] + "，贾小满"
    sent.lines[1] |= {
        "authors": "贾小满（实习）、" + sent.lines[1]["authors"].split("、")[0],
        "outlet_text": "安平日报",
    }


def _uncertified(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines[0] |= {"outlet_text": "安平都市网", "method": "全文"}
    sent.lines[1] |= {"outlet_text": "溪风号", "method": "全文"}


def _three_authors(sent: Sent, quarter: Quarter, random: Random) -> None:
    from tests.sample.places import STAFF

    sent.lines[0] |= {"authors": "、".join(STAFF[sent.unit]), "outlet_text": "安平日报", "method": "全文"}


def _instruction(sent: Sent, quarter: Quarter, random: Random) -> None:
    instructed = {"outlet_text": "安平市教育局《教育专报》", "method": "批示", "instruction_level": "市级"}
    sent.lines[0] |= instructed


def _not_precleared(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines[0] |= {"outlet_text": "安平晚报", "method": "全文", "channel": "直接投稿", "precleared_on": None}


def _hostile_titles(sent: Sent, quarter: Quarter, random: Random) -> None:
    for line, title in zip(
        sent.lines, ["=1+1的故事", "+课后服务", "<b>书香</b>校园{{ 1 }}", "@全体教师"], strict=False
    ):
        line["title"] = title


def _bad_cells(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines[0]["published_on"] = f"{quarter.last.year}-02-30"
    sent.lines[1]["published_on"] = "十月五日"
    sent.lines[2]["method"] = "摘要"
    sent.lines[3]["outlet_text"] = ""


def _file_time_only(sent: Sent, quarter: Quarter, random: Random) -> None:
    """Registered from the folder after the deadline: only the file's own time is known."""
    sent.basis = "文件时间"
    sent.received = datetime.combine(quarter.due, datetime.min.time()) + timedelta(days=4, hours=10)


def _told_by_the_officer(sent: Sent, quarter: Quarter, random: Random) -> None:
    """Handed over on a stick: the officer wrote down when."""
    sent.basis = "文件时间"
    sent.officer_time = f"{quarter.last - timedelta(days=2)} 16:20:00"
    sent.received = datetime.combine(quarter.due, datetime.min.time()) + timedelta(days=3, hours=9)


def _nil(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.lines, sent.return_type = [], "零采用申报"


def _truncated(sent: Sent, quarter: Quarter, random: Random) -> None:
    sent.truncated, sent.program = True, "openpyxl"


def _anothers_form(sent: Sent, quarter: Quarter, random: Random) -> None:
    """Typed over another unit's form: the hidden sheet and the head disagree."""
    sent.head_unit, sent.program = "局安全科", "openpyxl"


def _bent(bend: Bend, program: str = "openpyxl") -> Callable[[Sent, Quarter, Random], None]:
    def trouble(sent: Sent, quarter: Quarter, random: Random) -> None:
        sent.bend, sent.program = bend, program

    return trouble


def _merge_authors(sheet: Worksheet, count: int) -> None:
    for row in (FIRST + 1, FIRST + 2):
        sheet.cell(row, COLUMN["authors"]).value = None
    sheet.merge_cells(start_row=FIRST, end_row=FIRST + 2, start_column=COLUMN["authors"], end_column=COLUMN["authors"])


def _formula(sheet: Worksheet, count: int) -> None:
    sheet.cell(FIRST, COLUMN["evidence_no"]).value = '="第"&1&"号"'


def _error(sheet: Worksheet, count: int) -> None:
    sheet.cell(FIRST + 1, COLUMN["reviewer"]).value = "=INDEX(C8:C9,9)"


def _subtotal(sheet: Worksheet, count: int) -> None:
    sheet.cell(FIRST + count, COLUMN["title"]).value = "合计"
    sheet.cell(FIRST + count, COLUMN["authors"]).value = count


def _hide(sheet: Worksheet, count: int) -> None:
    sheet.row_dimensions[FIRST + 2].hidden = True


def _title_rows(sheet: Worksheet, count: int) -> None:
    """Two lines of the unit's own above everything; openpyxl moves cells, and the head's merges must move with them."""
    merges = [str(area) for area in sheet.merged_cells.ranges]
    for area in merges:
        sheet.unmerge_cells(area)
    sheet.move_range(f"A1:P{FIRST + count}", rows=2)
    sheet["A1"] = "××单位"


def _swapped(sheet: Worksheet, count: int) -> None:
    one, two = COLUMN["authors"], COLUMN["reviewer"]
    for row in range(HEADER_ROW, FIRST + count):
        left, right = sheet.cell(row, one), sheet.cell(row, two)
        left.value, right.value = right.value, left.value


def _extra_column(sheet: Worksheet, count: int) -> None:
    beyond = len(ADOPTION_COLUMNS) + 1
    sheet.cell(HEADER_ROW, beyond).value = "本校自评"
    sheet.cell(FIRST, beyond).value = "优"


TROUBLES: dict[str, Callable[[Sent, Quarter, Random], Any]] = {
    "A01": _three_outlets,
    "A02": _text_dates,
    "A04": _aliases,
    "A05": _on_the_due_day,
    "A06": _unknown_outlet,
    "A07": _no_author,
    "A08": _no_reviewer,
    "A09": _paid,
    "A10": _reposts,
    "A11": _wrong_quarter,
    "A12": _same_line_twice,
    "A13": _bent(_merge_authors),
    "A14": _bent(_formula, "libreoffice.xlsx"),
    "A15": _bent(_subtotal),
    "A16": _bent(_hide, "libreoffice.xlsx"),
    "B04": _bent(_formula),
    "B05": _bent(_error, "libreoffice.xlsx"),
    "B06": _strangers,
    "B08": _bad_cells,
    "B09": _uncertified,
    "B10": _hostile_titles,
    "B11": _file_time_only,
    "B12": _told_by_the_officer,
    "B13": _bent(_title_rows),
    "B14": _bent(_swapped),
    "C01": _bent(_extra_column),
    "C02": _truncated,
    "C03": _three_authors,
    "C04": _anothers_form,
    "C06": _instruction,
    "C07": _not_precleared,
    "C08": _nil,
    "C10": _nil,
}
"""Unit → what is the matter with its return, in every quarter."""
