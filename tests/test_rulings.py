"""The office's word on a row: it settles that row, cites itself, lapses with it, and is refused when it fits nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from pipeline.produce import audit_tables
from pipeline.rulings import read_rulings
from pipeline.run import Outcome
from schemas.ledger import Controls
from tests.ruled import came, codes, earned, note, rule, ruling, verdicts
from tests.workspace import Return, office, row, run


def _run(tmp_path: Path, line: dict[str, object], *rulings: dict[str, str]) -> Outcome:
    workspace = office(tmp_path, [Return("A01", [line])])
    rule(workspace, *rulings)
    return run(workspace)


def test_a_waiting_row_ruled_good_is_accepted_and_cites_theruling(tmp_path: Path) -> None:
    rows = _run(tmp_path, row(authors=""), ruling()).scored.rows
    assert rows["verdict"].item() == "认定"
    assert "认-1：报样原件（丙，2026-09-25）" in rows["reason"].item()


def test_a_good_row_ruled_out_is_rejected_and_earns_nothing(tmp_path: Path) -> None:
    result = _run(tmp_path, row(), ruling(kind="不认定"))
    assert result.scored.rows["verdict"].item() == "不认定"
    assert result.scored.ledger.empty


def test_a_ruling_that_fits_no_row_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"认-1.*找不到对应的填报行"):
        _run(tmp_path, row(), ruling(title="没有这一篇"))


def test_two_rulings_that_disagree_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="认-1 与 认-2 对同一行的结论不同"):
        _run(tmp_path, row(), ruling(), ruling(ruling_id="认-2", kind="不认定"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"approved_by": ""}, "第2行：没有填写批准人"),
        ({"checked_by": "", "proposed_by": ""}, "第2行：没有填写提出人、复核人"),
        ({"grounds": "", "ruled_on": ""}, "第2行：没有填写依据材料、日期"),
        ({"ruled_on": "九月"}, "日期“九月”不是日期"),
        ({"kind": "同意"}, "认定种类“同意”应为认定、不认定、"),
        ({"book": ""}, "台账“”应为采用明细或报送台账"),
    ],
)
def test_a_ruling_that_is_not_complete_is_nobodys_word(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(OfficeError, match=message):
        read_rulings(rule(office(tmp_path, []), ruling(**change)).parent)


@pytest.mark.parametrize(
    ("line", "about"),
    [
        (row(outlet_text="没听说过的报"), {"outlet": "没听说过的报"}),
        (row(published_on=date(2026, 5, 5)), {"published_on": "2026-05-05"}),
    ],
)
def test_a_ruling_neither_grades_an_outlet_nor_moves_a_row_into_another_period(
    tmp_path: Path, line: dict[str, object], about: dict[str, str]
) -> None:
    with pytest.raises(OfficeError, match="认-1 不能生效"):
        _run(tmp_path, line, ruling(**about))


def test_a_file_beside_the_rulings_that_would_be_overlooked_is_refused(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    workspace.rulings("2026Q3").mkdir()
    (workspace.rulings("2026Q3") / "认定.xlsx").write_bytes(b"PK")
    with pytest.raises(OfficeError, match=r"认定\.xlsx 读不出来"):
        run(workspace)


def test_a_date_as_excel_saves_it_is_understood(tmp_path: Path) -> None:
    assert _run(tmp_path, row(authors=""), ruling(published_on="2026/8/5")).scored.rows["verdict"].item() == "认定"


def test_a_ruling_on_a_line_entered_twice_counts_it_once(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row(authors=""), row(authors="")])])
    rule(workspace, ruling())
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
        _run(tmp_path, row(), ruling(kind="大幅改动"))


def test_a_row_that_waits_is_in_the_draft_and_not_in_the_money_until_it_is_ruled_in(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row(authors="")])])
    before = run(workspace)
    assert (verdicts(before), earned(before), len(before.scored.ledger)) == (["待认定"], 0, 0)
    rule(workspace, ruling())
    after = run(workspace)
    assert (verdicts(after), earned(after), earned(after, measure="单位积分")) == (["认定"], 5000, 3000)


def test_what_a_ruled_row_earns_cites_the_ruling_in_the_ledger(tmp_path: Path) -> None:
    outcome = _run(tmp_path, row(authors=""), ruling())
    ledger = audit_tables(outcome, Controls.blank())["08_台账"]
    assert set(ledger["ruling_ids"]) == {"认-1"}
    assert outcome.scored.settled["ruling_ids"].tolist() == ["认-1"]
    assert came(outcome) == [("认-1", "生效")]


def test_a_ruling_on_a_row_that_counts_anyway_is_listed_as_needless_and_not_cited(tmp_path: Path) -> None:
    outcome = _run(tmp_path, row(), ruling())
    assert (came(outcome), codes(outcome)) == ([("认-1", "无须认定")], ["A22"])
    assert outcome.scored.rows["reason_code"].item() == "符合要求"
    assert outcome.scored.settled["ruling_ids"].item() == ""


def test_turning_down_what_the_rules_turn_down_anyway_is_needless(tmp_path: Path) -> None:
    outcome = _run(
        tmp_path, row(published_on=date(2026, 5, 5)), ruling(kind="不认定", published_on="2026-05-05")
    )  # fmt: skip
    assert came(outcome) == [("认-1", "无须认定")]
    assert "日期不在统计期间" in note(outcome)


def test_two_rulings_that_agree_are_one(tmp_path: Path) -> None:
    outcome = _run(tmp_path, row(authors=""), ruling(), ruling(ruling_id="认-2"))
    assert came(outcome) == [("认-1", "生效"), ("认-2", "无须认定")]


def test_a_ruling_on_a_row_that_was_since_replaced_has_lapsed_and_the_run_goes_on(tmp_path: Path) -> None:
    old = Return("A01", [row(authors="")], name="旧.xlsx", received="2026-09-10 09:00:00")
    workspace = office(tmp_path, [old, Return("A01", [row(title="课后服务展新貌（修改）")])])
    rule(workspace, ruling())
    outcome = run(workspace)
    assert (came(outcome), codes(outcome)) == ([("认-1", "已失效")], ["A21"])
    assert note(outcome) == "所认定的行在 旧.xlsx 中，该件已被后件替代"
    table = audit_tables(outcome, Controls.blank())["19_认定事项"]
    assert table[["effect", "effect_note"]].values.tolist() == [["已失效", note(outcome)]]


def test_a_ruling_on_a_row_of_a_held_file_waits_with_it(tmp_path: Path) -> None:
    late = Return("A01", [row(), row(title="另一篇")], name="迟.xlsx", received="2026-09-28 09:00:00")
    workspace = office(tmp_path, [Return("A01", [row()]), late])
    rule(workspace, ruling(title="另一篇", kind="不认定"))
    outcome = run(workspace)
    assert came(outcome) == [("认-1", "暂不生效")]
    assert verdicts(outcome, "迟.xlsx") == ["重复", "待认定"]


def test_a_line_that_cannot_be_read_can_be_turned_down_and_then_waits_no_more(tmp_path: Path) -> None:
    outcome = _run(tmp_path, row(published_on="八月上旬"), ruling(kind="不认定", published_on="八月上旬"))
    assert (verdicts(outcome), came(outcome)) == (["不认定"], [("认-1", "生效")])
    assert "认-1：报样原件（丙，2026-09-25）" in outcome.scored.rows["reason"].item()


def test_a_line_that_cannot_be_read_cannot_be_ruled_good_and_waits_with_the_ruling(tmp_path: Path) -> None:
    outcome = _run(tmp_path, row(method="摘要"), ruling())
    assert (verdicts(outcome), came(outcome)) == (["待认定"], [("认-1", "暂不生效")])


@pytest.mark.parametrize(
    ("signers", "words"),
    [
        ({"approved_by": "甲"}, "提出人和批准人都是甲"),
        ({"proposed_by": "李四"}, "李四是该单位的人员"),
        ({"approved_by": "张三"}, "张三是该单位的人员"),
    ],
)
def test_who_rules_for_himself_is_flagged_and_not_refused(tmp_path: Path, signers: dict[str, str], words: str) -> None:
    outcome = _run(tmp_path, row(authors=""), ruling(**signers))
    assert (verdicts(outcome), codes(outcome)) == (["认定"], ["A20"])
    found = outcome.scored.findings.set_index("code").loc["A20", "found"]
    assert found == f"认定 认-1：{words}"


def test_people_of_other_units_may_rule(tmp_path: Path) -> None:
    assert codes(_run(tmp_path, row(authors=""), ruling(proposed_by="王五", approved_by="赵六"))) == []


def test_a_ruling_without_a_number_is_called_by_file_and_line(tmp_path: Path) -> None:
    outcome = _run(tmp_path, row(authors=""), ruling(ruling_id=""))
    assert came(outcome) == [("认定单-2", "生效")]


def test_the_same_line_in_two_files_is_one_and_a_number_with_two_meanings_is_refused(tmp_path: Path) -> None:
    workspace = office(tmp_path, [])
    folder = rule(workspace, ruling()).parent
    rule(workspace, ruling(), name="再次.csv")
    assert len(read_rulings(folder)) == 1
    rule(workspace, ruling(kind="不认定"), name="再次.csv")
    with pytest.raises(OfficeError, match=r"认定编号“认-1”重复：rulings/再次\.csv 第2行、rulings/认定单\.csv 第2行"):
        read_rulings(folder)


def test_a_line_with_an_unquoted_comma_is_not_read_askew(tmp_path: Path) -> None:
    file = rule(office(tmp_path, []), ruling())
    file.write_text(file.read_text("utf-8-sig").replace("报样原件", "报样,原件"), "utf-8")
    with pytest.raises(OfficeError, match="第2行的格数多于栏目"):
        read_rulings(file.parent)


def test_a_title_copied_from_a_harmless_csv_is_the_title_again(tmp_path: Path) -> None:
    outcome = _run(tmp_path, row(title="＝一＋一", authors=""), ruling(title="'＝一＋一"))
    assert verdicts(outcome) == ["认定"]


def test_of_two_lines_alike_of_which_one_waits_both_are_turned_down_and_that_is_said(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row(method="全文"), row(method="")])])
    rule(workspace, ruling(kind="不认定"))
    outcome = run(workspace)
    assert (verdicts(outcome), earned(outcome)) == (["不认定", "不认定"], 0)
    assert (came(outcome), note(outcome)) == ([("认-1", "生效")], "台账、标题、媒体、日期相同的2行都按此不认定")


def test_a_row_ruled_good_that_its_unit_then_spoils_waits_and_so_does_the_ruling(tmp_path: Path) -> None:
    first = Return("A01", [row(authors="")], name="一.xlsx", received="2026-09-10 09:00:00")
    again = Return("A01", [row(method="")], name="二.xlsx", received="2026-09-11 09:00:00")
    workspace = office(tmp_path, [first, again])
    rule(workspace, ruling())
    outcome = run(workspace)
    assert (came(outcome), codes(outcome)) == ([("认-1", "暂不生效")], ["A21"])
    assert (verdicts(outcome, "二.xlsx"), earned(outcome)) == (["待认定"], 0)
    assert note(outcome) == "《课后服务展新貌》填写有误，须由单位补正"


def test_two_rulings_that_disagree_on_a_line_that_cannot_be_read_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="认-1 与 认-2 对同一行的结论不同"):
        _run(tmp_path, row(method=""), ruling(), ruling(ruling_id="认-2", kind="不认定"))


def test_turning_down_an_unread_line_of_a_late_return_that_is_void_is_needless(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row(method="")], received="2026-09-28 09:00:00")])
    rule(workspace, ruling(kind="不认定"))
    outcome = run(workspace)
    assert (verdicts(outcome), came(outcome)) == (["作废"], [("认-1", "无须认定")])
    assert note(outcome) == "所在的来件 A01.xlsx 逾期，作废"
