"""Write cases.json and cases.npz: what real Paddle computes, and what it refuses.

    python -m tests.golden.make_golden

Needs Paddle. Runs no code of conv3dt_core: its own arithmetic picks legal sizes, Paddle has the last word. Every call
runs in a child process with a limit of 10 seconds, because some of the refused ones hang or crash it.
"""

from __future__ import annotations

import json
import platform
import random
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from tests.conformance.child import PaddleChild
from tests.golden.inputs import decode, encode, tensor
from tests.golden.refused import REFUSED

HERE = Path(__file__).parent
LARGEST = 800  # values of one result
PADDINGS = (
    "default", "int", "three", "three tuple", "six", "six symmetric", "five pairs", "five pairs of tuples",
    "SAME", "same", "VALID", "valid",
)  # fmt: skip
MODES = ("plain", "output_padding", "smallest", "largest")


def main() -> None:
    with PaddleChild() as paddle:
        versions = {"paddle": paddle.version(), "numpy": np.__version__, "python": platform.python_version()}
        results, values = run_results(paddle)
        refused = [run_refused(paddle, family, call) for family, calls in REFUSED.items() for call in calls]
    note = "Written by make_golden.py. Inputs are formulas (inputs.py); results lie one after the other in cases.npz."
    document = {"note": note, "device": "CPU", **versions, "results": results, "refused": refused}
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    for mark in ('{"family"', '"results":[', '"refused":['):  # one case a line: differences can be read
        text = text.replace(mark, "\n" + mark)
    (HERE / "cases.json").write_text(text + "\n", encoding="utf-8")
    np.savez_compressed(HERE / "cases.npz", **values)
    print(versions, len(results), "results,", len(refused), "refused calls")
    print(Counter(case["api"] for case in results), Counter(case["status"] for case in refused))
    print({path.name: path.stat().st_size for path in HERE.glob("cases.*")})


