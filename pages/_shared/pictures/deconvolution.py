"""Not a deconvolution: convolution and transposed convolution, one after the other, and when that would be nothing."""

from functools import lru_cache

import numpy as np

from conv3dt_core import Geometry
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.example import x_of
from conv3dt_core.figures.pictures.trip import trip
from conv3dt_core.pictures.deconvolution import RoundTrip, haar_round_trip, round_trip
from conv3dt_core.pictures.gradient import leads_back
from pages._shared.i18n import t
from pages._shared.pictures.work import worked


def section(geometry: Geometry, path: ChannelPath) -> str:
    """Return what comes back, why, and the conditions under which all would."""
    title = f'<h2 class="c3-section">{t("pictures_below.trip_title")}</h2>'
    conditions = t("pictures_below.trip_conditions", difference=f"{_haar():.0e}")
    if not leads_back(geometry):
        return f'<div class="c3-trip">{title}<p>{t("pictures_below.trip_none")}</p><p>{conditions}</p></div>'
    found = _trip(geometry, path)
    titles = (t("pictures_below.trip_u"), t("pictures_below.trip_v"), t("pictures_below.trip_back"))
    picture = trip(found, titles, _came_back(found, "trip_alt", "trip_alt_all"), t("pictures.part"))
    body = f'<div class="c3-sheet">{picture}</div><p>{_why(found)}</p><p>{conditions}</p>'
    return f'<div class="c3-trip">{title}<p>{_came_back(found)}</p>{body}</div>'


@lru_cache(maxsize=64)
def _trip(geometry: Geometry, path: ChannelPath) -> RoundTrip:
    u = x_of(geometry.output_size, range(path.ci, path.ci + 1))[0].astype(np.float64)
    return round_trip(geometry, u, worked(geometry, path).w)


@lru_cache(maxsize=1)
def _haar() -> float:
    """Return how far Haar's weight is from giving 4 x 4 x 4 numbers back."""
    return haar_round_trip(x_of((4, 4, 4), range(1))[0].astype(np.float64)).difference


def _came_back(found: RoundTrip, some: str = "trip_differs", none: str = "trip_differs_all") -> str:
    differ = int(np.count_nonzero(found.back != found.u))
    if not differ:
        return t("pictures_below.trip_returns", all=f"{found.u.size:,}")
    words = some if differ < found.u.size else none
    return t(f"pictures_below.{words}", differ=f"{differ:,}", all=f"{found.u.size:,}")


def _why(found: RoundTrip) -> str:
    dead, unread = found.v.size - found.reading, found.u.size - found.read
    counts = {"u": found.u.size, "v": found.v.size, "reading": found.reading, "lost": found.lost}
    values = {name: f"{n:,}" for name, n in counts.items()}
    said = [t("pictures_below.trip_dead", dead=f"{dead:,}", **values)] if dead else []
    if unread:
        said.append(t("pictures_below.trip_unread", unread=f"{unread:,}", **values))
    if found.lost and found.lost == unread:
        said.append(t("pictures_below.trip_lost_unread", **values))
    elif found.lost:
        said.append(t("pictures_below.trip_lost_dead" if dead else "pictures_below.trip_lost", **values))
    else:
        said.append(t("pictures_below.trip_kernel_dead" if dead else "pictures_below.trip_kernel", **values))
    return " ".join(said)
