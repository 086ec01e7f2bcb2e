"""Tables of plain text line up, also where a letter is two columns wide."""

from conv3dt_core.figures.text_table import text_table, width


def test_columns_line_up() -> None:
    assert text_table([["a", "bcd"], ["ef", ""], ["", "g"]]) == "a   bcd\nef\n    g"


def test_a_chinese_letter_is_two_columns_wide() -> None:
    assert [width(text) for text in ("步长", "stride", "（1）")] == [4, 6, 5]
    assert text_table([["步长", "|"], ["abcd", "|"]]) == "步长  |\nabcd  |"
