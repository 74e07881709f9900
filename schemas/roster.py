"""The roster workbook (名录): sheets 单位, 媒体, 人员, as the office keeps them."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas.table import Table

OUTLET_KINDS = ("报纸", "电视", "广播", "网站", "内部刊物", "部门", "平台号")
STRANGER = "?"
"""Stands for the code of a unit that is not on the roster."""
YES_NO = ["是", "否"]
DATE_OR_BLANK = r"^(\d{4}-\d{2}-\d{2})?$"


class Units(Table):
    """单位: who must report, in the order the office names them."""

    unit_code: Series[str] = pa.Field(title="单位代码", unique=True, str_matches=r"^[0-9A-Za-z]+$")
    name: Series[str] = pa.Field(title="单位名称", unique=True, str_length={"min_value": 1})
    aliases: Series[str] = pa.Field(title="简称与曾用名", description="以顿号分隔")
    unit_class: Series[str] = pa.Field(title="类别", str_length={"min_value": 1})
    responsible: Series[str] = pa.Field(title="负责人")
    correspondent: Series[str] = pa.Field(title="信息员")
    headcount: Series[str] = pa.Field(title="人数", description="办法与人数有关时填", str_matches=r"^\d*$")
    phone: Series[str] = pa.Field(title="联系电话")
    mail: Series[str] = pa.Field(title="登记邮箱")
    from_date: Series[str] = pa.Field(title="启用日期", str_matches=DATE_OR_BLANK)
    to_date: Series[str] = pa.Field(title="停用日期", str_matches=DATE_OR_BLANK)


def headcounts(units: pd.DataFrame) -> pd.Series[int]:
    """How many people each unit has; 0 where the roster does not say."""
    return units["headcount"].replace("", "0").astype("int64")


class Outlets(Table):
    """媒体: outlets known to the office, with their tier under its assessment."""

    name: Series[str] = pa.Field(title="媒体名称", unique=True, str_length={"min_value": 1})
    aliases: Series[str] = pa.Field(title="别名", description="以顿号分隔")
    tier: Series[str] = pa.Field(title="级别", description="考核办法所列级别的名称")
    kind: Series[str] = pa.Field(title="类型", isin=list(OUTLET_KINDS))
    in_targets: Series[str] = pa.Field(title="任务媒体", isin=YES_NO)
    in_cash: Series[str] = pa.Field(title="现金媒体", isin=YES_NO)
    from_date: Series[str] = pa.Field(title="启用日期", str_matches=DATE_OR_BLANK)
    to_date: Series[str] = pa.Field(title="停用日期", str_matches=DATE_OR_BLANK)


class People(Table):
    """人员: people known to the office; a person is a code, so namesakes stay two people.

    Who moves has a line for each unit, with the same code and the days he belonged to it.
    """

    person_code: Series[str] = pa.Field(title="工号", str_length={"min_value": 1})
    name: Series[str] = pa.Field(title="姓名", str_length={"min_value": 1})
    unit_code: Series[str] = pa.Field(title="单位代码", str_length={"min_value": 1})
    role: Series[str] = pa.Field(title="人员身份")
    aliases: Series[str] = pa.Field(title="别名", description="以顿号分隔")
    from_date: Series[str] = pa.Field(title="启用日期", description="调入之日；一直在的不填", str_matches=DATE_OR_BLANK)
    to_date: Series[str] = pa.Field(title="停用日期", description="调出之日；在职的不填", str_matches=DATE_OR_BLANK)


OPTIONAL: dict[str, frozenset[str]] = {"单位": frozenset({"人数"}), "人员": frozenset({"启用日期", "停用日期"})}
"""Columns a sheet of the roster may lack, because they came later or few need them; they are blank then."""
