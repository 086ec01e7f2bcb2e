"""The decoder page through the router: cause, repairs and their undoing, presets, the panel of its own, links."""

import html
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core.decoder import LONGEST, PRESETS
from tests.app.test_shell import container, has, menu, run, shape, text, visit

PAGES = Path(__file__).parents[2] / "pages"


def doctor(**parameters: Any) -> AppTest:
    return to_page(visit(**parameters), "decoder")


def to_page(app: AppTest, name: str) -> AppTest:
    app.switch_page(str(PAGES / f"{name}.py"))
    return run(app)


def verdict(app: AppTest) -> str:
    return text(container(app, "net-verdict"))


def picture(app: AppTest) -> str:
    (drawn,) = container(app, "net-sizes").markdown
    return drawn.value


def boxes(app: AppTest) -> list[str]:
    """The numbers of the picture, row by row: down, up, down, up, ..., bottom."""
    return [re.sub("<[^>]*>", "", box) for box in re.findall(r"c3-net-box[^>]*><b>(.*?)</b>", picture(app))]


def links(app: AppTest) -> list[str]:
    (drawn,) = container(app, "net-facts").markdown
    return [html.unescape(found) for found in re.findall(r'href="(.*?)"', drawn.value)]


def repair(app: AppTest, kind: str) -> AppTest:
    return run(app.button(key=f"repair-{kind}").click())


# --- cause and repairs --------------------------------------------------------------------------------------------


def test_the_cause_is_said_first() -> None:
    app = doctor()
    said = verdict(app)
    assert "up 1 makes 34 × 34 × 10, but its skip is 35 × 35 × 10: off by 1 on D, H" in said
    assert "skip-size-mismatch" in said
    assert "35 ÷ 2 = 17, rest 1" in said
    assert "W fits here and fails at up 2: 20 against 21." in said
    assert boxes(app) == [
        "285 × 285 × 84", "?", "142 × 142 × 42", "?", "71 × 71 × 21", "?", "35 × 35 × 10", "34 × 34 × 10",
        "17 × 17 × 5",
    ]  # fmt: skip
    assert picture(app).count("not reached") == 6  # in the picture and in its table
    assert [button.proto.type for button in app.button if button.key.startswith("repair-")] == [
        "primary", "secondary", "secondary",
    ]  # fmt: skip


def test_a_volume_of_six_digits_is_no_error() -> None:
    assert doctor(net="unet_999999").number_input(key="net-size-D").value == 999_999


