"""Small periods of two plans: a quarter with a monthly duty, and a campaign with weekly ones. Every name is invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.plans.kit import Line, PlanQuarter, Sent, used, wrote


def _draft(title: str, month: int, day: int, authors: str, no: str = "", leader: str = "周分管") -> Line:
    """A manuscript sent in, with the leader's approval unless said otherwise."""
    moment = datetime(2026, month, day, 9)
    return wrote(title, moment, authors, matter="稿件", story_no=no, leader_signature=leader)


def _other(matter: str, title: str, month: int, day: int, authors: str) -> Line:
    """A tip or help given to reporters, which is no manuscript."""
    return wrote(title, datetime(2026, month, day, 10), authors, matter=matter)


PLANNING = PlanQuarter(
    plan="wujin-planning",
    quarter="2026Q3",
    received="2026-09-24 10:00:00",
    units=[
        ("A1", "详细规划科", "科室"), ("A2", "用地规划科", "科室"), ("A3", "法规科", "科室"), ("B1", "规划展示馆", "局属单位"),
        ("B2", "测绘队", "局属单位"),
    ],
    outlets=[
        ("东城规划动态", "局动态信息", "内部刊物"), ("市规划信息", "市规划局", "内部刊物"), ("东城新闻网", "第3项所列", "网站"),
        ("江州日报", "第2项所列", "报纸"), ("江北日报", "第1项所列", "报纸"),
    ],
    people=[
        ("P1", "顾言", "A1", ""), ("P2", "陆平", "A1", ""), ("P3", "施文", "A2", ""), ("P4", "邱岚", "B1", ""), ("P5", "倪波", "B1", ""),
        ("P6", "芮雪", "B2", ""),
    ],
    returns=[
        Sent(
            "A1",
            [
                used("老街更新有了时间表", "东城规划动态", date(2026, 7, 14), "顾言", story_no="1"),
                used("老街更新有了时间表", "市规划信息", date(2026, 7, 20), "顾言", story_no="1"),
                used("社区规划师进楼道", "江州日报", date(2026, 8, 6), "顾言、陆平", story_no="2"),
            ],
            [
                _draft("老街更新有了时间表", 7, 8, "顾言", "1"), _draft("口袋公园选址公示", 7, 22, "陆平"),
                _draft("社区规划师进楼道", 8, 3, "顾言、陆平", "2"), _draft("控规修编听取意见", 8, 20, "顾言"),
                _draft("河滨地块方案评审", 9, 10, "陆平"), _other("新闻线索", "旧厂房改建书店", 9, 11, "陆平"),
                _other("新闻线索", "河道步道即将贯通", 9, 15, "顾言"), _other("采访服务", "陪同江州日报记者踏看老街", 8, 5, "顾言"),
            ],
        ),
        Sent(
            "A2",
            [],
            [
                *(_draft(f"用地动态（{month}月{day}日）", month, day, "施文") for month in (7, 8, 9) for day in (7, 21)),
                _other("新闻线索", "闲置地块变停车场", 8, 12, "施文"),
            ],
        ),
        Sent(
            "B1",
            [
                used("展示馆夜场开放", "东城新闻网", date(2026, 7, 30), "邱岚", story_no="1"),
                used("模型沙盘换新", "市规划信息", date(2026, 8, 21), "倪波"), used("转来的一篇", "东城规划动态", date(2026, 8, 24), "倪波", origin="转载"),
                used("陌生刊物用的", "远方城市", date(2026, 9, 3), "邱岚"),
            ],
            [
                _draft("展示馆夜场开放", 7, 24, "邱岚", "1", leader=""), _draft("暑期研学", 7, 28, "倪波"), _draft("馆藏图纸征集", 8, 14, "邱岚"),
                wrote("开学第一课", datetime(2026, 8, 31, 9), "邱岚"), _draft("讲解员培训", 9, 8, "倪波"), _draft("中秋进馆", 9, 22, "邱岚"),
            ],
        ),
        Sent(
            "B2",
            [used("无人机测绘老城", "江北日报", date(2026, 9, 9), "芮雪", story_no="1")],
            [
                _draft("无人机测绘老城", 9, 2, "芮雪", "1"),
                *(_draft(f"测绘动态（{month}月{day}日）", month, day, "芮雪") for month in (7, 8, 9) for day in (6, 20)),
                _other("采访服务", "为省报记者提供航拍资料", 9, 4, "芮雪"), _other("采访服务", "接受电视台采访", 9, 16, "芮雪"),
            ],
        ),
    ],
)  # fmt: skip


