"""收稿登记 governs over what units list: a claim it does not hold waits, a line nobody claimed counts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline.bulletin.view import view
from pipeline.errors import OfficeError
from pipeline.produce import audit_tables, figures_of
from schemas.papers import Difference, PaperKind
from tests.papers.case import Desk, county, quotas, said, school, told, verdicts
from tests.plans.kit import Line, Sent, used, wrote
from tests.workspace import Return, row

LABEL = "信息报送任务"
STORIES = (("晨读", "1"), ("远足", "2"))
SIGNED = {"head_signature": "主任", "leader_signature": "校长"}
FORM = {"科室负责人签批": "主任", "分管领导签批": "校长", "登记人": "办公室"}


def wrote_signed(title: str, day: int, **more: str) -> Line:
    return wrote(title, datetime(2026, 10, day, 9), "温良", **SIGNED, **more)


def received(title: str, day: int, **more: object) -> dict[str, object]:
    """A line of the office's own register, of A1 by its code."""
    return {
        "单位代码": "A1", "标题": title, "撰稿人": "温良", "接收时间": datetime(2026, 10, day, 9), **FORM, **more,
    }  # fmt: skip


def desk(tmp_path: Path, *claims: Line, adoptions: list[Line] | None = None) -> Desk:
    return school(tmp_path, [Sent("A1", adoptions or [], list(claims))])


def test_claims_and_register_that_agree_change_nothing_but_who_vouches_for_them(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8), wrote_signed("远足", 9))
    one.fill(PaperKind.REGISTER, received("晨读", 8), received("远 足", 9))
    outcome = one.run()
    assert verdicts(outcome) == {"报送:晨读": "认定", "报送:远足": "认定"}
    assert quotas(outcome, LABEL)["done"]["A1"] == 2
    assert outcome.scored.checked.papers.register.differences.empty
    assert "报送条数以办公室收稿登记为准。" in said(outcome)


def test_a_claim_the_office_never_received_waits_and_is_told_to_the_unit(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8), wrote_signed("远足活动", 9))
    one.fill(PaperKind.REGISTER, received("晨读", 8), received("远足的活动", 9, 单位代码="A2"))
    outcome = one.run()
    row_of = outcome.scored.rows.set_index("title").loc["远足活动"]
    assert (row_of["verdict"], row_of["reason_code"]) == ("待认定", "收稿登记中没有")
    assert (quotas(outcome, LABEL)["done"]["A1"], told(outcome, "P01")) == (1, ["A1"])
    assert "单位填报而收稿登记没有的1条，暂不计入；收稿登记有而单位没有填报的1条，按登记计入。" in said(outcome)


def test_a_line_nobody_claimed_counts_for_its_unit_and_has_a_row_with_a_verdict(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8))
    one.fill(
        PaperKind.REGISTER, received("晨读", 8), received("远足", 9), received("义卖", 10, 单位代码=None, 单位="德育处")
    )
    outcome = one.run()
    assert verdicts(outcome) == {"报送:晨读": "认定", "报送:远足": "认定", "报送:义卖": "认定"}
    assert quotas(outcome, LABEL)["done"].to_dict() == {"A1": 2, "A2": 1, "B1": 0, "B2": 0}
    assert told(outcome, "P02") == ["A1", "A2"]
    controls = {one["control"]: (one["left"], one["right"]) for one in outcome.controls}
    assert (controls["收稿登记行数"], controls["填报行数"]) == ((3, 3), (3, 3))
    assert set(quotas(outcome, LABEL)["checkable"]) == {True}, "the office knows what it received of everybody"


def test_the_unclaimed_line_is_signed_as_its_columns_say_and_links_an_adoption(tmp_path: Path) -> None:
    proof = {"evidence_kinds": "报样", "evidence_no": "1"}
    adoptions = [
        used("晨读", "青林报", date(2026, 10, 20), "温良", **proof),
        used("远足", "青林报", date(2026, 10, 21), "温良", **proof),
    ]
    one = desk(tmp_path, adoptions=adoptions)
    one.fill(PaperKind.REGISTER, received("晨读", 8), received("远足", 9, 分管领导签批=None))
    found = verdicts(one.run())
    assert (found["采用:晨读"], found["采用:远足"]) == ("认定", "作废")