def test_an_example_of_a_failing_call_stands_beside_the_verdict() -> None:
    app = doctor(ex="dtype-mismatch")
    assert "dtype-mismatch" in text(container(app, "diagnostics"))
    assert "skip-size-mismatch" in text(container(app, "diagnostics-of-layer"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("kind", "net", "output", "cost"),
    [("output-size", "unet_ask", "285 × 285 × 84", "up 4"), ("pad", "unet_pad288x288x96", "288 × 288 × 96", "17 %"),
     ("crop", "unet_crop", "272 × 272 × 80", "4")],
)  # fmt: skip
def test_each_repair_and_its_undoing(lang: str, kind: str, net: str, output: str, cost: str) -> None:
    app = repair(doctor(lang=lang), kind)
    assert app.query_params["net"] == net
    assert output in verdict(app)
    assert has(app, "card-valid-net")
    assert "c3-wrong" not in picture(app)
    assert output in boxes(app)
    assert cost in text(container(app, f"repair-taken-{kind}"))
    assert not any(button.proto.type == "primary" for button in app.button)
    run(app.button(key="undo").click())
    assert "net" not in app.query_params
    assert "skip-size-mismatch" in verdict(app)


def test_one_repair_gives_way_to_another() -> None:
    app = repair(repair(doctor(), "crop"), "pad")
    assert app.query_params["net"] == "unet_pad288x288x96"
    assert has(app, "repair-taken-pad")
    assert has(app, "repair-open-crop")


def test_what_does_not_help_has_no_button_and_says_why() -> None:
    app = doctor(net="unet-valid")
    kinds = [button.key for button in app.button if button.key.startswith("repair-")]
    assert kinds == ["repair-crop"]
    assert app.button(key="repair-crop").proto.type == "primary"
    assert "it must be 18–19" in text(container(app, "repair-refused-output-size"))
    assert "tried 132 to" in text(container(app, "repair-refused-pad"))
    assert "44 × 44 × 28" in verdict(repair(app, "crop"))


def test_both_are_cropped_where_each_is_larger_somewhere() -> None:
    app = doctor(net="unet_ch1-2-4_11x12x12_downm2x3x2_upt2x2x2")
    assert "x[..., " not in text(container(app, "repair-open-crop"))
    app = doctor(net="unet_ch1-2-4_11x12x12_downm2x3x2_upt2x4x2")
    assert "x[..., :, :12, :]; skip[..., :10, :, :]" in text(container(app, "repair-open-crop"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("net", [*PRESETS, "unet_9", "unet_upt3s0", "unet_downm3p2", "unet_upr2", "unet_ch1-2_downm2"])
def test_every_net_is_drawn_in_both_languages(net: str, lang: str) -> None:
    app = doctor(net=net, lang=lang)
    assert verdict(app)
    assert boxes(app)
    assert not has(app, "door")
    if lang == "zh":
        assert not re.search("[a-z]{4,} [a-z]{4,} [a-z]{4,}", re.sub("<[^>]*>", " ", picture(app)))


@pytest.mark.parametrize(
    ("net", "code"), [("unet_9", "volume-too-small-for-net"), ("unet_upt3s0", "stride-not-positive")]
)
def test_a_layer_that_is_wrong_is_named(net: str, code: str) -> None:
    said = verdict(doctor(net=net))
    assert code in said
    assert "down 4" in said or "up 1" in said


def test_notes_of_a_net_without_skips() -> None:
    app = doctor(net="autoencoder")
    assert "no skips" in verdict(app)
    assert "output-is-not-input-size" in text(container(app, "diagnostics"))
    assert not any(button.key.startswith("repair-") for button in app.button)


# --- the link -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("net", ["nonsense", "unet_downq", "<b>x</b>", "unet_" + "9" * 40])
def test_nonsense_is_answered_with_a_diagnostic(net: str) -> None:
    app = doctor(net=net)
    said = text(container(app, "diagnostics"))
    assert "net-not-understood" in said
    assert "<b>" not in "".join(element.proto.body for element in container(app, "diagnostics").get("html"))
    assert boxes(app)[0] == "285 × 285 × 84"


def test_a_text_too_long_is_turned_away_at_the_door() -> None:
    app = visit(net="x" * (LONGEST + 1))
    assert f"longer than {LONGEST} characters" in text(container(app, "door"))
    assert "net" not in app.query_params


def test_layer_and_net_survive_the_way_there_and_back() -> None:
    app = visit(s_d=3, k_d=5, in_w=7)
    before = shape(app)
    app = repair(to_page(app, "decoder"), "crop")
    assert not any(box.label == "stride D" for box in app.number_input)
    app = to_page(app, "shape")
    assert shape(app) == before
    assert app.number_input(key="s_d").value == 3
    assert {name: app.query_params[name] for name in ("s_d", "k_d", "in_w", "net")} == {
        "s_d": "3", "k_d": "5", "in_w": "7", "net": "unet_crop",
    }  # fmt: skip
    assert "272 × 272 × 80" in verdict(to_page(app, "decoder"))


def test_an_example_of_a_layer_leaves_the_net_alone() -> None:
    app = visit(net="vnet_crop")
    assert menu(app).value == "shell.ex_paddle"
    run(menu(app).set_value("shell.ex_gan"))
    assert app.query_params["net"] == "vnet_crop"
    assert menu(app).value == "shell.ex_gan"


def test_a_layer_opens_with_its_sizes_in_the_net() -> None:
    app = doctor(net="unet_ask", lang="zh")
    first = urlsplit(links(app)[0])
    assert first.path == "./"
    words = {name: values[0] for name, values in parse_qs(first.query).items()}
    assert words["net"] == "unet_ask"
    assert words["lang"] == "zh"
    assert shape(visit(**words)) == "(1, 256, 35, 35, 10)"
    assert len(links(app)) == 4
    assert len(links(doctor())) == 1  # as far as the net runs


# --- the panel of the page ----------------------------------------------------------------------------------------


def test_the_numbers_of_the_panel_change_the_net() -> None:
    app = doctor()
    assert [app.number_input(key=f"net-size-{axis}").value for axis in "DHW"] == [285, 285, 84]
    run(app.number_input(key="net-size-D").set_value(288))
    assert app.query_params["net"] == "unet_288x285x84"
    run(app.number_input(key="net-depth").set_value(2))
    assert boxes(app)[-1] == "72 × 71 × 21"
    run(app.selectbox(key="net-down").set_value("m1x2x2"))
    run(app.selectbox(key="net-up").set_value("t1x2x2"))
    assert boxes(app)[-1] == "288 × 71 × 21"
    run(app.number_input(key="net-size-H").set_value(284))
    assert "288 × 284 × 84" in verdict(app)
    run(app.selectbox(key="net-preset").set_value("vnet"))
    assert app.query_params["net"] == "vnet_288x284x84"
    run(app.selectbox(key="net-preset").set_value("unet-valid"))
    assert app.query_params["net"] == "unet-valid"
    assert app.number_input(key="net-size-D").value == 132


def test_a_padded_net_is_padded_anew_when_it_changes() -> None:
    app = doctor(net="unet_pad288x288x96")
    run(app.number_input(key="net-size-D").set_value(300))
    assert app.query_params["net"] == "unet_300x285x84_pad304x288x96"
    run(app.number_input(key="net-depth").set_value(2))
    assert "300 × 288 × 84" in verdict(app)


def test_levels_that_differ_are_called_so_and_kept() -> None:
    app = doctor(net="unet_downm1x2x2-m2-m2-m2")
    assert app.selectbox(key="net-down").value == ""
    run(app.number_input(key="net-size-D").set_value(284))
    assert app.query_params["net"] == "unet_284x285x84_downm1x2x2-m2-m2-m2"


def test_skips_are_taken_away_and_given_back() -> None:
    app = doctor(net="unet_16_ask")
    pills = next(group for group in app.button_group if group.key.startswith("net-skips"))
    assert pills.value == [0, 1, 2, 3]
    run(pills.set_value([0, 2]))
    assert app.query_params["net"] == "unet_16_skip1010_ask"
    assert picture(app).count("no skip") == 4  # in the picture and in its table
    pills = next(group for group in app.button_group if group.key.startswith("net-skips"))
    run(pills.set_value([0, 1, 2, 3]))
    assert app.query_params["net"] == "unet_16_ask"


def test_the_net_can_be_typed() -> None:
    app = doctor()
    (field,) = (field for field in app.text_input if field.key.startswith("net-text"))
    run(field.set_value("vnet_128x128x64"))
    assert "128 × 128 × 64" in verdict(app)
    assert app.selectbox(key="net-preset").value == "vnet"
    (field,) = (field for field in app.text_input if field.key.startswith("net-text"))
    run(field.set_value("vnet_128x128"))
    assert "net-not-understood" in text(container(app, "diagnostics"))
