"""The plane and the line of a layer against PyTorch's own 2-D and 1-D transposed convolutions."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conv3dt_core import LayerParams, plan
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.contributions import listed
from conv3dt_core.figures.example import volumes
from conv3dt_core.figures.ladder import on_rung
from tests.property.strategies import Layer, valid_layers

MANY = settings(max_examples=200, deadline=None)
TENSOR = {"2d": 4, "1d": 3}
LAYER = LayerParams.of(1, 1, 3, stride=2, padding=1)
ONE = ChannelPath(1, 1, 1, 0, 0)


@pytest.mark.parametrize("rung", ["2d", "1d"])
def test_values_are_those_of_the_lower_dimension(rung, import_oracle, oracle_counts):
    torch = import_oracle("torch")

    @MANY
    @given(valid_layers(largest=4))
    def agrees(layer: Layer) -> None:
        whole = plan(layer.params, layer.input_size, layer.output_size)
        geometry, _ = on_rung(whole, (0, 0, 0), rung)
        x, w, y = volumes(geometry, ONE)
        dimensions = TENSOR[rung] - 2
        axes = geometry.axes[3 - dimensions :]
        lower = {"1d": torch.nn.functional.conv_transpose1d, "2d": torch.nn.functional.conv_transpose2d}[rung]
        full = lower(
            torch.tensor(x.astype(float).reshape(1, 1, *x.shape[3 - dimensions :])).double(),
            torch.tensor(w.astype(float).reshape(1, 1, *w.shape[3 - dimensions :])).double(),
            stride=[a.stride for a in axes],
            dilation=[a.dilation for a in axes],
        )[0, 0].numpy()
        wanted = np.zeros([a.output_size for a in axes])
        # Cropping, and zeros past the full size, by the definition.
        for target in product(*(range(a.output_size) for a in axes)):
            source = tuple(o + a.pad_before for o, a in zip(target, axes, strict=True))
            if all(i < n for i, n in zip(source, full.shape, strict=True)):
                wanted[target] = full[source]
        assert np.array_equal(y.reshape(wanted.shape), wanted)
        oracle_counts[f"torch {rung}"] += 1

    agrees()


@MANY
@given(valid_layers(largest=4), st.sampled_from(["2d", "1d"]), st.data())
def test_a_rung_keeps_the_selection_and_the_contributions_of_its_axes(layer, rung, data):
    whole = plan(layer.params, layer.input_size, layer.output_size)
    voxel = data.draw(st.tuples(*(st.integers(0, n - 1) for n in whole.input_size)))
    geometry, flat = on_rung(whole, voxel, rung)
    left_out = {"2d": 1, "1d": 2}[rung]
    assert flat == (0,) * left_out + voxel[left_out:]
    rows = listed(geometry, "input", flat)
    assert (rows.tap[:, :left_out] == 0).all()
    per_axis = [
        {(k, axis.target(i, k)) for k in range(axis.kernel_size)}
        for axis, i in zip(whole.axes[left_out:], voxel[left_out:], strict=True)
    ]
    found = {
        tuple(zip(k[left_out:], o[left_out:], strict=True))
        for k, o in zip(rows.tap.tolist(), rows.target.tolist(), strict=True)
    }
    assert found == set(product(*per_axis))


def test_the_volume_is_the_layer_itself():
    geometry = plan(LAYER, 3)
    assert on_rung(geometry, (1, 2, 0), "3d") == (geometry, (1, 2, 0))


def test_large_examples_have_no_values():
    geometry = plan(LAYER, 200)
    assert volumes(geometry, ONE) is None
    assert volumes(on_rung(geometry, (0, 0, 0), "1d")[0], ONE) is not None
