"""The office says that two rows are one story: then the assessment's policy for one story in several rows acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OfficeError
from pipeline.run import Outcome
from tests.ruled import came, codes, earned, note, rule, ruling
from tests.workspace import Return, office, row, run

OTHER = {"title": "校园课后服务见闻", "outlet_text": "江北教育报"}


def _same(as_: str, **overrides: str) -> dict[str, str]:
    return ruling(**{"kind": "同一稿件", "same_as": as_, **overrides})


def _run(tmp_path: Path, returns: list[Return], *rulings: dict[str, str]) -> Outcome:
    workspace = office(tmp_path, returns)
    rule(workspace, *rulings)
    return run(workspace)


def _own(*lines: dict[str, Any]) -> list[Return]:
    return [Return("A01", list(lines))]


def test_two_titles_of_a_unit_become_one_story_and_only_the_highest_counts(tmp_path: Path) -> None:
    returns = _own(row(), row(**OTHER))
    assert earned(run(office(tmp_path, returns)), measure="单位积分") == 11000
    outcome = _run(tmp_path, returns, _same("校园课后服务见闻"))
    assert (earned(outcome, measure="单位积分"), came(outcome)) == (8000, [("认-1", "生效")])
    settled = outcome.scored.settled
    assert settled["story"].nunique() == 1
    assert settled["ruling_ids"].tolist() == ["认-1", "认-1"]
    assert settled["outlets_of_story"].tolist() == [2, 2]


def test_one_story_reported_by_two_units_counts_where_it_earned_most(tmp_path: Path) -> None:
    returns = [*_own(row()), Return("B01", [row(outlet_text="江北教育报", authors="王五")])]
    outcome = _run(tmp_path, returns, _same("B01：课后服务展新貌"))
    points = [earned(outcome, unit, "单位积分") for unit in ("A01", "B01")]
    assert (points, codes(outcome, "S06")) == ([0, 8000], [])


def test_stories_can_be_joined_in_a_chain(tmp_path: Path) -> None:
    returns = _own(row(), row(**OTHER), row(title="第三篇", outlet_text="临溪快报"))
    chain = [_same("第三篇"), _same("校园课后服务见闻", ruling_id="认-2")]
    outcome = _run(tmp_path, returns, *chain)
    assert outcome.scored.settled["story"].nunique() == 1
    assert earned(outcome, measure="单位积分") == 8000


def test_two_stories_of_one_title_outlet_and_day_are_joined_by_that_title(tmp_path: Path) -> None:
    outcome = _run(tmp_path, _own(row(), row(authors="李四")), _same("课后服务展新貌"))
    assert came(outcome) == [("认-1", "生效")]
    assert outcome.scored.rows["verdict"].tolist() == ["认定", "重复"]


def test_a_title_that_means_several_stories_needs_its_outlet_and_day(tmp_path: Path) -> None:
    returns = [*_own(row()), Return("B01", [row(authors="王五"), row(authors="张三", outlet_text="江北教育报")])]
    with pytest.raises(OfficeError, match="所说的另一篇“B01：课后服务展新貌”有2篇，请在标题后注明媒体和日期"):
        _run(tmp_path, returns, _same("B01：课后服务展新貌"))
    outcome = _run(tmp_path, returns, _same("B01：课后服务展新貌（江北教育报，2026-08-05）"))
    stories = outcome.scored.settled.set_index("row_id")["story"]
    assert stories[0] == stories[2] != stories[1]


def test_what_is_one_story_already_needs_no_ruling(tmp_path: Path) -> None:
    returns = _own(row(), row(outlet_text="江北教育报"))
    outcome = _run(tmp_path, returns, _same("课后服务展新貌"))
    assert (came(outcome), note(outcome)) == ([("认-1", "无须认定")], "已按同一稿件计")


def test_a_story_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="所说的另一篇“B01：没有这一篇”找不到"):
        _run(tmp_path, _own(row()), _same("B01：没有这一篇"))
    with pytest.raises(OfficeError, match="第2行：没有填写与哪一篇相同"):
        _run(tmp_path, _own(row()), _same(""))


def test_units_own_numbers_do_not_clash_in_a_story_the_office_joined(tmp_path: Path) -> None:
    returns = [*_own(row(story_no="1")), Return("B01", [row(title="另一个标题", story_no="1", authors="王五")])]
    assert codes(_run(tmp_path, returns, _same("B01：另一个标题")), "S08") == []
