"""The shell through the router: link and door, panel, examples, notices and their fixes, both languages."""

import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core.diagnostics import FOREIGN_CODES, Code
from pages._shared import calls, examples, i18n, link, parameters

ROUTER = Path(__file__).parents[2] / "pages/_shared/router.py"
INTEGERS = [
    name for name, default in parameters.DEFAULTS.items() if isinstance(default, int) or name in parameters.OPTIONAL
]


def visit(**parameters: Any) -> AppTest:
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = str(value)
    return run(app)


def run(changed: Any) -> AppTest:
    """Run the app, or the widget that was just changed."""
    app: AppTest = changed.run()
    assert not app.exception
    return app


def blocks(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield child
            yield from blocks(child)


def container(app: AppTest, key: str) -> Any:
    found = [block for block in blocks(app._tree) if getattr(block.proto, "id", "").endswith(f"-{key}")]
    assert len(found) == 1, f"{len(found)} containers {key}"
    return found[0]


def text(block: Any) -> str:
    """What st.html wrote in the block, without its tags."""
    return re.sub(r"<[^>]*>", "", "\n".join(element.proto.body for element in block.get("html")))


def shape(app: AppTest) -> str:
    return text(container(app, "output-shape"))


def menu(app: AppTest) -> Any:
    return next(box for box in app.selectbox if box.key.startswith("preset-"))


def has(app: AppTest, key: str) -> bool:
    return any(getattr(block.proto, "id", "").endswith(f"-{key}") for block in blocks(app._tree))


# --- defaults and parameters --------------------------------------------------------------------------------------


def test_first_view_is_paddles_example() -> None:
    app = visit()
    assert shape(app) == "(2, 6, 10, 10, 10)"
    assert text(container(app, "diagnostics")) == ""
    assert "Valid layer" in text(container(app, "headline-shape"))
    assert not has(app, "door")
    assert menu(app).value == "shell.ex_paddle"


@pytest.mark.parametrize("value", [0, 7, 2**31 - 1])
def test_numbers_of_the_link_reach_the_panel(value: int) -> None:
    app = visit(**dict.fromkeys(INTEGERS, value))
    assert {app.session_state[name] for name in INTEGERS} == {value}
    assert not has(app, "door")


def test_numbers_have_no_limits_but_32_bits() -> None:
    names = [name for name in INTEGERS if name not in parameters.LOWEST]
    app = visit(**dict.fromkeys(names, -(2**31)))
    assert {app.session_state[name] for name in names} == {-(2**31)}
    assert not has(app, "door")


@pytest.mark.parametrize("nth", range(3))
def test_words_of_the_link_reach_the_panel(nth: int) -> None:
    wanted = {name: options[min(nth, len(options) - 1)] for name, options in parameters.WORDS.items()}
    app = visit(**wanted)
    assert {name: app.session_state[name] for name in wanted} == wanted
    assert not has(app, "door")


def test_deep_links_say_what_paddle_does() -> None:
    same = visit(pad="same", s_d=2, s_h=2, s_w=2)
    assert shape(same) == "(2, 6, 16, 16, 16)"
    assert "same-is-not-input-times-stride" not in text(container(same, "diagnostics"))
    assert shape(visit(groups=2, dil_d=2)) == "(2, 6, 12, 10, 10)"
    assert shape(visit(pf_w=1, pb_w=2)) == "(2, 6, 10, 10, 7)"
    asked = {"s_d": 2, "s_h": 2, "s_w": 2, "os": "on"}
    assert shape(visit(**asked)) == "(2, 6, 17, 17, 17)"
    assert shape(visit(**asked, os_d=18)) == "(2, 6, 18, 17, 17)"
    beyond = visit(**asked, os_d=19)
    assert shape(beyond) == "—"
    assert "output-size-out-of-range" in text(container(beyond, "diagnostics"))


def test_channels_last_moves_the_channels() -> None:
    assert shape(visit(fmt="NDHWC")) == "(2, 10, 10, 10, 6)"


def test_together_counts_d_alone_and_each_copies_it() -> None:
    app = visit(link="on", s_d=2, s_h=5)
    assert shape(app) == "(2, 6, 17, 17, 17)"
    run(app.segmented_control(key="link").set_value("off"))
    assert [app.session_state[f"s_{axis}"] for axis in "dhw"] == [2, 2, 2]


def test_an_old_value_that_comes_along_is_an_echo() -> None:
    # As after two quick clicks: the second message still carries what the first click had changed.
    app = visit(s_d=0)
    run(app.button(key="fix-layer-0-0").click())
    app.number_input(key="s_d").set_value(0)
    run(app.number_input(key="k_h").set_value(5))
    assert [app.session_state[name] for name in ("s_d", "k_h")] == [1, 5]
    assert app.number_input(key="s_d").value == 1


def test_an_old_value_that_comes_alone_is_the_readers() -> None:
    app = visit(s_d=0)
    run(app.button(key="fix-layer-0-0").click())
    run(app.number_input(key="s_d").set_value(0))
    assert app.session_state["s_d"] == 0


def test_the_link_follows_the_panel() -> None:
    app = visit(pad="same", os="on", os_d=9, utm="course")
    run(app.segmented_control(key="pad").set_value("valid"))
    assert app.query_params == {"pad": "valid", "os": "on", "os_d": "9", "utm": "course"}


def test_what_is_not_drawn_keeps_its_value() -> None:
    app = visit(pf_d=1, pb_d=1, op_h=1, s_h=2)
    run(app.segmented_control(key="pad").set_value("same"))
    run(app.segmented_control(key="os").set_value("on"))
    run(app.number_input(key="k_d").set_value(5))
    run(app.segmented_control(key="pad").set_value("explicit"))
    run(app.segmented_control(key="os").set_value("off"))
    assert [app.number_input(key=key).value for key in ("pf_d", "op_h", "s_h", "k_d")] == [1, 1, 2, 5]


def test_a_link_holds_what_is_not_default() -> None:
    assert link.href("scatter-3d", s_d=2, k_d=3, lang="zh") == "scatter-3d?s_d=2&lang=zh"
    assert link.href() == "."


# --- door ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "english"),
    [
        ("s_d", "abc", "s_d=abc is not a whole number; 1 is used."),
        ("s_d", "1e400", "s_d=1e400 is not a whole number; 1 is used."),
        ("k_h", "", "k_h= is not a whole number; 3 is used."),
        ("k_h", "٣", "k_h=٣ is not a whole number; 3 is used."),
        ("in_w", "2147483648", "in_w=2147483648 does not fit 32 bits, which is all Paddle has; 8 is used."),
        ("os_d", "1.5", "os_d=1.5 is not a whole number; it is left empty."),
        ("n", "-1", "n=-1 is below 0, the empty batch; 2 is used."),
        ("lang", "xx", "lang=xx is none of en, zh; en is used."),
        ("pad", "SAME", "pad=SAME is none of explicit, same, valid; explicit is used."),
        ("ex", "nonsense", "ex=nonsense is no example of ours; the menu has them all."),
        ("x", "9" * 81, "x is longer than 80 characters; it is left out."),
    ],
)
def test_the_door_says_once_what_it_turned_away(name: str, value: str, english: str) -> None:
    app = visit(**{name: value})
    assert text(container(app, "door")) == english
    assert shape(app) == "(2, 6, 10, 10, 10)"
    assert not has(run(app), "door")


