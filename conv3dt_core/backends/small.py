"""Tiny calls: one matrix product for all taps, and two with matrices of 0 and 1 that add them up. No loop in Python.

Such a matrix multiplies by zeros where nothing lands, which only finite numbers survive. A call takes so little that
each call of NumPy shows, so that there are no tasks here, and all that can be known of the shapes is found once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import isfinite, prod

import numpy as np

from .. import activations
from ..geometry import AxisGeometry, Geometry
from . import Call
from .operands import Array, Operands
from .scatter import run_of

_PRODUCTS = 2**13  # numbers of all products; beyond, adding up costs more than the loops it saves
_FOLD = 2**16  # numbers of a matrix of 0 and 1
_SPREAD = 2**16  # numbers of a weight spread over the plane
_KEPT = 32  # pairs of such matrices

Compute = Callable[[Array, Array, "Array | None", "Array | None"], Array]


def fits(geometry: Geometry, made: int) -> bool:
    """Return whether a call of `made` output channels and images together is tiny."""
    axes = geometry.axes
    numbers = made * prod(a.kernel_size * a.input_size for a in axes)
    d, h, w = (a.kernel_size * a.input_size * a.output_size for a in axes)
    return numbers <= _PRODUCTS and max(d, h * w) <= _FOLD


def kept(operands: Operands) -> int:
    """Return how many numbers all tasks share."""
    return 0


def workspace(operands: Operands) -> int:
    """Return how many numbers the products take, twice over, their sums over the plane, and y; or a spread weight."""
    depth, high, wide = operands.geometry.axes
    made, others = len(operands.x) * operands.weight[:, 0].size, prod(operands.weight.shape[4:])
    products, rows = made * prod(operands.geometry.input_size), made * depth.input_size // others
    return int(2 * products + rows * high.output_size * wide.output_size + 2 * operands.y.size + _SPREAD)


def computing(call: Call, otherwise: Compute) -> Compute:
    """Return what computes calls of this form, and leaves those to another in which not all is finite."""
    layer, column = Small(call), (call.out_channels, 1, 1, 1)
    channels_last, activation = call.channels_last, call.activation

    @np.errstate(all="ignore")
    def compute(x: Array, weight: Array, bias: Array | None, out: Array | None) -> Array:
        y = layer.sums(x.transpose(0, 4, 1, 2, 3) if channels_last else x, weight)
        flat = y.ravel()
        if not isfinite(flat.dot(flat)):  # or too large to be squared, which is only slower
            return otherwise(x, weight, bias, out)
        if bias is not None:
            y += bias.reshape(column)
        if channels_last:
            y = np.ascontiguousarray(y.transpose(0, 2, 3, 4, 1))
        if activation is not None:
            activations.apply(activation, y)
        if out is None:
            return y
        out[...] = y
        return out

    return compute


class Small:
    """The shapes of a call; known by its identity, so that finding its matrices takes no time."""

    def __init__(self, call: Call) -> None:
        """Find the shapes."""
        self.geometry, self.dtype, self.groups = call.geometry, call.x.dtype.str, call.groups
        self.images, self.channels = len(call.x), len(call.weight)
        (depth, *plane), (taps, *others) = call.geometry.input_size, call.geometry.kernel_size
        made = call.out_channels
        self.products = made, taps, prod(others), self.images, depth, prod(plane)
        self.shape = self.images, made, *call.geometry.output_size
        self.spread = self.groups, made // self.groups * taps, prod(plane), prod(self.shape[3:])
        self.voxels = self.images, self.groups, 1, depth, prod(plane)
        self.rows = self.images * made, taps * depth, prod(self.shape[3:])
        self.is_single = self.channels == self.groups and prod(self.spread) <= _SPREAD
        self.is_one = self.images * made == 1

    def sums(self, x: Array, weight: Array) -> Array:
        """Return y without its bias, from x in any memory order, shape (N, G*C, D, H, W), and the weight."""
        return self._of_single(x, weight) if self.is_single else self._of_several(x, weight)

    def _of_single(self, x: Array, weight: Array) -> Array:
        """Return it for one input channel in each group: the plane first adds up the weight, in the order it has."""
        depth, _, plane = _folds_of(self)
        # (G*M*kD, kH*kW) -> (G, M*kD, H*W, H_out*W_out), with x as (N, G, 1, D, H*W) -> (N, G, M*kD, D, H_out*W_out)
        rows = x.reshape(self.voxels) @ weight.reshape(-1, len(plane)).dot(plane).reshape(self.spread)
        # -> (N*G*M, kD*D, H_out*W_out) -> (N*G*M, D_out, H_out*W_out)
        y: Array = depth.dot(rows.reshape(self.rows[1:])) if self.is_one else depth @ rows.reshape(self.rows)
        return y.reshape(self.shape)

    def _of_several(self, x: Array, weight: Array) -> Array:
        """Return it for any number of them: the products first, in the order in which they are added up."""
        depth, plane, _ = _folds_of(self)
        # (M*taps, C) times (C, N*D*H*W) -> (M, kD, kH*kW, N, D, H*W)
        products = self._products(x, weight).reshape(self.products)
        # -> (kD*D*N*M, kH*kW*H*W) -> (kD*D, N*M*H_out*W_out) -> (D_out, N*M*H_out*W_out)
        rows = products.transpose(1, 4, 3, 0, 2, 5).reshape(-1, len(plane)).dot(plane)
        y: Array = depth.dot(rows.reshape(depth.shape[1], -1))
        images, made, deep, high, wide = self.shape
        if self.is_one:
            return y.reshape(self.shape)
        return np.ascontiguousarray(y.reshape(deep, images, made, high, wide).transpose(1, 2, 0, 3, 4))

    def _products(self, x: Array, weight: Array) -> Array:
        """Return all products, shape (G*M*taps, N*D*H*W)."""
        if self.images > 1:
            x = x.swapaxes(0, 1)
        if self.groups == 1:  # `dot` takes a third of the time of `matmul`, and two matrices only
            products: Array = weight.reshape(self.channels, -1).T.dot(x.reshape(self.channels, -1))
            return products
        of_group = self.groups, self.channels // self.groups, -1
        return weight.reshape(of_group).swapaxes(1, 2) @ x.reshape(of_group)


@lru_cache(maxsize=_KEPT)
def _folds_of(layer: Small) -> tuple[Array, Array, Array]:
    return _folds(layer.geometry, layer.dtype)


@lru_cache(maxsize=_KEPT)
def _folds(geometry: Geometry, dtype: str) -> tuple[Array, Array, Array]:
    """Return D's matrix (D_out, kD*D), and that of H and W as (kH*kW*H*W, H_out*W_out) and (kH*kW, H*W*H_out*W_out)."""
    d, h, w = (_fold(axis).astype(dtype) for axis in geometry.axes)
    plane = np.einsum("kio,ljp->klijop", h, w)
    (*_, out_h, out_w), taps = plane.shape, plane.shape[0] * plane.shape[1]
    return np.ascontiguousarray(d.reshape(-1, d.shape[2]).T), plane.reshape(-1, out_h * out_w), plane.reshape(taps, -1)


def _fold(axis: AxisGeometry) -> Array:
    """(k, i, o): 1 where tap k of input voxel i lands on output voxel o."""
    fold = np.zeros((axis.kernel_size, axis.input_size, axis.output_size))
    for k in range(axis.kernel_size):
        run = run_of(axis, k, slice(0, axis.input_size))
        if run:
            fold[k, np.arange(axis.input_size)[run[0]], np.arange(axis.output_size)[run[1]]] = 1
    return fold
