"""The backends beside the frameworks' own kernels: `python benchmarks/backends.py --threads 2 --rounds 7 --save FILE`.

All of a case's calls take turns in one process, so that other work on the machine meets them alike; a cell is the
median in milliseconds, and a ratio over 1 says that ours is faster. The roof is the least time the machine could take:
useful multiply-adds at the rate of a large matrix product, or the bytes of x, weight and y at that of a copy, both
measured in the same run. One thread is timed by the process' own clock, several by the wall's.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


class Case(NamedTuple):
    x: tuple[int, ...]
    weight: tuple[int, ...]
    stride: Any = 1
    padding: Any = 0
    output_padding: Any = 0
    groups: int = 1
    dilation: Any = 1


#: Those of the project's early measurements, the first 13 of which make the mean.
CASES = {
    "vnet_256_8": Case((1, 256, 8, 8, 8), (256, 128, 2, 2, 2), 2),
    "vnet_128_16": Case((1, 128, 16, 16, 16), (128, 64, 2, 2, 2), 2),
    "vnet_64_32": Case((1, 64, 32, 32, 32), (64, 32, 2, 2, 2), 2),
    "gan_512_4": Case((8, 512, 4, 4, 4), (512, 256, 4, 4, 4), 2, 1),
    "gan_256_8": Case((8, 256, 8, 8, 8), (256, 128, 4, 4, 4), 2, 1),
    "gan_64_32_c1": Case((8, 64, 32, 32, 32), (64, 1, 4, 4, 4), 2, 1),
    "k3s2p1op1": Case((1, 64, 16, 16, 16), (64, 64, 3, 3, 3), 2, 1, 1),
    "k3s1p1": Case((1, 32, 24, 24, 24), (32, 32, 3, 3, 3), 1, 1),
    "k3s1d2": Case((1, 32, 16, 16, 16), (32, 32, 3, 3, 3), 1, 2, 0, 1, 2),
    "grp4": Case((1, 64, 16, 16, 16), (64, 16, 4, 4, 4), 2, 1, 0, 4),
    "depthwise": Case((1, 64, 16, 16, 16), (64, 1, 4, 4, 4), 2, 1, 0, 64),
    "k5s3p1": Case((2, 16, 12, 12, 12), (16, 16, 5, 5, 5), 3, 1),
    "tiny": Case((1, 1, 4, 4, 4), (1, 1, 3, 3, 3), 2, 1),
    "huge": Case((1, 16, 64, 64, 64), (16, 16, 3, 3, 3), 2, 1, 1),
    "bigk11": Case((1, 8, 16, 16, 16), (8, 8, 11, 11, 11), 1, 5),
    "unet_320_5": Case((1, 320, 5, 6, 5), (320, 256, 2, 2, 2), 2),
    "unet_122": Case((1, 64, 16, 32, 32), (64, 32, 1, 2, 2), (1, 2, 2)),
    "k4s4": Case((1, 128, 8, 8, 8), (128, 64, 4, 4, 4), 4),
    "k3s1_256": Case((1, 256, 8, 8, 8), (256, 128, 3, 3, 3), 1, 1),
    "gan_c3": Case((4, 64, 16, 16, 16), (64, 3, 4, 4, 4), 2, 1),
    "batch_16": Case((16, 32, 6, 6, 6), (32, 16, 4, 4, 4), 2, 1),
    "grp8_k3s2": Case((1, 128, 12, 12, 12), (128, 16, 3, 3, 3), 2, 1, 1, 8),
    "depthwise_k3s1": Case((1, 128, 12, 12, 12), (128, 1, 3, 3, 3), 1, 1, 0, 128),
    "thin_in": Case((1, 2, 32, 32, 32), (2, 32, 3, 3, 3), 2, 1, 1),
    "small_2": Case((2, 8, 4, 4, 4), (8, 4, 2, 2, 2), 2),
}
_IN_MEAN = 13


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cases", nargs="*", choices=list(CASES), default=list(CASES))
    parser.add_argument("--save", type=Path, help="also write the table to this file")
    asked = parser.parse_args()
    set_threads(asked.threads)
    show(table(asked.cases, asked.rounds, asked.threads), asked.save)


def set_threads(threads: int) -> None:
    """Say how many threads the libraries may use; to be called before they are loaded."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    # Threads that go on spinning after a call would take the next library's time.
    os.environ["OMP_WAIT_POLICY"], os.environ["KMP_BLOCKTIME"] = "PASSIVE", "0"


def show(lines: Iterator[str], file: Path | None) -> None:
    """Print lines as they come, and keep them in a file if one is given."""
    shown = []
    for line in lines:
        print(line, flush=True)
        shown.append(line)
    if file:
        file.write_text("\n".join(shown) + "\n")