def test_the_door_names_every_bad_parameter_and_keeps_the_good() -> None:
    app = visit(s_d="abc", k_d="1e400", lang="zh", in_d=5)
    said = text(container(app, "door"))
    assert "s_d=abc 不是整数，已改用 1。" in said
    assert "k_d=1e400 不是整数，已改用 3。" in said
    assert app.session_state["in_d"] == 5


def test_hostile_values_are_text() -> None:
    app = visit(s_d="<script>alert(1)</script>")
    assert "<script>" not in "".join(element.proto.body for element in container(app, "door").get("html"))


# --- examples -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", examples.LAYERS)
def test_a_famous_layer_is_valid_and_named(name: str) -> None:
    app = visit(**examples.LAYERS[name])
    assert shape(app) != "—"
    assert menu(app).value == name


def test_vnet_and_gan_double_the_size() -> None:
    assert shape(visit(**examples.LAYERS["shell.ex_vnet"])) == "(1, 128, 16, 16, 16)"
    assert shape(visit(**examples.LAYERS["shell.ex_gan"])) == "(1, 256, 8, 8, 8)"


def test_every_code_has_one_example() -> None:
    assert set(examples.FAULTS) | set(calls.CALLS) == set(Code) - FOREIGN_CODES
    assert not set(examples.FAULTS) & set(calls.CALLS)


