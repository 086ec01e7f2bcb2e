"""What cannot be read is pointed at; what is hostile is refused at once; nothing is ever run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import conv3dt_core.frameworks.reading as reading_package
from conv3dt_core import LayerParams
from conv3dt_core.frameworks.reading import read
from tests.unit.pastes import PASTES


def told(diagnostics):
    """(code, line, column, name) of each."""
    values = [(d.code.value, dict(d.values)) for d in diagnostics]
    return [(code, v.get("line"), v.get("column"), v.get("name")) for code, v in values]


# text -> what is said of its first layer
OF_LAYERS = [
    ("nn.Conv3DTranspose(4, 6, 3, strides=2)", [("code-argument-unknown", 1, 37, "strides")]),
    ("nn.Conv3DTranspose(4, 6, 3, in_channels=4)", [("code-argument-unknown", 1, 41, "in_channels")]),
    ("nn.LazyConvTranspose3d(*[1] * 12)",
     [("code-argument-unknown", 1, 24, "*[1] * 12"),
     ("code-channels-unknown", 1, 1, "in_channels")]),
    ("x = 1\n  \n\ny = nn.ConvTranspose3d(4, 6, 3,\n    stride=s)", [("code-argument-not-constant", 5, 12, "stride")]),
    ("    nn.ConvTranspose3d(4, 6, kernel_size=(3, k, 3))", [("code-argument-not-constant", 1, 42, "kernel_size")]),
    (">>> nn.ConvTranspose3d(4, 6, 3, **options)", [("code-argument-not-constant", 1, 35, "**")]),
    ("'é' + nn.ConvTranspose3d(4, 6, 3, padding=p())", [("code-argument-not-constant", 1, 43, "padding")]),
    ("nn.ConvTranspose3d(4, 6, 9 ** 9 ** 9)", [("code-argument-not-constant", 1, 26, "kernel_size")]),
    ("nn.ConvTranspose3d(4, 6, 3, 1 / 0)", [("code-argument-not-constant", 1, 29, "stride")]),
    ("nn.ConvTranspose3d(4, 6, 3, [1] * 10 ** 9)", [("code-argument-not-constant", 1, 29, "stride")]),
    ("nn.ConvTranspose3d(4, 6)", [("code-argument-missing", 1, 1, "kernel_size")]),
    ("nn.Conv3DTranspose(kernel_size=3, out_channels=6)", [("code-argument-missing", 1, 1, "in_channels")]),
    ("nn.ConvTranspose3d(c, 2 * c, 3)", [("code-channels-unknown", 1, 1, "in_channels, out_channels")]),
    ("nn.ConvTranspose3d(c, 8, 3, groups=4)", [("code-channels-unknown", 1, 1, "in_channels")]),
    ("nn.Conv3DTranspose(4, 6, 3, stride=2.0)", [("not-an-integer", None, None, "stride")]),
    ("nn.Conv3DTranspose(4, 6, [3, 3], padding='some')",
     [("wrong-length", None, None, "kernel_size"), ("padding-word-unknown", None, None, "padding")]),
    ("nn.ConvTranspose3d(4, 6, 3, padding='same')", [("not-an-integer", None, None, "padding")]),
    ("nn.ConvTranspose3d(4, 6, 3, padding=[0, 1, 0, 1, 0, 1])", [("wrong-length", None, None, "padding")]),
    ("nn.ConvTranspose3d(4, 6, 2 ** 40)", [("integer-too-large", None, None, "kernel_size")]),
    ("layers.Conv3DTranspose(8, 3, padding=1)",
     [("code-argument-unknown", 1, 1, "padding"), ("code-channels-unknown", 1, 1, "in_channels")]),
    ("helper.make_node('ConvTranspose', ['X'], ['Y'], kernel_shape=[1, 1, 1], output_shape=[8, 8, 8])",
     [("code-argument-missing", 1, 1, "x"), ("code-channels-unknown", 1, 1, "in_channels, out_channels")]),
    ("nn.ConvTranspose3d(1, 1, 1, " + "1, " * 9_000 + ")", [("code-argument-unknown", 1, 56, "1, …")]),
    ("nn.ConvTranspose3d(1, 1, 1, " + ", ".join(f"a{n}=0" for n in range(10, 100)) + ")",
     [("code-argument-unknown", 1, 33 + 7 * n, f"a{10 + n}") for n in range(19)]
     + [("code-argument-unknown", 1, 33 + 7 * 19, "a29, …")]),
    ("w = torch.ones(1, 1, 1, 1, 1)\nF.conv_transpose3d(w, w, stride=w)",
     [("code-argument-not-constant", 2, 33, "stride")]),
    ("nn.ConvTranspose3d(1, 1, " + "[" * 8 + "3, 3" + "]" * 8 + ")", [("wrong-length", None, None, "kernel_size")]),
    ("nn.ConvTranspose3d(1, 1, " + "[" * 9 + "3, 3" + "]" * 9 + ")",
     [("code-argument-not-constant", 1, 26, "kernel_size")]),
    ("nn.Conv3DTranspose(1, 1, 3, 0, 'same')(torch.zeros(1, 1, 3, 3, 3))[:, :, 1:, 1:, 1:]", []),
    ("y = nn.ConvTranspose3d(2, 2, 3)(x)[:, :, 1:9, 1:9, 1:9]", [("code-argument-missing", 1, 5, "x")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), OF_LAYERS)
def test_a_fault_of_a_layer_is_pointed_at(text, said):
    reading = read(text)
    assert told(reading.layers[0].diagnostics) == said
    assert reading.diagnostics == ()


OF_TEXTS = [
    ("", [("code-without-layer", None, None, None)]),
    ("import torch\nnn.Conv3d(1, 2, 3)", [("code-without-layer", None, None, None)]),
    ("lax.conv_general_dilated(x, w, (2, 2, 2), 'SAME')", [("code-without-layer", None, None, None)]),
    ("helper.make_node('Conv', ['X', 'W'], ['Y'])", [("code-without-layer", None, None, None)]),
    ("name = 'up'\ndtype = 'float32'", [("code-without-layer", None, None, None)]),
    ("stride = 2", [("code-without-layer", None, None, None)]),
    ("a = 1\nup = nn.ConvTranspose2d(64, 32, 2, 2)", [("code-not-three-d", 2, 6, None)]),
    ("layers.Conv2DTranspose(8, 3)", [("code-not-three-d", 1, 1, None)]),
    ("F.conv1d_transpose(x, w)", [("code-not-three-d", 1, 1, None)]),
    ("x = (1,\ny = )", [("code-not-parsed", 2, 3, None)]),
    ("  x = 1\n  y = = 2", [("code-not-parsed", 2, 7, None)]),
]


@pytest.mark.parametrize(("text", "said"), OF_TEXTS)
def test_a_text_without_a_layer_says_so(text, said):
    reading = read(text)
    assert told(reading.diagnostics) == said
    assert reading.layers == ()


def test_a_layer_in_a_text_that_is_no_python_is_still_read():
    text = "Traceback (most recent call last):\n" \
           "  up = nn.ConvTranspose3d(8, 4,\n      2, stride=(2, 2, 2))\nRuntimeError: bad"  # fmt: skip
    reading = read(text)
    assert [(layer.line, layer.column, layer.call) for layer in reading.layers] == [(2, 8, "nn.ConvTranspose3d")]
    assert reading.layers[0].params == LayerParams.of(8, 4, 2, 2)
    assert [code for code, *_ in told(reading.diagnostics)] == ["code-not-parsed"]


def test_places_are_those_of_the_paste():
    reading = read(PASTES["prompts"][0])
    assert [(layer.line, layer.column) for layer in reading.layers] == [(1, 9), (3, 9)]
    second = read("# 卷积\n    y = '卷积', nn.ConvTranspose3d(8, 4, 2)").layers[0]
    assert (second.line, second.column) == (2, 15)


def test_repairs_stand_in_for_what_has_the_wrong_form():
    layer = read(
        "nn.Conv3DTranspose(4, '6', 3.0, stride=[2], padding='some', groups=None, data_format='NDCHW')"
    ).layers[0]
    assert layer.params == LayerParams.of(4, 6, 3, 2, "SAME")
    assert len(layer.diagnostics) == 6


def test_a_name_is_what_it_was_when_it_was_used():
    text = "k = 3\na = nn.ConvTranspose3d(1, 1, k)\nk = 5\nb = nn.ConvTranspose3d(1, 1, k)\nk = f()\nk += 1\n" \
           "def g(k): return nn.ConvTranspose3d(1, 1, k)"  # fmt: skip
    layers = read(text).layers
    assert [layer.params.kernel_size[0] for layer in layers] == [3, 5, 3]
    assert [code for code, *_ in told(layers[2].diagnostics)] == ["code-argument-not-constant"]


def test_a_layer_is_found_once():
    layers = read("y = nn.ConvTranspose3d(1, 1, 2)(torch.ones(1, 1, 2, 2, 2).cuda()).relu().cpu()").layers
    assert len(layers) == 1


# --- hostile pastes ---------------------------------------------------------------------------------------------------

MARK = Path("conv3dt-was-run")
RUNS = f"__import__('pathlib').Path('{MARK}').touch()"
HOSTILE = {
    "two megabytes": "x = 1\n" * 339_000,
    "brackets": "(" * 39_000,
    "closed brackets": "[" * 19_000 + "]" * 19_000,
    "minus signs": "x = " + "-" * 39_000 + "1",
    "a long sum": "x = 1" + "+1" * 19_000,
    "a long chain": "x = a" + ".a" * 19_000,
    "calls of calls": "x = f" + "()" * 19_000,
    "lambdas": "lambda: " * 4_900 + "1",
    "conditions": "x if x else " * 3_500 + "1",
    "else if": "if x:\n 0\n" + "elif x:\n 0\n" * 3_500,
    "many assignments": "a=" * 19_000 + "1",
    "indentation": "\n".join(" " * depth + "if x:" for depth in range(270)),
    "a tower of powers": "k = 9**9**9**9\nk",
    "a long word": "x = " + "conv" * 9_700,
    "a long dotted word": "conv_." * 6_500 + "= )",
    "a long number": "k = " + "9" * 39_000,
    "a long list": "k = [0] * 10 ** 9",
    "doubled lists": "k = [0]\n" + "k = k + k\n" * 3_500,
    "doubled numbers": "k = 2\n" + "k = k * k\n" * 3_500,
    "functions over names": "".join(f"a{n} = 1\n" for n in range(1_800)) + "def f(a): a\n" * 1_800,
    "bidi marks": "x = '\u202e' # \u2066",
    "a zero byte": "nn.ConvTranspose3d(1, 1, 1)\x00",
    "a lone surrogate": "x = '\ud800'",
    "an escape": "\x1b[2J",
    "unfinished calls": "nn.ConvTranspose3d(" * 2_000,
    "unfinished entries": "a: 1\n" * 7_900 + ")",
    "import": f"nn.Conv2d({RUNS}, 1)",
    "a default": f"def f(a={RUNS}): pass",
    "a format string": "f'{" + RUNS + "}'",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_paste_is_refused_at_once(name, clock):
    start = clock()
    reading = read(HOSTILE[name])
    took = clock() - start
    assert reading.layers == ()
    assert [d.code for d in reading.diagnostics] in (["code-too-large"], ["code-not-parsed"], ["code-without-layer"])
    assert took < 0.5  # 0.07 on an idle machine; what grows without bound takes minutes
    assert not MARK.exists()


# The dearest lines there are, each as often as a text may hold it.
COSTLY = [
    "nn.ConvTranspose3d(c, c, k, s)", "nn.ConvTranspose3d(a.b, f(), z=1, y=2)",
    "y = F.conv_transpose3d(y, y, padding=y)", "tf.nn.conv3d_transpose(y, y, y, y, padding=y)",
    "helper.make_node('ConvTranspose', ['x'], ['y'])",
    "lax.conv_transpose(x, w, (1, 1, 1), 'SAME')", "nn.Sequential(nn.ConvTranspose3d(1, 1, 1), nn.ReLU())(x)",
]  # fmt: skip


@pytest.mark.parametrize("line", COSTLY)
def test_many_layers_and_faults_are_read_at_once(line, clock):
    count = 39_900 // (len(line) + 1)
    start = clock()
    reading = read(f"{line}\n" * count)
    assert clock() - start < 1  # 0.25 on an idle machine: nothing to refuse here, all is read
    assert len(reading.layers) == count


# Names of lists of names: what they stand for grows exponentially with the length of the text.
GROWING = {
    "stacks": "s = nn.Sequential(nn.ReLU())\n" + "s = nn.Sequential(s, s)\n" * 20 + "s(x)",
    "pairs": "a = 1\n" + "a = (a, a)\n" * 30 + "nn.ConvTranspose3d(1, 1, a)",
    "lists": "a = (1,) * 20\n" + ("a = (" + "a, " * 20 + ")\n") * 9 + "nn.ConvTranspose3d(a, 1, 1)",
    "an order of axes": "a = 1\n" + "a = (a, a)\n" * 30 + "torch.ones(1, 2).permute(a)",
    "dicts": "a = 1\n" + "a = dict(b={0: a, 1: a}, c=a)\n" * 30 + "nn.ConvTranspose3d(1, 1, a)",
    "products": "a = (1,)\n" + "a = [a] * 2 + [a]\n" * 30 + "nn.ConvTranspose3d(1, 1, a)",
    "zips": "a = (1, 1)\n" + "a = zip(a, a)\n" * 30 + "nn.ConvTranspose3d(1, 1, a)",
    "a call of itself": "y = F.conv_transpose3d(y, y, padding=y, stride=y)\n" * 30,
    "the same in Keras": "y = tf.nn.conv3d_transpose(y, y, y, y, padding=y)\n" * 30,
    "the same in JAX": "y = lax.conv_transpose(y, y, y, y, dimension_numbers=y)\n" * 30,
    "an activation": "s = nn.ConvTranspose3d(1, 1, 1)\n" + "s = nn.Sequential(s, s)\n" * 30 + "Activation(s)",
    "stars": "a = (1,) * 64\n" + ("a = (" + "*a, " * 20 + ")\n") * 9 + "nn.ConvTranspose3d(a, 1, 1)",
    "axes": "x = torch.ones(1).reshape(" + "1," * 10_000 + ")\n" + "x.shape\n" * 2_400,
}


@pytest.mark.parametrize("name", list(GROWING))
def test_a_short_paste_takes_a_short_time(name, clock):
    start = clock()
    read(GROWING[name])
    assert clock() - start < 0.5  # 0.05 on an idle machine; what grows without bound takes minutes


@pytest.mark.parametrize("listing", ["kernel_size=3, stride={}", "kernel_size = 3\nstride = {}"])
@pytest.mark.parametrize("dots", [300, 900, 1_900])
def test_a_deep_listing_is_no_error(listing, dots):
    reading = read(listing.format(".".join("a" * dots)))
    assert reading.layers or reading.diagnostics


# --- numbers no tensor can have ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("shape", "size", "batch"), [
    ("-1, 4, 8, 8, 8", (8, 8, 8), None),
    ("2 ** 31, 4, 8, 8, 8", (8, 8, 8), None),
    ("2 ** 31 - 1, 4, 8, 8, 8", (8, 8, 8), 2**31 - 1),
    ("0, 4, 8, 8, 8", (8, 8, 8), 0),
    ("1, 4, 99999999999, 8, 8", None, 1),
    ("1, 4, 8, 0, 8", None, 1),
    ("1, 4, 8, 8, -8", None, 1),
])  # fmt: skip
def test_a_size_outside_32_bits_is_unknown(shape, size, batch):
    (layer,) = read(f"nn.ConvTranspose3d(4, 6, 3)(torch.randn({shape}))").layers
    assert (layer.input_size, layer.batch) == (size, batch)


@pytest.mark.parametrize("channels", ["0", "-4", "2 ** 31"])
def test_channels_outside_32_bits_are_unknown(channels):
    (layer,) = read(f"nn.LazyConvTranspose3d(6, 3)(torch.randn(1, {channels}, 8, 8, 8))").layers
    assert layer.params.in_channels == 1
    assert [diagnostic.code for diagnostic in layer.diagnostics] == ["code-channels-unknown"]


def test_a_literal_python_cannot_write_out_is_unknown():
    (layer,) = read("nn.ConvTranspose3d(4, 6, kernel_size=0x" + "f" * 20_000 + ")").layers
    assert layer.params.kernel_size == (3, 3, 3)
    assert [d.code for d in layer.diagnostics] == ["code-argument-not-constant"]
    assert all(d.render("zh") for d in layer.diagnostics)


def test_an_output_too_small_for_its_kernel_has_no_input():
    (layer,) = read("w = tf.ones((5, 5, 5, 1, 1))\ntf.nn.conv3d_transpose(x, w, [1, 3, 3, 3, 1], 1, 'VALID')").layers
    assert layer.input_size is None


@pytest.mark.parametrize("crop", [
    "y[:, :, 9999999999:, 1:, 1:]",
    "y[:, :, 1:, 1:, :-9999999999]",
    "y[:, :, 2147483647:, 1:, 1:][:, :, 2147483647:, 1:, 1:]",
    "F.pad(y, (-9999999999, 0, 0, 0, 0, 0))",
])  # fmt: skip
def test_a_crop_outside_32_bits_is_left(crop):
    (layer,) = read(f"y = nn.ConvTranspose3d(4, 6, 3)(torch.randn(1, 4, 8, 8, 8))\ny = {crop}").layers
    assert layer.params == LayerParams.of(4, 6, 3)


def test_meta_the_mark_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    eval(RUNS)
    assert MARK.exists()


def test_nothing_that_runs_text_is_called():
    names = set()
    for path in Path(reading_package.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names |= {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
    assert "parse" in names
    assert not names & {"eval", "exec", "compile", "__import__", "import_module"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everything_said_can_be_rendered(lang):
    texts = [text for text, _ in [*OF_LAYERS, *OF_TEXTS]] + [text for text, _ in PASTES.values()]
    for reading in map(read, texts):
        for diagnostic in [*reading.diagnostics, *(d for layer in reading.layers for d in layer.diagnostics)]:
            assert diagnostic.render(lang)
