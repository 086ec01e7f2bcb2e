"""The functional call: what it accepts, and that whatever it refuses is explained, all at once."""

from __future__ import annotations

import weakref

import numpy as np
import pytest

from conv3dt_core import InvalidLayerError, LayerParams, ShapeError, check, conv3d_transpose
from conv3dt_core.tensors import bias_faults, input_faults, weight_faults

X, W = np.ones((1, 2, 3, 3, 3)), np.ones((2, 2, 3, 3, 3))


def refusal(*args, **kwargs):
    """The diagnostics of a call that must be refused, each of which can be told in both languages."""
    with pytest.raises(InvalidLayerError) as error:
        conv3d_transpose(*args, **kwargs)
    found = error.value.diagnostics
    assert str(error.value)
    assert all(d.render("zh") for d in found)
    assert isinstance(error.value, ShapeError) == any(code in TENSOR_CODES for code in codes(found))
    return found


TENSOR_CODES = {"input-rank", "weight-rank", "weight-shape", "bias-shape", "channels-mismatch", "out-shape"}


def codes(found):
    return [str(d.code) for d in found]


def test_paddles_example():
    y = conv3d_transpose(np.ones((2, 4, 8, 8, 8), np.float32), np.ones((4, 6, 3, 3, 3), np.float32))
    assert y.shape == (2, 6, 10, 10, 10)
    assert y[1, 5, 5, 5, 5] == 4 * 27


def test_arguments_come_in_paddles_order():
    # x, weight, bias, stride, padding, output_padding, groups, dilation, output_size, data_format
    y = conv3d_transpose(np.ones((1, 3, 3, 3, 2)), np.ones((2, 3, 2, 2, 2)), np.ones(6), 3, 1, 0, 2, 2, 8, "NDHWC")
    assert y.shape == (1, 8, 8, 8, 6)


@pytest.mark.parametrize(
    ("args", "kwargs", "expected"),
    [
        # tensors
        ((X[0], W), {}, ["input-rank"]),
        ((X, W[0]), {}, ["weight-rank"]),
        ((X[:, :1], W), {}, ["channels-mismatch"]),
        ((X, W, np.ones(3)), {}, ["bias-shape"]),
        ((X, W, np.ones(1)), {}, ["bias-shape"]),
        ((X, W, np.ones((1, 2))), {}, ["bias-shape"]),
        ((X, W, np.ones(2)), {"groups": 2}, ["bias-shape"]),
        ((X, W), {"out": np.empty((1, 2, 4, 5, 5))}, ["out-shape"]),
        # kinds and dtypes
        ((X.tolist(), W), {}, ["not-a-tensor"]),
        ((None, W), {}, ["not-a-tensor"]),
        ((X, None), {}, ["not-a-tensor"]),
        ((np.ma.masked_array(X), W), {}, ["not-a-tensor"]),
        ((X, W), {"out": np.broadcast_to(0.0, (1, 2, 5, 5, 5))}, ["not-a-tensor"]),
        ((X.astype(np.float16), W.astype(np.float16)), {}, ["dtype-unsupported"] * 2),
        ((X.astype(int), W), {}, ["dtype-unsupported"]),
        ((X.astype(">f8"), W), {}, ["dtype-unsupported"]),
        ((X, W.astype(np.float32)), {}, ["dtype-mismatch"]),
        ((X, W, np.ones(2, np.float32)), {}, ["dtype-mismatch"]),
        ((X, W), {"out": np.empty((1, 2, 5, 5, 5), np.float32)}, ["dtype-mismatch"]),
        # words
        ((X, W), {"backend": "cuda"}, ["backend-unknown"]),
        ((X, W), {"backend": None}, ["backend-unknown"]),
        ((X, W), {"activation": "ReLU"}, ["activation-unknown"]),
        ((X, W), {"activation": ["relu"]}, ["activation-unknown"]),
        # the layer
        ((X, W), {"stride": 0}, ["stride-not-positive"] * 3),
        ((X, W), {"groups": 0}, ["groups-not-positive"]),
        ((X, W), {"groups": -1}, ["groups-not-positive"]),
        ((X, W), {"groups": 3}, ["channels-not-divisible-by-groups"]),
        ((X, W), {"groups": "2"}, ["not-an-integer"]),
        ((X, np.ones((2, 0, 3, 3, 3))), {}, ["channels-not-positive"]),
        ((X, np.ones((2, 2, 0, 3, 3))), {}, ["kernel-size-not-positive"]),
        ((np.ones((1, 2, 0, 3, 3)), W), {}, ["input-size-not-positive"]),
        ((X, W), {"output_padding": None, "output_size": 5}, ["not-an-integer"]),
        ((X, W), {"stride": 2, "output_padding": 1, "output_size": 8}, ["output-size-with-output-padding"]),
        ((X, W), {"output_size": (5, 5)}, ["wrong-length"]),
        # several at once, whatever they belong to
        (
            (X[0], W[0], np.ones(3, int)),
            {"stride": 2.0, "output_size": "7", "activation": "no", "backend": "no"},
            [
                "not-an-integer", "not-an-integer", "activation-unknown", "input-rank", "weight-rank",
                "dtype-unsupported", "backend-unknown",
            ],
        ),
        ((X[0], W, np.ones(3)), {"stride": (0, 1, 1)}, ["stride-not-positive", "input-rank", "bias-shape"]),
        ((X[:, :1], W), {"output_size": (9, 5, 5)}, ["output-size-out-of-range", "channels-mismatch"]),
    ],
)  # fmt: skip
def test_refused(args, kwargs, expected):
    assert codes(refusal(*args, **kwargs)) == expected


