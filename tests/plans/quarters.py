"""A small quarter of each plan: who there is, what they sent. Every name is invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.plans.kit import Line, PlanQuarter, Sent, used, wrote
from tests.plans.quarters_small import SMALL
from tests.plans.quarters_transport import TRANSPORT
from tests.plans.quarters_wujin_organisation import ORGANISATION, PLANNING


def _weekly(first: date, weeks: int, each: int, authors: str, what: str) -> list[Line]:
    """`each` items in every week from a Monday on."""
    days = [first + timedelta(weeks=week, days=n) for week in range(weeks) for n in range(each)]
    return [
        wrote(f"{what}（{day.month}月{day.day}日）", datetime(day.year, day.month, day.day, 10), authors)
        for day in days
    ]


HAIDIAN = PlanQuarter(
    plan="haidian-civilization",
    quarter="2026Q2",
    received="2026-06-24 09:00:00",
    units=[
        ("A1", "宣传工委", "重点工委"), ("A2", "教育工委", "重点工委"), ("B1", "市容局", "重点部门"),
        ("B2", "民政局", "重点部门"), ("C1", "松林街道", "重点街乡镇"), ("C2", "清水镇", "重点街乡镇"), ("D1", "图书馆", "非重点单位"),
    ],
    outlets=[
        ("清河报", "区级", "报纸"), ("区创建简报", "区级", "内部刊物"), ("江州晚报", "市级", "报纸"), ("市委信息", "市级", "内部刊物"),
        ("中华文明网", "国家级", "网站"),
    ],
    people=[
        ("P1", "韩雪梅", "A1", ""), ("P2", "唐永", "A2", ""), ("P3", "邵平", "B1", ""), ("P4", "汪小兰", "C1", ""),
        ("P5", "沈立", "C2", ""), ("P6", "温静", "D1", ""),
    ],
    returns=[
        Sent("A1", [], _weekly(date(2026, 1, 5), 4, 2, "韩雪梅", "一季度动态"), "2026Q1", "2026-03-24 09:00:00"),
        Sent("A2", [used("校园文明礼仪周", "清河报", date(2026, 2, 6), "唐永")], [], "2026Q1", "2026-03-24 09:00:00"),
        Sent(
            "A1",
            [
                used("志愿者走进地铁站", "清河报", date(2026, 4, 20), "韩雪梅", story_no="1"),
                used("地铁站里的红马甲", "江州晚报", date(2026, 4, 28), "韩雪梅", story_no="1", method="综合"),
                used("创建工作半年小结", "市委信息", date(2026, 5, 12), "韩雪梅", method="批示", instruction_level="市级"),
            ],
            [
                wrote("志愿者走进地铁站", datetime(2026, 4, 15, 9), "韩雪梅", story_no="1"),
                *_weekly(date(2026, 4, 6), 12, 2, "韩雪梅", "宣传动态"),
            ],
        ),
        Sent("A2", [used("班班有歌声", "中华文明网", date(2026, 5, 30), "唐永")], _weekly(date(2026, 4, 6), 12, 1, "唐永", "校园动态")),
        Sent(
            "B1",
            [used("背街小巷换新颜", "江州晚报", date(2026, 6, 2), "邵平"), used("转来的一篇", "清河报", date(2026, 6, 3), "邵平", origin="转载")],
            _weekly(date(2026, 4, 6), 10, 2, "邵平", "市容动态"),
        ),
        Sent("C1", [used("楼门文化节", "区创建简报", date(2026, 4, 9), "汪小兰、周小月")], _weekly(date(2026, 4, 6), 12, 2, "汪小兰", "街道动态")),
        Sent("C2", [used("村口的文明墙", "清河报", date(2026, 5, 6), "沈立"), used("陌生媒体用的", "远方周刊", date(2026, 5, 7), "沈立")], None),
        Sent("D1", [used("图书馆夜读", "清河报", date(2026, 6, 18), "温静")], [wrote("图书馆夜读", datetime(2026, 6, 10, 9), "温静")]),
    ],
)  # fmt: skip


def _daily(month: int, day: int, authors: str, genre: str = "图文", hour: int = 15) -> Line:
    """A day's item, due at 16:00."""
    moment = datetime(2026, month, day, hour)
    return wrote(f"{month}月{day}日工作动态", moment, authors, due_at=moment.replace(hour=16), genre=genre)


def _paid(title: str, outlet: str, day: date, authors: str, reviewer: str, **more: Any) -> Line:
    return used(title, outlet, day, authors, reviewer=reviewer, genre=more.pop("genre", "文字"), **more)


