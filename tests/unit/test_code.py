"""Code to take along: it runs as it stands, its assertion holds, and both frameworks compute the same values."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from conv3dt_core import InvalidLayerError, LayerParams, plan
from conv3dt_core.activations import ACTIVATIONS
from conv3dt_core.code import Example, paddle_code, torch_code

Importer = Callable[[str], ModuleType]


def example(*args: Any, input_size: Any = 8, output_size: Any = None, **kwargs: Any) -> Example:
    more = {name: kwargs.pop(name) for name in ("batch", "bias", "activation") if name in kwargs}
    params = LayerParams.of(*args, **kwargs)
    geometry = plan(params, input_size, output_size)
    return Example(params, geometry, by_output_size=output_size is not None, **more)


def test_defaults_are_left_out() -> None:
    plain = example(4, 6, 3, batch=2)
    assert paddle_code(plain).splitlines() == [
        "import paddle",
        "",
        "layer = paddle.nn.Conv3DTranspose(4, 6, 3)",
        "x = paddle.randn([2, 4, 8, 8, 8])",
        "y = layer(x)",
        "assert tuple(y.shape) == (2, 6, 10, 10, 10)",
    ]
    assert "layer = torch.nn.ConvTranspose3d(4, 6, 3)\n" in torch_code(plain)


def test_output_size_is_an_argument_of_paddles_call_and_torchs_output_padding() -> None:
    asked = example(4, 6, 3, stride=2, padding=1, output_padding=1, output_size=(15, 16, 16))
    assert "y = layer(x, output_size=[15, 16, 16])" in paddle_code(asked)
    assert "output_padding" not in paddle_code(asked)
    assert "output_padding=[0, 1, 1]" in torch_code(asked)


def test_uneven_pads_are_six_numbers_in_paddle_and_a_slice_in_torch() -> None:
    uneven = example(1, 1, 3, padding=[0, 1, 0, 0, 2, 2])
    assert "padding=[0, 1, 0, 0, 2, 2]" in paddle_code(uneven)
    assert "y = y[:, :, 0:9, 0:10, 2:8]" in torch_code(uneven)
    assert "padding" not in torch_code(uneven)


def test_same_keeps_the_dilation_that_paddle_ignores_and_torch_must_not_see() -> None:
    same = example(1, 1, 3, stride=2, padding="SAME", dilation=2, input_size=3)
    assert 'padding="SAME", dilation=2' in paddle_code(same)
    assert "ConvTranspose3d(1, 1, 3, stride=2, padding=1)" in torch_code(same)


def test_channels_last_is_permuted_for_torch() -> None:
    last = example(1, 2, 3, data_format="NDHWC")
    assert 'data_format="NDHWC"' in paddle_code(last)
    assert "y = layer(x.permute(0, 4, 1, 2, 3))\ny = y.permute(0, 2, 3, 4, 1)\n" in torch_code(last)
    assert "== (1, 10, 10, 10, 2)" in torch_code(last)


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_every_activation_is_written_out(name: str) -> None:
    for script in (paddle_code, torch_code):
        code = script(example(1, 1, 2, activation=name))
        compile(code, name, "exec")
        assert code.splitlines()[-2].startswith("y = ")


def random_examples(count: int) -> Iterator[Example]:
    """Legal layers of every kind: SAME, uneven pads, groups, NDHWC, output_size, large output_padding."""
    choose = random.Random(3)

    def triple(low: int, high: int) -> Any:
        return [choose.randint(low, high) for _ in range(3)] if choose.random() < 0.6 else choose.randint(low, high)

    while count:
        groups = choose.choice([1, 1, 2])
        padding = choose.choice(["SAME", "VALID", 0, triple(0, 2), [choose.randint(0, 2) for _ in range(6)]])
        params = LayerParams.of(
            groups * choose.randint(1, 2), groups * choose.randint(1, 2), triple(1, 4), triple(1, 3), padding,
            triple(0, 2), triple(1, 3), groups, choose.choice(["NCDHW", "NDHWC"]),
        )  # fmt: skip
        asked = None
        try:
            geometry = plan(params, (choose.randint(1, 4), 2, choose.randint(1, 4)))
            if choose.random() < 0.5:
                asked = tuple(choose.randint(*ends) for ends in geometry.output_size_range)
                geometry = plan(params, geometry.input_size, asked)
        except InvalidLayerError:
            continue
        activation = choose.choice([None, *sorted(ACTIVATIONS)])
        batch, bias = choose.randint(1, 2), choose.random() < 0.7
        yield Example(params, geometry, batch, bias, activation, by_output_size=asked is not None)
        count -= 1


def run(code: str, x: Any, weight: Any, bias: Any) -> Any:
    """Run a script as it stands, and then once more with these numbers; return y."""
    exec(code, {})
    lines = []
    for line in code.splitlines():
        lines.append({"x": "x = given_x", "bias": "bias = given_bias"}.get(line.split(" = ")[0], line))
        if line.startswith("x = "):
            lines.append("set_parameters(layer)")

    def set_parameters(layer: Any) -> None:
        state = {"weight": weight} | ({} if layer.bias is None else {"bias": bias})
        (layer.load_state_dict if hasattr(layer, "load_state_dict") else layer.set_state_dict)(state)

    names = {"given_x": x, "given_bias": bias, "set_parameters": set_parameters}
    exec("\n".join(lines), names)
    return names["y"].detach().numpy()


@pytest.mark.oracle
def test_both_scripts_run_and_agree(import_oracle: Importer, oracle_counts: Counter[str]) -> None:
    paddle, torch = import_oracle("paddle"), import_oracle("torch")
    numbers = np.random.default_rng(5)
    kinds: Counter[str] = Counter()
    for case in random_examples(150):
        arrays = [
            numbers.standard_normal(shape).astype(np.float32)
            for shape in (case.input_shape, case.params.weight_shape, (case.params.out_channels,))
        ]
        in_paddle = run(paddle_code(case), *map(paddle.to_tensor, arrays))
        in_torch = run(torch_code(case), *map(torch.from_numpy, arrays))
        assert in_paddle.shape == in_torch.shape == case.output_shape
        np.testing.assert_allclose(
            in_paddle, in_torch, rtol=1e-4, atol=1e-4, err_msg=paddle_code(case) + torch_code(case)
        )
        oracle_counts["paddle and torch scripts"] += 1
        axes = case.geometry.axes
        kinds["same"] += case.params.padding == "SAME"
        kinds["uneven"] += any(axis.pad_before != axis.pad_after for axis in axes)
        kinds["refused by paddle"] += any(axis.output_padding >= axis.stride for axis in axes)
        kinds["output_size"] += case.by_output_size
        kinds["NDHWC"] += case.params.data_format == "NDHWC"
    assert min(kinds.values()) > 5, kinds
