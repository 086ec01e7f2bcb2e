"""One line of what a layer costs, as HTML."""

from conv3dt_core import Geometry
from conv3dt_core.summary import summarize
from pages._shared.current import Current
from pages._shared.i18n import t


def line(current: Current, geometry: Geometry) -> str:
    """Return weight and bias shape, parameters, multiply-adds and output memory."""
    costs = summarize(current.params, geometry, current.batch, current.bias)
    facts = [
        ("weight", str(costs.weight_shape)),
        ("bias", t("shape.no_bias") if costs.bias_shape is None else str(costs.bias_shape)),
        ("parameters", f"{costs.parameters:,}"),
        ("multiply_adds", f"{costs.multiply_adds:,}"),
        ("memory", memory(costs.output_bytes)),
    ]
    spans = (f"<span>{t(f'shape.{name}')} <b>{value}</b></span>" for name, value in facts)
    return f'<div class="c3-facts">{"".join(spans)}</div>'


def memory(count: int) -> str:
    """Return a number of bytes in the unit in which it reads as at most four digits: ``46.9 KiB``."""
    size, units = float(count), ["B", "KiB", "MiB", "GiB", "TiB"]
    while size >= 1024 and len(units) > 1:
        size, units = size / 1024, units[1:]
    digits = 1 if size < 100 and size != int(size) else 0
    return f"{size:,.{digits}f} {units[0]}"
