"""Words of presenter mode and of the QR code."""

WORDS: dict[str, tuple[str, str]] = {
    "presenter.enter": ("Present", "演示"),
    # what the keys do
    "presenter.space": ("Space", "空格"),
    "presenter.play": ("play", "播放"),
    "presenter.view": ("view", "视角"),
    "presenter.leave": ("leave", "退出"),
    # the code
    "presenter.qr": ("QR code", "二维码"),
    "presenter.copy": ("Copy link", "复制链接"),
    "presenter.copied": ("Copied", "已复制"),
    "presenter.close": ("Close", "关闭"),
    "presenter.too_long": (
        "This link has {size} bytes. A QR code that a telephone reads off a wall holds {most}: copy the link instead.",
        "这个链接有 {size} 字节，而手机能从投影上扫出的二维码最多容纳 {most} 字节，请改为复制链接。",
    ),
    "presenter.own": (
        "This address works on this machine alone. For a class, start the app with --host 0.0.0.0 and open it by the"
        " machine's name or IP address in the network.",
        "这个地址只有本机能打开。要让全班访问，请用 --host 0.0.0.0 启动，并改用本机在网络中的名称或 IP 打开。",
    ),
}
