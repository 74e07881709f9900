"""What each figure of the prose must be: a table of patterns, each with what the audit tables make of it.

A pattern is looked for in every sentence, in the order of the table. What it finds must be what its function gives,
letter for letter; a digit that no pattern covers is a figure nobody can explain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from tests.bulletin.printed import duties, ranks, sums
from tests.bulletin.printed.audit import Audit, yuan
from tests.bulletin.printed.said import Said, bare

Found = re.Match[str]
NUMBER = r"\d+(?:\.\d+)?"
BY = "积分|采用篇数|报送条数"
WORDS = {"分": "积分", "篇": "采用篇数", "条": "报送条数"}
ORDINAL = "[一二三四五六七八九十]"
WHOLE = 100
"""Percent: each share may be rounded either way, but together they are all there is."""
ANNEXES = {
    "核算奖励": "奖励核算表", "奖励": "奖励核算表", "个人积分": "个人排名", "经费": "单位经费扣减核算表", "应作处理的": "处理事项",
    "表彰": "拟表彰名单", "事项": "本单位决定事项", "待认定": "未认定信息及理由", "作废": "未认定信息及理由", "填报的信息": "未认定信息及理由",
    "核验": "任务完成情况", "任务": "任务完成情况", "没有完成": "任务完成情况", "应完成": "任务完成情况",
}  # fmt: skip
"""What is spoken of just before an annex is named → how that annex's title ends."""
IN_SHORT = {"未认定信息及理由": "各单位未认定信息条数"}
"""How it ends where only the numbers are printed."""

PATTERNS: tuple[tuple[str, Callable[[Audit, Found], str]], ...] = (
    (rf"(?P<n>{NUMBER})个事项，由本单位决定", lambda a, _: f"{len(a.table('18'))}个事项，由本单位决定"),
    (rf"{NUMBER}条没有填写证明材料", lambda a, _: f"{sums.without_proof(a)}条没有填写证明材料"),
    (rf"{NUMBER}条所填的证明材料未核验", lambda a, _: f"{sums.unproved(a)}条所填的证明材料未核验"),
    (rf"应报送统计表的单位{NUMBER}个", lambda a, _: f"应报送统计表的单位{len(a.units)}个"),
    (
        rf"(?P<how>{'|'.join(sums.STANDINGS)}){NUMBER}个",
        lambda a, m: f"{m['how']}{len(a.standing(sums.STANDINGS[m['how']]))}个",
    ),
    (rf"各单位共报送信息{NUMBER}条", lambda a, _: f"各单位共报送信息{a.sum('报送条数')}条"),
    (rf"认定采用信息{NUMBER}篇", lambda a, _: f"认定采用信息{a.sum('采用篇数')}篇"),
    (rf"(?P<tiers>[^，；]+?){NUMBER}篇（各?占(?P<share>[\d.]+)%）", lambda a, m: _tiers(a, m)),
    (
        rf"(?P<year>本年|本学年)累计(?:报送{NUMBER}条，)?采用{NUMBER}篇(?:，积分-?{NUMBER}分)?(?:，核算奖励{NUMBER}元)?",
        lambda a, m: sums.year(a, m["year"]),
    ),
    (rf"(?:各单位积分合计-?{NUMBER}分)?，?(?:核算奖励{NUMBER}元)?(?=（见附件\d+）。|。$)", lambda a, m: _earned(a, m)),
    (
        rf"(?P<label>(?<=比)[^，（；]+|^采用篇数[^比与，；]*(?=为零))(?:（{NUMBER}篇）(?:增加|减少){NUMBER}篇(?:，(?:增长|下降){NUMBER}%)?|为零)",
        lambda a, m: sums.compared(a, m["label"]),
    ),
    (r"(?<=（)(?:\d+月、?)+的数据没有提供", lambda a, _: sums.months_missing(a)),
    (rf"另有{NUMBER}条信息待认定", lambda a, _: f"另有{int((a.rows['处理结果'] == '待认定').sum())}条信息待认定"),
    (
        rf"(?<=[：；])(?P<label>[^：；]+?)应完成{NUMBER}(?P<of>.)，(?:已完成{NUMBER}.|没有完成|尚未开始)(?:，还?差{NUMBER}.)?"
        r"(?P<over>，超额完成)?(?:（[^（）]*没有计入）)?(?P<all>，均已超额完成)?",
        lambda a, m: duties.progress(a, m["label"], m["of"], bool(m["over"]), bool(m["all"])),
    ),
    (rf"^.*任务各?由{NUMBER}个单位承担，.*?(?=（见附件|。)", lambda a, _: duties.tasks(a)),
    (r"(?<=^全局任务进度（)[^）]*(?=）：)", lambda a, m: _note_of_all(a, m)),
    (
        rf"^(?P<class>[^：]+)：(?:；?(?:并列)?第{ORDINAL}名[^（；]+（各?{NUMBER}(?P<by>[分篇条])）)+。",
        lambda a, m: ranks.best_units(a, WORDS[m["by"]], _class(a, m["class"])),
    ),
    (rf"^个人(?P<by>{BY})(?:前十名|情况)：.*{NUMBER}[分篇条]。", lambda a, m: ranks.best_people(a, m["by"])),
    (
        rf"^(?P<head>{'|'.join(sums.LISTED)}|申报[^：]*无采用信息的)：.*?(?=。)",
        lambda a, m: sums.listed(a, m["head"]),
    ),
    (
        rf"^(?!没有完成|填报的信息|全局任务)[^：]+：(?:[^：]+（各?{NUMBER}[分篇条]）[，；。])+(?:[^：；]+：(?:[^：]+（各?{NUMBER}[分篇条]）[，；。])+)*$",
        lambda a, _: ranks.honoured(a),
    ),
    (rf"所填{NUMBER}条信息作废", lambda a, _: f"所填{len(a.void_by_lateness)}条信息作废"),
    (r"没有完成(?P<label>[^：]+)的：.*?）(?=；没有完成|（详见)", lambda a, m: duties.short_of(a, m["label"])),
    (rf"扣减{NUMBER}人个人积分共{NUMBER}分", lambda a, _: sums.penalised(a)),
    (rf"扣减单位经费共{NUMBER}元", lambda a, _: f"扣减单位经费共{yuan(-a.sum('单位经费'))}元"),
    (r"(?<=^按《办法》应作处理的：).*?(?=（见附件|。)", lambda a, _: sums.sanctioned(a)),
    (
        rf"(?:^填报的信息中，|；)(?P<verdict>待认定|不认定|作废|重复){NUMBER}条（.*?）(?=；(?:待认定|不认定|作废|重复)\d|（详见|。)",
        lambda a, m: _turned_down(a, m),
    ),
    (rf"另有{NUMBER}件来件未能识别单位", lambda a, _: f"另有{sums.unplaced(a)}件来件未能识别单位"),
)  # fmt: skip


