"""2,000 random exercises: real torch gives the stored answer, and each forgotten term is found in its wrong answer.

Nothing here is computed by our geometry: answers come from torch, or from loops over plain numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product
from math import prod
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from conv3dt_core import check
from conv3dt_core.exercises import LEVELS, Exercise, Kind, Slip, exercise, grade
from conv3dt_core.messages.exercises import said

SEEDS = range(-7, 127)  # times 5 kinds and 3 levels: 2,010
ALL = list(product(Kind, LEVELS))


class Axis(NamedTuple):
    """One axis as the card shows it, and where on it the voxel is."""

    n: int
    k: int
    s: int
    d: int
    front: int
    back: int
    extra: int
    voxel: int


def axes_of(e: Exercise) -> list[Axis]:
    p, voxel = e.params, e.voxel or (0, 0, 0)
    rows = zip(e.input_size, p.kernel_size, p.stride, p.dilation, p.padding, p.output_padding, voxel, strict=True)
    return [Axis(n, k, s, d, *pads, extra, v) for n, k, s, d, pads, extra, v in rows][3 - e.level :]


def landing(a: Axis) -> list[list[int]]:
    """Walk the scatter: per input voxel where its taps land, before the crop."""
    return [[i * a.s + k * a.d for k in range(a.k)] for i in range(a.n)]


def base(a: Axis) -> int:
    return max(o for row in landing(a) for o in row) + 1 - a.front - a.back


# --- the answers: torch -------------------------------------------------------------------------------------------


def torch_layer(torch: ModuleType, e: Exercise, **options: Any) -> Any:
    p = e.params
    layer = torch.nn.ConvTranspose3d(
        1, 1, p.kernel_size, p.stride, dilation=p.dilation, bias=False, dtype=torch.float64, **options
    )
    torch.nn.init.ones_(layer.weight)
    return layer


def torch_output(torch: ModuleType, e: Exercise, x: Any) -> Any:
    """The output of real torch. It knows one padding per axis: what is larger in front or behind is cut off after."""
    pads = e.params.padding
    layer = torch_layer(torch, e, padding=[min(pair) for pair in pads], output_padding=0)
    layer.output_padding = tuple(
        extra if extra < max(s, d) else 0
        for extra, s, d in zip(e.params.output_padding, e.params.stride, e.params.dilation, strict=True)
    )
    y = layer(x)[0, 0]
    cuts = [(front - min(front, back), back - min(front, back)) for front, back in pads]
    return y[tuple(slice(first, size - last) for (first, last), size in zip(cuts, y.shape, strict=True))]


def torch_range(torch: ModuleType, e: Exercise) -> list[tuple[int, int]]:
    """The sizes that torch's own check lets through, one axis after the other, less the crop."""
    layer, x = torch_layer(torch, e), torch.ones(1, 1, *e.input_size, dtype=torch.float64)
    full = list(layer(x).shape[2:])
    found = []
    for axis, (front, back) in enumerate(e.params.padding):
        legal = [o for o in range(1, full[axis] + 9) if accepts(layer, x, [*full[:axis], o, *full[axis + 1 :]])]
        found.append((legal[0] - front - back, legal[-1] - front - back))
    return found


def accepts(layer: Any, x: Any, size: list[int]) -> bool:
    return runs(lambda: layer(x, output_size=size), "requested an output size")


def runs(call: Callable[[], Any], refused: str) -> bool:
    """Whether the call runs; what it is refused with must be what is asked about."""
    try:
        call()
    except (ValueError, RuntimeError) as error:
        if refused in str(error):
            return False
        raise
    return True


def torch_answer(torch: ModuleType, e: Exercise) -> tuple[Any, ...]:
    ones = torch.ones(1, 1, *e.input_size, dtype=torch.float64)
    counted = slice(3 - e.level, 3)
    if e.kind is Kind.SIZE:
        return tuple((size,) for size in torch_output(torch, e, ones).shape)[counted]
    if e.kind is Kind.RANGE:
        return tuple(torch_range(torch, e))[counted]
    if e.kind is Kind.VOXELS:
        x = torch.zeros_like(ones)
        x[(0, 0, *e.voxel)] = 1
        lit = torch_output(torch, e, x).nonzero()
        return tuple(tuple(sorted(set(lit[:, axis].tolist()))) for axis in range(3))[counted]
    if e.kind is Kind.COUNT:
        return ((round(torch_output(torch, e, ones)[e.voxel].item()),),)
    return torch_fault(torch, e)