def test_a_misread_layout_is_the_only_thing_said():
    # Read as NCDHW the sizes of x are (8, 9, 4): the output_size would look wrong for the wrong reason.
    found = refusal(np.ones((1, 7, 8, 9, 4)), np.ones((4, 2, 3, 3, 3)), output_size=(9, 10, 11))
    assert codes(found) == ["channels-mismatch"]
    assert found[0].value("channels_last_fits")
    assert ("data_format", "NDHWC") in found[0].fixes[0].changes


def test_values_of_tensor_diagnostics():
    found = {str(d.code): dict(d.values) for d in refusal(X[0], W[0], np.ones(3, int))}
    assert found["input-rank"] == {"rank": 4, "shape": (2, 3, 3, 3)}
    assert found["weight-rank"] == {"rank": 4, "shape": (2, 3, 3, 3)}
    assert found["dtype-unsupported"] == {"name": "bias", "dtype": "int64", "supported": "float32, float64"}
    (mismatch,) = refusal(np.ones((1, 3, 3, 3, 2)), W)
    assert dict(mismatch.values) == {
        "found": 3, "expected": 2, "shape": (1, 3, 3, 3, 2), "data_format": "NCDHW", "channels_last_fits": True,
    }  # fmt: skip
    (bias,) = refusal(X, W, np.ones(3))
    assert dict(bias.values) == {"shape": (3,), "out_channels": 2}


@pytest.mark.parametrize("data_format", ["NCDHW", "NDHWC"])
@pytest.mark.parametrize("shape", [(1, 3, 5, 5, 4), (1, 4, 5, 5, 3), (1, 6, 5, 5, 2), (1, 2, 5, 5, 6), (1, 0, 2, 2, 0)])
def test_fixes_of_a_channel_mismatch_fit_the_shape(shape, data_format):
    params = LayerParams.of(4, 4, 3, groups=2, data_format=data_format)
    for fix in (fix for fault in input_faults(shape, params) for fix in fault.fixes):
        fixed, _, _ = fix.apply(params, (5, 5, 5))
        assert input_faults(shape, fixed) == []
        assert check(fixed, 5) == ()


def test_fix_of_a_weight_of_another_shape_fits_it():
    params = LayerParams.of(4, 4, 3, groups=2)
    (fault,) = weight_faults((6, 5, 3, 2, 1), params)
    fixed, _, _ = fault.fixes[0].apply(params, (5, 5, 5))
    assert weight_faults((6, 5, 3, 2, 1), fixed) == []
    assert weight_faults((5, 5, 3, 2, 1), params)[0].fixes == ()  # 5 channels do not split into 2 groups


def test_a_bias_may_be_a_column():
    flat = conv3d_transpose(X, W, np.array([1.0, 2]))
    assert np.array_equal(conv3d_transpose(X, W, np.array([[1.0], [2]])), flat)
    assert bias_faults((2, 1), 2) == []
    assert bias_faults((1, 2), 2) != []


def test_output_padding_of_zeros_does_not_conflict_with_output_size():
    assert conv3d_transpose(X, W, stride=2, output_padding=[0, 0, 0], output_size=8).shape == (1, 2, 8, 8, 8)


# --- out ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data_format", ["NCDHW", "NDHWC"])
@pytest.mark.parametrize("backend", ["numpy", "torch"])
def test_out_receives_the_result(backend, data_format, import_oracle):
    if backend == "torch":
        import_oracle("torch")
    x = X if data_format == "NCDHW" else np.moveaxis(X, 1, -1)
    want = conv3d_transpose(x, W, data_format=data_format)
    every_other = np.full((2, *want.shape[1:-1], 2 * want.shape[-1]), -1.0)
    out = every_other[:1, ..., ::2]
    assert conv3d_transpose(x, W, data_format=data_format, backend=backend, out=out) is out
    assert np.array_equal(out, want)
    assert np.all(every_other[1] == -1)


