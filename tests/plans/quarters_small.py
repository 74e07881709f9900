"""A small quarter of TJ, a plan that only counts: by person what was submitted and adopted. Every name is invented.

By hand, second quarter: 综合股 sends 4 and has 3 used (and one on a platform account, which does not count), 农业股 sends 2 and has 1 used and one
that waits (its outlet is not on the roster), 普查股 sends nothing in. 季川 3 sent, 2 used; 华月 2 sent, 2 used (one with
季川); 麦冬 2 sent, 1 used. 4 + 2 = 6 sent, 3 + 1 = 4 used.
"""

from __future__ import annotations

from datetime import date, datetime

from tests.plans.kit import PlanQuarter, Sent, used, wrote

STATISTICS = PlanQuarter(
    plan="statistics-bureau",
    quarter="2026Q2",
    received="2026-06-25 10:00:00",
    units=[("A1", "综合股", "股室"), ("A2", "农业股", "股室"), ("A3", "普查股", "股室")],
    outlets=[("禾川政务信息", "不分级", "内部刊物"), ("禾川日报", "不分级", "报纸"), ("统计公众号", "不分级", "平台号")],
    people=[
        ("P1", "季川", "A1", "专业人员"), ("P2", "华月", "A1", "专业人员"), ("P3", "麦冬", "A2", "专业人员"),
        ("P4", "石榴", "A3", "专业人员"),
    ],
    returns=[
        Sent("A1", [used("春播面积调查", "禾川日报", date(2026, 3, 3), "季川")], [wrote("春播面积调查", datetime(2026, 3, 2, 9), "季川")], "2026Q1", "2026-03-25 10:00:00"),
        Sent(
            "A1",
            [
                used("一季度经济运行", "禾川政务信息", date(2026, 4, 20), "季川"),
                used("走进普查小区", "禾川日报", date(2026, 5, 11), "季川、华月", story_no="2"),
                used("普查小区见闻", "禾川政务信息", date(2026, 5, 14), "华月", story_no="3"),
                used("公众号推送", "统计公众号", date(2026, 5, 15), "华月"),
            ],
            [
                wrote("一季度经济运行", datetime(2026, 4, 17, 17), "季川"), wrote("走进普查小区", datetime(2026, 5, 8, 9), "季川、华月", story_no="2"),
                wrote("普查小区见闻", datetime(2026, 5, 12, 9), "华月", story_no="3"), wrote("未用的一篇", datetime(2026, 6, 1, 22, 30), "季川"),
            ],
        ),
        Sent(
            "A2",
            [used("夏粮测产", "禾川日报", date(2026, 6, 10), "麦冬"), used("夏粮测产", "远方周刊", date(2026, 6, 12), "麦冬")],
            [wrote("夏粮测产", datetime(2026, 6, 8, 9), "麦冬"), wrote("生猪监测", datetime(2026, 6, 16, 9), "麦冬")],
        ),
    ],
)  # fmt: skip

SMALL = (STATISTICS,)
