"""Sums in capital numerals, as vouchers ask for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sheets.capitals import DIGITS, LIMIT, capitals

WORKED = {
    "0": "零元整",
    "0.05": "伍分",
    "0.30": "叁角",
    "0.35": "叁角伍分",
    "1": "壹元整",
    "10": "壹拾元整",
    "10.30": "壹拾元零叁角",
    "11.02": "壹拾壹元零贰分",
    "105": "壹佰零伍元整",
    "110": "壹佰壹拾元整",
    "325.04": "叁佰贰拾伍元零肆分",
    "1005.30": "壹仟零伍元叁角",
    "1050": "壹仟零伍拾元整",
    "1409.50": "壹仟肆佰零玖元伍角",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "6007.14": "陆仟零柒元壹角肆分",
    "10000": "壹万元整",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "52520": "伍万贰仟伍佰贰拾元整",
    "100500": "壹拾万零伍佰元整",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "1000001": "壹佰万零壹元整",
    "100000000": "壹亿元整",
    "100000005": "壹亿零伍元整",
    "100005000": "壹亿零伍仟元整",
    "120005000": "壹亿贰仟万伍仟元整",
    "1000000000000": "壹万亿元整",
    "-30.50": "负叁拾元零伍角",
}
"""Yuan → what the rules for filling in vouchers ask to be written."""


@pytest.mark.parametrize(("yuan", "said"), WORKED.items())
def test_a_sum_is_written_as_the_rules_for_vouchers_ask(yuan: str, said: str) -> None:
    whole, _, part = yuan.partition(".")
    fen = int(whole.lstrip("-")) * 100 + int(part.ljust(2, "0") or 0)
    assert capitals(-fen if yuan.startswith("-") else fen) == said


@given(st.integers(min_value=-(LIMIT * 100 - 1), max_value=LIMIT * 100 - 1))
def test_whoever_reads_the_capitals_reads_the_sum(fen: int) -> None:
    assert read(capitals(fen)) == fen


@given(st.integers(min_value=0, max_value=LIMIT * 100 - 1))
def test_no_zero_is_written_twice_or_last(fen: int) -> None:
    said = capitals(fen)
    assert "零零" not in said
    assert fen == 0 or not said.removesuffix("整").removesuffix("元").endswith("零")


def test_more_than_can_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="capitals"):
        capitals(LIMIT * 100)


def read(said: str) -> int:
    """Fen from capitals, as a cashier reads them: place by place, by another way than they were written."""
    sign, said = (-1, said[1:]) if said.startswith("负") else (1, said)
    yuan, _, rest = said.removesuffix("整").rpartition("元")
    return sign * (100 * _yuan(yuan) + _number(rest, {"角": 10, "分": 1}))


def _yuan(said: str) -> int:
    if "万亿" in said:
        high, _, low = said.partition("万亿")
        return _yuan(high) * 10**12 + _yuan(low)
    for name, value in (("亿", 10**8), ("万", 10**4)):
        high, found, low = said.partition(name)
        if found:
            return _yuan(high) * value + _yuan(low)
    return _number(said, {"仟": 1000, "佰": 100, "拾": 10, "": 1})


def _number(said: str, places: dict[str, int]) -> int:
    total, digit = 0, 0
    for char in said:
        if char in DIGITS:
            digit = DIGITS.index(char)
        else:
            total, digit = total + digit * places[char], 0
    return total + digit