COMPANY = PlanQuarter(
    plan="group-company",
    quarter="2026Q3",
    received="2026-09-24 15:00:00",
    units=[("A1", "东山供应站", "基层单位"), ("A2", "河口供应站", "基层单位"), ("B1", "人事科", "机关科室"), ("B2", "财务科", "机关科室")],
    outlets=[
        ("云溪新闻", "县级", "电视"), ("云溪县委网", "县级", "网站"), ("省公司内网", "省公司", "网站"), ("集团报", "省集团和市级以上", "报纸"),
        ("江州日报", "省集团和市级以上", "报纸"),
    ],
    people=[
        ("P1", "苗青", "A1", ""), ("P2", "柏涛", "A1", ""), ("P3", "丁香", "A2", ""), ("P4", "宋岩", "A2", ""), ("P5", "简宁", "B1", ""),
        ("P6", "方舟", "B1", ""),
    ],
    returns=[
        Sent(
            "A1",
            [
                _paid("深山巡线人", "云溪新闻", date(2026, 7, 8), "苗青", "柏涛", genre="影像"),
                _paid("深山巡线人", "集团报", date(2026, 7, 20), "苗青", "柏涛"),
                _paid("暑期保供", "江州日报", date(2026, 8, 3), "苗青、柏涛", "柏涛"),
            ],
            [_daily(7, 6, "苗青"), _daily(7, 7, "苗青"), _daily(8, 3, "苗青"), _daily(8, 4, "苗青", hour=17), _daily(9, 7, "苗青")],
        ),
        Sent(
            "A2",
            [_paid("一封感谢信", "省公司内网", date(2026, 8, 11), "丁香", "宋岩"), _paid("夜访营业厅", "江州日报", date(2026, 9, 2), "丁香", "")],
            [_daily(7, 6, "丁香", ""), _daily(7, 13, "丁香", "图片"), _daily(8, 3, "丁香"), _daily(8, 4, "丁香")],
        ),
        Sent("B1", [_paid("练兵场上", "云溪县委网", date(2026, 9, 9), "简宁", "方舟")], [_daily(m, 9, "简宁") for m in (7, 8, 9)]),
    ],
    rulings=[
        {
            "ruling_id": "认-1", "unit_code": "B1", "book": "采用明细", "title": "练兵场上", "outlet": "云溪县委网",
            "published_on": "2026-09-09", "kind": "大幅改动", "proposed_by": "综合科", "checked_by": "综合科长",
            "approved_by": "分管经理", "grounds": "编辑修改稿", "ruled_on": "2026-09-25",
        }
    ],
)  # fmt: skip


def _proved(title: str, outlet: str, day: date, authors: str, no: str = "") -> Line:
    return used(title, outlet, day, authors, evidence_kinds="复印件", evidence_no="1", story_no=no)


def _signed(title: str, moment: datetime, authors: str, no: str = "", **more: Any) -> Line:
    return wrote(title, moment, authors, story_no=no, **{"head_signature": "主任", "leader_signature": "校长", **more})


SCHOOL = PlanQuarter(
    plan="county-school",
    quarter="2026Q1",
    received="2026-11-27 16:00:00",
    units=[("A1", "教务处", "处室"), ("A2", "德育处", "处室"), ("B1", "东校园部", "校园部"), ("B2", "西校园部", "校园部")],
    outlets=[("青林报", "县级", "报纸"), ("江州教育", "市级", "报纸"), ("江北教育网", "省级", "网站"), ("中国少年", "国家级", "报纸")],
    people=[
        ("P1", "温良", "A1", "处室人员"), ("P2", "傅俭", "A1", "处室人员"), ("P3", "石敏", "A2", "处室人员"),
        ("P4", "卢畅", "B1", "行政人员"), ("P5", "季春", "B1", "教师"), ("P6", "任远", "B2", "行政人员"), ("P7", "岳明", "B2", "教师"),
    ],
    returns=[
        Sent(
            "A1",
            [_proved("晨读时光", "青林报", date(2026, 9, 20), "温良", "1")],
            [_signed("晨读时光", datetime(2026, 9, 10, 9), "温良", "1"), *(_signed(f"教务动态{n}", datetime(2026, 10, n, 9), "傅俭") for n in (8, 9, 12))],
        ),
        Sent(
            "A2",
            [
                _proved("少年军校", "江州教育", date(2026, 10, 12), "石敏", "1"), _proved("少年军校", "青林报", date(2026, 10, 15), "石敏", "1"),
                _proved("感恩教育", "江北教育网", date(2026, 11, 3), "石敏", "2"),
            ],
            [
                _signed("少年军校", datetime(2026, 10, 8, 9), "石敏", "1"), _signed("感恩教育", datetime(2026, 10, 30, 9), "石敏", "2"),
                *(_signed(f"德育动态{n}", datetime(2026, 11, n, 9), "石敏") for n in (2, 3, 4, 5)),
            ],
        ),
        Sent(
            "B1",
            [
                _proved("秋收课堂", "中国少年", date(2026, 11, 10), "卢畅、季春", "1"), _proved("没有签字的", "青林报", date(2026, 11, 11), "季春", "2"),
                used("没有证明的", "青林报", date(2026, 11, 12), "季春", story_no="3"),
            ],
            [
                _signed("秋收课堂", datetime(2026, 11, 2, 9), "卢畅、季春", "1"), _signed("没有签字的", datetime(2026, 11, 3, 9), "季春", "2", leader_signature=""),
                _signed("没有证明的", datetime(2026, 11, 4, 9), "季春", "3"), _signed("校园部动态", datetime(2026, 11, 5, 9), "卢畅"),
            ],
        ),
    ],
)  # fmt: skip

