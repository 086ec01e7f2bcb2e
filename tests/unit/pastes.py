"""Code as people post it, and the layers in it as they are meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conv3dt_core import LayerParams


@dataclass(frozen=True)
class Expected:
    dialect: str
    params: LayerParams
    input_size: Any = None
    output_size: Any = None
    batch: int | None = None
    bias: bool = True
    activation: str | None = None
    codes: tuple[str, ...] = ()


def paddle(*spelled: Any, **more: Any) -> Expected:
    return _expected("paddle", spelled, more)


def torch(*spelled: Any, **more: Any) -> Expected:
    return _expected("pytorch", spelled, more)


def keras(*spelled: Any, **more: Any) -> Expected:
    return _expected("keras", spelled, {"data_format": "NDHWC", **more})


def onnx(*spelled: Any, **more: Any) -> Expected:
    return _expected("onnx", spelled, {"bias": False, **more})


def jax(*spelled: Any, **more: Any) -> Expected:
    return _expected("jax", spelled, {"bias": False, **more})


def _expected(dialect: str, spelled: tuple[Any, ...], more: dict[str, Any]) -> Expected:
    fields = {name: more.pop(name) for name in list(more) if name in Expected.__dataclass_fields__}
    return Expected(dialect, LayerParams.of(*spelled, **more), **fields)


UNKNOWN = ("code-channels-unknown",)
FLIPPED = ("kernel-is-flipped",)
_JAX = "import jax, jax.numpy as jnp\nfrom jax import lax\n"
_NODE = 'node = helper.make_node("ConvTranspose", ["X", "W"], ["Y"], {})\n'
_W = 'W = helper.make_tensor_value_info("W", TensorProto.FLOAT, [4, 6, 3, 3, 3])\n'
_X = 'X = helper.make_tensor_value_info("X", TensorProto.FLOAT, [1, 4, 4, 4, 4])\n'

PASTES: dict[str, tuple[str, tuple[Expected, ...]]] = {
    # --- Paddle
    "paddle's own example": (
        """
        import paddle
        import paddle.nn as nn

        paddle.disable_static()
        x_var = paddle.uniform((2, 4, 8, 8, 8), dtype='float32', min=-1., max=1.)
        conv = nn.Conv3DTranspose(4, 6, (3, 3, 3))
        y_var = conv(x_var)
        print(y_var.shape)
        """,
        (paddle(4, 6, 3, input_size=(8, 8, 8), batch=2),),
    ),
    "bare call": ("Conv3DTranspose(4, 6, 3)", (paddle(4, 6, 3),)),
    "bare call, kernel by name": ("Conv3DTranspose(4, 6, kernel_size=[3, 3, 3])", (paddle(4, 6, 3),)),
    "full-width punctuation": ("up ＝ nn.Conv3DTranspose（4，6，kernel_size=［3, 3, 3］）", (paddle(4, 6, 3),)),
    "all positions": (
        "paddle.nn.Conv3DTranspose(4, 6, [3, 5, 7], [1, 2, 2], [0, 1, 2], [0, 1, 1], 1, 2, None, False, 'NDHWC')",
        (paddle(4, 6, (3, 5, 7), (1, 2, 2), (0, 1, 2), (0, 1, 1), 1, 2, "NDHWC", bias=False),),
    ),
    "six pads": (
        "l = nn.Conv3DTranspose(in_channels=2, out_channels=2, kernel_size=3, padding=[0, 1, 1, 2, 2, 1])",
        (paddle(2, 2, 3, padding=(0, 1, 1, 2, 2, 1)),),
    ),
    "five pairs, last layout": (
        "nn.Conv3DTranspose(2, 2, 3, padding=[[0, 0], [1, 0], [0, 1], [1, 1], [0, 0]], data_format='NDHWC')",
        (paddle(2, 2, 3, padding=(1, 0, 0, 1, 1, 1), data_format="NDHWC"),),
    ),
    "SAME": ("nn.Conv3DTranspose(2, 2, 3, stride=2, padding='same')", (paddle(2, 2, 3, 2, "SAME"),)),
    "imported class": (
        "from paddle.nn import Conv3DTranspose as Up\nup = Up(8, 4, kernel_size=4, stride=2, padding=1)",
        (paddle(8, 4, 4, 2, 1),),
    ),
    "output_size at the call": (
        "import paddle\nup = paddle.nn.Conv3DTranspose(4, 6, 3, stride=2)\n"
        "y = up(paddle.zeros([1, 4, 7, 7, 7]), output_size=[16, 15, 16])",
        (paddle(4, 6, 3, 2, input_size=(7, 7, 7), output_size=(16, 15, 16), batch=1),),
    ),
    "functional": (
        """
        import paddle
        import paddle.nn.functional as F
        x = paddle.randn([2, 3, 8, 8, 8])
        w = paddle.randn([3, 6, 3, 3, 3])
        y = F.conv3d_transpose(x, w, stride=2, padding=1, output_size=[16, 16, 16])
        """,
        (paddle(3, 6, 3, 2, 1, input_size=(8, 8, 8), output_size=(16, 16, 16), batch=2, bias=False),),
    ),
    "functional, grouped, with bias": (
        "import paddle\nfrom paddle.nn import functional as F\nx = paddle.ones(shape=[1, 5, 5, 5, 4])\n"
        "w, b = paddle.rand([4, 3, 2, 2, 2]), paddle.zeros([6])\n"
        "F.conv3d_transpose(x, w, b, 2, groups=2, data_format='NDHWC')",
        (paddle(4, 6, 2, 2, groups=2, data_format="NDHWC", input_size=(5, 5, 5), batch=1),),
    ),
    "paddle static": (
        "import paddle\nx = paddle.static.data(name='data', shape=[None, 3, 12, 12, 12], dtype='float32')\n"
        "y = paddle.static.nn.conv3d_transpose(input=x, num_filters=2, filter_size=3, stride=2, act='relu')",
        (paddle(1, 2, 3, 2, activation="relu", codes=UNKNOWN),),
    ),
    "parameters set later": (
        "def up(c, out=None, k=2):\n    out = out or c // 2\n    return nn.ConvTranspose3d(c, out, k, stride=k)",
        (torch(1, 1, 2, 2, codes=UNKNOWN),),
    ),
    "a comprehension's name is its own": (
        "k = 3\nsizes = [k for k in range(4)]\nnn.ConvTranspose3d(1, 1, k)", (torch(1, 1, 3),),
    ),
    "activations with other constants": (
        "a = nn.Sequential(nn.ConvTranspose3d(1, 1, 2), nn.ELU(0.5))\n"
        "b = torch.softmax(nn.ConvTranspose3d(1, 1, 2)(x), dim=1)\n"
        "c = torch.softmax(nn.ConvTranspose3d(1, 1, 2)(x), dim=-1)\nd = F.leaky_relu(nn.ConvTranspose3d(1, 1, 2)(x))",
        (torch(1, 1, 2), torch(1, 1, 2), torch(1, 1, 2, activation="softmax"), torch(1, 1, 2)),
    ),
    "a residual is no bias": (
        "y = torch.relu(nn.ConvTranspose3d(2, 2, 2, bias=False)(x) + skip)", (torch(2, 2, 2, bias=False),),
    ),
    "paddle decoder block": (
        """
        class UpBlock(paddle.nn.Layer):
            def __init__(self, in_ch=64, out_ch=32):
                super().__init__()
                self.up = paddle.nn.Conv3DTranspose(in_ch, out_ch, kernel_size=2, stride=2, bias_attr=False)
                self.bn = paddle.nn.BatchNorm3D(out_ch)

            def forward(self, x, skip):
                x = F.relu(self.bn(self.up(x)))
                return paddle.concat([x, skip], axis=1)
        """,
        (paddle(64, 32, 2, 2, bias=False),),
    ),
    "attribute objects": (
        "nn.Conv3DTranspose(4, 4, 3, weight_attr=nn.initializer.KaimingNormal(), bias_attr=paddle.ParamAttr(name='b'))",
        (paddle(4, 4, 3),),
    ),
    # --- PyTorch
    "torch U-Net up": (
        "self.up = nn.ConvTranspose3d(in_channels, in_channels // 2, kernel_size=2, stride=2)",
        (torch(1, 1, 2, 2, codes=UNKNOWN),),
    ),
    "torch with numbers": (
        "import torch\nfrom torch import nn\n"
        "up = nn.ConvTranspose3d(256, 128, 3, stride=2, padding=1, output_padding=1)",
        (torch(256, 128, 3, 2, 1, 1),),
    ),
    "torch positions: groups, bias, dilation": (
        "torch.nn.ConvTranspose3d(4, 8, (3, 3, 5), (2, 2, 1), (1, 1, 2), 0, 2, False, 2)",
        (torch(4, 8, (3, 3, 5), (2, 2, 1), (1, 1, 2), 0, 2, 2, bias=False),),
    ),
    "torch GAN generator": (
        """
        import torch.nn as nn

        nz, ngf = 100, 64
        netG = nn.Sequential(
            nn.ConvTranspose3d(nz, ngf * 8, 4, 1, 0, bias=False),
            nn.BatchNorm3d(ngf * 8),
            nn.ReLU(True),
            nn.ConvTranspose3d(ngf * 8, ngf * 4, 4, 2, 1, bias=False),
            nn.BatchNorm3d(ngf * 4),
            nn.ReLU(True),
            nn.ConvTranspose3d(ngf * 4, 1, 4, 2, 1, bias=False),
            nn.Sigmoid(),
        )
        """,
        (
            torch(100, 512, 4, bias=False), torch(512, 256, 4, 2, 1, bias=False),
            torch(256, 1, 4, 2, 1, bias=False, activation="sigmoid"),
        ),
    ),
    "a sequence that is run": (
        "net = torch.nn.Sequential(torch.nn.ConvTranspose3d(8, 4, 2, 2), torch.nn.ReLU(),\n"
        "                          torch.nn.ConvTranspose3d(4, 2, 2, 2))\n"
        "net(torch.randn(1, 8, 3, 4, 5))",
        (
            torch(8, 4, 2, 2, input_size=(3, 4, 5), batch=1, activation="relu"),
            torch(4, 2, 2, 2, input_size=(6, 8, 10), batch=1),
        ),
    ),
    "V-Net up transition": (
        """
        class UpTransition(nn.Module):
            def __init__(self, inChans, outChans, nConvs, elu, dropout=False):
                super(UpTransition, self).__init__()
                self.up_conv = nn.ConvTranspose3d(inChans, outChans // 2, kernel_size=2, stride=2)
                self.bn1 = ContBatchNorm3d(outChans // 2)
        """,
        (torch(1, 1, 2, 2, codes=UNKNOWN),),
    ),
    "torch output_size from a skip": (
        """
        import torch
        up = torch.nn.ConvTranspose3d(16, 8, 3, stride=2, padding=1)
        x = torch.randn(1, 16, 5, 5, 5)
        skip = torch.randn(1, 8, 10, 10, 10)
        y = up(x, output_size=skip.shape[2:])
        """,
        (torch(16, 8, 3, 2, 1, input_size=(5, 5, 5), output_size=(10, 10, 10), batch=1),),
    ),
    "torch output_size of five": (
        "up = torch.nn.ConvTranspose3d(2, 2, 3, stride=2, padding=1)\nx = torch.zeros((1, 2, 6, 6, 6))\n"
        "skip = torch.zeros(1, 2, 12, 12, 12)\nup(x, skip.size())",
        (torch(2, 2, 3, 2, 1, input_size=(6, 6, 6), output_size=(12, 12, 12), batch=1),),
    ),
    "torch lazy": ("nn.LazyConvTranspose3d(32, kernel_size=3, stride=2)", (torch(1, 32, 3, 2, codes=UNKNOWN),)),
    "torch lazy that meets x": (
        "import torch\nup = torch.nn.LazyConvTranspose3d(32, 2, 2)\nup(torch.rand(2, 7, 4, 4, 4))",
        (torch(7, 32, 2, 2, input_size=(4, 4, 4), batch=2),),
    ),
    "torch functional": (
        "import torch\nimport torch.nn.functional as F\ninputs = torch.randn(20, 16, 50, 10, 20)\n"
        "weights = torch.randn(16, 33, 3, 3, 3)\nF.conv_transpose3d(inputs, weights)",
        (torch(16, 33, 3, input_size=(50, 10, 20), batch=20, bias=False),),
    ),
    "torch functional, everything": (
        "w = torch.randn(4, 3, 3, 2, 3, device='cuda')\n"
        "torch.conv_transpose3d(torch.randn(1, 4, 5, 5, 5).cuda(), w, torch.zeros(6), [2], 1, [1, 0, 1], 2, 1)",
        (torch(4, 6, (3, 2, 3), 2, 1, (1, 0, 1), 1, 2, input_size=(5, 5, 5), batch=1),),
    ),
    "torch functional without shapes": (
        "y = F.conv_transpose3d(x, self.weight, stride=2)",
        (torch(1, 1, 3, 2, bias=False, codes=("code-argument-missing", *UNKNOWN)),),
    ),
    "net called through a class": (
        """
        import torch
        class Net(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.up = torch.nn.ConvTranspose3d(4, 2, 3, stride=2)
            def forward(self, x):
                return torch.relu(self.up(x))

        print(Net()(torch.randn(1, 4, 8, 8, 8)).shape)
        """,
        (torch(4, 2, 3, 2, activation="relu", input_size=(8, 8, 8), batch=1),),
    ),
    "list of widths": (
        "f = [16, 32, 64]\nself.up2 = nn.ConvTranspose3d(f[2], f[1], 2, 2)\n"
        "self.up1 = nn.ConvTranspose3d(f[1], f[0], 2, 2)",
        (torch(64, 32, 2, 2), torch(32, 16, 2, 2)),
    ),
    "loop of widths": (
        "for c in (64, 32):\n    layers.append(nn.ConvTranspose3d(c, c // 2, kernel_size=4, stride=2, padding=1))",
        (torch(1, 1, 4, 2, 1, codes=UNKNOWN),),
    ),
    "comprehension": (
        "ups = nn.ModuleList([nn.ConvTranspose3d(c, 8, 2, 2) for c in widths])", (torch(1, 8, 2, 2, codes=UNKNOWN),),
    ),
    "common options": (
        "opts = dict(kernel_size=3, stride=2, padding=1)\nup = nn.ConvTranspose3d(4, 6, **opts, output_padding=1)",
        (torch(4, 6, 3, 2, 1, 1),),
    ),
    "star of a tuple": ("c = (4, 6)\nnn.ConvTranspose3d(*c, kernel_size=(3,) * 3)", (torch(4, 6, 3),)),
    "arithmetic": (
        "k = 2 ** 2 - 1\np = (k - 1) // 2\nnn.ConvTranspose3d(2 * 8, 64 % 60, k, padding=p, stride=-(-3 // 2))",
        (torch(16, 4, 3, 2, 1),),
    ),
    "crop by a slice": (
        "y = nn.ConvTranspose3d(4, 4, 3, 2)(x)\ny = y[:, :, 1:-1, 1:-1, :-1]",
        (torch(4, 4, 3, 2, (1, 1, 1, 1, 0, 1)),),
    ),
    "crop beyond the end": (
        "y = nn.ConvTranspose3d(4, 4, 3, 2)(torch.ones(1, 4, 3, 3, 3))[:, :, 1:99, :6, :7]",
        (torch(4, 4, 3, 2, (1, 0, 0, 1, 0, 0), input_size=(3, 3, 3), batch=1, codes=("pads-become-crop",)),),
    ),
    "zeros behind that are no output_padding": (
        "a = nn.ConvTranspose3d(4, 4, 3, 2, 1, bias=False)\ny = F.pad(a(x), (0, 1, 0, 1, 0, 1))\n"
        "b = nn.ConvTranspose3d(4, 4, 3, 2)\nz = F.pad(b(x), (0, 1, 0, 1, 0, 1))",
        (torch(4, 4, 3, 2, 1, bias=False), torch(4, 4, 3, 2)),
    ),
    "crop by negative pads": (
        "up = torch.nn.ConvTranspose3d(2, 2, 4, stride=2, bias=False)\nx = torch.rand(1, 2, 3, 3, 3)\n"
        "y = F.pad(up(x), (-1, -2, 0, 0, 0, 1))",
        (torch(2, 2, 4, 2, (0, 0, 0, 0, 1, 2), (1, 0, 0), bias=False, input_size=(3, 3, 3), batch=1,
               codes=("pads-become-crop",)),),
    ),
    "channels last through permute": (
        "l = torch.nn.ConvTranspose3d(4, 6, 3)\nx = torch.randn([2, 5, 6, 7, 4])\n"
        "y = l(x.permute(0, 4, 1, 2, 3))\ny = y.permute(0, 2, 3, 4, 1)",
        (torch(4, 6, 3, data_format="NDHWC", input_size=(5, 6, 7), batch=2),),
    ),
    "printed layer": (
        "ConvTranspose3d(128, 64, kernel_size=(2, 2, 2), stride=(2, 2, 2), bias=False)",
        (torch(128, 64, 2, 2, bias=False),),
    ),
    "printed model": (
        """
        UNet3D(
          (enc1): Sequential(
            (0): Conv3d(1, 32, kernel_size=(3, 3, 3), stride=(1, 1, 1), padding=(1, 1, 1))
          )
          (upconv4): ConvTranspose3d(512, 256, kernel_size=(2, 2, 2), stride=(2, 2, 2))
          (upconv3): ConvTranspose3d(256, 128, kernel_size=(2, 2, 2), stride=(2, 2, 2))
        )
        """,
        (torch(512, 256, 2, 2), torch(256, 128, 2, 2)),
    ),
    # --- forms of text
    "prompts": (
        ">>> m = nn.ConvTranspose3d(16, 33, 3, stride=2)\n>>> # non-square kernels\n"
        ">>> m = nn.ConvTranspose3d(16, 33, (3, 5, 2), stride=(2, 1, 1),\n"
        "...                        padding=(0, 4, 2))\n"
        ">>> input = torch.randn(20, 16, 10, 50, 100)\n>>> output = m(input)\n>>> output.shape\n"
        "torch.Size([20, 33, 21, 46, 97])",
        (
            torch(16, 33, 3, 2),
            torch(16, 33, (3, 5, 2), (2, 1, 1), (0, 4, 2), input_size=(10, 50, 100), batch=20),
        ),
    ),
    "notebook prompts": (
        "In [1]: import paddle\nIn [2]: paddle.nn.Conv3DTranspose(4, 6, 3)\nOut[2]: Conv3DTranspose(4, 6)",
        (paddle(4, 6, 3),),
    ),
    "magics": ("%matplotlib inline\n!pip install torch\nm = torch.nn.ConvTranspose3d(8, 4, 3)", (torch(8, 4, 3),)),
    "settings without channels": ("padding=1, stride=2, kernel_size=4", (paddle(1, 1, 4, 2, 1, codes=UNKNOWN),)),
    "Markdown fence": ("```python\nup = nn.ConvTranspose3d(8, 8, 2, 2)\n```", (torch(8, 8, 2, 2),)),
    "from the middle of a line": (
        "self.a = nn.ConvTranspose3d(8, 4, 2, 2)\n        self.b = nn.ConvTranspose3d(4, 2, 2, 2)",
        (torch(8, 4, 2, 2), torch(4, 2, 2, 2)),
    ),
    "trailing comma": ("    nn.ConvTranspose3d(8, 4, 2, 2),", (torch(8, 4, 2, 2),)),
    "Windows line ends and hard blanks": ("k = 3\r\nnn.ConvTranspose3d(8,\u00a04, k)\r\n", (torch(8, 4, 3),)),
    "arguments alone": ("4, 6, 3, stride=2, padding=1", (paddle(4, 6, 3, 2, 1),)),
    "arguments alone, by name": (
        "in_channels=4, out_channels=6, kernel_size=(3, 3, 3), stride=2", (paddle(4, 6, 3, 2),)),
    "arguments alone, torch": (
        "in_channels=4,\nout_channels=6,\nkernel_size=3,\nbias=False,", (torch(4, 6, 3, bias=False),)),
    "arguments alone, Keras": (
        "filters=8, kernel_size=3, strides=2, padding='same'", (keras(1, 8, 3, 2, (0, 1) * 3, codes=UNKNOWN),)),
    # --- Keras and TensorFlow
    "keras U-Net up": (
        "from tensorflow.keras import layers\n"
        "u6 = layers.Conv3DTranspose(128, (2, 2, 2), strides=(2, 2, 2), padding='same')(c5)",
        (keras(1, 128, 2, 2, codes=UNKNOWN),),
    ),
    "keras functional model": (
        """
        import keras
        from keras.layers import Conv3DTranspose, Input
        inputs = Input(shape=(8, 8, 4, 64))
        x = Conv3DTranspose(32, 3, strides=2, padding="same", activation="relu")(inputs)
        x = Conv3DTranspose(16, 3, strides=2, padding="same")(x)
        """,
        (
            keras(64, 32, 3, 2, (0, 1) * 3, input_size=(8, 8, 4), activation="relu"),
            keras(32, 16, 3, 2, (0, 1) * 3, input_size=(16, 16, 8)),
        ),
    ),
    "keras activation with another slope": (
        "layers.Conv3DTranspose(8, 2, activation='hard_sigmoid')", (keras(1, 8, 2, codes=UNKNOWN),)),
    "keras with open sizes": (
        "import keras\nx = keras.Input((None, None, None, 4))\nkeras.layers.Conv3DTranspose(8, 2, 2)(x)",
        (keras(4, 8, 2, 2),),
    ),
    "keras crop of two axes": (
        "y = layers.Conv3DTranspose(8, 3, 2)(x)\ny = y[:, :, 1:-1, 2:, :]",
        (keras(1, 8, 3, 2, (0, 0, 1, 1, 2, 0), codes=UNKNOWN),),
    ),
    "keras valid": ("layers.Conv3DTranspose(8, 4, 2)", (keras(1, 8, 4, 2, codes=UNKNOWN),)),
    "keras valid, kernel below stride": (
        "import keras\nx = keras.random.normal((1, 3, 3, 3, 2))\nkeras.layers.Conv3DTranspose(8, 2, strides=3)(x)",
        (keras(2, 8, 2, 3, 0, 1, input_size=(3, 3, 3), batch=1, codes=("output-padding-none-adds",) * 3),),
    ),
    "keras same, kernel below stride": (
        "tf.keras.layers.Conv3DTranspose(8, 1, strides=2, padding='SAME', use_bias=False)",
        (keras(1, 8, 1, 2, 0, 1, bias=False, codes=UNKNOWN),),
    ),
    "keras same of another size": (
        "import keras\nx = keras.Input((5, 4, 4, 1))\ny = keras.layers.Conv3DTranspose(8, 3, 2, 'same')(x)",
        (keras(1, 8, 3, 2, (0, 1) * 3, input_size=(5, 4, 4), codes=("same-means-another-size",)),),
    ),
    "keras same with output_padding": (
        "layers.Conv3DTranspose(8, 3, strides=2, padding='same', output_padding=0)",
        (keras(1, 8, 3, 2, 1, codes=UNKNOWN),),
    ),
    "keras same with output_padding 1": (
        "layers.Conv3DTranspose(8, 3, strides=2, padding='same', output_padding=(1, 1, 0))",
        (keras(1, 8, 3, 2, (0, 1, 0, 1, 1, 1), codes=UNKNOWN),),
    ),
    "keras valid with output_padding": (
        "layers.Conv3DTranspose(8, 3, strides=2, output_padding=1)", (keras(1, 8, 3, 2, 0, 1, codes=UNKNOWN),)),
    "keras channels first": (
        "keras.layers.Conv3DTranspose(8, 3, data_format='channels_first', dilation_rate=2)",
        (keras(1, 8, 3, 1, 0, 0, 2, data_format="NCDHW", codes=UNKNOWN),),
    ),
    "keras sequential": (
        """
        model = tf.keras.Sequential()
        model.add(tf.keras.layers.Dense(4 * 4 * 4 * 256))
        model.add(tf.keras.layers.Reshape((4, 4, 4, 256)))
        model.add(tf.keras.layers.Conv3DTranspose(128, (5, 5, 5), strides=(2, 2, 2), padding='same', use_bias=False))
        model.add(tf.keras.layers.Convolution3DTranspose(1, 5, 2, 'same', activation='tanh', input_shape=(8,8,8,128)))
        """,
        (
            keras(1, 128, 5, 2, (1, 2) * 3, bias=False, codes=UNKNOWN),
            keras(128, 1, 5, 2, (1, 2) * 3, activation="tanh", input_size=(8, 8, 8)),
        ),
    ),
    "keras sequential that starts with its input": (
        "import keras\nkeras.Sequential([keras.Input(shape=(4, 4, 4, 2)), keras.layers.Conv3DTranspose(3, 2, 2)])",
        (keras(2, 3, 2, 2, input_size=(4, 4, 4)),),
    ),
    "bare Keras call": (
        "Conv3DTranspose(64, (3, 3, 3), strides=(2, 2, 2), padding='same')(x)",
        (keras(1, 64, 3, 2, (0, 1) * 3, codes=UNKNOWN),),
    ),
    "tf.nn valid": (
        """
        import tensorflow as tf
        x = tf.random.normal([1, 4, 4, 4, 3])
        w = tf.ones((3, 3, 3, 5, 3))
        y = tf.nn.conv3d_transpose(x, w, output_shape=[1, 10, 9, 9, 5], strides=[1, 2, 2, 2, 1], padding='VALID')
        """,
        (keras(3, 5, 3, 2, 0, (1, 0, 0), input_size=(4, 4, 4), batch=1, bias=False),),
    ),
    "tf.nn same, input unseen": (
        "w = tf.Variable(tf.zeros([3, 3, 3, 5, 3]))\n"
        "tf.nn.conv3d_transpose(x, w, [2, 8, 7, 8, 5], strides=2)",
        (keras(3, 5, 3, 2, (0, 1, 1, 1, 0, 1), input_size=(4, 4, 4), batch=2, bias=False),),
    ),
    # --- ONNX
    "onnx node": (
        "from onnx import helper, TensorProto\n" + _X + _W
        + _NODE.format("strides=[2, 2, 2], pads=[1, 1, 1, 1, 1, 1], output_padding=[1, 1, 1], kernel_shape=[3, 3, 3]"),
        (onnx(4, 6, 3, 2, 1, 1, input_size=(4, 4, 4), batch=1),),
    ),
    "onnx pads, fronts first": (
        _NODE.format("kernel_shape=[3, 4, 5], pads=[0, 1, 2, 1, 0, 2]"),
        (onnx(1, 1, (3, 4, 5), 1, (0, 1, 1, 0, 2, 2), codes=UNKNOWN),),
    ),
    "onnx groups and bias": (
        "W = np.random.randn(4, 3, 2, 2, 2)\nw = numpy_helper.from_array(W, 'W')\n"
        "helper.make_node('ConvTranspose', inputs=['X', 'W', 'B'], outputs=['Y'], group=2, "
        "strides=[2] * 3, dilations=[1] * 3)",
        (onnx(4, 6, 2, 2, groups=2, bias=True),),
    ),
    "onnx SAME_LOWER": (_W + _NODE.format("strides=[2, 2, 2], auto_pad='SAME_LOWER'"), (onnx(4, 6, 3, 2, (1, 0) * 3),)),
    "onnx output_shape": (
        _X + _W + _NODE.format("strides=[2, 2, 2], output_shape=[8, 10, 7]"),
        (onnx(4, 6, 3, 2, (1, 0, 0, 0, 1, 1), (0, 1, 0), input_size=(4, 4, 4), batch=1,
              codes=("output-shape-moves-front",) * 2),),
    ),
    "onnx attributes": (
        "strides=[2,2,2], pads=[1,1,1,1,1,1], kernel_shape=[3,3,3], output_padding=[1,1,1], group=1",
        (onnx(1, 1, 3, 2, 1, 1, codes=UNKNOWN),),
    ),
    "Netron": (
        "auto_pad: NOTSET\ndilations: 1, 1, 1\ngroup: 2\nkernel_shape: 3, 3, 3\n"
        "pads: 1, 1, 1, 0, 0, 0\nstrides: 2, 2, 2",
        (onnx(2, 2, 3, 2, (1, 0) * 3, groups=2, codes=UNKNOWN),),
    ),
    "JSON": (
        '{\n  "kernel_shape": [3, 3, 3],\n  "strides": [2, 2, 2],\n  "auto_pad": "SAME_UPPER"\n}',
        (onnx(1, 1, 3, 2, (0, 1) * 3, codes=UNKNOWN),),
    ),
    # --- JAX
    "lax words": (
        _JAX + "x = jnp.ones((1, 4, 4, 4, 2))\nw = jnp.zeros((3, 3, 3, 2, 5))\n"
        "y = lax.conv_transpose(x, w, strides=(2, 2, 2), padding='SAME')",
        (jax(2, 5, 3, 2, (0, 1) * 3, data_format="NDHWC", input_size=(4, 4, 4), batch=1, codes=FLIPPED),),
    ),
    "lax pairs": (
        _JAX + "x, w = jnp.ones((1, 2, 4, 4, 4)), jnp.zeros((5, 2, 3, 3, 3))\n"
        "lax.conv_transpose(x, w, (2, 2, 2), [(1, 2), (2, 2), (0, 1)], dimension_numbers=('NCDHW', 'OIDHW', 'NCDHW'))",
        (jax(2, 5, 3, 2, (1, 0, 0, 0, 2, 1), input_size=(4, 4, 4), batch=1, codes=FLIPPED),),
    ),
    "lax transpose_kernel": (
        _JAX + "x = jax.random.normal(jax.random.PRNGKey(0), (1, 2, 4, 4, 4))\nw = jnp.zeros((2, 5, 3, 3, 3))\n"
        "jax.lax.conv_transpose(x, w, (2, 2, 2), ((1, 2),) * 3, transpose_kernel=True,\n"
        "                       dimension_numbers=('NCDHW', 'OIDHW', 'NCDHW'))",
        (jax(2, 5, 3, 2, (1, 0) * 3, input_size=(4, 4, 4), batch=1),),
    ),
    "lax general": (
        _JAX + "x, w = jnp.ones((1, 4, 3, 3, 3)), jnp.zeros((6, 2, 3, 3, 3))\n"
        "lax.conv_general_dilated(x, w, (1, 1, 1), [(4, 5)] * 3, lhs_dilation=(2, 2, 2), rhs_dilation=(2, 2, 2),\n"
        "                         feature_group_count=2)",
        (jax(4, 6, 3, 2, 0, 1, 2, 2, input_size=(3, 3, 3), batch=1, codes=FLIPPED),),
    ),
    # --- several frameworks' shared names
    "nn of the import": ("import paddle.nn as layers\nlayers.Conv3DTranspose(4, 6, 3)", (paddle(4, 6, 3),)),
    "Keras by import, bare call": (
        "from keras.layers import *\nfrom keras.models import Model\nConv3DTranspose(4, 6, 3)",
        (keras(1, 4, 6, 3, codes=UNKNOWN),),
    ),
}  # fmt: skip