def torch_fault(torch: ModuleType, e: Exercise) -> tuple[Any, ...]:
    """Ask torch which value it refuses, and try the values around it, nearest first."""
    if e.output_size is None:
        pairs = enumerate(zip(e.params.output_padding, e.params.stride, e.params.dilation, strict=True))
        wrong = [(axis, v, s, d) for axis, (v, s, d) in pairs if v >= max(s, d)]
        ((axis, value, *_),) = wrong
        legal = next(v for v in range(value, -1, -1) if takes_output_padding(torch, e, axis, v))
        return named("output_padding", axis, legal, e)
    ranges = torch_range(torch, e)
    ((axis, value),) = [(i, v) for i, v in enumerate(e.output_size) if not ranges[i][0] <= v <= ranges[i][1]]
    low, high = ranges[axis]
    return named("output_size", axis, min(range(low, high + 1), key=lambda v: abs(v - value)), e)


def takes_output_padding(torch: ModuleType, e: Exercise, axis: int, value: int) -> bool:
    x = torch.ones(1, 1, *e.input_size, dtype=torch.float64)
    layer = torch_layer(torch, e)
    layer.output_padding = tuple(value if index == axis else 0 for index in range(3))
    return runs(lambda: layer(x), "output padding must be smaller")


def named(argument: str, axis: int, value: int, e: Exercise) -> tuple[Any, ...]:
    return ((argument,), *((("DHW"[axis],),) if e.level > 1 else ()), (value,))


@pytest.mark.oracle
@pytest.mark.parametrize(("kind", "level"), ALL)
def test_torch_gives_the_stored_answer(
    kind: Kind, level: int, import_oracle: Callable[[str], ModuleType], oracle_counts: Counter[str]
) -> None:
    torch = import_oracle("torch")
    for seed in SEEDS:
        e = exercise(seed, kind, level)
        assert e.answer == torch_answer(torch, e), e
        oracle_counts["torch"] += 1


# --- the answers: loops, where there is no torch ------------------------------------------------------------------


def loops(e: Exercise) -> tuple[Any, ...]:
    axes = axes_of(e)
    if e.kind is Kind.SIZE:
        return tuple((base(a) + a.extra,) for a in axes)
    if e.kind is Kind.RANGE:
        return tuple((base(a), base(a) + a.s - 1) for a in axes)
    if e.kind is Kind.VOXELS:
        places = [[o - a.front for o in landing(a)[a.voxel]] for a in axes]
        return tuple(tuple(o for o in own if 0 <= o < base(a) + a.extra) for a, own in zip(axes, places, strict=True))
    assert e.kind is Kind.COUNT
    return ((prod(sum(row.count(a.voxel + a.front) for row in landing(a)) for a in axes),),)


@pytest.mark.parametrize(("kind", "level"), [pair for pair in ALL if pair[0] is not Kind.FAULT])
def test_loops_give_the_stored_answer(kind: Kind, level: int) -> None:
    for seed in SEEDS:
        e = exercise(seed, kind, level)
        assert e.answer == loops(e), e


# --- forgotten terms ----------------------------------------------------------------------------------------------


def size(a: Axis, *, n: int = -1, s: int | None = None, taps: int | None = None, one: int = 1,
         pads: int | None = None, extra: int | None = None) -> int:  # fmt: skip
    """The formula, with what was forgotten or mistaken put in place of its term."""
    steps = (a.n + n) * (a.s if s is None else s)
    gaps = a.d * (a.k - 1) if taps is None else taps
    return steps + gaps + one - (a.front + a.back if pads is None else pads) + (a.extra if extra is None else extra)


