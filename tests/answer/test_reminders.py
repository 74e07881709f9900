"""Letters to silent units, to senders nobody knows, and the officer's list. None tells a unit what is not certain."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.admit.identity import possible_units
from pipeline.answer.files import AFTER, ANSWERS, BEFORE, UNPLACED, answer_files, safe_name
from pipeline.run import Outcome
from schemas.answers import Todo, TodoKind
from schemas.records import Receipts
from schemas.roster import Units
from tests.answer.desk import opened, text_of
from tests.workspace import Return, office, row, run


def test_only_units_that_surely_sent_nothing_are_reminded(files: dict[str, bytes]) -> None:
    """东城小学 has a broken file of its name lying here."""
    for folder in (BEFORE, AFTER):
        names = [name.rsplit("/", 1)[1] for name in files if name.startswith(f"{ANSWERS}/{folder}/")]
        assert names == ["D01 城北小学.eml", "F01 西城小学.eml"]


def test_the_reminder_says_when_it_is_due_and_the_later_letter_states_facts_and_the_clause(
    files: dict[str, bytes],
) -> None:
    before = text_of(files[f"{ANSWERS}/{BEFORE}/D01 城北小学.eml"])
    assert "截止时间为2026年9月20日24时，统计期间为2026年6月21日至2026年9月20日。" in before
    assert "也要按时报送" in before
    assert "未报表" not in before
    after = text_of(files[f"{ANSWERS}/{AFTER}/D01 城北小学.eml"])
    assert "登记为未报表。" in after
    assert "《办法》LQ7（大意）：过期报送的，视为没有采用信息。" in after
    assert "逾期" not in after
    assert "重视" not in after


def test_while_a_file_of_unknown_owner_lies_here_no_letter_says_that_nothing_came(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    assert "没有收到能够确认为你单位的统计表" in text_of(files[f"{ANSWERS}/{AFTER}/D01 城北小学.eml"])
    outcome = run(office(tmp_path, [Return("A01", [row()])]))
    certain = answer_files(outcome.setting, outcome.scored.checked, outcome)
    assert "办公室没有收到你单位的统计表，登记为未报表" in text_of(certain[f"{ANSWERS}/{AFTER}/B01 实验小学.eml"])


def test_the_sender_of_a_broken_file_is_told_by_its_name_what_to_do(files: dict[str, bytes]) -> None:
    content = files[f"{ANSWERS}/{UNPLACED}/01 东城小学.eml"]
    assert "收到“东城小学.xlsx”。此件不能读取，其中内容没有计入：文件是空的（0字节），请重新发送。" in text_of(content)
    assert opened(content)["Subject"] == "关于来件“东城小学.xlsx”的回复"


def _lying(**of: str) -> pd.DataFrame:
    blank = {**dict.fromkeys(Receipts.headers(), ""), "resend": 0, "status": "待经办处理"}
    return Receipts.of([{**blank, **of}])


UNITS = Units.of(
    [
        {
            **dict.fromkeys(Units.headers(), ""),
            "unit_code": "A01",
            "name": "城关中心校",
            "unit_class": "x",
            "mail": "a01@linxi.example、b@linxi.example",
        }
    ]
)


@pytest.mark.parametrize(
    ("receipt", "maybe"),
    [
        ({"path": "mail/00/1-00.xlsx", "name": "城关中心校 三季度.xlsx"}, True),
        ({"path": "mail/00/1-00.xlsx", "sender": "B@linxi.example"}, True),
        ({"path": "mail/00.eml", "sender": "b@linxi.example", "status": "其他"}, False),
        ({"path": "mail/00/1-00.xlsx", "sender": "c@linxi.example"}, False),
        ({"path": "城关中心校.xlsx", "unit_code": "B01"}, False),
    ],
)
def test_a_file_of_no_known_owner_may_be_the_units_by_its_own_name_or_its_sender(
    receipt: dict[str, str], maybe: bool
) -> None:
    assert possible_units(_lying(**receipt), UNITS) == (frozenset({"A01"}) if maybe else frozenset())


def test_the_officers_list_holds_what_only_the_office_can_settle(files: dict[str, bytes]) -> None:
    lines = list(csv.DictReader(io.StringIO(files["review/经办待办.csv"].decode("utf-8-sig"))))
    assert list(lines[0]) == list(Todo.headers().values())
    by_kind = {line["事项"]: line for line in lines}
    assert by_kind[TodoKind.ASIDE]["文件"] == "东城小学.xlsx"
    outlet = by_kind[TodoKind.OUTLET]
    assert (outlet["内容"], outlet["涉及单位"]) == ("江淮早报（1处）", "城关中心校")
    assert outlet["位置"].startswith("A01.xlsx 采用明细 ")
    assert by_kind[TodoKind.PERSON]["内容"] == "陌生人（1处）"
    assert by_kind[TodoKind.ADDRESS]["涉及单位"] == "教研室、东城小学、西城小学"


def test_twins_and_unregistered_files_are_on_the_list(tmp_path: Path) -> None:
    workspace = office(
        tmp_path, [Return("A01", [row(title="@同题")]), Return("B01", [row(title="@同题", authors="王五")])]
    )
    (workspace.arrived("2026Q3") / "教研室.xlsx").write_bytes(b"PK")
    outcome = run(workspace)
    files = answer_files(outcome.setting, outcome.scored.checked, outcome)
    lines = list(csv.DictReader(io.StringIO(files["review/经办待办.csv"].decode("utf-8-sig"))))
    (twins,) = [line for line in lines if line["事项"] == TodoKind.TWINS]
    assert twins["内容"].startswith("'@同题（标题相同，")
    assert twins["涉及单位"] == "城关中心校、实验小学"
    (lying,) = [line for line in lines if line["事项"] == TodoKind.UNREGISTERED]
    assert lying["文件"] == "教研室.xlsx"
    assert not any("教研室" in name for name in files)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x", "_.._x"),
        ("A01 a/b\\c:d", "A01 a_b_c_d"),
        ("A01 城\u202e关\n校", "A01 城关 校"),
        ("...", "_"),
        ("长" * 90, "长" * 60),
    ],
)
def test_a_name_becomes_one_that_any_file_system_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_held_file_keeps_its_unit_from_being_called_silent(outcome: Outcome) -> None:
    checked = outcome.scored.checked
    held = checked.receipts.assign(
        status=checked.receipts["status"].mask(checked.receipts["unit_code"] == "C01", "待经办处理"),
        reason=checked.receipts["reason"].mask(checked.receipts["unit_code"] == "C01", "A08 请核实（x@y.example）"),
    )
    files = answer_files(outcome.setting, replace(checked, receipts=Receipts.conform(held)))
    assert not any("C01" in name for name in files if BEFORE in name or AFTER in name)
    said = text_of(files[f"{ANSWERS}/C01 教研室/回复.eml"])
    assert "发件邮箱不是你单位登记的邮箱，请与办公室联系核实，或用登记邮箱重新发送。" in said
    assert "x@y.example" not in said
