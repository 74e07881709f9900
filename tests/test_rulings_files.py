"""The office's word on a file: a late one taken as on time, a held one taken in; then the usual rules of versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.admit import Admission, admit
from pipeline.errors import OfficeError
from pipeline.rulings import file_words, files_came
from schemas.records import Arrivals, Rulings
from schemas.returned import Heads, ReturnedRows
from schemas.roster import Units
from schemas.vocabulary import Authentication
from tests.ruled import QUARTER, came, of_file, reason_of, rule, statuses, verdicts
from tests.test_admit import PERIOD, UNITS
from tests.test_admit import came as file_came
from tests.workspace import Return, arrive, office, row, run

LATE = {"received_at": "2026-09-25 08:00:00"}
MAILED = UNITS.assign(mail=UNITS["unit_code"].map({"A01": "a01@linxi.example"}).fillna(""))


def admitted(*files: dict[str, Any], rulings: list[dict[str, str]], units: pd.DataFrame = UNITS) -> Admission:
    heads = Heads.of(file for file in files if file["head"])
    arrivals = Arrivals.of(files)
    words = file_words(Rulings.of(rulings), arrivals)
    return admit(arrivals, heads, ReturnedRows.blank(), Units.conform(units), PERIOD, words=words)


def taken(*files: dict[str, Any], rulings: list[dict[str, str]], units: pd.DataFrame = UNITS) -> list[Any]:
    """Status of every file, and what came of every ruling, or what is wrong with it."""
    admission = admitted(*files, rulings=rulings, units=units)
    used = {number for numbers in admission.resting.values() for number in numbers}
    found = files_came(Rulings.of(rulings), Arrivals.of(files), admission.receipts, used, admission.corrections.keys())
    said = [what if isinstance(what, str) else str(what[0]) for _, what in found]
    return [list(admission.receipts["status"]), said]


def test_a_late_return_ruled_to_be_taken_counts_and_cites_the_ruling(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()], received="2026-09-28 09:00:00")])
    assert verdicts(run(workspace)) == ["作废"]
    rule(workspace, of_file("受理迟报", "A01.xlsx"))
    outcome = run(workspace)
    assert (statuses(outcome), verdicts(outcome)) == ({"A01.xlsx": "计入"}, ["认定"])
    assert reason_of(outcome, "A01.xlsx") == (
        "2026-09-28 09:00:00 收到，截止 2026年9月20日24时，受理迟报；认定 认-1：电话核实（丙，2026-09-25）"
    )
    assert came(outcome) == [("认-1", "生效")]
    assert outcome.scored.settled["ruling_ids"].tolist() == ["认-1"]
    assert outcome.totals.units.set_index("unit_code").loc["A01", "standing"] == "按时"


def test_a_file_may_be_named_by_the_first_digits_of_its_hash() -> None:
    sha = "ab" * 32
    assert taken(file_came(sha256=sha, **LATE), rulings=[of_file("受理迟报", "ABababab")]) == [["计入"], ["生效"]]
    assert taken(file_came(sha256=sha, **LATE), rulings=[of_file("受理迟报", "ababab")])[1] == [
        "收件登记中没有这个文件"
    ]


def test_a_late_correction_taken_displaces_the_version_on_time_unless_it_calls_itself_older() -> None:
    ruled = [of_file("受理迟报", "late.xlsx")]
    on_time = file_came("a.xlsx", resend="1")
    assert taken(on_time, file_came("late.xlsx", resend="2", **LATE), rulings=ruled) == [
        ["已被后件替代", "计入"],
        ["生效"],
    ]
    assert taken(on_time, file_came("late.xlsx", **LATE), rulings=ruled) == [["计入", "已被后件替代"], ["已失效"]]


def test_a_return_that_was_not_late_needs_no_ruling() -> None:
    assert taken(file_came("a.xlsx"), rulings=[of_file("受理迟报", "a.xlsx")]) == [["计入"], ["无须认定"]]


@pytest.mark.parametrize(
    "held",
    [
        {"meta_unit": "", "head_unit": "", "head_unit_name": "城关学校"},
        {"meta_unit": "B01"},
        {"template_version": "1999.9"},
        {"sender": "other@linxi.example"},
        {"sender": "a01@linxi.example", "authentication": Authentication.FAIL},
    ],
    ids=["A01", "A02", "A07", "A08", "A09"],
)
def test_a_held_file_taken_in_is_the_units_the_ruling_names(held: dict[str, str]) -> None:
    file = file_came("a.xlsx", **held)
    assert taken(file, rulings=[], units=MAILED)[0] == ["待经办处理"]
    ruled = [of_file("收下被扣来件", "a.xlsx", unit_code="A01")]
    admission = admitted(file, rulings=ruled, units=MAILED)
    (receipt,) = admission.receipts.to_dict("records")
    assert (receipt["unit_code"], receipt["unit_name"], receipt["status"]) == ("A01", "城关中心校", "计入")
    assert receipt["reason"] == "截止前最后一份；认定 认-1：电话核实（丙，2026-09-25）"
    assert (taken(file, rulings=ruled, units=MAILED)[1], list(admission.findings["code"])) == (["生效"], [])


def test_a_held_file_taken_in_goes_by_the_rules_of_versions() -> None:
    ruled = [of_file("收下被扣来件", "b.xlsx", unit_code="A01")]
    held = {"meta_unit": "B01", "received_at": "2026-09-19 08:00:00"}
    assert taken(file_came("a.xlsx"), file_came("b.xlsx", **held), rulings=ruled) == [
        ["已被后件替代", "计入"],
        ["生效"],
    ]
    held["received_at"] = "2026-09-10 08:00:00"
    assert taken(file_came("a.xlsx"), file_came("b.xlsx", **held), rulings=ruled) == [
        ["计入", "已被后件替代"],
        ["已失效"],
    ]


def test_a_held_file_that_came_late_as_well_is_late_once_it_is_taken_in() -> None:
    ruled = [of_file("收下被扣来件", "a.xlsx", unit_code="A01")]
    file = file_came("a.xlsx", meta_unit="B01", **LATE)
    assert taken(file, rulings=ruled) == [["逾期"], ["生效"]]
    both = [*ruled, of_file("受理迟报", "a.xlsx", ruling_id="认-2")]
    assert taken(file, rulings=both) == [["计入"], ["生效", "生效"]]


def test_a_late_file_that_is_held_too_waits_until_it_is_taken_in() -> None:
    file = file_came("a.xlsx", meta_unit="B01", **LATE)
    assert taken(file, rulings=[of_file("受理迟报", "a.xlsx")]) == [["待经办处理"], ["暂不生效"]]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"meta_period": "2026Q2"}, "a.xlsx 不能收下：A03 不是本考核期的统计表"),
        ({"head_unit_name": "城关学校", "meta_period": "2026Q2"}, "a.xlsx 不能收下：A03 不是本考核期的统计表"),
        ({"head": False}, "a.xlsx 不能收下：A06"),
        ({"fault_code": "R02", "fault": "坏"}, "a.xlsx 不能收下：文件已损坏"),
        ({"kind": "没有报表的邮件", "name": "信.eml"}, "a.xlsx 不能收下：A11"),
    ],
)
def test_what_is_of_another_quarter_gone_or_unreadable_cannot_be_taken_in(file: dict[str, Any], words: str) -> None:
    status, (said,) = taken(file_came("a.xlsx", **file), rulings=[of_file("收下被扣来件", "a.xlsx", unit_code="A01")])
    assert status in (["待经办处理"], ["隔离"])
    assert said.startswith(words)


def test_a_file_that_says_clearly_whose_it_is_cannot_be_given_to_another_unit() -> None:
    (said,) = taken(file_came("a.xlsx"), rulings=[of_file("收下被扣来件", "a.xlsx", unit_code="B01")])[1]
    assert said == "a.xlsx 是 A01 的上报表，不是 B01 的"


def test_two_rulings_that_give_one_file_to_two_units_are_refused() -> None:
    ruled = [of_file("收下被扣来件", "a.xlsx", unit_code=unit, ruling_id=f"认-{unit}") for unit in ("A01", "B01")]
    said = taken(file_came("a.xlsx", meta_unit="B01"), rulings=ruled)[1]
    assert said == ["生效", "与认定 认-A01 所说的单位不同"]


def test_a_ruling_on_a_file_that_never_came_stops_the_run_and_is_named(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    rule(
        workspace,
        of_file("受理迟报", "没有.xlsx"),
        of_file("收下被扣来件", "A01.xlsx", unit_code="Z9", ruling_id="认-2"),
    )
    with pytest.raises(OfficeError, match="认定 认-2：单位代码“Z9”不在名录"):
        run(workspace)
    rule(workspace, of_file("受理迟报", "没有.xlsx"))
    with pytest.raises(OfficeError, match="认定 认-1：收件登记中没有这个文件"):
        run(workspace)


def test_a_held_file_needs_a_unit_in_its_ruling(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    rule(workspace, of_file("收下被扣来件", "A01.xlsx"))
    with pytest.raises(OfficeError, match="第2行：没有填写单位代码"):
        run(workspace)


SHA = "cd" * 32
COPIES = [
    file_came("first.xlsx", sha256=SHA, received_at="2026-09-25 08:00:00"),
    file_came("again.xlsx", sha256=SHA, received_at="2026-09-26 08:00:00"),
]


@pytest.mark.parametrize("named", ["first.xlsx", "again.xlsx", SHA[:12]])
def test_a_late_file_with_a_copy_is_taken_whichever_of_them_the_ruling_names(named: str) -> None:
    assert taken(*COPIES, rulings=[of_file("受理迟报", named)]) == [["重复来件", "计入"], ["生效"]]


@pytest.mark.parametrize("named", ["first.xlsx", "again.xlsx"])
def test_a_held_file_with_a_copy_is_taken_in_whichever_of_them_the_ruling_names(named: str) -> None:
    held = [{**file, "meta_unit": "B01", "received_at": "2026-09-15 08:00:00"} for file in COPIES]
    ruled = [of_file("收下被扣来件", named, unit_code="A01")]
    assert sorted(taken(*held, rulings=ruled)[0]) == ["计入", "重复来件"]
    assert taken(*held, rulings=ruled)[1] == ["生效"]


def test_a_ruling_goes_with_a_file_that_was_renamed(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()], name="迟.xlsx", received="2026-09-25 09:00:00")])
    data = (workspace.arrived(QUARTER) / "迟.xlsx").read_bytes()
    renamed = Return("A01", name="城关.xlsx", data=data, received="2026-09-26 09:00:00", basis="文件时间")
    arrive(
        workspace.arrived(QUARTER), [Return("A01", name="迟.xlsx", data=data, received="2026-09-25 09:00:00"), renamed]
    )
    (workspace.arrived(QUARTER) / "迟.xlsx").unlink()
    rule(workspace, of_file("受理迟报", "迟.xlsx"))
    outcome = run(workspace)
    assert statuses(outcome) == {"城关.xlsx": "计入", "迟.xlsx": "重复来件"}
    assert came(outcome) == [("认-1", "生效")]
