"""The catalogue against diagnostics as they really arise: nothing missing, nothing that two languages tell apart."""

from __future__ import annotations

import math
import re
from string import Formatter

import pytest

from conv3dt_core import LayerParams, check
from conv3dt_core.diagnostics import Code, Diagnostic, Fix
from conv3dt_core.fixes import merge_axes
from conv3dt_core.messages import CATALOGUE, body, render, title
from conv3dt_core.messages.numbers import DERIVED
from tests.unit.samples import every_kind_of_diagnostic

LANGS = ("en", "zh")
TEMPLATES = [
    (code, name, lang, texts[lang])
    for code, message in CATALOGUE.items()
    for name, texts in message.variants.items()
    for lang in LANGS
]

# The argument a text must name where the diagnostic's values do not.
ARGUMENT = {
    Code.GROUPS_NOT_POSITIVE: "groups", Code.PADDING_NEGATIVE: "padding", Code.OUTPUT_SIZE_NOT_POSITIVE: "padding",
    Code.OUTPUT_SIZE_OUT_OF_RANGE: "output_size", Code.OUTPUT_PADDING_NEGATIVE: "output_padding",
    Code.OUTPUT_PADDING_TOO_LARGE: "output_padding", Code.OUTPUT_SIZE_WITH_OUTPUT_PADDING: "output_padding",
    Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION: "output_padding", Code.SAME_IGNORES_DILATION: "dilation",
    Code.SAME_IS_NOT_INPUT_TIMES_STRIDE: "SAME", Code.OUTPUT_SIZE_REPLACES_OUTPUT_PADDING: "output_padding",
    Code.KERNEL_SIZE_NOT_DERIVABLE: "output_size", Code.INPUT_RANK: "x", Code.CHANNELS_MISMATCH: "x",
    Code.WEIGHT_RANK: "weight", Code.WEIGHT_SHAPE: "weight", Code.BIAS_SHAPE: "bias",
    Code.BACKEND_UNKNOWN: "backend", Code.BACKEND_UNAVAILABLE: "backend", Code.BACKEND_HAS_NO_GRADIENT: "backend",
    Code.ACTIVATION_UNKNOWN: "activation",
    Code.PADS_BECOME_CROP: "padding", Code.SAME_BECOMES_PADS: "SAME", Code.SAME_MEANS_ANOTHER_SIZE: "padding",
    Code.LAYOUT_IS_PERMUTED: "data_format", Code.GROUPS_BECOME_CALLS: "groups", Code.DILATION_BECOMES_ZEROS: "dilation",
    Code.OUTPUT_SIZE_BECOMES_OUTPUT_PADDING: "output_size", Code.OUTPUT_PADDING_BECOMES_CROP: "output_padding",
    Code.OUTPUT_PADDING_NONE_ADDS: "output_padding", Code.OUTPUT_SHAPE_MOVES_FRONT: "output_shape",
    Code.KERNEL_IS_FLIPPED: "weight",
}  # fmt: skip
# Values whose number or word every text shows. `limit` is missing where it says nothing yet (stride 0).
SHOWN = {"value", "item", "low", "high", "made", "base", "product", "found", "expected", "shape", "out_channels",
         "dtype", "known", "supported", "missing", "rank", "length", "groups", "needed", "input", "output"}  # fmt: skip

#: Paddle has neither these arguments nor anything like them; a traced model may be of any framework.
PADDLE_HAS_NO_SUCH_THING = {
    Code.BACKEND_UNKNOWN, Code.BACKEND_UNAVAILABLE, Code.BACKEND_HAS_NO_GRADIENT, Code.NO_SOLUTION,
    Code.SKIP_SIZE_MISMATCH, Code.VOLUME_TOO_SMALL_FOR_NET, Code.NO_LEGAL_SIZE_NEAR, Code.OUTPUT_IS_NOT_INPUT_SIZE,
    Code.NET_NOT_UNDERSTOOD,
    *list(Code)[list(Code).index(Code.MODEL_KIND_UNKNOWN) : list(Code).index(Code.LAYER_NOT_THREE_D) + 1],
}  # fmt: skip


@pytest.fixture(scope="module")
def diagnostics() -> list[Diagnostic]:
    return every_kind_of_diagnostic()


@pytest.mark.parametrize("code", list(Code))
def test_every_code_has_both_languages(code):
    for texts in CATALOGUE[code].variants.values():
        assert set(texts) == set(LANGS)
        assert bool(texts["en"].title) == bool(texts["zh"].title)
        assert bool(texts["en"].body) == bool(texts["zh"].body)


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_both_languages_tell_the_same_numbers():
    for code, message in CATALOGUE.items():
        for name, texts in message.variants.items():
            for part in ("title", "body"):
                en, zh = (placeholders(getattr(texts[lang], part)) for lang in LANGS)
                assert en == zh, f"{code} {name} {part}: {en ^ zh} in one language only"


def test_each_variant_and_derived_number_is_used(diagnostics):
    spoken = {(d.code, id(part)) for d in diagnostics for part in CATALOGUE[d.code].parts(dict(d.values))}
    for code, message in CATALOGUE.items():
        silent = [name for name, part in message.variants.items() if (code, id(part)) not in spoken]
        assert not silent, f"{code}: nobody hears {silent}"
    wanted = set().union(*(placeholders(text.title + text.body) for *_, text in TEMPLATES))
    assert set(DERIVED) <= wanted


@pytest.mark.parametrize("lang", LANGS)
def test_rendered_texts_are_one_whole_paragraph(diagnostics, lang):
    for d in diagnostics:
        text = render(d, lang)
        assert "\n" not in text, text
        assert text.count("`") % 2 == 0, text
        assert "None" not in re.sub(r"`[^`]*`", "", text), text
        assert text.startswith(title(d, lang))
        assert body(d, lang) in text
        assert all(f"`{fix.label}`" in text for fix in d.fixes)
        if "{" not in str(d.values):
            assert not set("{}") & set(text), text


