"""What the frameworks' functions are called with: the order of their arguments and which must be there.

Sources: Paddle 3.3.1, PyTorch 2.13, Keras 3.15 and TensorFlow 2.21, JAX 0.10.2, ONNX opset 11 and later.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..example import Dialect

# Arguments of Keras layers that do not change what the layer computes from given weights.
KERAS_REST = frozenset({
    "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
    "bias_constraint", "name", "dtype", "trainable", "input_shape", "batch_input_shape", "batch_size", "input_dim",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """A function or layer class of a framework.

    Parameters
    ----------
    dialect : str
    name : str
        The last part of its name.
    order : tuple of str
        Arguments in the order of their positions.
    required : tuple of str
    layer : bool
        Whether a call makes a layer, which is called with x later, or takes x itself.
    rest : frozenset of str
        Arguments by keyword only.
    """

    dialect: Dialect
    name: str
    order: tuple[str, ...]
    required: tuple[str, ...]
    layer: bool = True
    rest: frozenset[str] = frozenset()


def _order(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONNX_NODE = Signature(
    "onnx",
    "make_node",
    _order("op_type inputs outputs name doc_string domain overload"),
    (),
    layer=False,
    rest=frozenset(_order("auto_pad dilations group kernel_shape output_padding output_shape pads strides")),
)

#: Its weight is made by the call, from arguments that have other names.
STATIC = Signature(
    "paddle",
    "static.nn.conv3d_transpose",
    _order("input num_filters output_size filter_size padding stride dilation groups param_attr bias_attr use_cudnn "
           "act name data_format"),
    ("input", "num_filters"),
    layer=False,
)  # fmt: skip

SIGNATURES = (
    ONNX_NODE,
    Signature(
        "paddle",
        "Conv3DTranspose",
        _order("in_channels out_channels kernel_size stride padding output_padding dilation groups weight_attr "
               "bias_attr data_format"),
        _order("in_channels out_channels kernel_size"),
    ),
    Signature(
        "paddle",
        "conv3d_transpose",
        _order("x weight bias stride padding output_padding groups dilation output_size data_format name"),
        _order("x weight"),
        layer=False,
    ),
    Signature(
        "pytorch",
        "ConvTranspose3d",
        _order("in_channels out_channels kernel_size stride padding output_padding groups bias dilation padding_mode "
               "device dtype"),
        _order("in_channels out_channels kernel_size"),
    ),
    Signature(
        "pytorch",
        "LazyConvTranspose3d",
        _order("out_channels kernel_size stride padding output_padding groups bias dilation padding_mode device dtype"),
        _order("out_channels kernel_size"),
    ),
    Signature(
        "pytorch",
        "conv_transpose3d",
        _order("input weight bias stride padding output_padding groups dilation"),
        _order("input weight"),
        layer=False,
    ),
    Signature(
        "keras",
        "Conv3DTranspose",
        _order("filters kernel_size strides padding data_format output_padding dilation_rate activation use_bias "
               "kernel_initializer"),
        _order("filters kernel_size"),
        rest=KERAS_REST,
    ),
    Signature(
        "keras",
        "conv3d_transpose",
        _order("input filters output_shape strides padding data_format dilations name"),
        _order("input filters output_shape strides"),
        layer=False,
    ),
    Signature(
        "jax",
        "conv_transpose",
        _order("lhs rhs strides padding rhs_dilation dimension_numbers transpose_kernel precision "
               "preferred_element_type use_consistent_padding"),
        _order("lhs rhs strides padding"),
        layer=False,
    ),
    Signature(
        "jax",
        "conv_general_dilated",
        _order("lhs rhs window_strides padding lhs_dilation rhs_dilation dimension_numbers feature_group_count "
               "batch_group_count precision preferred_element_type out_sharding"),
        _order("lhs rhs window_strides padding lhs_dilation"),
        layer=False,
    ),
)  # fmt: skip