def test_an_adoption_whose_submission_never_came_waits_with_it(tmp_path: Path) -> None:
    adoption = used("晨读", "青林报", date(2026, 10, 20), "温良", evidence_kinds="报样")
    one = desk(tmp_path, wrote_signed("晨读", 8), adoptions=[adoption])
    one.fill(PaperKind.REGISTER, received("远足", 9))
    assert verdicts(one.run()) == {"采用:晨读": "待认定", "报送:晨读": "待认定", "报送:远足": "认定"}


def test_a_story_known_by_its_number_counts_when_the_office_received_it(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8, story_no="7"))
    one.fill(PaperKind.REGISTER, received("晨 读", 12, 稿件编号="7"))
    outcome = one.run()
    settled = outcome.scored.settled
    assert settled["submitted_at"].item() == datetime(2026, 10, 12, 9)
    differences = outcome.scored.checked.papers.register.differences
    assert differences["difference"].tolist() == [Difference.OTHER_TIME]
    assert told(outcome, "P03") == ["A1"]


def test_a_registered_story_vouches_for_one_claim_and_a_number_alone_for_none(tmp_path: Path) -> None:
    proof = {"evidence_kinds": "报样", "evidence_no": "1"}
    adoptions = [used(title, "青林报", date(2026, 10, 20), "温良", story_no=no, **proof) for title, no in STORIES]
    claims = [wrote_signed(title, day, story_no=no) for day, (title, no) in enumerate(STORIES, start=8)]
    one = desk(tmp_path, *claims, adoptions=adoptions)
    one.fill(PaperKind.REGISTER, received("远足", 9, 稿件编号="1"))
    outcome = one.run()
    assert verdicts(outcome) == {
        "采用:晨读": "待认定", "采用:远足": "认定", "报送:晨读": "待认定", "报送:远足": "认定",
    }  # fmt: skip
    assert (quotas(outcome, LABEL)["done"]["A1"], told(outcome, "P01")) == (1, ["A1"])


def test_a_number_under_another_title_leaves_claim_and_adoption_waiting(tmp_path: Path) -> None:
    adoption = used("晨读", "青林报", date(2026, 10, 20), "温良", story_no="1", evidence_kinds="报样")
    one = desk(tmp_path, wrote_signed("晨读", 8, story_no="1"), adoptions=[adoption])
    one.fill(PaperKind.REGISTER, received("远足", 8, 稿件编号="1"))
    outcome = one.run()
    assert verdicts(outcome) == {"采用:晨读": "待认定", "报送:晨读": "待认定", "报送:远足": "认定"}
    differences = outcome.scored.checked.papers.register.differences
    assert differences["resembles"].tolist() == ["是不是“远足”（稿件编号相同）", "是不是“晨读”（稿件编号相同）"]


def test_a_claim_typed_twice_shares_its_line_and_a_like_one_of_another_number_does_not(tmp_path: Path) -> None:
    claim = wrote_signed("晨读", 8, story_no="1")
    one = desk(tmp_path, claim, claim, {**claim, "story_no": "2"})
    one.fill(PaperKind.REGISTER, received("晨读", 8, 稿件编号="1"))
    outcome = one.run()
    assert outcome.scored.rows["verdict"].tolist() == ["认定", "重复", "待认定"]
    assert told(outcome, "P01") == ["A1"]


def test_the_number_of_a_joint_story_is_that_of_the_unit_that_claims_it(tmp_path: Path) -> None:
    story = wrote_signed("联合教研", 9, story_no="1", partners="教务处")
    one = school(tmp_path, [Sent("A2", [], [story])])
    one.fill(PaperKind.REGISTER, received("教务动态", 8, 稿件编号="1"))
    assert verdicts(one.run()) == {"报送:联合教研": "待认定", "报送:教务动态": "认定"}


