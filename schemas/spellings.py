"""What a cell may say: the words the parser knows, and examples of every accepted or refused spelling.

The examples are what `inputs/spellings.md` prints for the officer, and what the tests hold the parser to.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from schemas.faults import FAULTS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMERALS: dict[str, int] = {
    f"{tens}{ones}": 10 * ten + one
    for ten, tens in enumerate(("", "十", "二十", "三十"))
    for one, ones in enumerate(("", *"一二三四五六七八九"))
    if 1 <= 10 * ten + one <= 31
}
"""Months and days in Chinese numerals: 一 to 三十一."""
YEAR_DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, *range(10)), strict=True))
"""Years digit by digit, as in 二〇二六."""

FRONT_PAGE: dict[str, int] = {"头版": 1}
"""What a page may be called instead of its number."""

WRITER_WORDS = _words(
    "通讯员 特约通讯员 信息员 宣传员 作者 撰稿 撰稿人 供稿 供稿人 撰文 报道 文 校长 副校长 园长 副园长 主任 副主任 科长 "
    "副科长 局长 副局长 书记 副书记 老师 教师 同志 实习 实习生 见习"
)
"""Beside an author's name these say nothing else of him: left out, and said (C20)."""
REVIEWER_WORDS = WRITER_WORDS | _words("审稿 审稿人 审核 审核人 初审 复审 终审 审签 签发 负责人")
"""The same beside a reviewer's name."""
OTHER_WORDS = _words(
    "记者 本报记者 本台记者 特约记者 实习记者 见习记者 通讯记者 摄影 摄影报道 摄像 摄 图 图文 配图 剪辑 制作 编辑 责编 "
    "责任编辑 主编 校对 整理 指导 指导教师 指导老师 审稿 审核 策划 执笔 朗诵 出镜 学生 家长"
)
"""Whether who is named so is one of the column's people cannot be told from these: asked (C21)."""
NOBODY = _words(
    "无 暂无 没有 不详 未知 未署名 佚名 集体 集体创作 办公室 宣传组 宣传科 宣传部 编辑部 课题组 本校 我校 学校 本单位 "
    "我单位 全体教师 全体师生"
)
"""Stand where a name should and name nobody: asked (C24)."""
PLACES = ("中学", "小学", "幼儿园", "学校", "中心校", "大学", "学院", "班", "年级", "科", "室", "局", "站", "组")
"""A note in brackets that ends so, or holds a number, says where someone belongs: left out."""
COMPOUND_SURNAMES = _words(
    "欧阳 上官 司马 诸葛 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 东方 独孤 南宫 夏侯 端木 东郭 西门 申屠 轩辕 "
    "钟离 闻人 太史 澹台 赫连 呼延 拓跋 百里 第五 万俟"
)
AND_WORDS = frozenset("和与及跟")
"""Between two characters of a name these may be a part of it (王和平) or an "and" (王和李): asked unless on the roster."""
DOTS = dict.fromkeys(map(ord, "•・‧∙⋅"), "·")
"""The dot within a name, however typed."""


@dataclass(frozen=True)
class Example:
    """A cell of one `kind` as typed, what it is read as (blank: nothing), and the finding that tells of it (if any)."""

    kind: str
    typed: str
    read: str
    code: str = ""


