"""Write error_texts.json: what real frameworks say of calls that are wrong, and which rule each call breaks.

    python -m tests.golden.collect_errors paddle pytorch onnx jax
    python -m tests.golden.collect_errors keras          # in an environment with TensorFlow
    python -m tests.golden.collect_errors onednn         # there too: TensorFlow with its oneDNN kernels

Runs no code of conv3dt_core: code and axis stand in `error_calls`, beside the call. Each run replaces the texts of the
frameworks it names and keeps the others.
"""

from __future__ import annotations

import json
import os
import re
import sys
import sysconfig
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tests.golden.error_calls import CALLS, DIALECTS

HERE = Path(__file__).parent
FILE = HERE / "error_texts.json"
Call = dict[str, Any]
Said = tuple[str, str]  # type of the exception, its text


def main(frameworks: list[str]) -> None:
    kept = json.loads(FILE.read_text("utf-8"))["texts"] if FILE.exists() else []
    found = [entry for framework in frameworks for entry in collect(framework)]
    texts = [entry for entry in kept if entry["by"] not in frameworks] + found
    texts.sort(key=lambda entry: list(CALLS).index(entry["by"]))  # stable: the order of error_calls within each
    versions = json.loads(FILE.read_text("utf-8"))["versions"] if FILE.exists() else {}
    versions |= {name: version for framework in frameworks for name, version in VERSIONS[framework]().items()}
    note = "Written by collect_errors.py. code and axis are those of the call, as error_calls.py states them."
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in texts)
    head = json.dumps({"note": note, "versions": versions}, ensure_ascii=False)[:-1]
    FILE.write_text(f'{head}, "texts": [\n{lines}\n]}}\n', encoding="utf-8")
    distinct = {entry["text"] for entry in texts}
    print(Counter(entry["by"] for entry in texts), len(texts), "calls,", len(distinct), "distinct texts")


def collect(framework: str) -> Iterator[dict[str, Any]]:
    """Call one framework with all its wrong calls."""
    for (api, call, code, axis), (exception, text) in zip(CALLS[framework], RUNNERS[framework](), strict=True):
        yield {
            "by": framework, "dialect": DIALECTS[framework], "api": api, "call": call, "exception": exception,
            "text": without_machine(text), "code": code, "axis": axis,
        }  # fmt: skip


def without_machine(text: str) -> str:
    """Take out what differs from machine to machine: folders and pointers."""
    for folder in (sysconfig.get_paths()["purelib"], sysconfig.get_paths()["stdlib"], str(HERE.parents[1])):
        text = text.replace(folder + "/", "")
    return re.sub(r"0x[0-9a-f]+", "0x0", text).strip()


def in_process(make: Callable[[], dict[str, Callable[[Call], Any]]], framework: str) -> Iterator[Said]:
    """Run the calls here; `make` imports the framework and returns its functions by name."""
    apis = make()
    for api, call, *_ in CALLS[framework]:
        try:
            y = apis[api]({**call})
        except Exception as error:
            yield type(error).__name__, traceback.format_exc() if call.get("traceback") else str(error)
        else:
            raise AssertionError(f"{framework} accepts {api} {call}: {y}")


def run_paddle() -> Iterator[Said]:
    """Ask Paddle in its child process: some wrong calls hang or crash it."""
    from tests.conformance.child import PaddleChild

    with PaddleChild() as paddle:
        for api, call, *_ in CALLS["paddle"]:
            asked: Call = {"api": api, "stack": 1, "kwargs": {}, **call}
            for name in ("x", "weight", "bias"):
                if isinstance(asked.get(name), list):
                    asked[name] = np.ones(asked[name], asked.pop(f"{name}_dtype", "float32"))
            answer = paddle.ask(asked)
            assert answer["status"] == "error", (call, answer)
            yield answer["exception"], answer["message"]


