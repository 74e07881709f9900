"""`python -m tests.sample`: write the sample office's roster and returns anew. LibreOffice saves a part of them."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.office import load_office, load_rules
from pipeline.period import Period, PeriodId, chinese_date, period_of, workdays_of
from pipeline.template.form import Form
from pipeline.template.workbook import blank_return, filled_return
from schemas.records import Arrivals
from schemas.roster import Outlets, People, Units
from schemas.template import HEAD, HEADER_ROW
from schemas.vocabulary import Book
from tests.sample.places import CLASSES, NAMES, UNITS, outlets, people
from tests.sample.returns import COLUMN, Quarter, Sent, quarters, returns

INPUTS = Path(__file__).parent.parent.parent / "inputs"
OFFICE = load_office(INPUTS / "office.yaml")
ASSESSMENT = load_rules(OFFICE).assessment
SHEETS = ASSESSMENT.sheets()
HEAD_CELL = {item.key: item.value_cell for item in HEAD}
OUTLET_NAMES = tuple(line[0] for line in outlets())
REMARKS = """\
## 存在的问题

少数单位对信息宣传工作重视不够，稿件选题雷同，动态类多、经验类少，反映教学一线做法的深度稿件偏少。

个别单位报表填写不规范，日期、媒体名称等项目需要反复核对，影响了统计进度。

## 下一步要求

各单位要明确专人负责，围绕教育教学中心工作深挖典型经验，提高稿件质量，力争在省级以上媒体有更多声音。

各单位要严格按模板填报，按时限报送，留存采用原件或影印件备查，对退回补正的事项及时办理。
"""


def main() -> None:
    """Write everything below inputs/ but the office's settings and the README."""
    _write_roster()
    for quarter in quarters():
        folder = INPUTS / quarter.id
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        _write_quarter(folder, quarter)
        (folder / "remarks.md").write_text(REMARKS, "utf-8")


def _write_roster() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    units = [[*unit, f"{unit[1]}负责人", f"{unit[1]}信息员", "", "", "2020-01-01", ""] for unit in UNITS]
    for name, table, lines in (("单位", Units, units), ("媒体", Outlets, outlets()), ("人员", People, people())):
        sheet = book.create_sheet(name)
        for line in [list(table.headers().values()), *lines]:
            sheet.append([cell or None for cell in line])
        sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDEFGHIJ", (12, 26, 26, 12, 18, 18, 14, 14, 12, 12), strict=True):
            sheet.column_dimensions[letter].width = width
    book.save(INPUTS / "roster.xlsx")


def _write_quarter(folder: Path, quarter: Quarter) -> None:
    period = period_of(PeriodId.parse(quarter.id), ASSESSMENT, workdays_of(OFFICE))
    assert (period.start, period.end, period.due) == (quarter.first, quarter.last, quarter.due)
    sent = returns(quarter)
    data = {one.name: _bytes(one, period) for one in sent if not one.copy_of}
    data |= _saved_by_libreoffice({one.name: data[one.name] for one in sent if one.program.startswith("libre")})
    lines = []
    for one in sent:
        content = data[one.copy_of or one.name]
        content = content[: len(content) // 2] if one.truncated else content
        (folder / one.name).write_bytes(content)
        sha = hashlib.sha256(content).hexdigest()
        lines.append(
            [one.name, sha, len(content), f"{one.received:%Y-%m-%d %H:%M:%S}", one.basis, one.officer_time, ""]
        )
    with (folder / "receipts.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(Arrivals.headers().values()), *sorted(lines)])


def _form(sent: Sent, period: Period) -> Form:
    return Form(
        unit_code=sent.unit,
        unit_name=NAMES[sent.unit],
        unit_class=CLASSES[sent.unit],
        period=period.id,
        title=f"{period.label}新闻信息采用情况明细统计表",
        window=period.window,
        deadline=f"{period.deadline}前",
        assessment=ASSESSMENT.id,
        outlets=OUTLET_NAMES,
    )


def _head(sent: Sent) -> dict[str, Any]:
    head = {
        "return_type": sent.return_type,
        "resend": sent.resend or None,
        "filled_on": chinese_date(sent.received.date()),
    }
    return head | ({"unit_name": sent.head_unit} if sent.head_unit else {})


def _bytes(sent: Sent, period: Period) -> bytes:
    """The workbook as XlsxWriter writes it whole, or as openpyxl fills the blank form."""
    form = _form(sent, period)
    if sent.program == "xlsxwriter":
        return filled_return(form, SHEETS, _head(sent), {Book.ADOPTION: sent.lines})
    book = openpyxl.load_workbook(io.BytesIO(blank_return(form, SHEETS)))
    sheet = book[Book.ADOPTION]
    for key, value in _head(sent).items():
        sheet[HEAD_CELL[key]] = value
    for row, line in enumerate(sent.lines, start=HEADER_ROW + 1):
        for key, value in line.items():
            cell = sheet.cell(row, COLUMN[key])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a title beginning with = is a title
    if sent.bend:
        sent.bend(sheet, len(sent.lines))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _saved_by_libreoffice(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same workbooks opened and saved by LibreOffice, which calculates their formulas."""
    with tempfile.TemporaryDirectory() as folder:
        place, saved = Path(folder), {}
        for kind in ("xlsx", "xls"):
            chosen = [name for name in files if name.endswith("." + kind)]
            sources = [place / f"{number}.xlsx" for number in range(len(chosen))]
            for name, source in zip(chosen, sources, strict=True):
                source.write_bytes(files[name])
            target = place / f"as-{kind}"
            command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(target), *map(str, sources)]
            subprocess.run(command, check=True, capture_output=True)
            saved |= {name: (target / f"{number}.{kind}").read_bytes() for number, name in enumerate(chosen)}
        return saved


if __name__ == "__main__":
    main()