DATE, MOMENT, NUMBER, MONEY, PEOPLE = "日期", "日期和时间", "整数", "金额（元）", "姓名"
EXAMPLES: tuple[Example, ...] = (
    Example(DATE, "2026-8-5", "2026-08-05"),
    Example(DATE, "2026.08.05", "2026-08-05"),
    Example(DATE, "2026/8/5 上午", "2026-08-05"),
    Example(DATE, "2026年8月5日", "2026-08-05"),
    Example(DATE, "2026年8月5号 15:30", "2026-08-05"),
    Example(DATE, "２０２６年８月５日", "2026-08-05"),
    Example(DATE, "二〇二六年八月五日", "2026-08-05"),
    Example(DATE, "20260805", "2026-08-05"),
    Example(DATE, "8月5日", "2026-08-05", "C05"),
    Example(DATE, "8.5", "2026-08-05", "C05"),
    Example(DATE, "八月十五日", "2026-08-15", "C05"),
    Example(DATE, "26.8.5", "2026-08-05", "C14"),
    Example(DATE, "46239", "2026-08-05", "C06"),
    Example(DATE, "8.1", "", "C15"),
    Example(DATE, "44777", "", "C16"),
    Example(DATE, "8月5日-6日", "", "C17"),
    Example(DATE, "2026-8-5、8-6", "", "C17"),
    Example(DATE, "2026-3", "", "C18"),
    Example(DATE, "3月5日", "", "C19"),
    Example(DATE, "26.3.5", "", "C19"),
    Example(DATE, "2026-2-30", "", "C04"),
    Example(DATE, "8月上旬", "", "C04"),
    Example(MOMENT, "2026-8-5 15:30", "2026-08-05 15:30"),
    Example(MOMENT, "2026年8月5日15时30分", "2026-08-05 15:30"),
    Example(MOMENT, "2026-8-5 下午3:30", "2026-08-05 15:30"),
    Example(NUMBER, "820", "820"),
    Example(NUMBER, "８２０字", "820"),
    Example(NUMBER, "1,234", "1234"),
    Example(NUMBER, "第3版", "3"),
    Example(NUMBER, "约800字", "", "C12"),
    Example(NUMBER, "12分", "", "C12"),
    Example(NUMBER, "8.5", "", "C12"),
    Example(NUMBER, "-3", "", "C12"),
    Example(NUMBER, "1e3", "", "C12"),
    Example(NUMBER, "TRUE", "", "C12"),
    Example(NUMBER, "inf", "", "C12"),
    Example(MONEY, "85.5", "85.50"),
    Example(MONEY, "¥1,200元", "1200.00"),
    Example(MONEY, "85元5角", "", "C26"),
    Example(MONEY, "-3", "", "C26"),
    Example(PEOPLE, "张三、李四", "张三、李四"),
    Example(PEOPLE, "张三，李四/王五", "张三、李四、王五"),
    Example(PEOPLE, "张三 李四", "", "C22"),
    Example(PEOPLE, "张 三", "张三"),
    Example(PEOPLE, "张三（实习）", "张三"),
    Example(PEOPLE, "NA、null", "NA、null"),
    Example(PEOPLE, "通讯员 张三", "张三", "C20"),
    Example(PEOPLE, "张三 摄影", "", "C21"),
    Example(PEOPLE, "记者", "", "C24"),
    Example(PEOPLE, "王和李", "", "C22"),
    Example(PEOPLE, "张三李四", "", "C22"),
    Example(PEOPLE, "张三（李四）", "", "C22"),
    Example(PEOPLE, "无", "", "C24"),
    Example(PEOPLE, "张三等3人", "", "C25"),
)
"""For the third quarter of 2026, whose window is 2026-06-21 to 2026-09-20; nobody of the names is on the roster."""


INTRODUCTION = """# 日期、数字、姓名怎样写都认得

程序认得下面这些写法。认不准的一律不猜：该行待补正，并指出是哪一格、应当怎样写。全角半角、前后空格、看不见的字符都不碍事。
举例按 2026 年第三季度（统计期间 6 月 21 日至 9 月 20 日），所举姓名不在名录。

- 名录中的姓名、别名，不论写成什么样，都认作一个人，几个人之间也可以用空格隔开；两个单位同名同姓的，是两个人。
- 没有填姓名的，得分不归到个人；写了姓名而名录没有的，另列提示。
- 单位、媒体的名称、简称、曾用名，照名录认；名录没有的，只提示相近的名称，不替换。
- 标题等文字照原样登载，不当作公式或网页。
"""


def page() -> str:
    """The examples as the officer reads them: a table per kind of cell, in Markdown (`inputs/spellings.md`)."""
    tables = [_table(kind, list(examples)) for kind, examples in groupby(EXAMPLES, lambda one: one.kind)]
    return "\n\n".join([INTRODUCTION.rstrip(), *tables]) + "\n"


def _table(kind: str, examples: list[Example]) -> str:
    lines = [f"| `{one.typed}` | {one.read or '不认，该行待补正'} | {_told(one.code)} |" for one in examples]
    return "\n".join([f"## {kind}", "", "| 写法 | 读作 | 说明 |", "|---|---|---|", *lines])


def _told(code: str) -> str:
    return f"{code} {FAULTS[code].action}" if code else ""
