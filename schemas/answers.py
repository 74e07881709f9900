"""The officer's list of what is left to do (经办待办), written beside the answers."""

from __future__ import annotations

from enum import StrEnum

import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas.table import Table


class TodoKind(StrEnum):
    """What only the office can settle."""

    HELD = "待核实的来件"
    ASIDE = "隔离的来件"
    TIME = "收到时间待登记"
    UNREGISTERED = "没有登记的文件"
    OUTLET = "待定级的媒体"
    TWINS = "疑似同一稿件"
    PERSON = "名录外的人员"
    ADDRESS = "没有登记邮箱"


class Todo(Table):
    """经办待办: one line for each thing the officer has to look into; nothing here is asked of a unit."""

    kind: Series[str] = pa.Field(title="事项", isin=list(TodoKind))
    subject: Series[str] = pa.Field(title="内容")
    action: Series[str] = pa.Field(title="怎样办")
    units: Series[str] = pa.Field(title="涉及单位", description="单位名称，以顿号分隔")
    path: Series[str] = pa.Field(title="文件", description="整份文件的事项")
    places: Series[str] = pa.Field(title="位置", description="文件、工作表、单元格，以分号分隔")
