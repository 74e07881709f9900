"""A ruling may name a row's day by the unit or by the office's register; on a late return it waits while lateness is undecided."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from schemas.papers import PaperKind
from schemas.records import Rulings
from tests.papers.case import Desk, quotas, school
from tests.plans.kit import Sent, used, wrote
from tests.ruled import came, codes, ruling

SUBMITTED = wrote(
    "晨读", datetime(2026, 10, 8, 9), "温良", story_no="1", head_signature="主任", leader_signature="校长"
)
RECEIVED = {
    "单位代码": "A1", "标题": "晨读", "撰稿人": "温良", "接收时间": datetime(2026, 10, 12, 9), "稿件编号": "1",
    "科室负责人签批": "主任", "分管领导签批": "校长", "登记人": "办公室",
}  # fmt: skip


def _rule(one: Desk, **said: str) -> None:
    folder = one.workspace.rulings(one.quarter)
    folder.mkdir(exist_ok=True)
    signed = ruling(unit_code="A1", title="晨读", ruled_on="2026-11-25", **said)
    with (folder / "认定单.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(Rulings.headers().values()), list(signed.values())])


@pytest.mark.parametrize("day", ["2026-10-08", "2026-10-12"])
@pytest.mark.parametrize(("kind", "done", "effect"), [("不认定", 0, "生效"), ("认定", 1, "无须认定")])
def test_a_row_is_known_by_the_day_of_its_unit_and_by_the_day_of_the_register(
    tmp_path: Path, day: str, kind: str, done: int, effect: str
) -> None:
    one = school(tmp_path, [Sent("A1", [], [SUBMITTED])])
    one.fill(PaperKind.REGISTER, RECEIVED)
    _rule(one, book="报送台账", outlet="", published_on=day, kind=kind)
    outcome = one.run()
    assert came(outcome) == [("认-1", effect)]
    assert quotas(outcome, "信息报送任务")["done"]["A1"] == done


@pytest.mark.parametrize("kind", ["认定", "不认定"])
@pytest.mark.parametrize("authors", ["温良", ""], ids=["read", "unread"])
def test_a_ruling_on_a_late_return_waits_while_nobody_decided_what_lateness_means(
    tmp_path: Path, kind: str, authors: str
) -> None:
    adoption = used("晨读", "青林报", date(2026, 10, 20), authors, evidence_kinds="报样", evidence_no="1")
    one = school(tmp_path, [Sent("A1", [adoption], [SUBMITTED], received="2026-12-10 09:00:00")])
    _rule(one, outlet="青林报", published_on="2026-10-20", kind=kind)
    outcome = one.run()
    assert came(outcome) == [("认-1", "暂不生效")]
    assert codes(outcome) == ["A21"]
    assert set(outcome.scored.rows["verdict"]) == {"待认定"}