def run_results(paddle: PaddleChild) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the cases, each with the place of its result, and the arrays that hold the results."""
    kept: list[dict[str, Any]] = []
    stores: dict[str, list[Any]] = {"int16": [], "float32": [], "float64": []}
    sizes = Counter(dict.fromkeys(stores, 0))
    for case in (*drawn_cases(), *same_grid(), *edges(), *real_layers()):
        answer = paddle.ask(as_call(case))
        assert answer["status"] == "ok", (case, answer)
        y = answer["y"]
        assert str(y.dtype) == case["dtype"], case
        store = "int16" if case["kind"] == "integers" else case["dtype"]
        assert (y == y.astype(store)).all(), case
        values = y.astype(store).ravel()[:: case.get("step", 1)]
        more = {"sum": int(y.sum(dtype="float64"))} if "step" in case else {}
        kept.append({**case, "y": list(y.shape), "store": store, "at": sizes[store], **more})
        stores[store].append(values)
        sizes[store] += values.size
    return kept, {name: np.concatenate(parts) for name, parts in stores.items()}


def as_call(case: dict[str, Any]) -> dict[str, Any]:
    """Return a result case as `paddle_child` wants it."""
    names = [name for name in ("x", "weight", "bias") if case[name] is not None]
    tensors = {name: tensor(name, case[name], case["dtype"], case["kind"]) for name in names}
    kwargs = {name: decode(value) for name, value in case["kwargs"].items()}
    if case["api"] == "functional":
        return {"api": "functional", **tensors, "kwargs": kwargs}
    weight = case["weight"]
    args = [weight[0], weight[1] * kwargs.get("groups", 1), weight[2:]]
    output_size = kwargs.pop("output_size", None)
    if case["bias"] is None:
        kwargs["bias_attr"] = False
    return {
        "api": "layer",
        **tensors,
        "dtype": case["dtype"],
        "args": args,
        "kwargs": kwargs,
        "output_size": output_size,
    }


def run_refused(paddle: PaddleChild, family: str, call: dict[str, Any]) -> dict[str, Any]:
    """Return a call with what Paddle made of it."""
    tensors = {}
    for name in ("x", "weight", "bias"):
        if call.get(name) is not None:
            tensors[name] = np.ones(call[name], call.get(f"{name}_dtype", "float32"))
    kwargs = {name: decode(encode(value)) for name, value in call.get("kwargs", {}).items()}
    more = {name: decode(encode(call[name])) for name in ("args", "output_size") if name in call}
    if "raw_x" in call:
        tensors["x"], more["raw_x"] = call["raw_x"], True
    answer = paddle.ask({"api": call["api"], **tensors, "kwargs": kwargs, **more})
    answer.pop("y", None)
    return {"family": family, **{name: encode_item(name, value) for name, value in call.items()}, **answer}


def encode_item(name: str, value: Any) -> Any:
    return {key: encode(item) for key, item in value.items()} if name == "kwargs" else encode(value)


def drawn_cases() -> Iterator[dict[str, Any]]:
    """Yield random cases: every spelling of padding, in both layouts, with every way to choose the size."""
    rng = random.Random(20261122)
    for padding, layout, mode, _ in product(PADDINGS, ("NCDHW", "NDHWC"), MODES, range(4)):
        case = None
        while case is None:
            case = draw(rng, padding, layout, mode)
        yield case


def draw(rng: random.Random, padding: str, layout: str, mode: str) -> dict[str, Any] | None:
    """Return one case; None if the draw has no result, or a large one."""
    size, kernel, stride = rng.sample(range(1, 6), 3), rng.sample(range(1, 5), 3), rng.sample(range(1, 4), 3)
    dilation = [1] * 3 if rng.random() < 0.5 else rng.sample(range(1, 4), 3)
    groups = rng.choice([1, 1, 2, 3])
    per_group, weight = rng.choice([1, 2, 3]), [groups * rng.choice([1, 2])]
    weight += [per_group, *kernel]
    spelled, pads = spell(rng, padding, layout, size, kernel, stride)
    bases = [base(*axis) for axis in zip(size, kernel, stride, used(dilation, padding), pads, strict=True)]
    extra = {"plain": [0] * 3, "smallest": [0] * 3, "largest": [s - 1 for s in stride]}.get(mode)
    if extra is None:
        extra = [rng.randrange(s) for s in stride]
    wanted = [b + e for b, e in zip(bases, extra, strict=True)]
    batch = rng.choice([1, 2])
    axes = zip(size, kernel, stride, used(dilation, padding), pads, wanted, strict=True)
    if not all(is_written(*axis) for axis in axes):
        return None
    if min(wanted) < 1 or batch * groups * per_group * np.prod(wanted) > LARGEST:
        return None
    kwargs: dict[str, Any] = {"stride": stride, "dilation": dilation, "groups": groups, "data_format": layout}
    kwargs |= {} if padding == "default" else {"padding": spelled}
    kwargs |= {"output_padding": extra} if mode == "output_padding" else {}
    kwargs |= {"output_size": wanted} if mode in {"smallest", "largest"} else {}
    return make_case(
        f"{padding}, {mode}", size, weight, kwargs, batch,
        api=rng.choice(["functional", "functional", "layer"]),
        bias=rng.random() < 0.75,
        dtype=rng.choice(["float32", "float64"]),
        kind="sevenths" if rng.random() < 0.12 else "integers",
    )  # fmt: skip


def spell(
    rng: random.Random, padding: str, layout: str, size: list[int], kernel: list[int], stride: list[int]
) -> tuple[Any, list[tuple[int, int]]]:
    """Return a padding as it is given, and the (front, back) crops that it means."""
    if padding.upper() == "SAME":
        return padding, [same(*axis) for axis in zip(size, kernel, stride, strict=True)]
    if padding.upper() in {"VALID", "DEFAULT"}:
        return padding, [(0, 0)] * 3
    if padding == "int":
        p = rng.choice([1, 2])
        return p, [(p, p)] * 3
    if padding.startswith("three"):
        three = rng.sample(range(3), 3)
        return (tuple(three) if "tuple" in padding else three), [(p, p) for p in three]
    if padding == "six symmetric":
        three = rng.sample(range(3), 3)
        return [p for p in three for _ in range(2)], [(p, p) for p in three]
    pads = [(rng.randrange(3), rng.randrange(3)) for _ in range(3)]
    if padding == "six":
        return [p for pair in pads for p in pair], pads
    kind = tuple if "tuples" in padding else list
    pairs = [kind(pair) for pair in pads]
    none = kind((0, 0))
    return ([none, *pairs, none] if layout == "NDHWC" else [none, none, *pairs]), pads


def same(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def used(dilation: list[int], padding: str) -> list[int]:
    return [1] * 3 if padding.upper() == "SAME" else dilation


def base(size: int, kernel: int, stride: int, dilation: int, pads: tuple[int, int]) -> int:
    return (size - 1) * stride + dilation * (kernel - 1) + 1 - sum(pads)


def is_written(size: int, kernel: int, stride: int, dilation: int, pads: tuple[int, int], output: int) -> bool:
    """Return whether anything lands: a result of nothing but holes proves little."""
    return any(0 <= i * stride + k * dilation - pads[0] < output for i, k in product(range(size), range(kernel)))


def make_case(
    family: str, size: Any, weight: list[int], kwargs: dict[str, Any], batch: int = 1, *,
    api: str = "functional", bias: bool = True, dtype: str = "float64", kind: str = "integers",
) -> dict[str, Any]:  # fmt: skip
    """Return a case: shapes and arguments, no arrays."""
    last = kwargs.get("data_format") == "NDHWC"
    x = [batch, *size, weight[0]] if last else [batch, weight[0], *size]
    encoded = {name: encode(value) for name, value in kwargs.items()}
    out_channels = weight[1] * int(kwargs.get("groups", 1))
    return {
        "family": family, "api": api, "dtype": dtype, "kind": kind,
        "x": x, "weight": weight, "bias": [out_channels] if bias else None, "kwargs": encoded,
    }  # fmt: skip


def same_grid() -> Iterator[dict[str, Any]]:
    """Yield SAME for every kernel and stride of a small grid, three input sizes at once."""
    for kernel, stride, size in product(range(1, 6), range(1, 4), ([3, 4, 5], [1, 2, 6])):
        yield make_case("SAME grid", size, [1, 1, kernel, kernel, kernel], {"stride": stride, "padding": "SAME"})


def edges() -> Iterator[dict[str, Any]]:
    """Yield what random cases rarely hit."""
    weight = [2, 3, 3, 2, 1]
    for layout in ("NCDHW", "NDHWC"):
        more = {"data_format": layout}
        yield make_case("empty batch", [3, 4, 5], weight, more, 0)
        yield make_case("empty batch", [3, 4, 5], weight, {"padding": "SAME", "stride": 2, **more}, 0, api="layer")
        yield make_case("one voxel", [1, 1, 1], weight, more)
        yield make_case("one voxel, one tap", [1, 1, 1], [2, 3, 1, 1, 1], more)
        yield make_case("one tap leaves gaps", [2, 3, 4], [2, 3, 1, 1, 1], {"stride": [3, 2, 1], **more})
        yield make_case("kernel larger than the input", [1, 2, 3], [2, 1, 4, 5, 6], {"padding": [1, 2, 3], **more})
        yield make_case("padding larger than the kernel", [5, 6, 7], [2, 1, 1, 2, 1], {"padding": [2, 2, 3], **more})
        yield make_case("depthwise", [2, 3, 4], [4, 1, 3, 2, 2], {"groups": 4, "stride": 2, **more})
        yield make_case("depthwise, three each", [2, 3, 4], [3, 3, 2, 2, 3], {"groups": 3, **more}, api="layer")
        rescued = {"stride": 4, "padding": 3, **more}  # base 4 + 1 - 6 = -1
        yield make_case("base below 1, output_padding", [2, 2, 2], [2, 2, 1, 1, 1], {"output_padding": 3, **rescued})
        yield make_case("base below 1, output_size", [2, 2, 2], [2, 2, 1, 1, 1], {"output_size": [1, 2, 2], **rescued})
        both = {"stride": 2, "output_padding": 1, "output_size": [5, 8, 9], **more}
        yield make_case("output_size replaces output_padding", [2, 3, 4], [2, 3, 3, 4, 2], both, api="layer")
        yield make_case("uncropped by output_padding", [3, 3, 3], [1, 1, 3, 3, 3],
                        {"stride": 3, "padding": [1, 1, 0], "output_padding": [1, 2, 2], **more})  # fmt: skip
        yield make_case("one channel", [2, 3, 4], [1, 1, 2, 3, 4], more, bias=False, dtype="float32")
        yield make_case("larger than the stride needs", [2, 2, 2], [1, 2, 2, 1, 2], {"stride": [5, 4, 3], **more})
    spellings: dict[str, list[Any]] = {
        "stride": [2, (1, 2, 3), range(1, 4), np.array([1, 2, 3]), [np.int64(1), 2, np.int32(3)]],
        "dilation": [2, (1, 2, 3), range(1, 4), np.array([1, 2, 3]), [np.int64(1), 2, 3]],
        "output_padding": [1, (0, 1, 2), [0, np.int64(1), 2], range(3)],
        "output_size": [11, (10, 11, 12), [np.int64(10), 11, 12]],
        "padding": [(1, 0, 2), [1, 0, 2], "sAmE", "vAlId", ((0, 0), (0, 0), (1, 0), (0, 1), (2, 1))],
        "groups": [2, np.int64(2)],
    }
    for name, values in spellings.items():
        for value in values:
            stride = {} if name == "stride" else {"stride": 4 if name == "output_size" else 3}
            size = [3, 3, 3] if name == "output_size" else [2, 3, 4]
            weight = [2, 2, 2, 2, 2] if name == "output_size" else [2, 3, 2, 3, 1]
            yield make_case(f"spelling of {name}", size, weight, {name: value, **stride})


def real_layers() -> Iterator[dict[str, Any]]:
    """Yield layers from life, too large to store: every so many values, and the sum of all."""
    case = make_case("the first view of the app", [8, 8, 8], [4, 6, 3, 3, 3], {}, 2, api="layer", dtype="float32")
    yield {**case, "step": 101}
    stride = {"stride": 2}
    case = make_case("a decoder layer of V-Net", [8, 8, 8], [256, 128, 2, 2, 2], stride, api="layer", dtype="float32")
    yield {**case, "step": 1009}


if __name__ == "__main__":
    main()
