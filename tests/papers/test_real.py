"""A paper that LibreOffice opened and saved again is read as it was (needs soffice)."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline.papers.read import RawPaper, read_papers
from schemas.papers import PaperKind, layouts
from schemas.template import COLUMNS
from tests.papers.case import Desk, county, school
from tests.workspace import Return, row

pytestmark = pytest.mark.real


def read(desk: Desk) -> list[RawPaper]:
    return list(read_papers(desk.workspace.papers(desk.quarter), desk.quarter, layouts(COLUMNS)))


def saved_again(desk: Desk, path: Path, kind: str) -> None:
    profile = f"-env:UserInstallation=file://{desk.workspace.outputs}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(desk.workspace.outputs), path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    path.unlink()
    (desk.workspace.outputs / path.with_suffix(f".{kind}").name).rename(path.with_suffix(f".{kind}"))


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_every_paper_says_the_same_after_libreoffice_saved_it(tmp_path: Path, kind: str) -> None:
    one = county(tmp_path, [Return("A01", [row()])])
    came = {"收到时间": datetime(2026, 9, 18, 10, 20), "份数": 1, "签收人": "李四"}
    papers = [
        one.fill(PaperKind.TASKS, {"单位代码": "A01", "应完成": 4}, prefilled=True),
        one.fill(PaperKind.UPWARD, {"标题": "甲", "接收单位": "市委办", "上报日期": date(2026, 7, 1)}),
        one.fill(PaperKind.SIGNED_FOR, {"单位代码": "A01", **came}, prefilled=True),
        one.fill(PaperKind.EVIDENCE, head={"D5": "相符", "H5": "李四", "J5": date(2026, 9, 22)}),
    ]
    before = {paper.kind: paper for paper in read(one)}
    outcome = one.run()
    for path in papers:
        saved_again(one, path, kind)
    for again in read(one):
        ours = before[again.kind]
        assert [line.texts for line in again.lines] == [line.texts for line in ours.lines]
        assert (again.head, again.scanned) == (ours.head, ours.scanned)
    assert one.run().scored.quotas.equals(outcome.scored.quotas)


def test_the_register_governs_alike_after_libreoffice_saved_it(tmp_path: Path) -> None:
    one = school(tmp_path)
    line = {"单位代码": "A1", "标题": "晨读时光", "接收时间": datetime(2026, 9, 10, 9), "登记人": "办公室"}
    path = one.fill(PaperKind.REGISTER, line)
    before = one.run().scored.rows
    saved_again(one, path, "xlsx")
    assert one.run().scored.rows.equals(before)