@pytest.mark.parametrize("code", sorted(set(Code) - FOREIGN_CODES))
def test_the_example_of_a_code_shows_it_in_both_languages(
    code: Code, import_oracle: Callable[[str], ModuleType]
) -> None:
    if code is Code.BACKEND_HAS_NO_GRADIENT:
        import_oracle("torch")
    if code is Code.BACKEND_UNAVAILABLE and import_oracle("torch").cuda.is_available():
        pytest.skip("this machine has CUDA, so the call works")
    app = visit(**examples.FAULTS.get(code, {"ex": code.value}))
    english = text(container(app, "diagnostics"))
    run(app.segmented_control(key="lang").set_value("zh"))
    chinese = text(container(app, "diagnostics"))
    assert code.value in english
    assert code.value in chinese
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", english)
    assert menu(app).value == code.value


def test_choosing_an_example_resets_the_rest() -> None:
    app = visit(k_w=5, lang="zh", ex="dtype-mismatch")
    run(menu(app).set_value("shell.ex_vnet"))
    assert shape(app) == "(1, 128, 16, 16, 16)"
    assert (app.session_state["k_w"], app.session_state["ex"], app.session_state["lang"]) == (2, "", "zh")


def test_the_menu_of_a_moment_ago_opens_nothing() -> None:
    # As after two quick clicks: the browser still holds the menu it had before the first one.
    app = visit()
    stale = menu(app)
    run(app.number_input(key="s_d").set_value(2))
    stale.set_value("shell.ex_vnet")
    app._tree[0].children[len(app._tree[0].children)] = stale
    run(app.number_input(key="s_h").set_value(2))
    assert shape(app) == "(2, 6, 17, 17, 10)"


def test_an_example_call_can_be_closed() -> None:
    app = visit(ex="dtype-mismatch")
    assert text(container(app, "diagnostics-of-layer")) == ""
    run(app.button(key="close-example").click())
    assert not has(app, "example")
    assert text(container(app, "diagnostics")) == ""


# --- notices and fixes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", examples.FAULTS)
def test_every_fix_offered_removes_the_error(code: Code) -> None:
    app = visit(**examples.FAULTS[code])
    keys = [button.key for button in app.button if button.key and button.key.startswith("fix-")]
    for key in keys:
        mended = visit(**examples.FAULTS[code])
        run(mended.button(key=key).click())
        assert code.value not in text(container(mended, "diagnostics")), key
        assert shape(mended) != "—", key


def test_equal_diagnostics_share_a_card_and_a_fix_mends_all_axes() -> None:
    app = visit(pf_d=-1, pf_h=-1, pf_w=-1, pb_d=-1, pb_h=-1, pb_w=-1)
    assert text(container(app, "diagnostics")).count("padding-negative") == 1
    run(app.button(key="fix-layer-0-0").click())
    assert shape(app) == "(2, 6, 10, 10, 10)"


def test_a_fix_leaves_the_empty_sizes_empty() -> None:
    app = visit(s_d=2, os="on", os_d=19)
    run(app.button(key="fix-layer-0-0").click())
    assert [app.session_state[f"os_{axis}"] for axis in "dhw"] == [18, None, None]
    assert shape(app) == "(2, 6, 18, 10, 10)"


def test_a_fix_keeps_the_axes_together() -> None:
    app = visit(link="on", s_d=0, s_h=4, k_h=5)
    run(app.button(key="fix-layer-0-0").click())
    assert app.session_state["link"] == "on"
    assert shape(app) == "(2, 6, 10, 10, 10)"


def test_more_than_three_cards_are_folded() -> None:
    app = visit(k_d=0, s_h=0, dil_w=0, groups=0, cin=0)
    assert text(container(app, "diagnostics")).count("not-positive") >= 5
    assert any(expander.label == "2 more" for expander in app.expander)


def test_what_was_asked_for_is_marked_but_is_no_text() -> None:
    app = visit(s_d=2, os="on", os_d=19)
    html = "".join(element.proto.body for element in container(app, "output-shape").get("html"))
    assert 'data-caption="D" data-wanted="19" class=c3-wrong' in html
    assert 'data-caption="H" data-wanted="10"></b>' in html
    assert shape(app) == "—"


# --- panel --------------------------------------------------------------------------------------------------------


def test_same_shows_the_pads_paddle_takes() -> None:
    app = visit(pad="same", k_d=4)
    assert "1, 2" in text(container(app, "row-same"))