OF_SIZE: dict[Slip, Callable[[Axis], int]] = {
    Slip.MINUS_ONE: lambda a: size(a, n=0),
    Slip.STRIDE: lambda a: size(a, s=1),
    Slip.TAPS: lambda a: size(a, taps=0),
    Slip.TAP_MINUS_ONE: lambda a: size(a, taps=a.d * a.k),
    Slip.DILATION: lambda a: size(a, taps=a.k - 1),
    Slip.PRODUCT: lambda a: size(a, taps=a.d * a.k, one=0),
    Slip.PLUS_ONE: lambda a: size(a, one=0),
    Slip.PADDING: lambda a: size(a, pads=0),
    Slip.PADDING_ONCE: lambda a: size(a, pads=a.front),
    Slip.ONLY_FRONT: lambda a: size(a, pads=a.front),
    Slip.ONLY_BACK: lambda a: size(a, pads=a.back),
    Slip.FRONT_TWICE: lambda a: size(a, pads=2 * a.front),
    Slip.BACK_TWICE: lambda a: size(a, pads=2 * a.back),
    Slip.PADDING_ADDED: lambda a: size(a, pads=-a.front - a.back),
    Slip.OUTPUT_PADDING: lambda a: size(a, extra=0),
    Slip.OUTPUT_PADDING_TWICE: lambda a: size(a, extra=2 * a.extra),
    Slip.INPUT_TIMES_STRIDE: lambda a: a.n * a.s,
    Slip.CONVOLUTION: lambda a: (a.n + a.front + a.back - a.d * (a.k - 1) - 1) // a.s + 1,
}  # fmt: skip
#: Those that make sense only where front and back are equal throughout, or only where they differ.
EVEN, UNEVEN = {Slip.PADDING_ONCE}, {Slip.ONLY_FRONT, Slip.ONLY_BACK, Slip.FRONT_TWICE, Slip.BACK_TWICE}
ALONE = {Slip.OUTPUT_PADDING, Slip.OUTPUT_PADDING_TWICE, Slip.INPUT_TIMES_STRIDE, Slip.CONVOLUTION}  # of the size
OF_BASE = {slip: of for slip, of in OF_SIZE.items() if slip not in ALONE}


def written(a: Axis, s: int, d: int, front: int, taps: int) -> tuple[int, ...]:
    return inside(a, tuple(a.voxel * s + k * d - front for k in range(taps)))


