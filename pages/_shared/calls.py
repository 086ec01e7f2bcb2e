"""Calls that fail, one for each diagnostic that no number of the panel can reach. Shown as they are, and really run."""

import gc
import sys
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from conv3dt_core import Diagnostic, InvalidLayerError
from conv3dt_core.diagnostics import Code

_FUNCTION = "from conv3dt_core import conv3d_transpose\n"
_NUMPY = f"import numpy as np\n{_FUNCTION}\n"
_X = "x = np.ones((2, 4, 8, 8, 8), np.float32)\n"
_W = "weight = np.ones((4, 6, 3, 3, 3), np.float32)\n"
_TENSORS = _NUMPY + _X + _W
_LAYER = "from conv3dt_core import LayerParams\n\n"

#: Fixed texts of ours: nothing a visitor types is ever run.
CALLS: dict[Code, str] = {
    Code.NOT_AN_INTEGER: f"{_LAYER}LayerParams.of(4, 6, kernel_size=3, stride=2.0)",
    Code.WRONG_LENGTH: f"{_LAYER}LayerParams.of(4, 6, kernel_size=[3, 3])",
    Code.INTEGER_TOO_LARGE: f"{_LAYER}LayerParams.of(4, 6, kernel_size=3, stride=2**31)",
    Code.PADDING_FORM_UNKNOWN: f"{_LAYER}LayerParams.of(4, 6, 3, padding=[1, 1])",
    Code.PADDING_WORD_UNKNOWN: f'{_LAYER}LayerParams.of(4, 6, 3, padding="FULL")',
    Code.PADDING_ON_BATCH_OR_CHANNELS: (
        f"{_LAYER}LayerParams.of(4, 6, 3, padding=[[0, 0], [1, 1], [1, 1], [1, 1], [0, 0]])"
    ),
    Code.DATA_FORMAT_UNKNOWN: f'{_LAYER}LayerParams.of(4, 6, 3, data_format="NHWC")',
    Code.ACTIVATION_UNKNOWN: f'{_TENSORS}conv3d_transpose(x, weight, activation="ReLU")',
    Code.INITIALIZER_UNKNOWN: ("from conv3dt_core import Conv3DTranspose\n\nConv3DTranspose(4, 6, 3, weight_attr=0.5)"),
    Code.OUTPUT_SIZE_WITH_OUTPUT_PADDING: (
        f"{_TENSORS}conv3d_transpose(x, weight, stride=2, output_padding=1, output_size=18)"
    ),
    Code.WEIGHT_RANK: f"{_NUMPY}{_X}weight = np.ones((4, 6, 3, 3), np.float32)\nconv3d_transpose(x, weight)",
    Code.WEIGHT_SHAPE: (
        "import numpy as np\nfrom conv3dt_core import Conv3DTranspose\n\nlayer = Conv3DTranspose(4, 6, 3)\n"
        "layer.load(np.ones((6, 4, 3, 3, 3), np.float32))  # the order of a forward convolution"
    ),
    Code.BIAS_SHAPE: f"{_TENSORS}conv3d_transpose(x, weight, bias=np.ones(4, np.float32))",
    Code.OUT_SHAPE: f"{_TENSORS}conv3d_transpose(x, weight, out=np.empty((2, 6, 8, 8, 8), np.float32))",
    Code.NOT_A_TENSOR: f"{_NUMPY}{_W}conv3d_transpose([[1, 2], [3, 4]], weight)",
    Code.DTYPE_UNSUPPORTED: f"{_TENSORS}conv3d_transpose(x.astype(np.int64), weight)",
    Code.DTYPE_MISMATCH: f"{_TENSORS}conv3d_transpose(x.astype(np.float64), weight)",
    Code.BACKEND_UNKNOWN: f'{_TENSORS}conv3d_transpose(x, weight, backend="cudnn")',
    Code.BACKEND_UNAVAILABLE: f'{_TENSORS}conv3d_transpose(x, weight, backend="torch:cuda")',
    Code.BACKEND_HAS_NO_GRADIENT: (
        f"import torch\n{_FUNCTION}\nx = torch.ones(2, 4, 8, 8, 8, requires_grad=True)\n"
        'weight = torch.ones(4, 6, 3, 3, 3)\nconv3d_transpose(x, weight, backend="numpy")'
    ),
    Code.OUTPUT_TOO_LARGE: (
        f"{_NUMPY}x = np.broadcast_to(np.float32(1), (1, 4, 512, 512, 512))  # takes four bytes; its output would not\n"
        f"{_W}conv3d_transpose(x, weight, stride=2)"
    ),
    Code.KERNEL_SIZE_NOT_DERIVABLE: (
        'from conv3dt_core import kernel_size_for\n\nkernel_size_for(8, 18, stride=2, padding="SAME")'
    ),
    Code.NO_SOLUTION: "from conv3dt_core import solve\n\nsolve(input_size=8, output_size=1000)",
}


def needs_torch(code: Code) -> bool:
    """Return whether the call can't run because torch is not installed."""
    return "import torch" in CALLS[code] and find_spec("torch") is None


@lru_cache
def diagnostics(code: Code) -> tuple[Diagnostic, ...]:
    """Run the call and return what it was refused with; nothing if this machine can do it (a CUDA device)."""
    had_torch = "torch" in sys.modules
    names: dict[str, Any] = {}
    try:
        exec(compile(CALLS[code], code.value, "exec"), names)  # a text of the table above
    except InvalidLayerError as error:
        return error.diagnostics
    finally:
        if not had_torch and "torch" in sys.modules:
            gc.freeze()  # Streamlit collects after every run; torch's objects would slow each of them down
    return ()
