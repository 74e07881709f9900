"""The office's own signed lists as CSV (rulings, entries): read whole, or every fault named."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from pipeline.errors import OfficeError
from schemas.table import Table

Line = dict[str, str]


def read_signed(folder: Path, table: type[Table], day: str, faults_of: Callable[[Line], list[str]]) -> pd.DataFrame:
    """All lines of the CSV files in `folder` as `table`; several files add up.

    `day` is the column that holds a date. Raises OfficeError naming each wrong line.
    """
    names = {title: name for name, title in table.headers().items()}
    lines, faults = [], []
    for file in _files(folder):
        for number, raw in enumerate(_lines(file), start=2):
            line = {name: (raw.get(title) or "").strip() for title, name in names.items()}
            line[day] = _day(line[day])
            faults += [f"{folder.name}/{file.name} 第{number}行：{fault}" for fault in faults_of(line)]
            lines.append(line)
    faults += list(_repeated(lines, next(iter(names.values())), table))
    if faults:
        raise OfficeError(f"{folder.name} 下的登记有 {len(faults)} 处需要改正：", faults)
    return table.of(lines)


def missing(line: Line, table: type[Table], needed: tuple[str, ...]) -> list[str]:
    """What is wrong when any of the needed columns is blank: one fault naming all of them."""
    titles = table.headers()
    blank = [titles[name] for name in needed if not line[name]]
    return [f"没有填写{'、'.join(blank)}"] if blank else []


def _repeated(lines: list[Line], key: str, table: type[Table]) -> Iterator[str]:
    """Numbers given twice, where the table says that they are unique."""
    if table.to_schema().columns[key].unique:
        numbers = [line[key] for line in lines]
        for number in sorted({number for number in numbers if number and numbers.count(number) > 1}):
            yield f"{table.headers()[key]}“{number}”重复"


def _files(folder: Path) -> list[Path]:
    """The lists; anything else visible beside them would be overlooked, so it is refused."""
    files = sorted(file for file in folder.glob("*") if not file.name.startswith((".", "~$")))
    if others := [file.name for file in files if file.suffix.lower() != ".csv"]:
        raise OfficeError(f"{folder.name}/ 下的 {'、'.join(others)} 不是 CSV，请另存为“CSV UTF-8”")
    return files


def _lines(file: Path) -> list[Line]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    except (UnicodeDecodeError, csv.Error):
        raise OfficeError(f"{file.parent.name}/{file.name} 读不出来，请用 Excel 另存为“CSV UTF-8”") from None


def _day(text: str) -> str:
    """2026/8/5, as Excel saves it, is 2026-08-05."""
    parts = text.replace("/", "-").split("-")
    return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
