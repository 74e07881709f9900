"""The public edition of plans that pay, punish and count instructions of leaders, as published: what is in it, what is not."""

from __future__ import annotations

import re
from contextlib import nullcontext

import pytest

from pipeline.period import PeriodId
from pipeline.produce import Published, produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from schemas.vocabulary import Standing
from tests.bulletin import texts
from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS

PLANS = ["haidian-civilization", "group-company", "laishan-forestry", "organisation-department", "nantong-transport"]
"""Instructions and people commended; several payers and funds; people's points taken away; sanctions; a month."""
UNSAID = [
    "¥",
    "批示",
    "此件不公开",
    ".xlsx",
    "联系人",
    "没有报送",
    "没有完成",
    "应作处理",
    *set(Standing) - {Standing.ON_TIME},
]


@pytest.fixture(scope="module", params=PLANS)
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Published:
    one = QUARTERS[request.param]
    setting = open_setting(
        workspace_of(one, tmp_path_factory.mktemp(one.plan)), worker_processes(1), lambda _: nullcontext()
    )
    return produce(setting, PeriodId.parse(one.quarter))


@pytest.fixture(scope="module")
def read(published: Published) -> dict[str, str]:
    files = {file.name: file.read_bytes() for file in published.folder.glob("bulletin-public.*")}
    return texts.of_forms(files, "bulletin-public")


def test_no_form_tells_of_money_instructions_phones_files_or_units_in_trouble(
    published: Published, read: dict[str, str]
) -> None:
    contact = published.outcome.setting.office.contact
    for text in read.values():
        assert not [word for word in (*UNSAID, contact.phone, contact.person) if word in text]
        assert not re.search(r"\d元", text)
        assert not [title for title in published.outcome.scored.settled["title"] if title in text]


def test_units_stand_as_they_do_inside_and_only_commended_people_are_named(
    published: Published, read: dict[str, str]
) -> None:
    totals, honours = published.outcome.totals, published.outcome.honours
    commended = set(honours.loc[honours["excluded"] == "", "person_name"])
    others = set(totals.people["name"]) - commended
    for text in read.values():
        assert all(name in text for name in totals.units["name"])
        assert f"采用信息{totals.units['items'].sum()}篇" in text
        assert not [name for name in others if name in text]
        assert all(name in text for name in commended)


def test_a_month_is_told_in_a_brief(published: Published, read: dict[str, str]) -> None:
    is_month = published.outcome.scored.checked.period.which.kind == "month"
    for text in read.values():
        assert ("信息宣传简报第" in text) == is_month
        assert ("抄送：" in text) != is_month
