"""What is told of the fonts that are not there."""

from __future__ import annotations

from pipeline.bulletin.stand_ins import stand_ins, warning

OPEN = {"Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"}


def test_open_fonts_that_stand_in_are_named() -> None:
    found = stand_ins(OPEN.__contains__)
    assert found["仿宋_GB2312"] == "LXGW WenKai"
    assert "方正小标宋简体用Noto Serif CJK SC代替" in warning(found)


def test_nothing_is_said_of_fonts_that_are_there() -> None:
    found = stand_ins({"仿宋_GB2312", "方正小标宋简体", "SimHei", "宋体", *OPEN}.__contains__)
    assert warning(found) == ""


def test_one_missing_font_is_named_alone() -> None:
    found = stand_ins({"仿宋_GB2312", "SimHei", "宋体", *OPEN}.__contains__)
    assert found == {"方正小标宋简体": "Noto Serif CJK SC"}


def test_a_machine_without_any_of_them_is_told_so() -> None:
    assert "黑体没有可代替的字体" in warning(stand_ins(lambda _: False))
