"""The register of a period's arrivals (receipts.csv), and the files it names. It travels with them: a copy changes file times."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.period_id import PeriodId
from pipeline.publish import harmless
from pipeline.workspace import OWN_FILES, OWN_FOLDERS, RECEIPTS, Workspace
from schemas.records import Arrivals
from schemas.vocabulary import ArrivalKind, TimeBasis

EARLIEST_YEAR = 2000
TIME = "%Y-%m-%d %H:%M:%S"
TYPED_BY_SENDERS = ("name", "sender")
"""Columns that must never run as a formula when the officer opens the register."""
Line = Mapping[str, Any]
"""One line of `records.Arrivals`."""


def append(folder: Path, known: pd.DataFrame, lines: Sequence[Line]) -> None:
    """Put lines into the folder's receipts.csv behind those it has, `known`."""
    if lines:
        _write(folder / RECEIPTS, pd.concat([known, pd.DataFrame(lines, columns=known.columns)], ignore_index=True))


def also_known_as(folder: Path, path: str, mail_id: str) -> None:
    """Note a further mark under which a mail already registered lies in the mailbox."""
    arrivals = read_register(folder)
    marks = arrivals["mail_id"].where(arrivals["path"] != path, arrivals["mail_id"] + f" {mail_id}")
    _write(folder / RECEIPTS, arrivals.assign(mail_id=marks.str.strip()))


def require_readable_names(folder: Path, paths: Sequence[str]) -> None:
    """Raise OfficeError for names in another encoding than UTF-8, as old archives leave them; no CSV can hold them."""
    if garbled := [path for path in paths if _garbled(path)]:
        names = [f"“{path.encode(errors='replace').decode()}”" for path in garbled]
        raise OfficeError(f"{folder.name} 内有 {len(garbled)} 个文件名是乱码，请改名后再登记：", names)


def _garbled(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return True
    return False


def files_in(folder: Path) -> list[str]:
    """Paths (with /) of everything that could be an arrival, in the order of their names."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in found
        if path.name not in OWN_FILES and not path.name.startswith((".", "~$")) and path.parts[0] not in OWN_FOLDERS
    )


def read_register(folder: Path) -> pd.DataFrame:
    """The register as `records.Arrivals`; blank when there is none. Raises OfficeError naming the wrong line."""
    file = folder / RECEIPTS
    if not file.is_file():
        return Arrivals.blank()
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.DictReader(stream))
    except (UnicodeDecodeError, csv.Error):
        raise OfficeError(f"{folder.name}/{RECEIPTS} 不是 UTF-8 编码，请用 Excel 另存为“CSV UTF-8”") from None
    names = {title: name for name, title in Arrivals.headers().items()}
    if lines and (
        missing := [title for title, name in names.items() if title not in lines[0] and name not in Arrivals.optional()]
    ):
        raise OfficeError(f"{folder.name}/{RECEIPTS} 缺少列：{'、'.join(missing)}")
    records = {
        number: {name: _plain(name, line.get(title)) for title, name in names.items()}
        for number, line in enumerate(lines, start=2)
        if any(line.get(title) for title in names)
    }
    faults = [fault for number, record in records.items() for fault in _faults(number, record)]
    if faults := [*faults, *_repeated(records)]:
        raise OfficeError(f"{folder.name}/{RECEIPTS} 有 {len(faults)} 处需要改正：", faults)
    arrivals = Arrivals.of([{**record, "size": int(record["size"])} for record in records.values()])
    return arrivals.sort_values(["path", "received_at"], kind="stable", ignore_index=True)


def _plain(name: str, text: str | None) -> str:
    """A cell without blanks around it (a file name may begin or end with one) and without what made it harmless."""
    plain = (text or "") if name == "path" else (text or "").strip()
    return plain.removeprefix("'") if name in TYPED_BY_SENDERS else plain


def _repeated(records: dict[int, dict[str, str]]) -> list[str]:
    """Lines that register a file a second time."""
    first: dict[str, int] = {}
    return [
        f"第{number}行与第{first[record['path']]}行登记的是同一个文件“{record['path']}”，请删去一行"
        for number, record in records.items()
        if first.setdefault(record["path"], number) != number
    ]


def _faults(number: int, record: dict[str, str]) -> list[str]:
    faults = []
    for name in ("received_at", "officer_time"):
        text = record[name].replace("/", "-")
        if text or name == "received_at":
            record[name], fault = _time(text)
            faults += [f"第{number}行“{Arrivals.headers()[name]}”：{fault}"] if fault else []
    if record["time_basis"] not in list(TimeBasis):
        faults.append(f"第{number}行“时间依据”为“{record['time_basis']}”，应为{'、'.join(TimeBasis)}之一")
    if not record["size"].isdecimal() or len(record["sha256"]) != 64:
        faults.append(f"第{number}行的字节数或文件校验值被改动，请删去此行，重新登记")
    return faults


def _time(text: str) -> tuple[str, str]:
    """A time as 2026-09-18 10:22:00; Excel drops seconds and leading zeros, which is forgiven."""
    for form in (TIME, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"):
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        if moment.year >= EARLIEST_YEAR:
            return moment.strftime(TIME), ""
    return text, f"“{text}”不是时间，应如 2026-09-18 10:22:00"


def _write(file: Path, arrivals: pd.DataFrame) -> None:
    """Write aside and put in place in one step, so that a broken run never leaves half a register."""
    aside = file.with_name(f".{file.name}.part")  # hidden, so that a leftover is no arrival
    table = Arrivals.conform(arrivals.sort_values(["path", "received_at"], kind="stable"))
    table = table.assign(**{name: table[name].map(harmless) for name in TYPED_BY_SENDERS})
    table.rename(columns=Arrivals.headers()).to_csv(aside, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    aside.replace(file)


def present(folder: Path, arrivals: pd.DataFrame) -> list[str]:
    """Registered paths whose file is there with the registered content; any other is gone or was altered."""
    return [
        record["path"]
        for record in arrivals.to_dict("records")
        if (folder / record["path"]).is_file()
        and hashlib.sha256((folder / record["path"]).read_bytes()).hexdigest() == record["sha256"]
    ]


def gone(folder: Path, arrivals: pd.DataFrame) -> frozenset[str]:
    """Registered paths, of whatever kind, whose file is not there with the registered content."""
    return frozenset(arrivals["path"]) - frozenset(present(folder, arrivals))


def elsewhere(workspace: Workspace, period: str, claimed: Iterable[str]) -> dict[str, frozenset[str]]:
    """Of each other period that returns name: the hashes in its register. What is no period's id is passed over."""
    others = {which.id for text in claimed if (which := PeriodId.read(text)) and which.id != period}
    registered = [other for other in sorted(others) if workspace.has(other)]
    return {other: frozenset(read_register(workspace.arrived(other))["sha256"]) for other in registered}


def returns(arrivals: pd.DataFrame) -> pd.DataFrame:
    """The arrivals that are returns and must be read."""
    return arrivals[arrivals["kind"].isin(["", ArrivalKind.RETURN])]


def unregistered(folder: Path, arrivals: pd.DataFrame) -> list[str]:
    """Files that lie in the folder and are not in the register."""
    known = set(arrivals["path"])
    return [path for path in files_in(folder) if path not in known]