def torch_apis() -> dict[str, Callable[[Call], Any]]:
    import torch

    def ones(call: Call, name: str) -> Any:
        shape, dtype = call.pop(name, None), call.pop(f"{name}_dtype", "float32")
        return None if shape is None else torch.ones(shape, dtype=getattr(torch, dtype))

    def functional(call: Call) -> Any:
        x, weight, bias = (ones(call, name) for name in ("x", "weight", "bias"))
        if "raw_x" in call:
            x = call.pop("raw_x")
        return torch.nn.functional.conv_transpose3d(x, weight, bias, **call["kwargs"])

    def layer(call: Call) -> Any:
        made = torch.nn.ConvTranspose3d(*call["args"], **call["kwargs"])
        output_size = torch.Size(call["skip"]) if "skip" in call else call.get("output_size")
        return made(ones(call, "x"), output_size=output_size)

    return {"functional": functional, "layer": layer}


def onnx_apis() -> dict[str, Callable[[Call], Any]]:
    import onnx
    import onnxruntime
    from onnx import helper
    from onnx.reference import ReferenceEvaluator

    def model(call: Call) -> tuple[Any, dict[str, Any]]:
        feed = {
            name: np.ones(call[name], call.get(f"{name}_dtype", "float32"))
            for name in ("x", "w", "b") if name in call
        }  # fmt: skip
        kinds = {name: helper.np_dtype_to_tensor_dtype(value.dtype) for name, value in feed.items()}
        node = helper.make_node("ConvTranspose", list(feed), ["y"], name="up", **call["attributes"])
        inputs = [helper.make_tensor_value_info(name, kinds[name], value.shape) for name, value in feed.items()]
        output = helper.make_tensor_value_info("y", kinds["x"], None)
        graph = helper.make_graph([node], "g", inputs, [output])
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10), feed

    def runtime(call: Call) -> Any:
        made, feed = model(call)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        session = onnxruntime.InferenceSession(made.SerializeToString(), options, ["CPUExecutionProvider"])
        return session.run(None, feed)[0].shape

    def shapes(call: Call) -> Any:
        return onnx.shape_inference.infer_shapes(model(call)[0], strict_mode=True)

    def reference(call: Call) -> Any:
        made, feed = model(call)
        return ReferenceEvaluator(made).run(None, feed)[0].shape

    return {"runtime": runtime, "shapes": shapes, "reference": reference}


def jax_apis() -> dict[str, Callable[[Call], Any]]:
    import jax.numpy as jnp
    from jax import lax

    def called(function: Any) -> Callable[[Call], Any]:
        def run(call: Call) -> Any:
            x, w = (jnp.ones(call[name], call.get(f"{name}_dtype", "float32")) for name in ("x", "w"))
            return function(x, w, *call["args"], **call.get("kwargs", {})).shape

        return run

    return {"conv_transpose": called(lax.conv_transpose), "conv_general_dilated": called(lax.conv_general_dilated)}


def keras_apis() -> dict[str, Callable[[Call], Any]]:
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    import keras
    import tensorflow as tf

    def layer(call: Call) -> Any:
        made = keras.layers.Conv3DTranspose(*call["args"], **call.get("kwargs", {}))
        for shape in (call["x"], *call.get("then", [])):
            y = made(tf.ones(shape))
        return y.shape

    def nn(call: Call) -> Any:
        x, w = (tf.ones(call[name], call.get(f"{name}_dtype", "float32")) for name in ("x", "w"))
        return tf.nn.conv3d_transpose(x, w, call["output_shape"], **call["kwargs"])

    def graph(call: Call) -> Any:
        return tf.function(lambda: nn(call))()

    return {"layer": layer, "nn": nn, "graph": graph}


def run_keras(framework: str, onednn: str) -> Iterator[Said]:
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = onednn
    return in_process(keras_apis, framework)


RUNNERS: dict[str, Callable[[], Iterator[Said]]] = {
    "paddle": run_paddle,
    "pytorch": lambda: in_process(torch_apis, "pytorch"),
    "onnx": lambda: in_process(onnx_apis, "onnx"),
    "jax": lambda: in_process(jax_apis, "jax"),
    "keras": lambda: run_keras("keras", "0"),
    "onednn": lambda: run_keras("onednn", "1"),
}


def versions(*names: str) -> Callable[[], dict[str, str]]:
    from importlib.metadata import version

    return lambda: {name: version(name) for name in names}


VERSIONS = {
    "paddle": versions("paddlepaddle"), "pytorch": versions("torch"), "onnx": versions("onnx", "onnxruntime"),
    "jax": versions("jax"), "keras": versions("keras", "tensorflow"), "onednn": versions("keras", "tensorflow"),
}  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