def _weeks(first: date, weeks: int, each: int, authors: str, what: str, **more: Any) -> list[Line]:
    """`each` items in every week from a Monday on, signed by the head unless said otherwise."""
    days = [first + timedelta(weeks=week, days=n) for week in range(weeks) for n in range(each)]
    usual = {"head_signature": "科长", "importance": "一般"}
    return [
        wrote(f"{what}（{day.month}月{day.day}日）", datetime(day.year, day.month, day.day, 10), authors, **{**usual, **more})
        for day in days
    ]  # fmt: skip


def _important(title: str, month: int, day: int, authors: str, to: str, leader: str = "秦副部长", **more: Any) -> Line:
    moment = datetime(2026, month, day, 15)
    return wrote(title, moment, authors, importance="重要", sent_to=to, head_signature="科长", leader_signature=leader, **more)  # fmt: skip


ORGANISATION = PlanQuarter(
    plan="organisation-department",
    quarter="2026C1",
    received="2026-07-02 09:30:00",
    units=[("A1", "组织科", "科室"), ("A2", "干部科", "科室"), ("A3", "人才科", "科室"), ("A4", "监督科", "科室"), ("B1", "电教中心", "电教中心")],
    outlets=[
        ("今日云岭", "县级", "报纸"), ("云岭先锋网", "县级", "网站"), ("江州日报", "市级", "报纸"), ("江北组工信息", "省级", "内部刊物"),
        ("江北先锋在线", "省级", "网站"), ("华夏党建网", "国家级", "网站"),
    ],
    people=[
        ("P1", "钟毅", "A1", "信息员"), ("P2", "沈白", "A1", "干部"), ("P3", "梅清", "A2", "信息员"), ("P4", "许安", "A3", "信息员"),
        ("P5", "葛飞", "A3", "干部"), ("P6", "姚远", "A4", "信息员"), ("P7", "白露", "B1", "信息员"),
    ],
    returns=[
        Sent(
            "A1",
            [
                used("村村有了党群服务点", "今日云岭", date(2026, 5, 27), "钟毅", story_no="1"),
                used("党群服务点连成网", "江北组工信息", date(2026, 6, 9), "钟毅", story_no="1"),
                used("先锋课堂开到田头", "今日云岭", date(2026, 6, 11), "沈白"), used("先锋课堂", "华夏党建网", date(2026, 6, 25), "沈白"),
                used("活动开始以前的一篇", "今日云岭", date(2026, 5, 20), "钟毅"),
            ],
            [
                _important("村村有了党群服务点", 5, 25, "钟毅", "江北组工信息", story_no="1"), *_weeks(date(2026, 5, 26), 5, 2, "钟毅", "基层党建动态"),
                _important("先锋课堂", 6, 22, "沈白", "华夏党建网"),
            ],
        ),
        Sent(
            "A2",
            [used("年轻干部走访日记", "今日云岭", date(2026, 6, 3), "梅清"), used("转来的一篇", "今日云岭", date(2026, 6, 4), "梅清", origin="转载")],
            [
                *_weeks(date(2026, 5, 25), 4, 2, "梅清", "干部工作动态"), *_weeks(date(2026, 6, 22), 1, 1, "梅清", "干部工作动态"),
                _important("干部监督新办法", 6, 23, "梅清", "江北组工信息", leader=""),
            ],
        ),
        Sent(
            "A3",
            [used("返乡人才夜谈会", "江北先锋在线", date(2026, 6, 17), "许安、葛飞"), used("人才驿站", "今日云岭", date(2026, 6, 24), "许安")],
            [*_weeks(date(2026, 5, 25), 3, 2, "许安", "人才工作动态"), *_weeks(date(2026, 6, 15), 2, 1, "葛飞", "人才工作动态", head_signature="")],
        ),
        Sent(
            "B1",
            [used("镜头里的支部", "江北先锋在线", date(2026, 6, 5), "白露"), used("陌生网站用的", "远山在线", date(2026, 6, 6), "白露")],
            [*_weeks(date(2026, 5, 21), 1, 2, "白露", "电教动态"), *_weeks(date(2026, 5, 25), 5, 2, "白露", "电教动态")],
        ),
    ],
)  # fmt: skip
