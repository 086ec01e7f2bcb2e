"""Formulas in words: what stays in one line, and that nothing but that is changed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages._shared import i18n
from pages._shared.notices import marked_up
from pages._shared.whole import whole


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("base size + `stride` - 1.", ["size + stride - 1."]),
        ("即从基准尺寸到基准尺寸 + `stride` - 1。", ["+ stride - 1"]),
        ("one for each tap: 2 · 3 · 4 = 24.", ["2 · 3 · 4 = 24."]),
        ("再加上首个位置：`dilation*(kernel - 1) + 1` = 7。", ["dilation*(kernel - 1) + 1 = 7"]),
        ("基准尺寸 15 + 1 = 16，其余不变。", ["15 + 1 = 16"]),
        ("begins at output index i · `stride`. Here `stride = 2`", ["i · stride", "stride = 2"]),
        ("it alone also reaches 15–16.", ["15–16."]),
        ("(8 - 1)·2 + 1·(3 - 1) + 1 - 1 - 1 = 15", ["= 15"]),  # too long for a phone: it breaks before the =
        ("a well-known word, a/b, x[1,1,3] and `stride`: no formula", []),
    ],
)
def test_what_stays_in_one_line(text: str, kept: list[str]) -> None:
    found = re.findall(r'<span class="c3-whole">(.*?)</span>', marked_up(text))
    assert [re.sub("<[^>]*>", "", part) for part in found] == kept


@given(st.text(st.sampled_from("a1 +-=·()–`。的"), max_size=60))
def test_words_are_as_they_were(text: str) -> None:
    assert re.sub("<[^>]*>", "", whole(text)) == text


def test_no_short_formula_is_too_long_for_a_phone() -> None:
    for pair in i18n.words().values():
        for part in re.findall(r'<span class="c3-whole">(.*?)</span>', "".join(map(marked_up, pair))):
            assert len(re.sub("<[^>]*>", "", part)) <= 30