def wrong_sentences(said: Said, audit: Audit) -> list[str]:
    """What the prose says otherwise than the audit tables, or without anything to explain it, each with its sentence."""
    return [fault for sentence in said.sentences() for fault in faults(sentence, said, audit)]


def faults(sentence: str, said: Said, audit: Audit) -> Iterator[str]:
    """What is wrong with one sentence."""
    covered: set[int] = set()
    for pattern, right in PATTERNS:
        for found in re.finditer(pattern, sentence):
            at = set(range(*found.span()))
            if at and not at & covered:
                covered |= at
                if (wanted := _wanted(right, audit, found)) != found[0]:
                    yield f"{sentence}\n  印出：{found[0]}\n  应为：{wanted}"
    yield from _wrong_annexes(sentence, said)
    parts = re.findall(r"(?:^|，)(?:其中)?([^，]*?)\d+篇（各?占([\d.]+)%）", sentence)
    if parts and sum(_names(audit, names) * Decimal(share) for names, share in parts) != WHOLE:
        yield f"{sentence}\n  各部分合计不是100.0%"
    loose = _without(sentence, covered, audit)
    if re.search(r"\d", re.sub(r"附件\d+", "", loose)):
        yield f"{sentence}\n  没有出处：{loose}"


def _wanted(right: Callable[[Audit, Found], str], audit: Audit, found: Found) -> str:
    """What must stand in the place of what was found; who or what is named but unknown to the audit is said so."""
    try:
        return bare(right(audit, found))
    except (KeyError, IndexError, ValueError) as error:
        return f"审计表没有：{error}"


def _without(sentence: str, covered: set[int], audit: Audit) -> str:
    """What is left of a sentence once the figures explained and other people's words are taken out."""
    left = "".join("■" if at in covered else char for at, char in enumerate(sentence))
    quoted = {*audit.names.stated, *audit.units["单位"], *audit.people["姓名"], *audit.table("17")["大意"]}
    quoted |= {*audit.quotas["任务"], *audit.quotas["时段"], *audit.ruled.values()}
    for words in sorted({bare(one).rstrip("。") for one in quoted if re.search(r"\d", one)}, key=len, reverse=True):
        left = left.replace(words, "□")
    return left


def _wrong_annexes(sentence: str, said: Said) -> Iterator[str]:
    """An annex that is named is the one that is meant."""
    titles, begin = [annex.title for annex in said.annexes], 0
    for found in re.finditer(r"（(?:详)?见附件(\d+)）", sentence):
        before, begin, number = sentence[begin : found.start()], found.end(), int(found[1])
        last = max(ANNEXES, key=lambda word: (before.rfind(word) + len(word) if word in before else -1, len(word)))
        if (
            number > len(titles)
            or last not in before
            or not titles[number - 1].endswith((ANNEXES[last], IN_SHORT.get(ANNEXES[last], "-")))
        ):
            yield f"{sentence}\n  附件不符：{found[0]}"
    if found_all := re.search(r"全部名次见附件(\d+)、附件(\d+)", sentence):
        ends = ("各单位排名", "个人排名")
        if not all(titles[int(n) - 1].endswith(end) for n, end in zip(found_all.groups(), ends, strict=True)):
            yield f"{sentence}\n  附件不符：{found_all[0]}"


def _class(audit: Audit, name: str) -> str:
    return name if name in set(audit.units["类别"]) else ""


def _tiers(audit: Audit, found: Found) -> str:
    before = "其中" if found["tiers"].startswith("其中") else ""
    names = found["tiers"].removeprefix("其中")
    each = "各" if _names(audit, names) > 1 else ""
    return before + sums.tiers(audit, names.removesuffix(each), each, found["share"])


def _names(audit: Audit, said: str) -> int:
    """How many tiers are named."""
    return len(set(said.removesuffix("各").split("、")) & set(audit.names.tiers.values()))


def _earned(audit: Audit, found: Found) -> str:
    before = "，" if found[0].startswith("，") else ""
    return before + sums.earned(audit)


def _note_of_all(audit: Audit, found: Found) -> str:
    notes = {one.note for one in duties.duties(audit, "全局") if one.checkable and one.required > 0}
    return notes.pop() if len(notes) == 1 else f"〔{len(notes)}〕"


def _turned_down(audit: Audit, found: Found) -> str:
    before = found[0][: found.start("verdict") - found.start()]
    return before + sums.turned_down(audit, found["verdict"], found[0])
