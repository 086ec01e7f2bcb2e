"""What other frameworks' errors mean, against the texts they really print."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from conv3dt_core import LayerParams, check
from conv3dt_core.diagnostics import AXES, Code, InvalidLayerError, errors_of
from conv3dt_core.frameworks.errors import Translation, translate
from conv3dt_core.frameworks.errors.translator import LONGEST, PATTERNS
from conv3dt_core.messages.foreign import NOTES, RULES, placeholders
from tests.golden.error_calls import CALLS

GOLDEN = Path(__file__).parents[1] / "golden"
TEXTS = json.loads((GOLDEN / "error_texts.json").read_text("utf-8"))["texts"]
FOREIGN = json.loads((GOLDEN / "foreign_texts.json").read_text("utf-8"))["texts"]
REFUSED = json.loads((GOLDEN / "cases.json").read_text("utf-8"))["refused"]
LANGS = ("en", "zh")
#: JAX says of a dilation what it says of a stride.
SAME_WORDS = {"All dilations must be positive, got (1, 0, 1).": Code.STRIDE_NOT_POSITIVE}
NUMBERS = {"asked", "got", "expected", "groups", "implied", "received", "rank", "length", "one", "other", "type"}


def name(entry: dict) -> str:
    return f"{entry['by']}-{entry['code']}"


def expected_code(entry: dict) -> str:
    return SAME_WORDS.get(entry["text"], entry["code"])


# --- texts ------------------------------------------------------------------------------------------------------


def test_there_are_many_texts_of_every_framework():
    dialects = [entry["dialect"] for entry in TEXTS]
    assert {dialect: dialects.count(dialect) >= 30 for dialect in PATTERNS} == dict.fromkeys(PATTERNS, True)
    assert len({entry["text"] for entry in TEXTS}) >= 200
    assert len(set(FOREIGN)) >= 60


def test_the_texts_are_those_of_the_calls():
    """What is expected stands in `error_calls`; the file only repeats it."""
    stated = [(by, api, code, axis) for by, rows in CALLS.items() for api, _, code, axis in rows]
    assert [(entry["by"], entry["api"], entry["code"], entry["axis"]) for entry in TEXTS] == stated


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_a_real_text_is_understood(entry):
    said = translate(entry["text"])
    assert (said.dialect, said.code, said.axis) == (entry["dialect"], expected_code(entry), entry["axis"])
    assert entry["code"] in {said.code, *said.alternatives}


@pytest.mark.parametrize("text", FOREIGN, ids=lambda text: text[-40:])
def test_a_text_of_something_else_is_not_ours(text):
    said = translate(text)
    assert said == Translation(None, Code.ERROR_NOT_RECOGNISED, numbers=(("length", len(text)),))
    assert f"these {len(text)} characters" in said.render("en")
    assert f"这 {len(text)} 个字符" in said.render("zh")


def test_each_pattern_was_heard_in_reality():
    flat = [" ".join(entry["text"].split()) for entry in TEXTS]
    silent = [
        pattern.regex.pattern
        for patterns in PATTERNS.values()
        for pattern in patterns
        if not any(list(pattern.find(text)) for text in flat)
    ]
    assert not silent


FRAMES = {
    "paddle": 'File "paddle/nn/functional/conv.py", line 1806, in conv3d_transpose\n    _C_ops.conv3d_transpose(',
    "pytorch": 'File "torch/nn/modules/conv.py", line 1386, in forward\n    return F.conv_transpose3d(',
    "keras": 'File "unet.py", line 8, in build\n    layers.Conv3DTranspose(filters, 3)',
    "onnx": 'File "onnxruntime/capi/session.py", line 287, in run\n    return self._sess.run(names, feed)',
    "jax": 'File "unet.py", line 8, in up\n    return lax.conv_transpose(x, w, strides, padding)',
}


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_noise_around_a_text_changes_nothing(entry):
    alone = translate(entry["text"])
    traceback = (
        f"Traceback (most recent call last):\n  {FRAMES[entry['dialect']]}\n{entry['exception']}: {entry['text']}"
    )
    coloured = "".join(f"\x1b[31m{line}\x1b[0m\r\n" for line in traceback.split("\n"))
    log = f"epoch 3 loss 0.71\nKeyError: 'skip'\n\nDuring handling:\n\n{coloured}\nProcess finished with exit code 1"
    for text in (f"{entry['exception']}: {entry['text']}", traceback, log):
        assert translate(text) == alone


def test_the_last_of_several_errors_counts():
    first, last = (
        "The groups of conv3d_transpose should not be zero.",
        "Unknown padding: 'SAM'. It can only be 'SAME' or 'VALID'.",
    )
    assert translate(f"ValueError: {first}\nValueError: {last}").code == Code.PADDING_WORD_UNKNOWN
    assert translate(f"ValueError: {last}\nValueError: {first}").code == Code.GROUPS_NOT_POSITIVE


FAMILIES = {
    "stride has another length": "wrong-length", "stride beyond 32 bits": "integer-too-large",
    "stride below 1": "stride-not-positive", "padding below 0": "padding-negative",
    "padding of unknown word": "padding-word-unknown", "padding on batch or channels": "padding-on-batch-or-channels",
    "data_format unknown": "data-format-unknown", "output_padding below 0": "output-padding-negative",
    "output_padding too large": "output-padding-too-large", "output_size out of range": "output-size-out-of-range",
    "output_size with output_padding": "output-size-with-output-padding", "size below 1": "output-size-not-positive",
    "channels not divisible by groups": "channels-not-divisible-by-groups", "x is not of rank 5": "input-rank",
    "weight is not of rank 5": "weight-rank", "x has other channels than the weight": "channels-mismatch",
    "bias of another shape": "bias-shape", "dtype without a kernel": "dtype-unsupported",
    "x and weight of two dtypes": "dtype-mismatch", "kernel_size below 1, at construction": "kernel-size-not-positive",
    "mercy: stride <= output_padding < dilation": "output-padding-between-stride-and-dilation",
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_the_first_line_of_paddles_text_is_enough(family):
    """Texts of `cases.json`, collected for another purpose, each cut to 300 characters."""
    texts = [case["message"] for case in REFUSED if case["family"] == family]
    lengths = [text for text in texts if not text.endswith("Received: 2")]  # a word, of which Paddle counts the letters
    assert lengths
    assert {translate(text).code.value for text in lengths} == {FAMILIES[family]}


# --- numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "requested an output size of [7, 9, 12], but valid sizes range from [7, 9, 10] to [8, 10, 11]",
            {"asked": 12, "low": 10, "high": 11},
        ),
        (
            "But received output_size = [[7, 10, 12]], whose dim 1 is not less than the inferred output size (8) + "
            "stride (2) = 10",
            {"asked": 10, "low": 8, "high": 9, "stride": 2},
        ),
        (
            "Conv3DBackpropInputOp: Size of out_backprop doesn't match computed: actual = 4, computed = 5 spatial_dim: "
            "2 input: 11 filter: 3 output: 4 stride: 2 dilation: 1",
            {"asked": 11, "low": 9, "high": 10, "input_size": 4, "kernel_size": 3},
        ),
        (
            "output_padding[2] (5) must be less than max(stride, dilation) (3) for spatial dimension 2.",
            {"asked": 5, "low": 0, "high": 2},
        ),
        ("requested an output size of [1, 1, 1], but valid sizes range from [-1, 1, 1] to [0, 1, 1]", {"asked": 1}),
    ],
)
def test_numbers_are_those_of_the_text(text, numbers):
    said = translate(text)
    found = dict(said.numbers)
    assert {key: found.get(key) for key in numbers} == numbers
    assert ("low" in found) == ("low" in numbers)
    assert str(numbers["asked"]) in said.render("en")


@pytest.mark.parametrize("entry", TEXTS, ids=name)
def test_numbers_are_said_in_both_languages(entry):
    said = translate(entry["text"])
    for lang in LANGS:
        text = said.render(lang)
        assert not set("{}") & set(re.sub(r"`[^`]*`", "", text)), text
        assert "None" not in re.sub(r"`[^`]*`", "", text), text
        assert text.count("`") % 2 == 0, text
        assert said.axis is None or said.axis in text, text
        for key, value in said.numbers:
            if key == "asked" or (key in NUMBERS and f"{{{key}}}" in spoken_template(said)):
                assert " ".join(str(value).split()) in text, (key, text)


def spoken_template(said: Translation) -> str:
    """Return the sentence of the rule that the text can fill."""
    names = {key for key, _ in said.numbers} | ({"axis"} if said.axis else set())
    names |= {"legal"} if {"low", "high"} <= names else set()
    return next(s["en"] for s in RULES[said.code] if placeholders(s["en"]) <= names)


def test_misleading_texts_are_set_right():
    by_text = {entry["text"]: translate(entry["text"]).render("en") for entry in TEXTS}

    def rendered(part: str) -> str:
        return next(text for original, text in by_text.items() if part in original)

    assert "means `output_padding`" in rendered("output_size = [[]]")
    assert "`output_padding[D]`: asked 2, legal 0 … 1." in rendered("output_size = [[]]")
    assert "negative `groups`" in rendered("meta data must be valid")
    assert "PyTorch computes this layer" in rendered("are mismatching")
    assert "its `input` is the output asked for" in rendered("Size of out_backprop")
    assert "like Paddle's CPU kernel" in rendered("Computed output shape is inconsistent")
    assert "as well as `rhs_dilation`" in rendered("All dilations must be positive")
    assert "the larger of the two" in rendered("smaller than either")
    assert "data_format = 'NDHWC'" in rendered("the shape of input is [1, 8, 8, 8, 2]")


# --- texts in two languages -------------------------------------------------------------------------------------

SENTENCES = [s for variants in RULES.values() for s in variants] + list(NOTES.values())


def test_both_languages_have_the_same_placeholders():
    for sentence in SENTENCES:
        assert placeholders(sentence["en"]) == placeholders(sentence["zh"]), sentence


def test_sentences_are_whole_and_each_in_its_language():
    for sentence in SENTENCES:
        assert sentence["en"].endswith(".")
        assert sentence["zh"].endswith("。")
        plain = re.sub(r"`[^`]*`", "`", sentence["zh"])
        assert not re.search(r"[一-鿿][,.;:!?()]|[,;:!?()][一-鿿]", plain), f"half-width: {plain}"
        assert not re.search(r"[一-鿿][A-Za-z0-9`{]|[A-Za-z0-9`}][一-鿿]", plain), f"no space: {plain}"
        assert re.search(r"[一-鿿]", sentence["zh"])
        assert not re.search(r"[一-鿿]", sentence["en"])


def test_every_note_and_sentence_is_spoken():
    texts = [entry["text"] for entry in TEXTS] + [case["message"] for case in REFUSED if "message" in case]
    said = [said for said in map(translate, texts) if said.dialect]
    assert {translation.note for translation in said} - {None} == set(NOTES)
    spoken = {(translation.code, spoken_template(translation)) for translation in said}
    silent = [(code, s["en"]) for code, variants in RULES.items() for s in variants if (code, s["en"]) not in spoken]
    at_least_one = {code for code, variants in RULES.items() if variants is RULES[Code.STRIDE_NOT_POSITIVE]}
    assert [entry for entry in silent if entry[0] not in at_least_one] == []


# --- changes ----------------------------------------------------------------------------------------------------

LAYER = LayerParams.of(2, 3, 3, stride=2)  # from 3 voxels it makes 7 or 8
ASKED_9 = "requested an output size of [9, 7, 7], but valid sizes range from [7, 7, 7] to [8, 8, 8] (for an input of"


def labels(text: str, *arguments) -> list[str]:
    return [fix.label for fix in translate(text).changes(*arguments)]


def test_a_layer_that_shows_the_error_is_mended_as_its_diagnostic_says():
    own = next(d for d in check(LAYER, 3, (9, 7, 7)) if d.axis == "D")
    assert translate(ASKED_9).changes(LAYER, 3, (9, 7, 7)) == own.fixes != ()


def test_a_layer_without_the_size_asked_for_gets_the_nearest_legal_one():
    assert labels(ASKED_9, LAYER, 3)[0] == "output_size[D] = 8"


def test_a_text_of_another_layer_changes_nothing():
    assert labels(ASKED_9, LAYER, 5) == []
    assert labels(ASKED_9, LayerParams.of(2, 3, 3, stride=0), 3) == []
    assert labels("negative padding is not supported", LAYER, 3) == []
    assert labels("", LAYER, 3) == []


def test_an_error_of_another_axis_is_not_this_one():
    assert labels(ASKED_9.replace("[9, 7, 7]", "[7, 9, 7]"), LAYER, 3, (9, 7, 7)) == []


def test_channels_of_the_text_are_offered():
    text = next(entry["text"] for entry in TEXTS if "the shape of input is [1, 8, 8, 8, 2]" in entry["text"])
    assert labels(text, LAYER, 8) == ["data_format = 'NDHWC'"]
    assert labels(text, LayerParams.of(2, 3, 3, data_format="NDHWC"), 8) == []
    text = next(entry["text"] for entry in TEXTS if "num_input_channels: 3" in entry["text"])
    assert labels(text, LAYER, 8) == ["in_channels = 3"]
    assert labels(text, LayerParams.of(2, 4, 3, groups=2), 8) == []  # 3 channels are not two groups


def test_what_a_framework_says_in_the_same_words_is_mended_too():
    assert labels("All dilations must be positive, got (0, 1, 1)", LayerParams.of(1, 1, 3, dilation=0), 3)
    meta = "(PreconditionNotMet) The meta data must be valid when call the mutable data function."
    assert labels(meta, LayerParams.of(2, 2, 3, groups=-1), 3) == ["groups = 1"]
    assert labels(meta, LayerParams.of(2, 2, 1, padding=(1, 0, 0)), (1, 3, 3))


def test_a_warning_gets_changes_too():
    params = LayerParams.of(1, 1, 3, dilation=3, output_padding=(2, 0, 0))
    said = next(entry["text"] for entry in TEXTS if "input_depth(5) and output_depth(3)" in entry["text"])
    changes = translate(said).changes(params, 3)
    assert changes
    for fix in changes:
        assert check(*fix.apply(params, 3)) == ()


def test_output_padding_of_the_text_is_lowered():
    text = "output_padding[0] (2) must be less than max(stride, dilation) (2) for spatial dimension 0."
    assert labels(text, LAYER, 3)[0] == "output_padding[D] = 1"


def called(entry: dict) -> tuple:
    """Return a call of Paddle or PyTorch as the arguments of `check`; InvalidLayerError if its form is at fault."""
    call, kwargs = entry["call"], dict(entry["call"]["kwargs"])
    size = kwargs.pop("output_size", call.get("output_size"))
    if entry["api"] == "layer":
        channels, out, kernel = call["args"]
    else:
        channels, per_group, *kernel = call["weight"]
        out = per_group * kwargs.get("groups", 1)
    params = LayerParams.of(channels, out, kernel, **kwargs)
    x = call.get("x", [1, 1, 3, 4, 5])
    return params, x[1:4] if params.data_format == "NDHWC" else x[2:], size


def test_the_call_behind_a_text_is_mended():
    mended = 0
    for entry in TEXTS:
        if entry["by"] not in {"paddle", "pytorch"} or entry["api"] == "static":
            continue
        try:
            arguments = called(entry)
            found = errors_of(check(*arguments))
        except (InvalidLayerError, TypeError, ValueError):
            continue  # a fault of form: there is no layer to mend
        shown = [d for d in found if d.code == entry["code"] and entry["axis"] in {None, d.axis}]
        if not any(d.fixes for d in shown):
            continue
        changes = translate(entry["text"]).changes(*arguments)
        assert changes, entry
        for fix in changes:
            after = {(d.code, d.axis) for d in check(*fix.apply(*arguments))}
            assert any((d.code, d.axis) not in after for d in shown), (entry, fix)
        mended += 1
    assert mended >= 40


def test_no_change_does_harm():
    layers = [
        (LAYER, (3, 3, 3), None), (LAYER, (3, 4, 5), (7, 10, 12)), (LayerParams.of(4, 6, 3), (8, 8, 8), None),
        (LayerParams.of(2, 4, 2, 3, "SAME", groups=2), (4, 4, 4), None),
        (LayerParams.of(1, 1, 3, 2, 4), (3, 3, 3), None),
    ]  # fmt: skip
    offered = 0
    for entry in TEXTS:
        for arguments in layers:
            before = {(d.code, d.axis) for d in errors_of(check(*arguments))}
            for fix in translate(entry["text"]).changes(*arguments):
                after = fix.apply(*arguments)
                assert after != arguments
                assert {(d.code, d.axis) for d in errors_of(check(*after))} <= before, (entry, fix)
                offered += 1
    assert offered >= 100


# --- hostile texts ----------------------------------------------------------------------------------------------


def test_a_text_beyond_the_limit_is_not_read():
    known = "The groups of conv3d_transpose should not be zero."
    assert translate(known.rjust(LONGEST)).code == Code.GROUPS_NOT_POSITIVE
    assert translate(known.rjust(LONGEST + 1)).code == Code.ERROR_NOT_RECOGNISED


def hostile() -> list[str]:
    pieces = [entry["text"][-300:][: 60 + at % 240] for at, entry in enumerate(TEXTS) if at % 6 == 0]
    pieces += [
        "[",
        "[[",
        "((",
        "1, ",
        "1",
        "-",
        "9" * 50,
        " ",
        "\x1b[",
        "\x1b[31",
        "`{x}`",
        "//",
        "% groups ",
        "Received: [",
    ]
    pieces += [
        "Conv3DBackpropInput ",
        "conv3d_transpose",
        "strides=[1, 1, 1], expected size of input's",
        "\0",
        "\ud800",
        "号",
    ]
    return [piece * (LONGEST // max(1, len(piece))) for piece in pieces]


def test_no_text_takes_long(clock):
    slow = {}
    for text in (*hostile(), "x" * 2_000_000, "conv3d_transpose [[1, " * 100_000):
        start = clock()
        translate(text)
        taken = clock() - start
        if taken > 0.5:
            slow[text[:80]] = taken
    assert not slow


def test_texts_with_other_numbers_never_raise():
    """Texts that no framework prints: any number in place of any other, words gone."""
    rng = random.Random(11)
    recognised = 0
    for entry in TEXTS:
        for _ in range(12):
            text = re.sub(
                r"-?\d+", lambda number: rng.choice([number[0], "0", "-1", "2", "7", "99", "9" * 19]), entry["text"]
            )
            if rng.random() < 0.3:
                text = text.replace(rng.choice(text.split()), rng.choice(["", "None", "(1, 2)", "[0]"]))
            said = translate(text)
            if said.dialect:
                recognised += 1
                assert said.render("en")
                assert said.render("zh")
                said.changes(LAYER, (3, 4, 5), None)
    assert recognised > 1000


@pytest.mark.parametrize("axis", AXES)
def test_axes_of_every_framework_are_met(axis):
    assert {entry["dialect"] for entry in TEXTS if entry["axis"] == axis} == set(PATTERNS)
