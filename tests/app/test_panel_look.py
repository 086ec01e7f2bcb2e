"""When the panel must be drawn again: a number that changes nothing else there sends the page alone."""

import random
from typing import Any

import pytest

from pages._shared import parameters
from tests.app.test_shell import blocks, container, visit

NUMBERS = [f"{name}_{axis}" for name in parameters.LAYER_TRIPLES for axis in "dhw"]
#: What a reader can set, with values that show and hide rows, break and mend the layer.
CHOICES: dict[str, list[Any]] = {
    **{name: [0, 1, 2, 3] for name in NUMBERS if not name.startswith("os")},
    **{f"os_{axis}": ["", 17] for axis in "dhw"},
    **{name: [1, 2, 4] for name in ("n", "cin", "cout", "groups")},
    "link": ["on", "off"], "pad": ["explicit", "same", "valid"], "os": ["on", "off"], "fmt": ["NCDHW", "NDHWC"],
    "bias": ["on", "off"], "act": ["none", "relu"], "lang": ["en", "zh"], "x": ["", "2, 8"],
    "ex": ["", "not-an-integer"],
}  # fmt: skip


def drawn(app: Any) -> list[bytes]:
    """Everything the panel holds but the values of its numbers."""
    seen = []
    for block in (panel := container(app, "panel"), *blocks(panel)):
        seen.append(block.proto.SerializeToString() if block.proto is not None else b"")
        for child in block.children.values():
            if not hasattr(child, "children"):
                proto = type(child.proto)()
                proto.CopyFrom(child.proto)
                for field in ("value", "set_value", "default"):
                    if child.type == "number_input":
                        proto.ClearField(field)
                seen.append(proto.SerializeToString())
    return seen


def look(app: Any) -> Any:
    return app.session_state["panel_drawn"]


@pytest.mark.parametrize("seed", range(12))
def test_as_long_as_it_counts_as_the_same_it_is_the_same(seed: int) -> None:
    choose = random.Random(seed)
    link_ = {name: choose.choice(values) for name, values in CHOICES.items() if choose.random() < 0.25}
    before = visit(**link_)
    for name in choose.sample([*CHOICES], 8):
        after = visit(**link_ | {name: choose.choice(CHOICES[name])})
        assert look(before) != look(after) or drawn(before) == drawn(after), f"{name} of {link_}"


@pytest.mark.parametrize("name", ["s_d", "k_h", "in_w", "op_d", "dil_h"])
def test_most_numbers_leave_it_alone(name: str) -> None:
    custom = {"k_d": 4, "s_w": 2}  # none of the examples
    assert look(visit(**custom, **{name: 3})) == look(visit(**custom, **{name: 2}))


@pytest.mark.parametrize("after", [{"k_d": 4}, {"in_d": 9}])
def test_leaving_an_example_is_the_menus_own_affair(after: dict[str, Any]) -> None:
    assert look(visit()) == look(visit(**after))


@pytest.mark.parametrize(
    ("before", "after"),
    [({"cin": 4}, {"cin": 8}), ({"pad": "same"}, {"pad": "same", "s_d": 2}), ({"os": "on"}, {"os": "on", "s_d": 2}),
     ({"pf_d": 1, "pb_d": 1}, {"pf_d": 1}), ({"lang": "en"}, {"lang": "zh"})],
)  # fmt: skip
def test_what_it_says_changes_with_these(before: dict[str, Any], after: dict[str, Any]) -> None:
    one, other = visit(**before), visit(**after)
    assert look(one) != look(other)
    assert drawn(one) != drawn(other)