def test_the_register_goes_before_the_claim_in_all_that_it_says_and_each_difference_is_listed(tmp_path: Path) -> None:
    adoption = used("晨读", "青林报", date(2026, 10, 20), "温良", story_no="1", evidence_kinds="报样")
    one = desk(tmp_path, wrote_signed("晨读", 8, story_no="1"), adoptions=[adoption])
    one.fill(
        PaperKind.REGISTER, received("晨读", 8, 稿件编号="1", 撰稿人="傅俭", 科室负责人签批=None, 分管领导签批=None)
    )
    outcome = one.run()
    assert verdicts(outcome) == {"采用:晨读": "作废", "报送:晨读": "认定"}, "no signature, no adoption"
    submitted = outcome.scored.settled.query("book == '报送台账'")
    assert submitted[["authors", "head_signature", "leader_signature"]].values.tolist() == [["傅俭", "", ""]]
    differences = outcome.scored.checked.papers.register.differences
    assert set(differences["difference"]) == {Difference.OTHER_CELL}
    assert [text.partition("（")[0] for text in differences["registered"]] == [
        "《晨读》撰稿人：傅俭", "《晨读》科室负责人签批：未填", "《晨读》分管领导签批：未填",
    ]  # fmt: skip
    assert told(outcome, "P03") == ["A1"] * 3


def test_a_column_that_the_register_has_not_says_nothing(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8))
    one.drop_csv("收稿登记.csv", ["单位代码", "标题", "接收时间", "登记人"], ["A1", "晨读", "2026-10-8 9:00", "办公室"])
    outcome = one.run()
    assert verdicts(outcome) == {"报送:晨读": "认定"}
    assert outcome.scored.checked.papers.register.differences.empty


def test_what_only_resembles_is_named_and_never_taken_for_the_same(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("课后服务展新貌", 8))
    one.fill(PaperKind.REGISTER, received("课后服务展新颜", 8))
    differences = one.run().scored.checked.papers.register.differences.set_index("difference")
    assert differences["resembles"].to_dict() == {
        Difference.NOT_CLAIMED: "是不是“课后服务展新貌”",
        Difference.NOT_RECEIVED: "是不是“课后服务展新颜”",
    }


def test_differences_are_in_the_audit_and_the_register_waits_for_no_one_else(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8))
    one.fill(PaperKind.REGISTER, received("远足", 9))
    outcome = one.run()
    from pipeline import controls

    tables = audit_tables(outcome, controls.settled_controls(outcome.controls))
    assert len(tables["23_收稿登记"]) == 1
    assert len(tables["24_收稿登记核对差异"]) == 2
    assert view(figures_of(outcome)).annexes


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"登记人": None}, r"papers/收稿登记\.xlsx 工作表“收稿登记”第6行：没有填写登记人"),
        ({"接收时间": "九月初"}, "“接收时间”填写为“九月初”，不是日期"),
        ({"单位代码": "Z1"}, "单位代码“Z1”不在名录"),
        ({"单位": "德育处"}, "单位代码“A1”是教务处，与所填单位“德育处”不一致"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: dict[str, object], words: str) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8))
    one.fill(PaperKind.REGISTER, received("晨读", 8, **line))
    with pytest.raises(OfficeError, match=words):
        one.run()


def test_one_story_registered_twice_is_refused(tmp_path: Path) -> None:
    one = desk(tmp_path, wrote_signed("晨读", 8))
    one.fill(PaperKind.REGISTER, received("晨读", 8), received("晨读", 8))
    with pytest.raises(OfficeError, match=r"第7行：与papers/收稿登记\.xlsx 工作表“收稿登记”第6行是同一单位的同一稿件"):
        one.run()


def test_a_plan_that_asks_for_no_submissions_says_that_it_has_no_use_for_the_register(tmp_path: Path) -> None:
    one = county(tmp_path, [Return("A01", [row()])])
    one.drop_csv("收稿登记.csv", ["单位代码", "标题", "接收时间", "登记人"], ["A01", "课后", "2026-8-3 9:00", "办公室"])
    outcome = one.run()
    findings = outcome.scored.findings
    assert findings.loc[findings["code"] == "P07", "found"].tolist() == ["收稿登记"]
    assert verdicts(outcome) == {"采用:课后服务展新貌": "认定"}
