"""The framework lens through the router: five columns, what was run, code and errors pasted."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.test_shell import container, has, run, shape, text, visit

PAGE = Path(__file__).parents[2] / "pages/frameworks.py"
SAME = {"in_d": 7, "in_h": 7, "in_w": 7, "s_d": 2, "s_h": 2, "s_w": 2, "pad": "same"}
UNET = """
class Up(nn.Module):
    def __init__(self):
        self.up = nn.ConvTranspose3d(64, 32, kernel_size=2, stride=2)
        self.out = nn.ConvTranspose3d(32, 16, 3, stride=(1, 2, 2), padding=1, groups=4, bias=False)
"""
TORCH = "ValueError: requested an output size of [9, 9, 9], but valid sizes range from [7, 7, 7] to [8, 8, 8]"


def lens(**parameters: Any) -> AppTest:
    app = visit(**parameters)
    app.switch_page(str(PAGE))
    return run(app)


def paste(app: AppTest, pasted: str) -> AppTest:
    return run(app.text_area(key="paste").set_value(pasted))


def written(app: AppTest, key: str) -> str:
    found = container(app, key)
    html = [element.proto.body for element in found.get("html")]
    return re.sub(r"<[^>]*>", " ", " ".join([*html, *(element.value for element in found.markdown)]))


def row(app: AppTest, name: str) -> list[str]:
    """The five cells of a row of the table, without tags."""
    table = container(app, "lens").markdown[0].value
    (found,) = re.findall(rf"<tr><th>{re.escape(name)}</th>(.*?)</tr>", table)
    return [re.sub(r"<[^>]*>", " ", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", found)]


def test_five_columns_of_paddles_example() -> None:
    app = lens()
    assert row(app, "output shape") == ["(2, 6, 10, 10, 10)"] * 2 + ["(2, 10, 10, 10, 6)"] + ["(2, 6, 10, 10, 10)"] * 2
    assert [cell.split("  ")[0] for cell in row(app, "only the names translated")] == [
        "✓ same result", "✓ same result", "✓ same result", "✓ same result", "≠ other values",
    ]  # fmt: skip
    assert len(container(app, "code").code) == 5
    assert [tab.label for tab in app.tabs] == ["Paddle", "PyTorch", "Keras", "ONNX Runtime", "JAX"]


def test_same_is_another_word_elsewhere() -> None:
    names = row(lens(**SAME), "only the names translated")
    assert "refused" in names[1]
    assert all("gives 14 × 14 × 14" in cell and "y[0,0,0]" in cell for cell in names[2:])


def test_what_was_run_and_what_was_not() -> None:
    said = written(lens(), "agreement")
    assert said.count("✓") >= 3
    assert "✕" not in said
    assert "Paddle, Keras, ONNX and JAX are not run here" in said
    assert "not run" in written(lens(k_d=12, k_h=12, k_w=12, in_d=2, in_h=2, in_w=2), "agreement")


def test_a_wrong_layer_has_no_columns() -> None:
    app = lens(op_d=1)
    assert shape(app) == "—"
    assert not has(app, "lens")
    assert "output-padding-too-large" in text(container(app, "diagnostics"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pasted_code_opens_as_the_layer(lang: str) -> None:
    app = paste(lens(lang=lang, dil_d=2, os="on", os_d=12), UNET)
    assert "nn.ConvTranspose3d" in written(app, "pasted")
    run(app.button(key="open-layer-1").click())
    wanted = {"cin": 32, "cout": 16, "groups": 4, "bias": "off", "k_d": 3, "s_d": 1, "s_w": 2, "pf_h": 1, "pb_h": 1,
              "dil_d": 1, "os": "off", "pad": "explicit", "fmt": "NCDHW", "in_d": 8}  # fmt: skip
    assert {name: app.session_state[name] for name in wanted} == wanted
    assert shape(app) == "(2, 16, 8, 15, 15)"


def test_what_is_not_understood_is_pointed_at() -> None:
    said = written(paste(lens(), "nn.ConvTranspose3d(4, 6, 3, strides=2)"), "pasted")
    assert "code-argument-unknown" in said
    assert "line 1" in said


def test_an_error_is_explained_and_mended() -> None:
    given = {"in": 3, "s": 2, "os": 9, "k": 1}  # a kernel of one tap: 5 and 6 are legal
    app = paste(lens(os="on", **{f"{name}_{axis}": n for name, n in given.items() for axis in "dhw"}), TORCH)
    said = written(app, "pasted")
    assert "output-size-out-of-range" in said
    assert "asked 9, legal 7" in said
    assert shape(app) == "—"
    assert shape(run(app.button(key="fix-translation-0").click())) == "(2, 6, 6, 6, 6)"


def test_an_error_of_another_layer_has_no_fix_here() -> None:
    app = paste(lens(), TORCH)
    assert "output-size-out-of-range" in written(app, "pasted")
    assert any("does not show this error" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("pasted", "code"),
    [("RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB", "error-not-recognised"),
     ("def f(x):", "code-"), ("hello", "code-without-layer"), ("x" * 2_000_000, "code-too-large"),
     ("nn.ConvTranspose2d(4, 6, 3)", "code-not-three-d"), ("((" * 5000, "code-")],
)  # fmt: skip
def test_what_is_none_of_ours_is_called_so(pasted: str, code: str) -> None:
    assert code in written(paste(lens(), pasted), "pasted")


def test_what_is_flat_is_told_beside_what_is_not() -> None:
    said = written(paste(lens(), "a = nn.ConvTranspose3d(4, 6, 3)\nb = nn.ConvTranspose2d(4, 6, 3)"), "pasted")
    assert "nn.ConvTranspose3d" in said
    assert "code-not-three-d" in said
    flat = paste(lens(), "nn.ConvTranspose2d(4, 6, 2)\nraise ValueError('x')")
    assert "code-not-three-d" in written(flat, "pasted")


@pytest.mark.parametrize("stride", [1000, 2**20])
def test_a_link_to_a_huge_layer_is_answered(stride: int) -> None:
    app = lens(**{f"s_{axis}": stride for axis in "dhw"})
    assert "not run" in written(app, "agreement")
    assert len(row(app, "output shape")) == 5


def test_many_layers_are_counted() -> None:
    app = paste(lens(), "\n".join(f"a{i} = nn.ConvTranspose3d({i + 1}, 2, 3)" for i in range(11)))
    assert "The first 8 of 11 layers." in [caption.value for caption in app.caption]
    assert sum(1 for button in app.button if (button.key or "").startswith("open-layer-")) == 8


def test_the_box_keeps_its_text_while_another_page_is_read() -> None:
    app = paste(lens(), UNET)
    app.switch_page(str(PAGE.with_name("overlap.py")))
    run(app).switch_page(str(PAGE))
    assert run(app).text_area(key="paste").value == UNET
    assert "nn.ConvTranspose3d" in written(app, "pasted")
