"""Networks of MONAI, traced on shapes, against their real forward: sizes, the first failure, and each repair, run."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from conv3dt_core.trace import Failure, Repair, Trace, trace

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("torch")]

# (class, arguments, three odd sizes)
NETS = {
    "UNet": ((3, 1, 2, (2, 4, 8), (2, 2)), {"num_res_units": 1}, [(33, 35, 37), (35, 20, 33), (21, 23, 27)]),
    "VNet": ((3, 1, 2), {}, [(17, 19, 23), (33, 16, 16), (15, 31, 17)]),
    "DynUNet": (
        (3, 1, 2, [3] * 4, [1, 2, 2, (2, 2, 1)], [2, 2, (2, 2, 1)]),
        {"filters": [2, 4, 4, 8]},
        [(17, 19, 21), (25, 16, 16), (23, 9, 33)],
    ),
    "AutoEncoder": ((3, 1, 2, (2, 4, 8), (2, 2, 2)), {}, [(33, 35, 37), (21, 9, 5), (7, 17, 33)]),
}
CASES = [(name, size) for name, (*_, sizes) in NETS.items() for size in sizes]


@pytest.fixture(scope="module")
def torch(import_oracle) -> Any:
    return import_oracle("torch")


@pytest.fixture(scope="module")
def nets(torch, import_oracle) -> dict[str, Any]:
    import_oracle("monai")
    monai = import_oracle("monai.networks.nets")
    torch.manual_seed(0)
    return {name: getattr(monai, name)(*args, **kwargs).eval() for name, (args, kwargs, _) in NETS.items()}


class Forward:
    """A real forward: what each transposed layer took and made, what was concatenated last, how it ended."""

    def __init__(self, torch: Any, model: Any, x: Any, monkeypatch: Any) -> None:
        self.calls: list[tuple[str, tuple[int, ...], tuple[int, ...]]] = []
        self.joined: list[tuple[int, ...]] = []
        self.error: str | None = None
        self.output: tuple[int, ...] | None = None
        handles = [
            module.register_forward_hook(self._note(name))
            for name, module in model.named_modules()
            if isinstance(module, torch.nn.ConvTranspose3d)
        ]
        real_cat = torch.cat

        def cat(tensors: Any, *args: Any, **kwargs: Any) -> Any:
            self.joined = [tuple(tensor.shape) for tensor in tensors]
            return real_cat(tensors, *args, **kwargs)

        with monkeypatch.context() as patched, torch.no_grad():
            patched.setattr(torch, "cat", cat)
            try:
                self.output = tuple(model(x).shape)
            except RuntimeError as error:
                self.error = str(error)
        for handle in handles:
            handle.remove()

    def _note(self, name: str) -> Any:
        def hook(module: Any, inputs: Any, output: Any) -> None:
            self.calls.append((name, tuple(inputs[0].shape), tuple(output.shape)))

        return hook


@pytest.mark.parametrize(("name", "size"), CASES)
def test_a_trace_says_what_the_forward_does(torch, nets, monkeypatch, oracle_counts, name, size):
    model, x = nets[name], torch.zeros(1, 1, *size)
    real = Forward(torch, model, x, monkeypatch)
    found = trace(model, tuple(x.shape))
    assert [(layer.name, layer.input_shape, layer.output_shape) for layer in found.transposed] == real.calls
    assert all(layer.agrees for layer in found.layers if layer.output_shape)
    assert found.output_shape == real.output
    assert (found.failure is None) == (real.error is None)
    assert found.transposed or real.error
    if real.error is not None:
        check_failure(found, real)
        assert {repair.kind for repair in found.repairs} >= ({"pad", "crop"} if min(size) >= 16 else {"pad"})
        for repair in found.repairs:
            run_it(torch, model, x, repair)
    oracle_counts["torch"] += 1


def check_failure(found: Trace, real: Forward) -> None:
    failure = found.failure
    assert failure is not None
    assert sum(layer.output_shape is None for layer in found.layers) == (failure.layer == failure.operation)
    if not real.joined:
        check_too_small(failure, real)
        return
    assert failure.layer == real.calls[-1][0]
    assert failure.got == real.calls[-1][2][2:]
    skip = next(shape[2:] for shape in real.joined if shape[2:] != failure.got)
    assert failure.wanted == skip
    differing = [axis for axis, one, other in zip("DHW", failure.got, skip, strict=True) if one != other]
    assert failure.axis == ", ".join(differing)
    first = "DHW".index(differing[0])
    # A CPU says "Expected size 18 but got size 17", the meta device "Expected 18 in dimension 2 but got 17".
    numbers = set(map(int, re.findall(r"size (\d+)", real.error or "")))
    assert numbers == {failure.got[first], skip[first]}
    assert all(str(number) in failure.message for number in numbers)
    check_cause(failure.cause, failure.axis)


def check_too_small(failure: Failure, real: Forward) -> None:
    """PyTorch: "Calculated padded input size per channel: (1 x 3 x 2). Kernel size: (2 x 2 x 2). Kernel ..."."""
    assert real.error in failure.message
    got, kernel = (tuple(map(int, text.split(" x "))) for text in re.findall(r"\(([\dx ]+)\)", real.error or ""))
    assert failure.got == got
    axes = [axis for axis, size, least in zip("DHW", got, kernel, strict=True) if size < least]
    assert failure.axis == ", ".join(axes)
    assert failure.wanted == tuple(map(max, got, kernel))


def check_cause(cause: str, axes: str) -> None:
    """The division in it is right, and leaves a rest; every axis has one."""
    divisions = re.findall(r"(\d+) / (\d+) = (\d+) rest (\d+)", cause)
    assert divisions
    for numbers in divisions:
        size, stride, whole, rest = map(int, numbers)
        assert divmod(size, stride) == (whole, rest)
        assert rest > 0
    assert sorted(", ".join(re.findall(r"([DHW, ]+): `", cause)).replace(" ", "").split(",")) == axes.split(", ")


def run_it(torch: Any, model: Any, x: Any, repair: Repair) -> None:
    names = {"torch": torch, "x": x, "model": copy.deepcopy(model)}
    exec(repair.code, names)
    assert tuple(names["x"].shape) == repair.input_shape
    with torch.no_grad():
        assert tuple(names["model"](names["x"]).shape) == repair.output_shape


def smaller_pads(given: tuple[int, ...], padded: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """All sizes between, on one axis that was padded, the others as they are."""
    for axis, (low, high) in enumerate(zip(given, padded, strict=True)):
        for size in range(low, high):
            yield (*padded[:axis], size, *padded[axis + 1 :])


@pytest.mark.parametrize(("name", "size"), [("UNet", (21, 23, 27)), ("DynUNet", (17, 19, 21))])
def test_no_smaller_pad_runs(torch, nets, name, size):
    """Run all that lie between: the pad that is offered is the smallest on every axis."""
    found = trace(nets[name], (1, 1, *size))
    pad = next(repair for repair in found.repairs if repair.kind == "pad")
    between = list(smaller_pads(size, pad.input_shape[2:]))
    assert between
    for other in between:
        with pytest.raises(RuntimeError), torch.no_grad():
            nets[name](torch.zeros(1, 1, *other))


def test_the_unet_of_the_issue(nets):
    found = trace(nets["UNet"], (1, 1, 285, 285, 84))
    assert found.failure is not None
    assert found.failure.axis == "D, H"
    assert (found.failure.got, found.failure.wanted) == ((144, 144, 42), (143, 143, 42))
    assert "143 / 2 = 71 rest 1" in found.failure.cause
