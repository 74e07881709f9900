"""What was adopted: invented stories, each in one to three outlets, as lines of the template."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sample.places import CITY, CLASSES, COUNTY, COUNTY_CASH, ENDED, NATIONAL, PLATFORMS, PROVINCE, STAFF, TOWNS

Line = dict[str, Any]
WHERE = [*(f"{town}小学" for town in TOWNS), *(f"{town}中学" for town in TOWNS), *(f"{town}幼儿园" for town in TOWNS)]
WHAT = [
    "开展防溺水安全教育",
    "举办经典诵读活动",
    "组织教师集体备课",
    "推进课后服务提质",
    "举行消防疏散演练",
    "劳动实践课走进田间",
    "开展家访送教活动",
    "举办校园科技节",
    "打造书香校园",
    "举行升旗仪式暨表彰会",
    "开展心理健康辅导",
    "组织足球联赛",
    "推行阳光大课间",
    "举办美术作品展",
    "开展禁毒知识宣讲",
    "关爱留守儿童",
    "推进教学点改造",
    "组织青年教师赛课",
    "开展非遗进校园",
    "举行开学第一课",
    "建设智慧课堂",
    "组织红色研学",
    "开展节粮教育",
    "举办家长开放日",
]
HOW = ["", "", "", "成效明显", "形成长效机制", "受到家长好评", "走深走实", "见行见效", "丰富多彩"]
TIERS = [
    (COUNTY_CASH, 38),
    (COUNTY, 20),
    (CITY, 26),
    (PROVINCE, 9),
    (NATIONAL, 3),
    ([name for name, _ in PLATFORMS], 4),
]
KINDS = ["原件", "影印件", "影印件", "报样", "用稿通知单", "网页打印件、链接"]


def lines(random: Random, unit: str, count: int, first: date, last: date) -> list[Line]:
    """About `count` lines of one unit, published between two days."""
    made: list[Line] = []
    titles: set[str] = set()
    while len(made) < count:
        title = f"{random.choice(WHERE)}{random.choice(WHAT)}{random.choice(HOW)}"
        if title not in titles:
            titles.add(title)
            made += story(random, unit, title, first, last)
    return made[:count]


def story(random: Random, unit: str, title: str, first: date, last: date) -> list[Line]:
    """One story: usually one outlet, now and then two or three of different tiers, within days of each other."""
    authors = "、".join(random.sample(STAFF[unit], random.choices([1, 2, 3], [80, 15, 5])[0]))
    pools = random.choices(
        [names for names, _ in TIERS], [weight for _, weight in TIERS], k=random.choices([1, 2, 3], [84, 12, 4])[0]
    )
    day = first + timedelta(days=random.randrange((last - first).days + 1))
    chosen = dict.fromkeys(random.choice([name for name in pool if name not in ENDED]) for pool in pools)
    return [
        _line(random, unit, title, authors, outlet, min(last, day + timedelta(days=2 * number)))
        for number, outlet in enumerate(chosen)
    ]


def _line(random: Random, unit: str, title: str, authors: str, outlet: str, day: date) -> Line:
    direct = random.random() < 0.2
    line: Line = {
        "title": title,
        "authors": authors,
        "reviewer": random.choice(STAFF[unit]),
        "outlet_text": outlet,
        "method": "综合" if random.random() < 0.12 else "全文",
        "origin": "转载" if random.random() < 0.03 else "原发",
        "published_on": day,
        "channel": "直接投稿" if direct else "局推荐",
        "precleared_on": day - timedelta(days=random.randrange(1, 6)) if direct and random.random() < 0.8 else None,
        "paid": "否",
        "evidence_kinds": random.choice(KINDS),
        "evidence_no": f"{random.randrange(1, 400):03}",
    }
    if "《" in outlet and random.random() < 0.5:
        level = "县级" if outlet.startswith("临溪") else "市级" if outlet.startswith("安平") else "省级"
        line |= {"method": "批示", "instruction_level": level}
    if random.random() < 0.03:
        line |= {"evidence_kinds": "", "evidence_no": ""}
    return line


def size(random: Random, unit: str) -> int:
    """How many lines a unit's return has."""
    low, high = {"中心校": (16, 42), "直属学校": (14, 40), "机关科室": (10, 14)}[CLASSES[unit]]
    return random.randint(low, high)