def inside(a: Axis, places: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(o for o in places if 0 <= o < base(a) + a.extra)


#: A term and the crop are forgotten together.
UNCROPPED: dict[Slip, Callable[[Axis], tuple[int, ...]]] = {
    Slip.STRIDE: lambda a: tuple(a.voxel + k * a.d - a.front for k in range(a.k)),
    Slip.DILATION: lambda a: tuple(a.voxel * a.s + k - a.front for k in range(a.k)),
    Slip.TAPS: lambda a: (a.voxel * a.s - a.front,),
    Slip.PADDING: lambda a: tuple(landing(a)[a.voxel]),
    Slip.PADDING_ADDED: lambda a: tuple(o + a.front for o in landing(a)[a.voxel]),
    Slip.BACK_FOR_FRONT: lambda a: tuple(o - a.back for o in landing(a)[a.voxel]),
}
OF_VOXELS: dict[Slip, Callable[[Axis], tuple[int, ...]]] = {
    Slip.STRIDE: lambda a: written(a, 1, a.d, a.front, a.k),
    Slip.DILATION: lambda a: written(a, a.s, 1, a.front, a.k),
    Slip.TAPS: lambda a: written(a, a.s, a.d, a.front, 1),
    Slip.PADDING: lambda a: written(a, a.s, a.d, 0, a.k),
    Slip.PADDING_ADDED: lambda a: written(a, a.s, a.d, -a.front, a.k),
    Slip.BACK_FOR_FRONT: lambda a: written(a, a.s, a.d, a.back, a.k),
    Slip.NOT_CROPPED: lambda a: tuple(o - a.front for o in landing(a)[a.voxel]),
    Slip.FROM_ONE: lambda a: tuple(o + 1 for o in written(a, a.s, a.d, a.front, a.k)),
    Slip.GAPS_FILLED: lambda a: written(a, a.s, 1, a.front, a.d * (a.k - 1) + 1),
}


def arriving(a: Axis, s: int, d: int, front: int, beyond: int = 0) -> int:
    pairs = product(range(-beyond, a.n + beyond), range(a.k))
    return sum(i * s + k * d == a.voxel + front for i, k in pairs)


OF_COUNT: dict[Slip, Callable[[Axis], int]] = {
    Slip.STRIDE: lambda a: arriving(a, 1, a.d, a.front),
    Slip.DILATION: lambda a: arriving(a, a.s, 1, a.front),
    Slip.PADDING: lambda a: arriving(a, a.s, a.d, 0),
    Slip.PADDING_ADDED: lambda a: arriving(a, a.s, a.d, -a.front),
    Slip.BACK_FOR_FRONT: lambda a: arriving(a, a.s, a.d, a.back),
    Slip.NO_BORDER: lambda a: arriving(a, a.s, a.d, a.front, 40),
    Slip.ALL_TAPS: lambda a: a.k,
}


def forgotten(e: Exercise) -> dict[Slip, tuple[Any, ...]]:
    """Per mistake the wrong answer it leads to when it is made on every axis, as far as it is known."""
    axes = axes_of(e)
    even = all(a.front == a.back for a in axes)
    banned = UNEVEN if even else EVEN
    if e.kind is Kind.SIZE:
        found = {slip: tuple((of(a),) for a in axes) for slip, of in OF_SIZE.items()}
    elif e.kind is Kind.RANGE:
        found = {slip: tuple((of(a), of(a) + a.s - 1) for a in axes) for slip, of in OF_BASE.items()}
        found[Slip.CLOSED_END] = tuple((base(a), base(a) + a.s) for a in axes)
        found[Slip.ONE_SIZE] = tuple((base(a), base(a)) for a in axes)
        found[Slip.DILATION_WIDENS] = tuple((base(a), base(a) + max(a.s, a.d) - 1) for a in axes)
    elif e.kind is Kind.VOXELS:  # who is left with nothing on an axis notices
        right = e.answer
        found = {slip: tuple(of(a) or right[i] for i, a in enumerate(axes)) for slip, of in OF_VOXELS.items()}
    elif e.kind is Kind.COUNT:
        found = {slip: ((prod(map(of, axes)),),) for slip, of in OF_COUNT.items()}
        found |= {Slip.ADDED: ((sum(arriving(a, a.s, a.d, a.front) for a in axes),),)} if e.level > 1 else {}
    else:
        found = fault_forgotten(e)
    return {slip: answer for slip, answer in found.items() if slip not in banned and answer != e.answer}


def uncropped(e: Exercise) -> dict[Slip, tuple[Any, ...]]:
    found = {slip: tuple(map(of, axes_of(e))) for slip, of in UNCROPPED.items()} if e.kind is Kind.VOXELS else {}
    return {slip: answer for slip, answer in found.items() if answer != e.answer}


def fault_forgotten(e: Exercise) -> dict[Slip, tuple[Any, ...]]:
    *words, _ = e.answer
    axis = "DHW".index(words[1][0]) - 3 + e.level if e.level > 1 else 0
    a = axes_of(e)[axis]
    if e.output_size is None:
        return {Slip.CLOSED_END: (*words, (a.s,))}
    asked = e.output_size[3 - e.level + axis]
    above = asked > base(a)
    found = {slip: (*words, (of(a) + (a.s - 1 if above else 0),)) for slip, of in OF_BASE.items()}
    return found | ({Slip.CLOSED_END: (*words, (base(a) + a.s,))} if above else {})


@pytest.mark.parametrize(("kind", "level"), ALL)
def test_each_forgotten_term_is_recognised_and_all_that_give_the_number_are_named(kind: Kind, level: int) -> None:
    heard: set[Slip] = set()
    for seed in SEEDS:
        e = exercise(seed, kind, level)
        wrong_answers = forgotten(e)
        for slip, answer in wrong_answers.items():
            result = grade(e, answer)
            assert slip in result.slips, (slip, answer, e)
            also = {other for other, same in wrong_answers.items() if same == answer}
            assert also <= set(result.slips), (also, result.slips, e)
            heard.add(slip)
        assert grade(e, e.answer).right
    assert len(heard) >= {Kind.SIZE: 9, Kind.RANGE: 9, Kind.VOXELS: 5, Kind.COUNT: 5, Kind.FAULT: 8}[kind], heard


@pytest.mark.parametrize("level", LEVELS)
def test_a_term_forgotten_along_with_the_crop_is_recognised(level: int) -> None:
    told = Counter[Slip]()
    for seed in SEEDS:
        e = exercise(seed, Kind.VOXELS, level)
        for slip, answer in uncropped(e).items():
            assert slip in grade(e, answer).slips, (slip, answer, e)
            told[slip] += answer != forgotten(e).get(slip)
    assert min(told[slip] for slip in UNCROPPED) > 0, told


@pytest.mark.parametrize(("kind", "level"), [pair for pair in ALL if pair[0] is not Kind.FAULT])
def test_what_is_named_really_gives_the_number(kind: Kind, level: int) -> None:
    """Around the right answer: where a mistake is named it leads there, where none is named none leads there."""
    for seed in SEEDS:
        e = exercise(seed, kind, level)
        known = [*forgotten(e).items(), *uncropped(e).items()]
        for step in (-3, -2, -1, 1, 2, 3):
            answer = tuple(tuple(int(n) + step for n in part) for part in e.answer)
            result = grade(e, answer)
            lead = {slip for slip, wrong in known if all(wrong[f] == answer[f] for f in result.wrong)}
            assert set(result.slips) == lead, (answer, e)


@pytest.mark.parametrize("level", [2, 3])
def test_a_term_forgotten_on_one_axis_alone_is_recognised(level: int) -> None:
    for seed in SEEDS:
        e = exercise(seed, Kind.SIZE, level)
        for slip, answer in forgotten(e).items():
            mixed = (*e.answer[:-1], answer[-1])
            assert mixed == e.answer or slip in grade(e, mixed).slips


def test_the_faults_are_the_only_errors_of_their_layers() -> None:
    for level, seed in product(LEVELS, SEEDS):
        e = exercise(seed, Kind.FAULT, level)
        (error,) = [found for found in check(e.params, e.input_size, e.output_size) if found.severity == "error"]
        code = "output-padding-too-large" if e.answer[0] == ("output_padding",) else "output-size-out-of-range"
        assert error.code == code
        assert level == 1 or e.answer[1] == (error.axis,)
        assert set(e.answer[0]) <= set(e.options)


def test_other_exercises_have_layers_without_fault() -> None:
    for kind, level, seed in product(set(Kind) - {Kind.FAULT}, LEVELS, SEEDS):
        e = exercise(seed, kind, level)
        assert not check(e.params, e.input_size)
        assert e.level == level


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_arithmetic_shown_is_right(lang: str) -> None:
    """What stands as `(5-1)*2 + ... = 7` is computed again, in the answer and in each mistake."""
    for kind, level, seed in product((Kind.SIZE, Kind.RANGE, Kind.COUNT, Kind.FAULT), LEVELS, SEEDS):
        e = exercise(seed, kind, level)
        for line in (text for lines in (e.working, *(m.working for m in e.mistakes)) for text in lines):
            for sum_ in filter(None, line.split(", ")):
                *_, left, right = ["0", *sum_.split(" = ")]
                assert "=" not in sum_ or eval(left) == int(right), line
        assert all(said(m.slip, kind, lang).title for m in e.mistakes)


def test_the_voxels_shown_are_right() -> None:
    """`3*2 + k*2 - 1 = 5, 7, 9 → 5, 7` is computed again for each tap, in the answer and in each mistake."""
    for level, seed in product(LEVELS, SEEDS):
        e = exercise(seed, Kind.VOXELS, level)
        lines = [found for m in (e, *e.mistakes) for found in zip(m.working, m.answer, strict=True) if found[0]]
        for line, part in lines:
            place, landed = line.split(" (")[0].split(" = ")
            landed, _, kept = landed.partition(" → ")
            assert eval(f"[{kept or landed}]") == list(part), line
            assert [eval(place, {"k": k}) for k, _ in enumerate(landed.split(", "))] == eval(f"[{landed}]"), line
