"""Texts of ONNX 1.23 (shape inference, reference evaluator) and onnxruntime 1.32."""

from __future__ import annotations

from ...diagnostics import AXES, Code
from .patterns import ARGUMENTS, INT, INTS, Facts, Match, below, integers, plain, says

#: Shape inference and the runtime wrap their texts; the node's type stands before the fault.
_NODE = r"(?:Op \(ConvTranspose\)|op_type:ConvTranspose, node name: [^)]{0,80}\):) \[ShapeInferenceError\] "
_RUNNING = r"running ConvTranspose node\. Name:'[^']{0,80}' Status Message: "
_ATTRIBUTES = "|".join(("kernel_shape", "strides", "pads", "output_padding", "dilations", "output_shape"))
_BLOCKS = rf"\[(?P<counted>(?:np\.int64\()?{INT}\)?(?:, (?:np\.int64\()?{INT}\)?){{2}})\]"


def _output_padding(match: Match) -> Facts:
    facts = plain(match)
    facts.numbers |= below(facts.numbers["limit"])
    return facts


def _between(match: Match) -> Facts:
    facts = plain(match)
    facts.numbers |= below(facts.numbers["stride"])
    return facts


def _explicit(match: Match) -> Facts:
    """With no voxel cropped this input reaches high; ONNX makes a larger output_shape from no input voxel."""
    facts = plain(match)
    size, kernel, stride, dilation = (facts.numbers[n] for n in ("input_size", "kernel_size", "stride", "dilation"))
    facts.numbers["high"] = (size - 1) * stride + dilation * (kernel - 1) + stride
    return facts


def _blocks(match: Match) -> Facts | None:
    """The reference evaluator counts the input voxels each axis of the output belongs to, and has fewer of them."""
    counted, stride = integers(match["counted"].replace("np.int64", "")), integers(match["strides"])
    size = int(match["count"])
    voxels = round(size ** (1 / 3))
    odd = [i for i, n in enumerate(counted) if n != voxels]
    if voxels**3 != size or len(odd) != 1 or len(stride) != 3 or counted[odd[0]] < voxels:
        return None  # the faulty axis shows only where the others are alike
    numbers = {"implied": counted[odd[0]], "input_size": voxels, "stride": stride[odd[0]]}
    return Facts(AXES[odd[0]], numbers)


def _attribute(match: Match) -> Facts:
    return Facts(None, {"argument": ARGUMENTS.get(match["name"], match["name"])})


