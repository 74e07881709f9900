"""Files of inputs/<period>/papers/ → raw lines by paper: which paper each file is, and every filled line as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import OfficeError
from pipeline.read.grid import read_contents
from pipeline.read.guard import Unreadable
from pipeline.read.headers import header_name
from pipeline.read.sheet import Scan, Sheet
from schemas.faults import FILE_FAULTS
from schemas.papers import BULK_CHECKER, BULK_DAY, BULK_LABEL, META_SHEET, Layout, PaperKind
from schemas.returned import normal
from schemas.template import HEADER_SEARCH_ROWS

FORMATS = (".xlsx", ".xls", ".csv")
LABELS = {normal(label): label for label in (BULK_LABEL, BULK_CHECKER, BULK_DAY)}
HEAD_SEARCH_ROWS = 10


@dataclass(frozen=True)
class RawLine:
    """One filled line as typed: column key → text."""

    file: str
    sheet: str
    row: int
    texts: Mapping[str, str]

    @property
    def place(self) -> str:
        """As told in messages."""
        return f"papers/{self.file}{f' 工作表“{self.sheet}”' if self.sheet else ''}第{self.row}行"


@dataclass(frozen=True)
class RawPaper:
    """One file: which paper it is, its lines, what its head says, and how many lines another way of reading counts."""

    kind: PaperKind
    file: str
    lines: tuple[RawLine, ...]
    head: Mapping[str, str] = field(default_factory=dict)
    scanned: int = 0


def read_papers(folder: Path, period: str, layouts: Mapping[PaperKind, Layout]) -> tuple[RawPaper, ...]:
    """Every file of the folder, by its name; raises OfficeError naming each file that cannot be taken for a paper."""
    papers, faults = [], []
    for file in sorted(folder.glob("*")):
        if file.name.startswith((".", "~$")):
            continue
        try:
            papers.append(_paper(file, period, layouts))
        except OfficeError as error:
            faults += [f"papers/{file.name}：{error.headline}"]
    if faults:
        raise OfficeError(f"papers 下有 {len(faults)} 个文件读不出来：", faults)
    return tuple(papers)


def _paper(file: Path, period: str, layouts: Mapping[PaperKind, Layout]) -> RawPaper:
    sheets = _sheets(file)
    meta = _meta(sheets)
    if meta.get("period", period) != period:
        raise OfficeError(f"这是 {meta['period']} 的{meta.get('paper', '表')}，不能用在 {period}")
    sheet, row, layout = _found(sheets, layouts, meta.get("paper", ""))
    places = _places(sheet.cells[row - 1], layout)
    if areas := [area for area in sheet.scan.merges if _last_row(area) > row]:
        raise OfficeError(f"表中有合并的单元格（{'、'.join(areas)}），请取消合并，各行分别填写")
    lines = tuple(_lines(file.name, sheet, row, places))
    scanned = sum(number > row for number in sheet.scan.content_rows)
    return RawPaper(layout.kind, file.name, lines, _head(sheet.cells[: row - 1]), scanned)


def _sheets(file: Path) -> list[Sheet]:
    if file.is_dir() or file.suffix.lower() not in FORMATS:
        raise OfficeError("不是 Excel 表，也不是 CSV，请移出 papers 文件夹，或另存为 .xlsx")
    if file.suffix.lower() == ".csv":
        return [_csv(file.read_bytes())]
    try:
        return read_contents(file.read_bytes()).sheets
    except Unreadable as error:
        raise OfficeError(f"{FILE_FAULTS[error.code].action}（{error.found}）") from None


def _csv(data: bytes) -> Sheet:
    try:
        cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise OfficeError("读不出来，请用 Excel 另存为“CSV UTF-8”") from None
    filled = {number for number, row in enumerate(cells, start=1) if any(cells_text.strip() for cells_text in row)}
    return Sheet("", cells, Scan(content_rows=filled))


def _meta(sheets: Iterable[Sheet]) -> dict[str, str]:
    """What the hidden sheet says, where it is still there."""
    hidden = [sheet for sheet in sheets if sheet.name == META_SHEET]
    return {row[0]: row[1].strip() for sheet in hidden for row in sheet.cells if len(row) > 1 and row[1].strip()}


def _found(
    sheets: Sequence[Sheet], layouts: Mapping[PaperKind, Layout], said: str
) -> tuple[Sheet, int, Layout]:  # fmt: skip
    """The sheet, header row and layout of a file's one table; by the hidden sheet's word where it has one."""
    wanted = [layout for layout in layouts.values() if said in ("", layout.kind.value)]
    found = [
        (sheet, row, layout)
        for layout in wanted
        for sheet in sheets
        for row in _header_rows(sheet, layout)[:1]
    ]  # fmt: skip
    if not found:
        raise OfficeError(f"认不出是哪一张表，应有下列各表之一的表头：{'；'.join(map(_named_marks, wanted))}")
    if len(found) > 1:
        names = "、".join(f"“{sheet.name}”（{layout.kind}）" for sheet, _, layout in found)
        raise OfficeError(f"一个文件只能放一张表，这里有 {names}，请分开保存")
    return found[0]


def _header_rows(sheet: Sheet, layout: Layout) -> list[int]:
    """Rows that hold every header by which the paper is known."""
    known = _keys(layout)
    rows = enumerate(sheet.cells[:HEADER_SEARCH_ROWS], start=1)
    return [number for number, row in rows if layout.marks <= {known.get(header_name(text)) for text in row}]


def _named_marks(layout: Layout) -> str:
    headers = "、".join(column.header for column in layout.columns if column.key in layout.marks)
    return f"{layout.kind}（{headers}）"


def _keys(layout: Layout) -> dict[str, str]:
    return {header_name(name): one.key for one in layout.columns for name in (one.header, *one.also)}


def _places(header: Sequence[str], layout: Layout) -> dict[str, int]:
    """Column key → its place; raises OfficeError for columns that are missing, unknown or there twice."""
    known, places, extra = _keys(layout), dict[str, int](), []
    for at, text in enumerate(header):
        key = known.get(header_name(text))
        if key in places:
            raise OfficeError(f"“{text.strip()}”一栏出现两次，请删去一栏")
        if key:
            places[key] = at
        elif normal(text):
            extra.append(text.strip())
    missing = [one.header for one in layout.columns if one.required and one.key not in places]
    if not {"unit_code", "unit_name"} & places.keys() and any(one.key == "unit_code" for one in layout.columns):
        missing.insert(0, "单位代码（或单位）")
    if missing or extra:
        raise OfficeError(
            f"是{layout.kind}，但缺少的栏：{'、'.join(missing) or '无'}；认不出的栏：{'、'.join(extra) or '无'}"
        )
    return places


def _lines(file: str, sheet: Sheet, header: int, places: Mapping[str, int]) -> Iterator[RawLine]:
    """Every line below the header in which more than a serial number stands."""
    for number in range(header + 1, len(sheet.cells) + 1):
        texts = {key: sheet.text(number, at + 1).strip() for key, at in places.items()}
        if any(normal(text) for key, text in texts.items() if key != "serial"):
            yield RawLine(file, sheet.name, number, texts)


def _head(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Label → the next filled cell of its row, for the labels above a table."""
    found = {}
    for row in rows[-HEAD_SEARCH_ROWS:]:
        for at, text in enumerate(row):
            if label := LABELS.get(normal(text).rstrip(":")):
                value = next((cell.strip() for cell in row[at + 1 :] if cell.strip()), "")
                found[label] = "" if normal(value).rstrip(":") in LABELS else value
    return found


def _last_row(area: str) -> int:
    """The last row of a merged area such as A3:B4."""
    return int("".join(filter(str.isdigit, area.rpartition(":")[2])))