def table(names: list[str], rounds: int, threads: int) -> Iterator[str]:
    import numpy as np
    import torch

    torch.set_num_threads(threads)
    clock = time.process_time if threads == 1 else time.perf_counter
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "torch", "onnxruntime", "paddlepaddle"))
    yield f"{threads} threads, {rounds} rounds, {platform.machine()}, {os.cpu_count()} cores; {libraries}"
    flops, copied = machine(np, clock)
    yield f"matrix product {flops / 1e9:.0f} GF/s, copy {copied / 1e9:.1f} GB/s"
    yield ""
    columns = ("numpy", "numpy out=", "torch:cpu", "torch", "onnxruntime", "paddle")
    yield f"| case | {' | '.join(columns)} | vs best | vs torch | torch:cpu vs torch | of roof | spread |"
    yield f"|---|{'---|' * (len(columns) + 5)}"
    means: dict[str, list[float]] = {"best": [], "torch": []}
    for name in names:
        calls, work = calls_of(CASES[name], threads)
        seconds = interleaved(calls, rounds, clock)
        median = {call: statistics.median(values) for call, values in seconds.items()}
        best = min(median[peer] for peer in ("torch", "onnxruntime", "paddle") if peer in median)
        ratios = best / median["numpy"], median["torch"] / median["numpy"], median["torch"] / median["torch:cpu"]
        if name in list(CASES)[:_IN_MEAN]:
            means["best"].append(ratios[0])
            means["torch"].append(ratios[1])
        roof = max(2 * work[0] / flops, work[1] / copied) / median["numpy"]
        spread = max((max(v) - min(v)) / statistics.median(v) for v in seconds.values())
        cells = (f"{1e3 * median[column]:.3g}" if column in median else "-" for column in columns)
        yield f"| {name} | {' | '.join(cells)} | {' | '.join(f'{r:.2f}' for r in ratios)} | {roof:.0%} | {spread:.0%} |"
    if means["best"]:
        yield ""
        best, plain = (exp(sum(map(log, values)) / len(values)) for values in means.values())
        yield f"geometric mean of {len(means['best'])}: {best:.2f} of the best peer, {plain:.2f} of torch's plain call"


def machine(np: Any, clock: Callable[[], float]) -> tuple[float, float]:
    """Return multiply-add flops per second of a large matrix product, and bytes per second of a copy."""
    a, b = np.ones((1024, 1024), np.float32), np.ones(2**24, np.float32)
    c, d = np.empty_like(a), np.empty_like(b)
    product = min(once(lambda: np.matmul(a, a, out=c), 4, clock) for _ in range(5))
    copy = min(once(lambda: np.copyto(d, b), 4, clock) for _ in range(5))
    return 2 * 1024**3 / product, 2 * b.nbytes / copy


def calls_of(case: Case, threads: int) -> tuple[dict[str, Callable[[], Any]], tuple[int, int]]:
    """Return the ways to compute a case, and its useful multiply-adds and bytes."""
    import numpy as np
    import torch

    from conv3dt_core import LayerParams, conv3d_transpose, plan
    from conv3dt_core.summary import summarize

    random = np.random.default_rng(0)
    x, weight = (random.normal(size=shape).astype(np.float32) for shape in (case.x, case.weight))
    given = case._asdict()
    given = {name: given[name] for name in ("stride", "padding", "output_padding", "groups", "dilation")}
    made = case.weight[1] * case.groups
    params = LayerParams.of(case.x[1], made, case.weight[2:], **given)
    geometry = plan(params, case.x[2:])
    out = np.empty((case.x[0], made, *geometry.output_size), np.float32)
    tx, tw = torch.from_numpy(x), torch.from_numpy(weight)

    def plain() -> Any:
        with torch.inference_mode():
            return torch.nn.functional.conv_transpose3d(tx, tw, None, **given)

    def ours() -> Any:
        with torch.inference_mode():
            return conv3d_transpose(tx, tw, **given)

    calls = {
        "numpy": lambda: conv3d_transpose(x, weight, **given, backend="numpy"),
        "numpy out=": lambda: conv3d_transpose(x, weight, **given, backend="numpy", out=out),
        "torch:cpu": ours,
        "torch": plain,
        "onnxruntime": onnxruntime_call(x, weight, given, threads),
        "paddle": paddle_call(x, weight, given),
    }
    expected = plain().numpy()
    for name, call in calls.items():
        error = np.abs(np.asarray(call()) - expected).max() / np.abs(expected).max()
        if not error < 1e-4:
            sys.exit(f"{name} computes something else: {error}")
    work = summarize(params, geometry, case.x[0], bias=False).multiply_adds
    return calls, (work, x.nbytes + weight.nbytes + out.nbytes)


def onnxruntime_call(x: Any, weight: Any, given: dict[str, Any], threads: int) -> Callable[[], Any]:
    import onnxruntime
    from onnx import helper, numpy_helper

    three = {name: list(value) if isinstance(value, tuple) else [value] * 3 for name, value in given.items()}
    node = helper.make_node(
        "ConvTranspose", ["x", "w"], ["y"], kernel_shape=list(weight.shape[2:]), strides=three["stride"],
        pads=three["padding"] * 2, dilations=three["dilation"], group=given["groups"],
        output_padding=three["output_padding"],
    )  # fmt: skip
    graph = helper.make_graph(
        [node], "layer", [helper.make_tensor_value_info("x", 1, x.shape)],
        [helper.make_tensor_value_info("y", 1, None)], [numpy_helper.from_array(weight, "w")],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # else it takes the others' time
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, {"x": x})[0]


def paddle_call(x: Any, weight: Any, given: dict[str, Any]) -> Callable[[], Any]:
    import paddle

    paddle.set_device("cpu")
    px, pw = paddle.to_tensor(x), paddle.to_tensor(weight)

    def call() -> Any:
        with paddle.no_grad():
            return paddle.nn.functional.conv3d_transpose(px, pw, None, **given)

    return call


def interleaved(
    calls: dict[str, Callable[[], Any]], rounds: int, clock: Callable[[], float]
) -> dict[str, list[float]]:
    """Time the calls in turns, each turn begun by another one; a turn repeats a short call."""
    names = list(calls)
    repeat = {name: max(1, round(0.03 / once(call, 1, clock))) for name, call in calls.items()}
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            seconds[name].append(once(calls[name], repeat[name], clock))
    return seconds


def once(call: Callable[[], Any], repeat: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(repeat):
        call()
    return max(1e-7, (clock() - start) / repeat)


if __name__ == "__main__":
    main()