PATTERNS = (
    says(
        Code.OUTPUT_PADDING_TOO_LARGE,
        rf"output_padding\[(?P<dim>\d)\] \((?P<asked>{INT})\) must be less than max\(stride, dilation\) "
        rf"\((?P<limit>{INT})\)",
        read=_output_padding,
    ),
    says(
        Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION,
        r"Computed output shape is inconsistent with input spatial dimensions\. output_padding "
        rf"\((?P<asked>{INT})\) may be too large for stride \((?P<stride>{INT})\)\. Expected input size "
        rf"(?P<implied>{INT}) but got (?P<input_size>{INT})",
        "onnx-inconsistent",
        read=_between,
    ),
    says(
        Code.OUTPUT_PADDING_TOO_LARGE,
        rf"strides=\[(?P<strides>{INTS})\], expected size of input's dimension 2 to match the calculated number of "
        rf"sliding blocks {_BLOCKS} = \d{{1,19}}, but got input\.size\(2\)=(?P<count>\d{{1,19}})",
        "onnx-reference",
        read=_blocks,
        alternatives=(Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION, Code.OUTPUT_SIZE_OUT_OF_RANGE),
    ),
    says(
        Code.OUTPUT_SIZE_NOT_POSITIVE,
        rf"{_RUNNING}Computed output dimension is <= 0 for dim (?P<dim>\d)\. Input shape: \{{{INT},{INT},{INT}\}}",
    ),
    says(
        Code.OUTPUT_SIZE_OUT_OF_RANGE,
        rf"{_RUNNING}Explicit output size must be positive\. Got: (?P<asked>{INT})",
        "onnx-output-shape",
    ),
    says(
        Code.OUTPUT_SIZE_OUT_OF_RANGE,
        r"Explicit output_shape is inconsistent with input spatial dimensions and convolution parameters\. Expected "
        rf"input size (?P<implied>{INT}) but got (?P<input_size>{INT}) \(output_size=(?P<asked>{INT}), "
        rf"kernel=(?P<kernel_size>{INT}), stride=(?P<stride>{INT}), dilation=(?P<dilation>{INT})",
        "onnx-output-shape",
        read=_explicit,
    ),
    says(Code.STRIDE_NOT_POSITIVE, _NODE + r"Attribute strides must only contain positive values", "onnx-no-axis"),
    says(Code.DILATION_NOT_POSITIVE, _NODE + r"Attribute dilations must only contain positive values", "onnx-no-axis"),
    says(
        Code.KERNEL_SIZE_NOT_POSITIVE,
        _NODE + r"Attribute kernel_shape must only contain positive values",
        "onnx-kernel-shape",
    ),
    says(Code.PADDING_NEGATIVE, _NODE + r"Attribute pads must not contain negative values", "onnx-pads"),
    says(
        Code.OUTPUT_PADDING_NEGATIVE,
        _NODE + r"Attribute output_padding must not contain negative values",
        "onnx-no-axis",
    ),
    says(Code.WRONG_LENGTH, rf"{_NODE}Attribute (?P<name>pads) has incorrect size", "onnx-six-pads", read=_attribute),
    says(Code.WRONG_LENGTH, rf"{_NODE}Attribute (?P<name>(?!pads){_ATTRIBUTES}) has incorrect size", read=_attribute),
    says(
        Code.GROUPS_NOT_POSITIVE,
        rf"Attribute group must be > 0 for ConvTranspose\. group=(?P<asked>{INT})",
    ),
    says(
        Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,
        rf"Input channels C must be divisible by group for ConvTranspose\. C=(?P<asked>{INT}) group=(?P<groups>{INT})",
    ),
    says(
        Code.CHANNELS_MISMATCH,
        rf"{_RUNNING}filter number not equal to input channel number\. filter_number: (?P<expected>{INT}) "
        rf"num_input_channels: (?P<got>{INT})",
        "onnx-filter-number",
    ),
    says(
        Code.BIAS_SHAPE,
        rf"{_RUNNING}Bias shape is not compatible with number of output channels\.[^:]{{0,90}}Bias: "
        rf"\{{(?P<shape>{INTS})\}} num_output_channels: (?P<expected>{INT})",
    ),
    says(
        Code.WEIGHT_SHAPE,
        rf"{_RUNNING}kernel_shape is not compatible with W shape\. kernel_shape: \{{(?P<got>{INTS})\}} W: "
        rf"\{{{INT},{INT},(?P<expected>{INT},{INT},{INT})\}}",
        "onnx-kernel-shape",
    ),
    says(
        Code.INPUT_RANK,
        _NODE + r"Weight tensor spatial rank does not match input tensor spatial rank",
        "onnx-rank",
        alternatives=(Code.WEIGHT_RANK,),
    ),
    says(
        Code.DTYPE_MISMATCH,
        r"Optype \(ConvTranspose\) bound to different types \(tensor\((?P<one>\w{1,20})\) and "
        r"tensor\((?P<other>\w{1,20})\)",
    ),
    says(Code.DTYPE_UNSUPPORTED, r"Could not find an implementation for ConvTranspose\(\d{1,3}\) node", "onnx-opset"),
    says(
        Code.DTYPE_UNSUPPORTED,
        r"Type 'tensor\((?P<received>\w{1,20})\)' of input parameter \([^)]{1,80}\) of operator \(ConvTranspose\) in "
        r"node \([^)]{0,80}\) is invalid",
    ),
    says(Code.PADDING_WORD_UNKNOWN, r"Unknown AutoPadType String", "onnx-auto-pad"),
    says(Code.PADDING_FORM_UNKNOWN, _NODE + r"The pads attribute cannot be used simultaneously", "onnx-pads-twice"),
    says(
        Code.CODE_ARGUMENT_UNKNOWN,
        r"Unrecognized attribute: (?P<received>\w{1,40}) for operator ConvTranspose",
        "onnx-names",
    ),
)