def test_front_and_back_go_together_until_split() -> None:
    app = visit()
    run(app.number_input(key="pf_h").set_value(1))
    assert app.session_state["pb_h"] == 1
    run(app.button_group(key="pads_split").set_value([True]))
    run(app.number_input(key="pb_h").set_value(2))
    run(app.number_input(key="pf_h").set_value(0))
    assert app.session_state["pb_h"] == 2


def test_the_summary_names_batch_channels_groups() -> None:
    app = visit(n=1, cin=256, cout=128)
    assert any(expander.label == "batch 1 · channels 256 → 128 · groups 1" for expander in app.expander)


def test_a_shape_that_fits_becomes_numbers() -> None:
    app = visit()
    run(app.text_input(key="x").set_value("torch.Size([3, 4, 5, 6, 7])"))
    assert [app.session_state[name] for name in ("n", "in_d", "in_h", "in_w", "x")] == [3, 5, 6, 7, ""]
    assert shape(app) == "(3, 6, 7, 8, 9)"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("4, 8, 8, 8", "input-rank"), ("2, 8, 8, 8, 4", "channels-mismatch"), ("2, four, 8, 8, 8", "not-an-integer")],
)
def test_a_shape_that_does_not_fit_is_explained(typed: str, code: str) -> None:
    app = visit()
    run(app.text_input(key="x").set_value(typed))
    assert code in text(container(app, "diagnostics"))
    assert shape(app) == "—"


def test_the_fix_of_a_channels_last_shape_adopts_it() -> None:
    app = visit(x="2, 5, 6, 7, 4")
    run(app.button(key="fix-layer-0-0").click())
    assert app.session_state["fmt"] == "NDHWC"
    assert shape(app) == "(2, 7, 8, 9, 6)"


def test_the_kernel_button_derives_the_kernel() -> None:
    app = visit(s_d=2, s_h=2, s_w=2, os="on", os_d=19, os_h=19, os_w=19)
    run(app.button(key="kernel_from_size").click())
    assert [app.session_state[f"k_{axis}"] for axis in "dhw"] == [5, 5, 5]
    assert shape(app) == "(2, 6, 19, 19, 19)"


def test_the_kernel_button_explains_when_paddles_formula_fails() -> None:
    app = visit(pad="same", s_d=2, s_h=2, s_w=2, os="on", os_d=18, os_h=18, os_w=18)
    run(app.button(key="kernel_from_size").click())
    assert "kernel-size-not-derivable" in text(container(app, "kernel-refusal"))
    run(app.number_input(key="s_d").set_value(3))
    assert not has(app, "kernel-refusal")


def test_the_kernel_button_needs_an_output_size() -> None:
    assert visit().button(key="kernel_from_size").disabled


# --- words --------------------------------------------------------------------------------------------------------


def test_switching_the_language_keeps_the_numbers() -> None:
    app = visit(s_d=2, pad="valid", link="on")
    run(app.segmented_control(key="lang").set_value("zh"))
    assert "输出形状" in text(container(app, "headline-shape"))
    assert [app.session_state[name] for name in ("s_d", "pad", "link")] == [2, "valid", "on"]
    run(app.segmented_control(key="lang").set_value("en"))
    assert "Output shape" in text(container(app, "headline-shape"))
    assert [app.session_state[name] for name in ("s_d", "pad", "link")] == [2, "valid", "on"]


def placeholders(template: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(template) if name is not None})


@pytest.mark.parametrize("key", i18n.words())
def test_both_languages_say_the_same(key: str) -> None:
    english, chinese = i18n.words()[key]
    assert english
    assert chinese
    assert placeholders(english) == placeholders(chinese)


def test_keys_name_their_module_and_belong_to_one() -> None:
    folder = Path(i18n.__file__).parent / "words"
    for file in folder.glob("[!_]*.py"):
        keys = re.findall(r'^    "([^"]+)":', file.read_text(encoding="utf-8"), re.MULTILINE)
        assert keys
        assert all(key.startswith(f"{file.stem}.") for key in keys), file.name
        assert len(keys) == len(set(keys)), file.name


def test_a_choice_the_browser_no_longer_knows_keeps_its_value() -> None:
    app = visit(ax="h")
    app.session_state["ax"] = None
    app.run()
    assert not app.exception
    assert (app.session_state["ax"], app.query_params["ax"]) == ("h", "h")
