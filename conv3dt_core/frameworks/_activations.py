"""Activations by Paddle's names, written out in terms of y.

Paddle and PyTorch have nearly all of them. Elsewhere they are spelled out in NumPy's words, which `jax.numpy` and
`keras.ops` share.
"""

from __future__ import annotations

from typing import Literal

from .example import Example

#: name -> (Paddle, PyTorch). Names as in Paddle's static API; softmax runs over the last axis.
_CALLS = {
    "relu": ("F.relu(y)", "F.relu(y)"),
    "sigmoid": ("F.sigmoid(y)", "torch.sigmoid(y)"),
    "tanh": ("F.tanh(y)", "torch.tanh(y)"),
    "softmax": ("F.softmax(y, axis=-1)", "F.softmax(y, dim=-1)"),
    "log_softmax": ("F.log_softmax(y, axis=-1)", "F.log_softmax(y, dim=-1)"),
    "elu": ("F.elu(y)", "F.elu(y)"),
    "selu": ("F.selu(y)", "F.selu(y)"),
    "celu": ("F.celu(y)", "F.celu(y)"),
    "relu6": ("F.relu6(y)", "F.relu6(y)"),
    "gelu": ("F.gelu(y)", "F.gelu(y)"),
    "swish": ("F.swish(y)", "F.silu(y)"),
    "silu": ("F.silu(y)", "F.silu(y)"),
    "mish": ("F.mish(y)", "F.mish(y)"),
    "softsign": ("F.softsign(y)", "F.softsign(y)"),
    "hard_sigmoid": ("F.hardsigmoid(y, slope=0.2, offset=0.5)", "torch.clamp(0.2 * y + 0.5, 0, 1)"),
    "hard_swish": ("F.hardswish(y)", "F.hardswish(y)"),
    "hard_shrink": ("F.hardshrink(y)", "F.hardshrink(y)"),
    "softshrink": ("F.softshrink(y)", "F.softshrink(y)"),
    "tanh_shrink": ("F.tanhshrink(y)", "F.tanhshrink(y)"),
    "thresholded_relu": ("F.thresholded_relu(y)", "F.threshold(y, 1, 0)"),
    "logsigmoid": ("F.log_sigmoid(y)", "F.logsigmoid(y)"),
    "brelu": ("paddle.clip(y, 0, 24)", "torch.clamp(y, 0, 24)"),
    "stanh": ("paddle.stanh(y)", "1.7159 * torch.tanh(0.67 * y)"),
}

# The forms below cannot overflow: sigmoid as a tanh, exponents of nothing positive.
_ELU = "@.maximum(y, 0) + @.expm1(@.minimum(y, 0))"
_SIGMOID = "0.5 + 0.5 * @.tanh(0.5 * y)"
_SHIFTED = "y - @.max(y, axis=#, keepdims=True)"

#: name -> what becomes of y, one expression after the other; @ is the module, # the number of the axis W had last.
_FORMULAS = {
    "relu": ["@.maximum(y, 0)"],
    "sigmoid": [_SIGMOID],
    "tanh": ["@.tanh(y)"],
    "softmax": [f"@.exp({_SHIFTED})", "y / @.sum(y, axis=#, keepdims=True)"],
    "log_softmax": [_SHIFTED, "y - @.log(@.sum(@.exp(y), axis=#, keepdims=True))"],
    "elu": [_ELU],
    "selu": ["1.0507009873554805 * (@.maximum(y, 0) + 1.6732632423543772 * @.expm1(@.minimum(y, 0)))"],
    "celu": [_ELU],
    "relu6": ["@.clip(y, 0, 6)"],
    "swish": [f"y * ({_SIGMOID})"],
    "silu": [f"y * ({_SIGMOID})"],
    "mish": ["y * @.tanh(@.logaddexp(y, 0))"],
    "softsign": ["y / (1 + @.abs(y))"],
    "hard_sigmoid": ["@.clip(0.2 * y + 0.5, 0, 1)"],
    "hard_swish": ["y * @.clip(y + 3, 0, 6) / 6"],
    "hard_shrink": ["@.where(@.abs(y) < 0.5, 0.0, y)"],
    "softshrink": ["y - @.clip(y, -0.5, 0.5)"],
    "tanh_shrink": ["y - @.tanh(y)"],
    "thresholded_relu": ["@.where(y <= 1, 0.0, y)"],
    "logsigmoid": ["-@.logaddexp(-y, 0)"],
    "brelu": ["@.clip(y, 0, 24)"],
    "stanh": ["1.7159 * @.tanh(0.67 * y)"],
}
# NumPy has no erf.
_GELU = {"ops": "ops.gelu(y, approximate=False)", "jnp": "jax.nn.gelu(y, approximate=False)"}


def by_call(example: Example, framework: Literal["paddle", "torch"]) -> list[str]:
    """Return the line that applies the activation with the framework's own functions, if there is one."""
    if example.activation is None:
        return []
    return [f"y = {_CALLS[example.activation][framework == 'torch']}"]


def by_formula(example: Example, module: Literal["np", "jnp", "ops"], last_axis: int = -1) -> list[str]:
    """Return the lines that apply the activation in NumPy's words.

    Parameters
    ----------
    example : Example
    module : {"np", "jnp", "ops"}
        The name of NumPy, `jax.numpy` or `keras.ops` in the script.
    last_axis : int
        Where the script has the axis that is last in the layer's data_format: softmax runs over it.
    """
    name = example.activation
    if name is None:
        return []
    if name == "gelu":
        return [f"y = {_GELU[module]}" if module in _GELU else "# gelu is left out: NumPy has no erf"]
    return [f"y = {formula.replace('@', module).replace('#', str(last_axis))}" for formula in _FORMULAS[name]]
