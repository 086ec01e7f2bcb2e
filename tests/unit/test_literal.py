"""What literal translations give. The expectations are facts found by running the frameworks."""

from typing import Any

import pytest

from conv3dt_core import LayerParams, plan
from conv3dt_core.frameworks import DIALECTS, Example
from conv3dt_core.frameworks.literal import literal


def example(input_size: Any, output_size: Any = None, **arguments: Any) -> Example:
    params = LayerParams.of(4, 6, **{"kernel_size": 3, **arguments})
    return Example(params, plan(params, input_size, output_size), by_output_size=output_size is not None)


@pytest.mark.parametrize(
    ("given", "verdicts"),  # of Paddle, PyTorch, Keras, ONNX, JAX: = the same, x refused, s another size, v values
    [
        ({"input_size": 8}, "====v"),  # JAX does not flip the kernel
        ({"input_size": 8, "stride": 2, "padding": 1, "output_padding": 1}, "==x=s"),
        ({"input_size": 8, "stride": 2, "padding": "SAME"}, "=x==v"),
        ({"input_size": 7, "stride": 2, "padding": "SAME"}, "=xsss"),
        ({"input_size": 3, "kernel_size": 2, "stride": 3}, "==s=s"),  # Keras and JAX append a voxel
        ({"input_size": 3, "kernel_size": 2, "stride": 3, "groups": 2}, "==x=x"),
        ({"input_size": 5, "padding": [0, 1, 0, 0, 2, 2]}, "=xx=s"),
        ({"input_size": 4, "dilation": 3, "output_padding": 1}, "x=xxs"),
        ({"input_size": 4, "dilation": 2, "stride": 2}, "==x=v"),
        ({"input_size": 4, "stride": 2, "output_size": 10}, "==s=s"),
        # ONNX's output_shape takes no notice of pads: what is left over goes, the larger half in front
        ({"input_size": 4, "stride": 2, "padding": [0, 2] * 3, "output_size": 8}, "=xxvs"),
    ],
)  # fmt: skip
def test_verdicts(given: dict[str, Any], verdicts: str) -> None:
    found = [literal(dialect, example(**given)).verdict for dialect in DIALECTS]
    names = {"=": "same", "x": "refused", "s": "size", "v": "values"}
    assert found == [names[v] for v in verdicts]


def test_the_first_voxel_that_differs() -> None:
    # SAME of 7 with stride 2: Paddle crops one voxel in front, Keras none.
    keras = literal("keras", example(7, stride=2, padding="SAME"))
    assert (keras.output_size, keras.voxel) == ((14, 14, 14), (0, 0, 0))
    # Without output_size a voxel is missing behind: all before it agree.
    assert literal("keras", example((4, 1, 1), (10, 3, 3), stride=2)).voxel == (9, 0, 0)


def test_a_symmetric_kernel_of_one_tap_needs_no_flip() -> None:
    assert literal("jax", example(4, kernel_size=1)).verdict == "same"


def test_reasons_are_named() -> None:
    grouped = literal("keras", example(3, groups=2))
    assert [d.code for d in grouped.why] == ["code-argument-unknown"]
    assert dict(grouped.why[0].values)["name"] == "groups"
    between = literal("paddle", example(4, dilation=3, output_padding=1))
    assert {d.code for d in between.why} == {"output-padding-between-stride-and-dilation"}


def test_jax_computes_what_no_crop_says() -> None:
    # Its pads widen: (8 - 1) * 1 + 1 + 1 + 1 - 0 = 10, as the installed JAX has it; Paddle crops to 6.
    found = literal("jax", example(8, kernel_size=1, padding=1))
    assert (found.verdict, found.output_size) == ("size", (10, 10, 10))


@pytest.mark.parametrize(("size", "verdict"), [(40, "values"), (64, "values"), (2000, "values")])
def test_an_unflipped_kernel_gives_other_values_at_any_size(size: int, verdict: str) -> None:
    assert literal("jax", example(size)).verdict == verdict
    assert literal("pytorch", example(size)).verdict == "same"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("given", [{"stride": 1000}, {"dilation": 5000}, {"kernel_size": 64, "stride": 32}])
def test_large_layers_are_told_by_their_sizes(dialect: Any, given: dict[str, Any], clock: Any) -> None:
    literal.cache_clear()
    start = clock()
    found = literal(dialect, example(512, **given))
    assert clock() - start < 0.5
    assert found.voxel is None


@pytest.mark.parametrize(("given", "code"), [
    ({"input_size": 4, "stride": 2, "dilation": 2}, "dilation-becomes-zeros"),
    ({"input_size": 4, "stride": 2, "output_size": 10}, "output-size-becomes-output-padding"),
])  # fmt: skip
def test_what_keras_lacks_is_named(given: dict[str, Any], code: str) -> None:
    assert code in {d.code for d in literal("keras", example(**given)).why}