def test_out_may_be_x_itself():
    x = np.arange(27.0).reshape(1, 1, 3, 3, 3)
    weight = np.arange(27.0).reshape(1, 1, 3, 3, 3)
    want = conv3d_transpose(x, weight, padding=1)
    assert conv3d_transpose(x, weight, padding=1, out=x) is x
    assert np.array_equal(x, want)


def test_out_may_be_x_where_x_is_read_in_blocks(monkeypatch):
    monkeypatch.setattr("conv3dt_core.backends.scatter._BLOCK", 50)
    weight = np.arange(1600.0).reshape(40, 40, 1, 1, 1)
    for _ in range(2):
        x = np.arange(8640.0).reshape(1, 40, 6, 6, 6)
        want = conv3d_transpose(x.copy(), weight)
        assert np.array_equal(conv3d_transpose(x, weight, out=x[..., ::-1]), want)


@pytest.mark.oracle
def test_out_of_torch(import_oracle):
    torch = import_oracle("torch")
    x, weight = torch.from_numpy(X), torch.from_numpy(W)
    out = torch.empty(1, 2, 5, 5, 5, dtype=torch.float64)
    for backend in ("torch", "numpy"):
        assert conv3d_transpose(x, weight, out=out.zero_(), backend=backend) is out
        assert np.array_equal(out.numpy(), conv3d_transpose(X, W))
    assert codes(refusal(x, weight, out=torch.empty(1).double().expand(1, 2, 5, 5, 5))) == ["not-a-tensor"]
    assert codes(refusal(x, weight, out=out.detach().requires_grad_())) == ["not-a-tensor"]
    assert codes(refusal(x, weight, out=np.empty((1, 2, 5, 5, 5)))) == ["not-a-tensor"]


@pytest.mark.oracle
def test_hostile_torch_tensors(import_oracle):
    torch = import_oracle("torch")
    x, weight = torch.from_numpy(X), torch.from_numpy(W)
    assert codes(refusal(x, W)) == ["not-a-tensor"]
    assert codes(refusal(X, weight)) == ["not-a-tensor"]
    assert codes(refusal(x.to_sparse(), weight)) == ["not-a-tensor"]
    assert codes(refusal(x.to("meta"), weight)) == ["not-a-tensor"]
    assert codes(refusal(x.int(), weight.int())) == ["dtype-unsupported"] * 2
    assert codes(refusal(x.to(torch.complex64), weight)) == ["dtype-unsupported"]
    assert codes(refusal(x.half(), weight.half(), backend="numpy")) == ["dtype-unsupported"] * 2
    assert codes(refusal(x, weight.float())) == ["dtype-mismatch"]
    assert codes(refusal(x[0], weight)) == ["input-rank"]
    parameter = torch.nn.Parameter(weight)
    assert conv3d_transpose(x.requires_grad_(), parameter).requires_grad


# --- the budget ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["numpy", "torch:cpu"])
def test_too_much_is_refused_before_anything_is_allocated(backend, import_oracle):
    if backend != "numpy":
        import_oracle("torch")
    x = np.ones((1, 1, 2, 2, 2), np.float32)
    # (2 - 1)*10**6 + 1 voxels on each axis: 4e18 bytes
    (found,) = refusal(x, x[..., :1, :1, :1], stride=10**6, backend=backend)
    assert found.code == "output-too-large"
    assert found.value("needed") >= 4 * (10**6 + 1) ** 3
    assert (found.value("limit"), found.value("unit")) == (2**30, "bytes")


@pytest.mark.parametrize("backend", ["numpy", "torch:cpu"])
def test_the_limit_is_read_from_the_environment(backend, import_oracle, monkeypatch):
    if backend != "numpy":
        import_oracle("torch")
    monkeypatch.setenv("CONV3DT_MAX_BYTES", "1")
    (found,) = refusal(X, W, padding=[0, 1, 0, 0, 0, 0], backend=backend)
    needed = found.value("needed")
    assert needed >= 2 * 4 * 5 * 5 * 8
    monkeypatch.setenv("CONV3DT_MAX_BYTES", str(needed))
    conv3d_transpose(X, W, padding=[0, 1, 0, 0, 0, 0], backend=backend)
    monkeypatch.setenv("CONV3DT_MAX_BYTES", str(needed - 1))
    refusal(X, W, padding=[0, 1, 0, 0, 0, 0], backend=backend)
    monkeypatch.setenv("CONV3DT_MAX_BYTES", "1 GB")
    assert codes(refusal(X, W, backend=backend)) == ["not-an-integer"]


