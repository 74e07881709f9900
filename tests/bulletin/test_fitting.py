"""Columns of printed tables are as wide as what they hold asks for."""

from __future__ import annotations

from pipeline.bulletin.fitting import ems, fitted, fitted_annex
from pipeline.bulletin.parts import Annex, Column, Table

PLACE, UNIT, POINTS = Column("名次", 20), Column("单位", 20, "left"), Column("积分", 20, "right")


def test_a_long_name_gets_the_room_that_figures_do_not_need() -> None:
    place, unit, points = fitted((PLACE, UNIT, POINTS), [("1", "长" * 30, "12.5"), ("2", "短", "3")], 442)
    assert unit.width > 6 * place.width
    assert place.width < points.width
    assert 998 <= place.width + unit.width + points.width <= 1002


def test_what_is_left_over_is_shared_by_all_columns() -> None:
    widths = [column.width for column in fitted((PLACE, UNIT, POINTS), [("1", "甲校", "3")], 442)]
    assert min(widths) > 250


def test_a_date_and_a_name_stand_on_one_line() -> None:
    columns = (Column("姓名", 1), Column("日期", 1), Column("理由", 30, "left"))
    name, day, _ = fitted(columns, [("欧阳建国", "12月22日", "理" * 200)], 442)
    assert name.width * 442 / 1000 > 4 * 10.5 + 6
    assert day.width * 442 / 1000 > ems("12月22日") * 10.5 + 6


def test_a_short_name_is_not_broken_for_the_sake_of_a_long_text() -> None:
    name, _ = fitted((UNIT, Column("理由", 1, "left")), [("临溪县第三小学", "理" * 300)], 442)
    assert name.width * 442 / 1000 > 7 * 10.5 + 6


def test_two_long_texts_share_by_how_long_they_are() -> None:
    columns = (Column("标题", 1, "left"), Column("理由", 1, "left"))
    title, reason = fitted(columns, [("题" * 20, "理" * 60)] * 3, 442)
    assert 1.7 < reason.width / title.width < 3.2


def test_columns_without_room_stay_as_they_were_given() -> None:
    columns = tuple(Column(f"第{n}列", 10 + n) for n in range(12))
    assert fitted(columns, [("一二三四五六",) * 12], 442) == columns


def test_tables_with_the_same_columns_keep_them_the_same() -> None:
    tables = tuple(Table((PLACE, UNIT, POINTS), (("1", name, "3"),)) for name in ("甲", "长" * 30))
    one, two = fitted_annex(Annex("units", "附件1", "排名", tables)).tables
    assert one.columns == two.columns
