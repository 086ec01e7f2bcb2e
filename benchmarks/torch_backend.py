"""The torch backend beside torch's plain call: `python benchmarks/torch_backend.py --threads 2 --rounds 9 --save FILE`.

The two take turns in one process; a cell is the median in milliseconds, and a ratio over 1 says that ours is faster.
"grad" records gradients, forward only; "backward" is forward and backward together. `--device cuda` times by CUDA
events and adds each way's own time, from which a rule for CUDA can be read; "floor" is the least time that the useful
multiply-adds, or the bytes of x, weight and y, could take, both measured in the same run.
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
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.backends import CASES, Case, set_threads, show

Clock = Callable[[Callable[[], Any], int], float]
#: Those whose mean is wanted above 1.5.
_IN_MEAN = ("vnet_256_8", "vnet_128_16", "vnet_64_32", "gan_512_4", "gan_256_8", "k3s2p1op1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--cases", nargs="*", choices=list(CASES), default=list(CASES))
    parser.add_argument("--save", type=Path, help="also write the table to this file")
    asked = parser.parse_args()
    set_threads(asked.threads)
    import torch

    if asked.device == "cuda" and not torch.cuda.is_available():
        sys.exit("torch sees no CUDA device here; on a machine with one this prints the table")
    torch.set_num_threads(asked.threads)
    show(table(asked.device, asked.cases, asked.rounds), asked.save)


def table(device: str, names: list[str], rounds: int) -> Iterator[str]:
    import torch

    clock = cuda_seconds if device == "cuda" else seconds
    where = torch.cuda.get_device_name() if device == "cuda" else f"{torch.get_num_threads()} threads"
    yield f"{where}, {rounds} rounds, {platform.machine()}, {os.cpu_count()} cores; torch {version('torch')}"
    flops, copied = machine(device, clock)
    yield f"matrix product {flops / 1e9:.0f} GF/s, copy {copied / 1e9:.1f} GB/s"
    yield ""
    ways = list(ways_on_cuda()) if device == "cuda" else []
    columns = ("way", "plain", "ours", "ratio", "grad", "backward", "floor", "spread", *ways)
    yield f"| case | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    ratios = {}
    for name in names:
        calls, way, work = calls_of(CASES[name], device)
        times = interleaved(calls, rounds, clock)
        median = {call: statistics.median(values) for call, values in times.items()}
        ratios[name] = median["plain"] / median["ours"]
        recorded = (median[f"plain {kind}"] / median[f"ours {kind}"] for kind in ("grad", "backward"))
        floor = max(2 * work[0] / flops, work[1] / copied)
        spread = max((max(t) - min(t)) / statistics.median(t) for t in (times["plain"], times["ours"]))
        cells = [way, f"{1e3 * median['plain']:.3g}", f"{1e3 * median['ours']:.3g}", f"{ratios[name]:.2f}"]
        cells += [*(f"{ratio:.2f}" for ratio in recorded), f"{1e3 * floor:.3g}", f"{spread:.0%}"]
        cells += [f"{1e3 * median[way]:.3g}" if way in median else "-" for way in ways]
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    for some in (_IN_MEAN, tuple(CASES)):
        if set(some) <= set(ratios):
            mean = exp(sum(log(ratios[name]) for name in some) / len(some))
            yield f"geometric mean of {len(some)}: {mean:.2f}, least {min(ratios[name] for name in some):.2f}"


def ways_on_cuda() -> Iterator[str]:
    yield from ("plain", "channels_last", "pieces", "correlation")


def machine(device: str, clock: Clock) -> tuple[float, float]:
    """Return flops per second of a large float32 matrix product, and bytes per second of a copy."""
    import torch

    side, length = (8192, 2**28) if device == "cuda" else (1024, 2**24)
    a, b = torch.ones(side, side, device=device), torch.ones(length, device=device)
    c, d = torch.empty_like(a), torch.empty_like(b)
    product = min(clock(lambda: torch.mm(a, a, out=c), 4) for _ in range(5))
    copy = min(clock(lambda: d.copy_(b), 4) for _ in range(5))
    return 2 * side**3 / product, 2 * 4 * length / copy


def calls_of(case: Case, device: str) -> tuple[dict[str, Callable[[], Any]], str, tuple[int, int]]:
    """Return the ways to compute a case, the name of ours, and its useful multiply-adds and bytes."""
    import torch
    import torch.nn.functional as F

    from conv3dt_core import LayerParams, backends, conv3d_transpose, plan
    from conv3dt_core.backends import torch_backend, torch_ways
    from conv3dt_core.summary import summarize

    torch.manual_seed(0)
    x, weight = torch.randn(case.x, device=device), torch.randn(case.weight, device=device)
    leaves = x.clone().requires_grad_(), weight.clone().requires_grad_()
    given = case._asdict()
    given = {name: given[name] for name in ("stride", "padding", "output_padding", "groups", "dilation")}
    params = LayerParams.of(case.x[1], case.weight[1] * case.groups, case.weight[2:], **given)
    geometry = plan(params, case.x[2:])
    chosen = torch_backend._plan(backends.Call(x, weight, None, geometry, case.groups), x.device)

    def inferred(call: Callable[..., Any]) -> Callable[[], Any]:
        def run() -> Any:
            with torch.inference_mode():
                return call(x, weight, None, **given)

        return run

    def backward(call: Callable[..., Any]) -> Callable[[], Any]:
        return lambda: torch.autograd.grad(call(*leaves, None, **given).sum(), leaves)

    calls = {}
    for name, call in (("plain", F.conv_transpose3d), ("ours", conv3d_transpose)):
        calls[name], calls[f"{name} backward"] = inferred(call), backward(call)
        calls[f"{name} grad"] = lambda call=call: call(*leaves, None, **given)
    if device == "cuda":
        for name in ways_on_cuda():
            way = torch_ways.WAYS[name]
            if name != "correlation" or set(chosen.asked.stride) == {1}:
                calls[name] = inferred(lambda x, weight, bias, way=way, **_: way(x, weight, bias, chosen.asked))
    wrong = [n for n in calls if "backward" not in n and not alike(calls[n](), calls["plain"]())]
    if wrong:
        sys.exit(f"computes something else: {', '.join(wrong)}")
    work = summarize(params, geometry, case.x[0], bias=False).multiply_adds
    numbers = x.numel() + weight.numel() + calls["plain"]().numel()
    return calls, chosen.way, (work, 4 * numbers)


def alike(y: Any, expected: Any) -> bool:
    return bool((y - expected).abs().max() <= 1e-4 * expected.abs().max())


def interleaved(calls: dict[str, Callable[[], Any]], rounds: int, clock: Clock) -> dict[str, list[float]]:
    """Time the calls in turns, each turn begun by another one; a turn repeats a short call."""
    names = list(calls)
    repeat = {name: max(1, min(2000, round(0.02 / clock(call, 1)))) for name, call in calls.items()}
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(clock(calls[name], repeat[name]))
    return times


def seconds(call: Callable[[], Any], repeat: int) -> float:
    start = time.perf_counter()
    for _ in range(repeat):
        call()
    return max(1e-7, (time.perf_counter() - start) / repeat)


def cuda_seconds(call: Callable[[], Any], repeat: int) -> float:
    import torch

    call()  # the first one of a kind looks for its kernel
    begun, ended = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    begun.record()
    for _ in range(repeat):
        call()
    ended.record()
    torch.cuda.synchronize()
    return max(1e-7, begun.elapsed_time(ended) / 1e3 / repeat)


if __name__ == "__main__":
    main()