@pytest.mark.oracle
def test_what_torch_computes_only_to_be_cut_off_counts(import_oracle, monkeypatch):
    import_oracle("torch")
    monkeypatch.setenv("CONV3DT_MAX_BYTES", "1")
    x, weight = X.astype(np.float32), W.astype(np.float32)
    columns = 4 * 2 * 27 * 27  # 27 taps of 2 output channels for each of 27 input voxels, which torch unfolds
    # Front 0, back 2 on D: torch makes (5, 5, 5), of which (3, 5, 5) are kept.
    (found,) = refusal(x, weight, padding=[0, 2, 0, 0, 0, 0], backend="torch:cpu")
    assert found.value("needed") == 2 * 4 * (5 * 5 * 5 + 3 * 5 * 5) + columns
    (found,) = refusal(x, weight, padding=1, backend="torch:cpu")
    assert found.value("needed") == 2 * 4 * 3 * 3 * 3 + columns


def test_an_output_given_costs_nothing(monkeypatch):
    out = np.empty((1, 2, 5, 5, 5))
    (found,) = _refused_at(monkeypatch, 1, out=out)
    assert found.value("needed") + out.nbytes == _refused_at(monkeypatch, 1)[0].value("needed")


def _refused_at(monkeypatch, limit, **kwargs):
    monkeypatch.setenv("CONV3DT_MAX_BYTES", str(limit))
    return refusal(X, W, **kwargs)


def test_a_call_like_a_sound_one_is_still_looked_at():
    x, weight = np.ones((1, 2, 3, 3, 3), np.float32), np.ones((2, 1, 2, 2, 2), np.float32)
    want = conv3d_transpose(x, weight, stride=(1, 1, 1), groups=1)
    assert np.array_equal(conv3d_transpose(x, weight, stride=(1, 1, 1), groups=1), want)
    unsound = [
        {"stride": (True, 1, 1)}, {"stride": (1.0, 1, 1)}, {"stride": True}, {"groups": True}, {"stride": "1"},
        {"bias": np.ones(2, np.float32)}, {"bias": np.ones(1)}, {"data_format": "NDHWC"}, {"backend": "nunpy"},
    ]  # fmt: skip
    for given in unsound:
        with pytest.raises(InvalidLayerError):
            conv3d_transpose(x, weight, **{"stride": (1, 1, 1), "groups": 1, **given})
    with pytest.raises(InvalidLayerError):
        conv3d_transpose(x.astype(np.float64), weight, stride=(1, 1, 1), groups=1)
    with pytest.raises(InvalidLayerError):
        conv3d_transpose(x[:, :1], weight, stride=(1, 1, 1), groups=1)


def test_the_budget_counts_for_a_call_seen_before(monkeypatch):
    x, weight = np.ones((1, 2, 8, 8, 8), np.float32), np.ones((2, 1, 2, 2, 2), np.float32)
    conv3d_transpose(x, weight)
    monkeypatch.setenv("CONV3DT_MAX_BYTES", "100")
    with pytest.raises(InvalidLayerError):
        conv3d_transpose(x, weight)


def test_an_out_like_a_sound_one_is_still_looked_at():
    x, weight = X.copy(), W.copy()
    want = conv3d_transpose(x, weight, padding=1)
    for _ in range(2):  # the second call finds what the first one left
        assert np.array_equal(conv3d_transpose(x, weight, padding=1, out=np.empty_like(want)), want)
    read_only = np.empty_like(want)
    read_only.setflags(write=False)
    unsound = [
        (read_only, "not-a-tensor"), (want.tolist(), "not-a-tensor"), (np.empty((1, 2, 3, 3, 4)), "out-shape"),
        (np.empty_like(want, np.float32), "dtype-mismatch"),
    ]  # fmt: skip
    for out, code in unsound:
        assert codes(refusal(x, weight, padding=1, out=out)) == [code]
    for view in (lambda x: x, lambda x: x[:, ::-1, ::-1]):  # written over what is read, in another order too
        read = np.arange(54.0).reshape(X.shape)
        want = conv3d_transpose(read.copy(), weight, padding=1)
        assert np.array_equal(conv3d_transpose(read, weight, padding=1, out=view(read)), want)
    want = conv3d_transpose(X, W, padding=1)
    column = np.arange(2.0).reshape(2, 1)
    for _ in range(2):
        assert np.array_equal(conv3d_transpose(X, W, column, padding=1)[0, 1], want[0, 1] + 1)


@pytest.mark.parametrize("channels", [2, 40])  # a tiny call, and one in tasks
def test_what_is_kept_of_a_sound_call_holds_none_of_its_arrays(channels):
    arrays = {"x": np.ones((1, channels, 5, 5, 5)), "weight": np.ones((channels, 2, 3, 3, 3))}
    arrays["out"] = conv3d_transpose(**arrays, padding=1)
    conv3d_transpose(**arrays, padding=1)
    seen = [weakref.ref(array) for array in arrays.values()]
    arrays.clear()
    assert [there() for there in seen] == [None] * 3
