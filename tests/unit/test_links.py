"""The link of a layer: what it says is what the app reads back."""

from urllib.parse import parse_qs

from conv3dt_core import LayerParams, links


def test_paddles_example_is_the_link_that_says_nothing() -> None:
    assert links.query(LayerParams.of(4, 6, 3), (8, 8, 8)) == ""


def test_every_number_that_is_not_the_default_is_said() -> None:
    params = LayerParams.of(4, 8, (1, 2, 3), 2, [0, 1, 0, 0, 0, 0], 1, 1, 2, "NDHWC")
    said = parse_qs(links.query(params, (8, 8, 9), (16, 17, 18), batch=1, bias=False))
    assert said == {
        "n": ["1"], "cout": ["8"], "groups": ["2"], "fmt": ["NDHWC"], "bias": ["off"], "in_w": ["9"],
        "k_d": ["1"], "k_h": ["2"], "s_d": ["2"], "s_h": ["2"], "s_w": ["2"], "pb_d": ["1"],
        "op_d": ["1"], "op_h": ["1"], "op_w": ["1"],
        "os": ["on"], "os_d": ["16"], "os_h": ["17"], "os_w": ["18"],
    }  # fmt: skip


def test_same_is_a_word() -> None:
    assert links.query(LayerParams.of(4, 6, 3, padding="SAME"), (8, 8, 8)) == "pad=same"
