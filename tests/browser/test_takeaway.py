"""What the scatter page saves: a scene that opens without a network, and a table."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.scene import painted

LAYER = "/scatter-3d?link=on&in_d=3&s_d=2&pf_d=1&pb_d=1&n=1&cin=1&cout=1&v_d=1&v_h=1&v_w=2"


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_scene_and_table_are_saved(server: str, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(accept_downloads=True)
    page.goto(server + LAYER)
    rev = painted(page)
    table = saved(page, "Save the table (CSV)", tmp_path)
    assert table.name == "conv3dt-scatter-1-1-2.csv"
    assert table.read_text().splitlines()[1] == "0,0,0,0,0,0,1,1,2,1,1,3,1,3,0,0"
    scene = saved(page, "Save the scene (HTML)", tmp_path)
    assert page.locator(".c3-scene").get_attribute("data-rev") == rev  # saving changes nothing
    alone = open_page(offline=True)
    alone.goto(scene.as_uri())
    expect(alone.locator("h1")).to_have_text("Input x[1,1,2] writes 18 output voxels; 9 of its 27 taps are cropped.")
    alone.wait_for_function("document.querySelector('.js-plotly-plot')?._fullLayout?.scene?._scene?.glplot")
    names = alone.evaluate("document.querySelector('.js-plotly-plot').data.map(t => t.name)")
    assert {"footprint", "ghosts", "inputs"} <= set(names)
