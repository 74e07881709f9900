"""Who there is: 42 units in three classes, about 60 outlets on four tiers, three people a unit. All invented."""

from __future__ import annotations

from random import Random

TOWNS = [
    "城关",
    "柳河",
    "青石",
    "白塔",
    "南岗",
    "东汇",
    "西坪",
    "石桥",
    "马头",
    "沙河",
    "杨林",
    "古城",
    "双泉",
    "大渡",
    "红旗",
    "三合",
    "清溪",
    "云台",
]
SCHOOLS = [
    ("实验小学", "实小"), ("第一中学", "一中"), ("第二中学", "二中"), ("第三中学", "三中"), ("第一小学", "一小"),
    ("第二小学", "二小"), ("第三小学", "三小"), ("实验中学", "实验中学校"), ("职业教育中心", "职教中心"),
    ("特殊教育学校", "特校"), ("机关幼儿园", "机关园"), ("实验幼儿园", "实验园"), ("教师进修学校", "进修校"),
    ("外国语学校", "外校"),
]  # fmt: skip
OFFICES = ["办公室", "人事科", "基础教育科", "职成教科", "安全科", "计财科", "督导室", "体卫艺科", "教研室", "资助中心"]
UNITS: list[tuple[str, str, str, str]] = [
    *((f"A{n:02}", f"{town}镇中心校", f"{town}中心校、{town}学区", "中心校") for n, town in enumerate(TOWNS, 1)),
    *((f"B{n:02}", f"临溪县{name}", f"{name}、{short}", "直属学校") for n, (name, short) in enumerate(SCHOOLS, 1)),
    *((f"C{n:02}", f"局{name}", name, "机关科室") for n, name in enumerate(OFFICES, 1)),
]
"""Code, name, aliases, class."""

COUNTY_CASH = ["临溪快报", "临溪政务信息", "临溪电视台"]
COUNTY = [
    "临溪教育网",
    "临溪教育报",
    "临溪发布",
    "临溪文明网",
    "溪畔青年",
    "临溪广播",
    "临溪工会简报",
    "临溪妇联简报",
    "临溪县教育局《教育工作专报》",
]
CITY = [
    "安平日报", "安平晚报", "安平电视台", "安平广播电台", "安平新闻网", "安平教育网", "安平政务信息", "安平青年报",
    "安平文明网", "安平市教育局《教育专报》", "安平工人报", "安平法治报", "安平都市网", "安平妇女网", "安平生活网",
]  # fmt: skip
PROVINCE = [
    "江北日报", "江北教育报", "江北青年报", "江北电视台", "江北广播电台", "江北教育网", "江北新闻网", "江北农村报",
    "江北工人报", "江北法治报", "江北晨报", "江北省教育厅《教育信息》", "江北家庭报", "江北校园安全网",
]  # fmt: skip
NATIONAL = [
    "华夏日报", "中华教育观察", "国教之声", "全国教师报", "华夏青年报", "华夏电视台", "国家教育在线", "全国乡村教育",
    "华夏校园安全", "全国德育通讯", "华夏少年报", "国学教育周刊",
]  # fmt: skip
PLATFORMS = [
    ("溪风号", "县级"),
    ("临溪头版号", "县级"),
    ("安平号", "市级"),
    ("安平学习号", "市级"),
    ("江北学习号", "省级"),
    ("华夏学习号", "国家级"),
]
NOT_CASH = {"安平都市网", "安平妇女网", "安平生活网", "江北家庭报", "江北校园安全网", "国学教育周刊"}
TARGETS = {"安平日报", "安平晚报", "安平电视台", "安平广播电台", *PROVINCE[:8], *NATIONAL[:6]}
ALIASES = {
    "安平日报": "安平报",
    "江北教育报": "江北教育报社",
    "临溪快报": "快报",
    "临溪电视台": "县电视台、临溪TV",
    "华夏日报": "华夏报",
}
ENDED = {"临溪工会简报": "2026-06-30"}


def outlets() -> list[tuple[str, ...]]:
    """Lines of the 媒体 sheet."""
    tiers = [("县级", COUNTY_CASH + COUNTY), ("市级", CITY), ("省级", PROVINCE), ("国家级", NATIONAL)]
    lines = [_outlet(name, tier, _kind(name)) for tier, names in tiers for name in names]
    return lines + [_outlet(name, tier, "平台号") for name, tier in PLATFORMS]


def _outlet(name: str, tier: str, kind: str) -> tuple[str, ...]:
    cash = name in COUNTY_CASH if tier == "县级" else name not in NOT_CASH
    yes = {True: "是", False: "否"}
    return name, ALIASES.get(name, ""), tier, kind, yes[name in TARGETS], yes[cash], "2020-01-01", ENDED.get(name, "")


def _kind(name: str) -> str:
    kinds = {"电视": "电视", "TV": "电视", "广播": "广播", "网": "网站", "在线": "网站", "发布": "网站", "《": "部门"}
    kinds |= {"简报": "内部刊物", "政务信息": "内部刊物"}
    return next((kind for part, kind in kinds.items() if part in name), "报纸")


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = [
    "晓梅",
    "建国",
    "志强",
    "丽娟",
    "文博",
    "雨桐",
    "海燕",
    "永胜",
    "春霞",
    "明远",
    "秀兰",
    "国栋",
    "思源",
    "晨曦",
    "佳怡",
    "俊杰",
    "立新",
    "红英",
    "一鸣",
    "子涵",
    "世安",
    "慧敏",
    "长青",
    "若溪",
]
RARE = {"A01": "周堃", "A02": "李㛃", "B01": "吴𬭎", "C01": "陈镕"}


def people() -> list[tuple[str, str, str, str, str]]:
    """Lines of the 人员 sheet: three people a unit; 张晓梅 is two people, in A06 and B06."""
    random = Random(20260101)
    used: set[str] = {"张晓梅"}
    lines = []
    for code, *_ in UNITS:
        for place in range(3):
            name = RARE.get(code, "") if place == 0 else ""
            name = name or ("张晓梅" if place == 0 and code in ("A06", "B06") else "")
            while not name or (name in used and name != "张晓梅"):
                name = random.choice(SURNAMES) + random.choice(GIVEN)
            used.add(name)
            lines.append((f"P{len(lines) + 1:03}", name, code, "教师" if code[0] != "C" else "机关人员", ""))
    return lines


STAFF: dict[str, list[str]] = {}
for _person in people():
    STAFF.setdefault(_person[2], []).append(_person[1])
NAMES = {code: name for code, name, _, _ in UNITS}
CLASSES = {code: unit_class for code, _, _, unit_class in UNITS}