PRINT = {"evidence_kinds": "报样、复印件"}
ON_WEB = {"evidence_kinds": "网页打印件、链接"}

FORESTRY = PlanQuarter(
    plan="laishan-forestry",
    quarter="2026Q3",
    received="2026-09-26 10:00:00",
    units=[("A1", "森保科", "业务科室"), ("A2", "造林科", "业务科室"), ("B1", "林场", "基层单位"), ("B2", "苗圃", "基层单位")],
    outlets=[
        ("松原报", "区级", "报纸"), ("区政府网", "区级", "网站"), ("区电视台", "区级", "电视"), ("江州日报", "市级", "报纸"), ("江州台", "市级", "电视"),
        ("江州网", "市级", "网站"), ("江北日报", "省级", "报纸"), ("中国林讯", "中央级", "报纸"), ("某某都市报外", "市级", "报纸"),
    ],
    people=[("P1", "林青", "A1", ""), ("P2", "柳叶", "A2", ""), ("P3", "桑田", "B1", ""), ("P4", "槐安", "B1", "")],
    returns=[
        Sent(
            "A1",
            [
                used("护林员的一天", "江州日报", date(2026, 7, 6), "林青", page=1, position=2, length=600, **PRINT),
                used("无人机查松线虫", "江州网", date(2026, 7, 9), "林青", length=1200, **ON_WEB),
                used("森林防火专版", "江州日报", date(2026, 8, 2), "林青", page=6, genre="专版", **PRINT),
                used("林区来了新成员", "江北日报", date(2026, 8, 20), "林青", page=4, position=3, length=900, **PRINT),
                used("防火演练", "松原报", date(2026, 8, 3), "林青", **PRINT), used("防火演练现场", "松原报", date(2026, 8, 5), "林青", **PRINT),
                used("防火演练图集", "区政府网", date(2026, 8, 4), "林青", **ON_WEB),
                used("防火演练播出", "区电视台", date(2026, 8, 4), "林青", evidence_kinds="电视台证明"),
                used("名单外的报", "某某都市报外", date(2026, 8, 6), "林青", **PRINT),
            ],
            None,
        ),
        Sent(
            "A2",
            [
                used("造林进度过半", "江州台", date(2026, 7, 15), "柳叶", position=3, evidence_kinds="稿费单"),
                used("坡地上的新绿", "江州日报", date(2026, 9, 1), "柳叶", page=5, position=4, length=500, evidence_kinds="报样"),
                used("荒坡变林海", "松原报", date(2026, 9, 3), "柳叶", **PRINT),
            ],
            None,
        ),
        Sent("B1", [used("林场采蘑菇", "中国林讯", date(2026, 9, 8), "桑田、槐安", page=2, position=2, length=700, **PRINT)], None),
    ],
    entries=[
        {
            "entry_id": "登-1", "kind": "全区前十名", "unit_code": "B1", "person": "P3", "level": "", "subject": "上半年发稿数量居全区第六名",
            "happened_on": "2026-07-20", "proposed_by": "办公室", "checked_by": "办公室主任", "approved_by": "分管副局长",
            "grounds": "区里表彰通知", "entered_on": "2026-09-27",
        },
        {
            "entry_id": "登-2", "kind": "负面曝光", "unit_code": "A2", "person": "", "level": "市级", "subject": "采伐现场管理不善被曝光",
            "happened_on": "2026-08-18", "proposed_by": "办公室", "checked_by": "办公室主任", "approved_by": "局长", "grounds": "媒体报道",
            "entered_on": "2026-09-27",
        },
    ],
)  # fmt: skip

QUARTERS = {one.plan: one for one in (HAIDIAN, COMPANY, SCHOOL, FORESTRY, PLANNING, ORGANISATION, *TRANSPORT, *SMALL)}
