"""The office's word on a row: it settles that row, cites itself, and is refused when it fits nothing."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from pipeline.run import Outcome
from schemas.records import Rulings
from tests.workspace import Return, office, row, run


def _ruling(**overrides: str) -> dict[str, str]:
    return {
        "ruling_id": "认-1",
        "unit_code": "A01",
        "book": "采用明细",
        "title": "课后服务展新貌",
        "outlet": "安平日报",
        "published_on": "2026-08-05",
        "kind": "认定",
        "proposed_by": "甲",
        "checked_by": "乙",
        "approved_by": "丙",
        "grounds": "报样原件",
        "ruled_on": "2026-09-25",
        **dict.fromkeys(("file", "same_as", "tier", "outlet_kind", "in_targets", "in_cash"), ""),
        **overrides,
    }


def _run(tmp_path: Path, line: dict[str, object], *rulings: dict[str, str]) -> Outcome:
    workspace = office(tmp_path, [Return("A01", [line])])
    folder = workspace.rulings("2026Q3")
    folder.mkdir()
    with (folder / "认定单.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(Rulings.headers().values())
        writer.writerows(ruling.values() for ruling in rulings)
    return run(workspace)


def test_a_waiting_row_ruled_good_is_accepted_and_cites_the_ruling(tmp_path: Path) -> None:
    rows = _run(tmp_path, row(authors=""), _ruling()).scored.rows
    assert rows["verdict"].item() == "认定"
    assert "认-1：报样原件（丙，2026-09-25）" in rows["reason"].item()


def test_a_good_row_ruled_out_is_rejected_and_earns_nothing(tmp_path: Path) -> None:
    result = _run(tmp_path, row(), _ruling(kind="不认定"))
    assert result.scored.rows["verdict"].item() == "不认定"
    assert result.scored.ledger.empty


def test_a_ruling_that_fits_no_row_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"认-1.*找不到对应的填报行"):
        _run(tmp_path, row(), _ruling(title="没有这一篇"))


def test_two_rulings_that_disagree_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="认-1 与 认-2 对同一行的结论不同"):
        _run(tmp_path, row(), _ruling(), _ruling(ruling_id="认-2", kind="不认定"))


def test_an_unsigned_ruling_is_nobodys_word(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"第2行：没有填写批准人"):
        _run(tmp_path, row(), _ruling(approved_by=""))


@pytest.mark.parametrize(
    ("line", "ruling"),
    [
        (row(outlet_text="没听说过的报"), {"outlet": "没听说过的报"}),
        (row(published_on=date(2026, 5, 5)), {"published_on": "2026-05-05"}),
    ],
)
def test_a_ruling_neither_grades_an_outlet_nor_moves_a_row_into_another_period(
    tmp_path: Path, line: dict[str, object], ruling: dict[str, str]
) -> None:
    with pytest.raises(OfficeError, match="认-1 不能生效"):
        _run(tmp_path, line, _ruling(**ruling))


def test_a_file_beside_the_rulings_that_would_be_overlooked_is_refused(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    workspace.rulings("2026Q3").mkdir()
    (workspace.rulings("2026Q3") / "认定.xlsx").write_bytes(b"PK")
    with pytest.raises(OfficeError, match=r"认定\.xlsx 读不出来"):
        run(workspace)


def test_a_date_as_excel_saves_it_is_understood(tmp_path: Path) -> None:
    assert _run(tmp_path, row(authors=""), _ruling(published_on="2026/8/5")).scored.rows["verdict"].item() == "认定"


def test_a_ruling_on_a_line_entered_twice_counts_it_once(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row(authors=""), row(authors="")])])
    workspace.rulings("2026Q3").mkdir()
    lines = [list(Rulings.headers().values()), list(_ruling().values())]
    with (workspace.rulings("2026Q3") / "认定单.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(lines)
    assert run(workspace).scored.rows["verdict"].tolist() == ["认定", "重复"]


def test_rulings_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    workspace.rulings("2026Q3").mkdir()
    (workspace.rulings("2026Q3") / "认定单.csv").write_bytes("认定编号,标题".encode("gbk"))
    with pytest.raises(OfficeError, match=r"认定单\.csv 读不出来"):
        run(workspace)


def test_a_ruling_on_a_fact_no_rule_asks_for_is_refused(tmp_path: Path) -> None:
    # plan LQ says nothing of rewrites
    with pytest.raises(OfficeError, match="认定为“大幅改动”，而考核办法没有与此有关的规定"):
        _run(tmp_path, row(), _ruling(kind="大幅改动"))
