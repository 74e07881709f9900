"""Who signs the office's letters."""

from __future__ import annotations

import pytest

from pipeline.answer.letter import signed_by
from tests.bulletin.made_up import office


@pytest.mark.parametrize(
    ("department", "signed"),
    [
        ("局办公室", "云岭县教育局办公室"),
        ("办公室", "云岭县教育局办公室"),
        ("云岭县教育局办公室", "云岭县教育局办公室"),
        ("信息中心", "云岭县教育局信息中心"),
    ],
)
def test_what_the_office_ends_and_its_department_begins_with_is_said_once(department: str, signed: str) -> None:
    assert signed_by(office(department=department)) == signed