@pytest.mark.parametrize("lang", LANGS)
def test_argument_axis_value_and_limit_are_named(diagnostics, lang):
    for d in diagnostics:
        text, values = render(d, lang), dict(d.values)
        assert str(values.get("name", ARGUMENT.get(d.code, ""))) in title(d, lang), text
        assert (d.axis or "") in title(d, lang), text
        for name in (SHOWN & set(values)) - unsaid(d, values):
            assert one_line(values[name]) in text, (name, text)
        if values.get("limit", 0) >= 1 and min(values.get("stride", 1), values.get("dilation", 1)) >= 1:
            assert str(values["limit"]) in text, text


def one_line(value: object) -> str:
    return " ".join(str(value).replace("`", "'").split())


def unsaid(d: Diagnostic, values: dict[str, object]) -> set[str]:
    """Values that mean nothing in some variant."""
    if d.code is Code.KERNEL_SIZE_NOT_DERIVABLE:
        return {"low", "high", "input"}
    if d.code is Code.OUTPUT_SIZE_NOT_POSITIVE:
        return {"base"}  # output_padding is added to it
    if d.code is Code.OUTPUT_SIZE_OUT_OF_RANGE and values["high"] < values["low"]:
        return {"low", "high"}  # an empty interval
    return {"made"} if values.get("name") == "in_channels" else set()


@pytest.mark.parametrize("lang", LANGS)
def test_what_paddle_does_is_told(diagnostics, lang):
    for d in diagnostics:
        values = dict(d.values)
        ours_alone = values.get("unit", "bytes") != "bytes" or values.get("name") == "out"
        if d.code not in PADDLE_HAS_NO_SUCH_THING and not ours_alone:
            assert "Paddle" in render(d, lang), render(d, lang)


TRAPS = {
    Code.OUTPUT_PADDING_TOO_LARGE: "output_size = [[]]", Code.KERNEL_SIZE_NOT_DERIVABLE: "must be Tensor",
    Code.PADDING_NEGATIVE: "paddle.static.nn.conv3d_transpose", Code.STRIDE_NOT_POSITIVE: "Op(Conv)",
    Code.WEIGHT_SHAPE: "fan_in", Code.DTYPE_UNSUPPORTED: "NaN",
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_traps_no_layer_can_raise_are_told_where_they_belong(diagnostics, lang):
    for code, words in TRAPS.items():
        assert all(words in render(d, lang) for d in diagnostics if d.code is code)
    lone_float = next(d for d in diagnostics if dict(d.values).get("value") == "2.0")
    assert "np.int64(2)" in render(lone_float, lang)


def test_arithmetic_is_right(diagnostics):
    """What stands as `(5-1)*3 + ... = 13` is computed again."""
    checked = set()
    for d in diagnostics:
        for code in re.findall(r"`([^`]*)`", body(d)):
            *_, left, right = ["", *code.split(" = ")]
            if re.fullmatch(r"-?\d+", right) and re.fullmatch(r"(?:max|ceil|[-+*/(), \d])+", left):
                assert eval(left, {"max": max, "ceil": math.ceil}) == int(right), f"{d.code}: {code}"
                checked.add(d.code)
    assert len(checked) >= 8


def outside_code(text: str) -> str:
    return re.sub(r"`[^`]*`", "`", text)


def test_chinese_reads_as_chinese(diagnostics):
    for d in diagnostics:
        text = outside_code(render(d, "zh"))
        assert not re.search(r"[A-Za-z]+(?:[\s,.;:]+[A-Za-z]+){3}", text), text
    for *_, lang, text in TEMPLATES:
        if lang == "zh":
            plain = outside_code(text.title + "。" + text.body)
            assert not re.search(r"[一-鿿][,.;:!?()]|[,;:!?()][一-鿿]", plain), f"half-width: {plain}"
            assert not re.search(r"[一-鿿][A-Za-z0-9`{]|[A-Za-z0-9`}][一-鿿]", plain), f"no space: {plain}"
            assert not re.search(r"滤波|过滤器|核点|扩张|膨胀|反卷积|基准大小", plain), plain


def test_texts_are_short():
    for code, name, lang, text in TEMPLATES:
        if lang == "en":
            assert len(text.title.split()) <= 14, (code, name)
            assert len(re.findall(r"[.!?](?=\s|$)", outside_code(text.body))) <= 3, (code, name)
        assert not text.title.endswith((".", "。"))
        assert not re.search(r"/paddle/|\.cc\b", text.body)
        bare = re.search(r"[a-z]+_[a-z]+", outside_code(re.sub(r"\{\w+\}", "0", f"{text.title}. {text.body}")))
        assert bare is None, f"{code}: {bare} outside backticks"


def test_merged_axes_read_well():
    merged = merge_axes(check(LayerParams.of(1, 1, 3, 0), 3))
    assert [title(d) for d in merged] == ["`stride[D, H, W] = 0` is below 1"]
    assert "可改为 `stride = 1`，或 `stride = 2`" in merged[0].render("zh")


def test_remedies_end_the_paragraph():
    d = Diagnostic(
        Code.STRIDE_NOT_POSITIVE, "D", (("name", "stride"), ("value", 0)), (Fix((), "a = 1"), Fix((), "b = 2"))
    )
    assert render(d, "en").endswith(" Use `a = 1`, or `b = 2`.")
    assert render(d, "zh").endswith("。可改为 `a = 1`，或 `b = 2`。")
