"""Run as a script: a process that calls Paddle for another one, which may lose it to a hang or a crash.

Reads pickled calls from stdin, writes pickled answers to stdout. Knows nothing of conv3dt_core.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
import warnings
from typing import Any

import numpy as np

warnings.simplefilter("ignore")


def answer(call: dict[str, Any]) -> dict[str, Any]:
    """Return what Paddle makes of one call: its result, or the first line of its exception.

    A call with a "stack" level (1 as Paddle has it by default, 2 with the C++ frames) gets the exception's whole text,
    one with "traceback" also the frames.
    """
    paddle.set_flags({"FLAGS_call_stack_level": call.get("stack", 0)})
    try:
        y = CALLS[call["api"]](call)
    except BaseException as error:
        text = traceback.format_exc() if call.get("traceback") else str(error)
        message = text if "stack" in call else first_line(text.strip().splitlines())
        return {"status": "error", "exception": type(error).__name__, "message": message}
    if y is None:
        return {"status": "ok"}
    shape = [int(size) for size in y.shape]
    # Asking for the values of a tensor of negative sizes would crash.
    return {"status": "ok", "shape": shape, "y": y.numpy() if min(shape, default=0) >= 0 else None}


def first_line(lines: list[str]) -> str:
    """Return the line that says it; C++ exceptions come after a rule and a trace of their own."""
    texts = [line for line in lines if line.strip() and not line.startswith(("-", "C++ Traceback", "Error Message"))]
    return texts[0][:300] if texts else ""


def tensor(value: Any) -> Any:
    return paddle.to_tensor(value) if isinstance(value, np.ndarray) else value


def functional(call: dict[str, Any]) -> Any:
    x, weight, bias = (tensor(call.get(name)) for name in ("x", "weight", "bias"))
    if call.get("raw_x"):
        x = call["x"]
    return paddle.nn.functional.conv3d_transpose(x, weight, bias, **call["kwargs"])


def layer(call: dict[str, Any]) -> Any:
    """Build the layer; give it weight and bias where there are any; call it where there is an x."""
    paddle.set_default_dtype(call.get("dtype", "float32"))
    made = paddle.nn.Conv3DTranspose(*call["args"], **call["kwargs"])
    for name in ("weight", "bias"):
        if call.get(name) is not None:
            getattr(made, name).set_value(call[name])
    return None if call.get("x") is None else made(tensor(call["x"]), output_size=call.get("output_size"))


def static(call: dict[str, Any]) -> Any:
    """Call paddle.static.nn.conv3d_transpose, the only one with an automatic kernel size."""
    return paddle.static.nn.conv3d_transpose(tensor(call["x"]), **call["kwargs"])


CALLS = {"functional": functional, "layer": layer, "static": static}


if __name__ == "__main__":
    # Paddle writes to stdout as it likes: the pipe moves to a number of its own, and 1 becomes stderr.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import paddle

    while True:
        try:
            call = pickle.load(sys.stdin.buffer)
        except EOFError:
            break
        pickle.dump({"version": paddle.__version__} if call is None else answer(call), pipe)
        pipe.flush()
