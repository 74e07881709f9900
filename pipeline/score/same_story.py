"""same_story: one story in several rows counts each time, or only where it earned most, in a period or over the year."""

from __future__ import annotations

import pandas as pd

from pipeline.score.lines import earned, given_before, row_lines, running, worded, written
from pipeline.score.work import Work
from schemas.steps import SameStoryStep
from schemas.vocabulary import Book, Measure


def same_story_lines(step: SameStoryStep, work: Work) -> pd.DataFrame:
    """Lines that take back what the policy does not let count: `each` takes back nothing."""
    net = earned(work.ledger, step.of if step.policy in ("highest", "yield") else [], work.rows)
    kept = _best(net, work.tiers) if step.policy == "highest" else _first(step, net, work)
    lower = net[kept.notna() & ((kept != net["row_id"]) | (step.policy == "yield"))]
    named = work.rows.set_index("row_id").loc[kept[lower.index], ["outlet", "book"]]
    lines = row_lines(lower, lower["measure"], lower["account"], step.clause)
    said = "同一稿件只计最高" if step.policy == "highest" else "同一稿件不重复计"
    words = worded(_arithmetic, lower["amount"], lower["measure"], named["outlet"], named["book"])
    taken = lines.assign(amount=-lower["amount"], arithmetic=[f"{said}：{text}" for text in words])
    if step.policy != "highest" or step.across == "period":
        return taken
    return pd.concat([taken, _topped_up(step, net[kept == net["row_id"]], work)])


def _best(net: pd.DataFrame, tiers: tuple[str, ...]) -> pd.Series:
    """The row that stands for each line's story, measure by measure: the one that earned most in all accounts.

    Equal rows: the higher tier stays, then the earlier day, then the first in canonical order (rows come in it).
    """
    by = ["story", "measure"]
    rank = {tier: number for number, tier in enumerate(tiers)}
    ranked = net.assign(tier_rank=net["tier"].astype("str").map(rank).fillna(-1))
    worth = ranked.groupby([*by, "row_id"], sort=False, observed=True).agg({"amount": "sum", "tier_rank": "first"})
    worth = worth.reset_index().sort_values("tier_rank", ascending=False, kind="stable").reset_index(drop=True)
    best = worth.loc[worth.groupby(by, sort=False, observed=True)["amount"].idxmax(), [*by, "row_id"]]
    return net[by].merge(best, on=by, how="left")["row_id"]


def _first(step: SameStoryStep, net: pd.DataFrame, work: Work) -> pd.Series:
    """The first row of each line's story that earned anything in the accounts it yields to; none where there is none."""
    other = earned(work.ledger, step.to, work.rows).drop_duplicates("story").set_index("story")["row_id"]
    return net["story"].astype("str").map(other.set_axis(other.index.astype("str")))


def _topped_up(step: SameStoryStep, best: pd.DataFrame, work: Work) -> pd.DataFrame:
    """Lines that take back what earlier periods of the year already gave the story; what is left is the top-up."""
    given = given_before(best, work.rows, work.this_year, step.of)
    back = (given - running(best)).clip(upper=best["amount"])
    again = best[back > 0]
    lines = row_lines(again, again["measure"], again["account"], step.clause)

    def words(before: int, amount: int, taken: int, measure: str) -> str:
        own, known, left = (written(each, Measure(measure)) for each in (amount, before, amount - taken))
        return f"同一稿件只计最高：本篇{own}，本年前期已计{known}，补差{left}"

    said = worded(words, given[again.index], again["amount"], back[again.index], again["measure"])
    return lines.assign(amount=-back[again.index], arithmetic=said)


def _arithmetic(amount: int, measure: str, outlet: str, book: str) -> str:
    own = written(amount, Measure(measure))
    return f"本篇{own}，已按{f'《{outlet}》' if book == Book.ADOPTION else '报送'}计，减{own}"
