"""A script of Paddle or PyTorch on tensors from files instead of random ones."""

from __future__ import annotations

import re

from .example import Snippet

_TENSOR = {"paddle": "paddle.to_tensor", "pytorch": "torch.from_numpy"}
_LOAD = {"paddle": "layer.set_state_dict", "pytorch": "layer.load_state_dict"}
_DOUBLE = {"paddle": 'layer.to(dtype="float64")', "pytorch": "layer.double()"}


def loading(snippet: Snippet, dtype: str = "float32") -> str:
    """Return the script with x from ``x.npy`` and weight and bias from ``weights.npz``; its y is compared to ``y.npy``.

    Parameters
    ----------
    snippet : Snippet
        Of Paddle or PyTorch.
    dtype : {"float32", "float64"}
        Of the files.
    """
    dialect = snippet.dialect
    tensor = _TENSOR[dialect]
    state = ['state = dict(np.load("weights.npz"))']
    own_bias = re.search(r"^bias = .*$", snippet.code, re.MULTILINE)  # added by hand: the layer has none
    kept = f'bias = {tensor}(state.pop("bias"))'
    state += [kept] if own_bias else []
    if dtype == "float64":
        state.append(_DOUBLE[dialect])
    state.append(f"{_LOAD[dialect]}({{name: {tensor}(values) for name, values in state.items()}})")
    lines = [f'x = {tensor}(np.load("x.npy"))', *state]
    code = re.sub(r"^x = .*$", lambda _: "\n".join(lines), snippet.code, count=1, flags=re.MULTILINE)
    if own_bias:
        code = code.replace(own_bias.group() + "\n", "")
    check = 'np.testing.assert_allclose(y.detach().numpy(), np.load("y.npy"), rtol=1e-4, atol=1e-5)'
    return f"import numpy as np\n{code}{check}\n"
