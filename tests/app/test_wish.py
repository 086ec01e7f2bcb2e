"""The solver and the bug report on the shape page: answers, reasons, what is kept, and that a folded box is free."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core import LayerParams, plan
from pages._shared import parameters
from pages._shared.solver import wish
from tests.app.test_shell import container, has, run, shape, text, visit

DECODER = {"n": 1, "cin": 64, "cout": 32, "in_d": 17, "in_h": 17, "in_w": 5,
           **{f"{name}_{axis}": 2 for name in "ks" for axis in "dhw"}}  # fmt: skip
WISH = {"want_d": 35, "want_h": 35, "want_w": 10}


def answers(app: AppTest) -> list[str]:
    """The layers that are offered."""
    rows = [element.proto.body for element in container(app, "answers").get("html")]
    layers = [body.split("</code>")[0] for body in rows if body.startswith('<div class="c3-answer-row"><code>')]
    return [re.sub(r"<[^>]*>", "", layer) for layer in layers]


def buttons(app: AppTest, start: str) -> list[str]:
    return [button.key for button in app.button if button.key.startswith(start)]


def wanted(app: AppTest) -> tuple[Any, ...]:
    return tuple(app.session_state[name] for name in parameters.WISH)


def test_a_folded_box_draws_and_solves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("solved behind a folded box")

    monkeypatch.setattr(wish, "solve", never)
    monkeypatch.setattr(wish, "input_sizes_for", never)
    app = visit(**DECODER)
    assert not has(app, "wish")
    assert [box.label for box in app.expander if box.proto.id.endswith("wish-box")] == ["I want this output size"]


def test_a_link_with_a_wish_is_answered() -> None:
    app = visit(**DECODER, **WISH)
    assert answers(app)[0] == "kernel_size=[4, 4, 2], stride=2, padding=[1, 1, 0], output_padding=[1, 1, 0]"
    assert len(answers(app)) == wish.MOST
    first = container(app, "answer-0").get("html")[0].proto.body
    for told in ("✓ even", ">65,568<", f">{64 * 32 * 67 * 67 * 10:,}<", "output_padding=<b>[1, 1, 0]</b>"):
        assert told in first
    assert "from an input of 17 × 17 × 5, if the call asks for it" in text(container(app, "wish-inputs"))


def test_use_sets_the_panel_and_leaves_the_wish() -> None:
    app = run(visit(**DECODER, **WISH, os="on", os_d=34).button(key="use-0").click())
    assert shape(app) == "(1, 32, 35, 35, 10)"
    assert [app.session_state[name] for name in ("op_d", "op_h", "op_w", "os")] == [1, 1, 0, "off"]
    assert wanted(app) == (35, 35, 10)
    assert "The present layer makes this size" in text(container(app, "answers"))


@pytest.mark.parametrize("index", range(wish.MOST))
def test_every_answer_gives_the_wish(index: int) -> None:
    app = run(visit(**DECODER, **WISH, keep="s").button(key=f"use-{index}").click())
    assert shape(app) == "(1, 32, 35, 35, 10)"
    assert [app.session_state[f"s_{axis}"] for axis in "dhw"] == [2, 2, 2]


def test_what_is_kept_is_kept() -> None:
    app = visit(**DECODER, **WISH, keep="k-s-pad")
    assert len(answers(app)) == 4  # D and H: one voxel more by output_padding, or by dilation; W: 10 as it is
    for answer in answers(app):  # padding is 0, which need not be said
        assert re.fullmatch(r"kernel_size=2, stride=2(, output_padding=[^=]*)?(, dilation=[^=]*)?", answer)


def test_the_pills_write_the_link() -> None:
    app = visit(**DECODER, **WISH)
    app = run(app.button_group(key="wish-keep").set_value(["s", "k"]))
    assert app.query_params["keep"] == "k-s"
    app = run(app.button_group(key="wish-keep").set_value([]))
    assert "keep" not in app.query_params


def test_same_is_kept_as_the_word() -> None:
    app = visit(**DECODER, **WISH | {"want_d": 34, "want_h": 34}, pad="same", keep="pad")
    assert all('padding="SAME"' in answer for answer in answers(app))
    app = run(app.button(key="use-0").click())
    assert app.session_state["pad"] == "same"
    assert shape(app) == "(1, 32, 34, 34, 10)"


def test_an_impossible_wish_has_its_reason_and_the_nearest_sizes() -> None:
    app = visit(**DECODER, want_d=40, want_h=35, want_w=10, keep="k-s-pad")
    said = text(container(app, "answers"))
    assert "no-solution" in said
    assert "(17-1)*2 + 2*(2-1) + 1 - 0 - 0 + 1 = 36" in said
    assert "kernel_size" in said.split("left open")[1]
    assert buttons(app, "use-") == []
    assert "from an input of 20 × 17 × 5" in text(container(app, "wish-inputs"))
    app = run(app.button(key="nearest-0").click())
    assert wanted(app) == (36, 35, 10)
    assert answers(app)


def test_the_inputs_that_give_the_wish_can_be_set() -> None:
    app = visit(**DECODER, want_d=40, want_h=35, want_w=10)
    app = run(app.button(key="set-inputs").click())
    assert [app.session_state[f"in_{axis}"] for axis in "dhw"] == [20, 17, 5]
    assert shape(app) == "(1, 32, 40, 35, 10)"


def test_no_input_at_all() -> None:
    app = visit(k_d=5, want_d=3, want_h=10, want_w=10)
    # a single voxel makes 5; and 10 is nothing out of the ordinary
    assert "there is none for D (one voxel already makes 5)." in text(container(app, "wish-inputs"))
    assert buttons(app, "set-inputs") == []


def test_an_empty_axis_keeps_its_size() -> None:
    app = visit(**DECODER, want_d=35)
    assert "17 × 17 × 5 → 35 × 34 × 10" in text(container(app, "answers"))
    app = visit(**DECODER | {"s_d": 0}, want_h=35)
    assert not has(app, "answers")
    assert any("Give all three" in caption.value for caption in app.caption)


def test_without_a_wish_it_says_what_to_do() -> None:
    app = visit(link="on", want_h=7)  # H does not count where the axes are together
    assert any("Give a size" in caption.value for caption in app.caption)


def test_together_one_number_counts_for_all() -> None:
    app = visit(link="on", in_d=8, k_d=2, s_d=2, want_d=17, want_h=99)
    assert "8 × 8 × 8 → 17 × 17 × 17" in text(container(app, "answers"))
    app = run(app.button(key="use-0").click())
    assert shape(app) == "(2, 6, 17, 17, 17)"
    assert app.session_state["link"] == "on"


@pytest.mark.parametrize(
    ("broken", "code"), [({"in_d": 0}, "input-size-not-positive"), ({"groups": 4}, "channels-not-divisible-by-groups"),
                         ({"s_d": 0, "keep": "s"}, "stride-not-positive"), ({"cin": 0}, "channels-not-positive")],
)  # fmt: skip
def test_what_makes_every_answer_wrong_is_said_instead(broken: dict[str, Any], code: str) -> None:
    app = visit(**{**WISH, **broken})
    assert code in text(container(app, "answers"))
    assert buttons(app, "use-") + buttons(app, "nearest-") == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("value", ["-5", "0", "2147483647"])
def test_any_number_may_be_wished_for(value: str, lang: str) -> None:
    app = visit(lang=lang, want_d=value, want_h=value, want_w=value)
    assert has(app, "answers")


@pytest.mark.parametrize(("name", "value"), [("keep", "k-x"), ("keep", "groups"), ("want_d", "ten"), ("want_w", "1e3")])
def test_the_door_turns_nonsense_away(name: str, value: str) -> None:
    app = visit(**{name: value})
    assert f"{name}={value}" in text(container(app, "door"))
    assert name not in app.query_params


def test_the_report_is_that_of_the_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    made = reports(monkeypatch)
    visit(**DECODER, os="on", os_d=36)
    assert made[-1]().startswith("### Conv3DTranspose: `output_size[D] = 36` is too large")
    assert "torch.nn.ConvTranspose3d(64, 32, 2, stride=2)" in made[-1]()
    visit(lang="zh", bias="off", act="relu")
    assert "bias_attr=False" in made[-1]()
    assert "F.relu(y)" in made[-1]()
    assert "复现代码" in made[-1]()


def test_the_report_of_a_typed_shape_that_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    made = reports(monkeypatch)
    visit(x="2, 8, 8, 8, 4")
    assert "channels-mismatch" in made[-1]()
    assert "paddle.randn([2, 8, 8, 8, 4])" in made[-1]()
    assert "&x=%282%2C+8%2C+8%2C+8%2C+4%29" in made[-1]()
    visit(x="two")
    assert "(2, 4, 8, 8, 8)" in made[-1]()


def reports(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return what the download button is given: a function that makes the report when it is pressed."""
    made: list[Any] = []
    monkeypatch.setattr("streamlit.download_button", lambda label, data, *_, **__: made.append(data))
    return made


def test_layers_of_the_answers_are_what_plan_says() -> None:
    app = visit(**DECODER, **WISH)
    for answer in answers(app):
        arguments = eval(f"dict({answer})", {})
        assert plan(LayerParams.of(64, 32, **arguments), (17, 17, 5)).output_size == (35, 35, 10)
