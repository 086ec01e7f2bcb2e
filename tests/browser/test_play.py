"""Play on the scatter page, in Chromium: counts, transport, keys, what reaches the server, the saved picture."""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from conv3dt_core import LayerParams, plan
from tests.browser.scene import CAMERA, PLACE, painted, turn

OpenPage = Callable[..., Page]

LAYER = "in_d=3&in_h=4&in_w=4&" + "&".join(f"{n}_{a}={v}" for n, v in (("s", 2), ("pf", 1), ("pb", 1)) for a in "dhw")
PICTURE = f"/scatter-3d?{LAYER}&v_d=1&v_h=1&v_w=3"
PLAY = "document.querySelector('.c3-scene').__view.play"
# All counts of the output as play has them; how many pixels play has drawn on.
COUNTS = f"""() => {{ const {{ tally }} = {PLAY}, [D, H, W] = tally.outputs, counts = [];
    for (let d = 0; d < D; d++) for (let h = 0; h < H; h++) for (let w = 0; w < W; w++)
        counts.push(tally.count(d, h, w));
    return counts; }}"""
DRAWN = f"""() => {{ const {{ from, into }} = {PLAY}.spans();
    return [from, into].map(spans => spans.map(some => some.length)); }}"""
INK = """() => { const canvas = document.querySelector('.c3-cubes'); if (!canvas.width) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let seen = 0; for (let i = 3; i < data.length; i += 4) seen += data[i] > 0; return seen; }"""

COLOURS = ("FFFFFF", "0072B2", "4A5563", "005A92", "BCAF6F", "A33B00")
# The size of a PNG, and how many pixels it has of each colour.
PIXELS = """async base64 => { const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' })), { width, height } = image;
    const pen = new OffscreenCanvas(width, height).getContext('2d'), seen = {};
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, width, height);
    for (let i = 0; i < data.length; i += 4) {
        const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2]; seen[colour] = (seen[colour] ?? 0) + 1; }
    return [[width, height], seen]; }"""


def open_at(page: Page, address: str) -> str:
    page.goto(address)
    rev = painted(page)
    expect(part(page, "play")).to_be_visible()
    return rev


def part(page: Page, name: str) -> Locator:
    return page.locator(f".c3-play [name={name}]")


def scrub(page: Page, n: int) -> None:
    part(page, "scrub").fill(str(n))
    ready(page)


def ready(page: Page) -> None:
    page.wait_for_function(f"{PLAY}.ready")


def over(page: Page) -> None:
    page.wait_for_function(f"!{PLAY}.on")


@pytest.mark.parametrize(
    ("query", "size", "layer"),
    [
        (LAYER, (3, 4, 4), {"stride": 2, "padding": 1}),
        ("in_d=3&in_h=4&in_w=2&dil_d=2&dil_h=2&dil_w=2&k_w=2", (3, 4, 2), {"kernel_size": (3, 3, 2), "dilation": 2}),
        (f"{LAYER}&view=2d", (1, 4, 4), {"kernel_size": (1, 3, 3), "stride": (1, 2, 2), "padding": (0, 1, 1)}),
    ],
    ids=["stride 2, padding", "dilation 2", "2-D"],
)
def test_the_counts_are_those_of_the_layer(
    server: str, page: Page, query: str, size: tuple[int, int, int], layer: dict[str, Any]
) -> None:
    geometry = plan(LayerParams.of(1, 1, **{"kernel_size": 3, **layer}), size)
    open_at(page, f"{server}/scatter-3d?{query}")
    inputs = list(np.ndindex(*size))
    for n in (0, len(inputs) // 2 + 1, len(inputs)):
        scrub(page, n)
        counts = np.zeros(geometry.output_size, int)
        for voxel in inputs[:n]:
            for _, target in geometry.targets(voxel):
                counts[target] += 1
        assert page.evaluate(COUNTS) == counts.ravel().tolist()
        expect(page.locator(".c3-line")).to_contain_text(f"{n} of {len(inputs)} · counts {counts.min()}–{counts.max()}")
    d, h, w = (geometry.overlap(axis) for axis in ("D", "H", "W"))
    assert page.evaluate(COUNTS) == np.einsum("d,h,w->dhw", d, h, w).ravel().tolist()


def test_play_pause_step_and_stop(server: str, page: Page) -> None:
    rev = open_at(page, server + PICTURE)
    assert part(page, "scrub").input_value() == "24"  # x[1,1,3] is the 24th voxel
    expect(part(page, "stop")).to_be_disabled()
    part(page, "on").click()
    ready(page)
    line = page.locator(".c3-line")
    expect(line).to_contain_text("x[1,2,0] 25 of 48")
    part(page, "back").click()
    part(page, "back").click()
    expect(line).to_contain_text("x[1,1,2] 23 of 48")
    part(page, "first").click()
    expect(line).to_have_text("0 of 48 · counts 0–0")
    part(page, "rate").select_option("every frame")
    page.locator(".c3-scene").focus()
    page.keyboard.press("Space")
    page.wait_for_function(f"{PLAY}.n > 3")
    page.keyboard.press("Space")
    expect(part(page, "play")).to_have_attribute("aria-label", "Play all input voxels in order")
    here = page.evaluate(f"{PLAY}.n")
    assert not page.evaluate(f"{PLAY}.running")
    scrub(page, 7)
    assert here != 7
    page.keyboard.press("Escape")
    painted(page, rev)
    over(page)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,1,2]")
    page.wait_for_url(lambda url: bool(re.search("v_h=1&v_w=2$|v_h=1&v_w=2&", url)) and "v_d" not in url)
    assert page.evaluate(INK) == 0


def test_it_stops_at_the_end_and_starts_over(server: str, page: Page) -> None:
    open_at(page, f"{server}/scatter-3d?in_d=2&in_h=2&in_w=2")
    part(page, "rate").select_option("fastest")
    part(page, "play").click()
    page.wait_for_function(f"{PLAY}.n === 8 && !{PLAY}.running")
    expect(page.locator(".c3-line")).to_contain_text("8 of 8 · counts 1–8")
    part(page, "rate").select_option("1/s")
    part(page, "play").click()
    page.wait_for_function(f"{PLAY}.running && {PLAY}.n < 8")


def test_it_goes_on_in_the_picture_of_a_pick_that_was_on_its_way(server: str, page: Page) -> None:
    rev = open_at(page, server + PICTURE)
    part(page, "rate").select_option("1/s")
    page.locator(".c3-scene").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")  # long before Python has answered
    page.wait_for_function(f"{PLAY}.running")
    painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("x[1,1,2]")
    page.wait_for_function(f"{PLAY}.running && {PLAY}.n > 0")
    page.get_by_label("stride W", exact=True).fill("1")  # another layer ends it
    page.keyboard.press("Enter")
    over(page)


def test_nothing_is_sent_while_it_plays(server: str, page: Page) -> None:
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    open_at(page, server + PICTURE)
    page.wait_for_timeout(500)
    before = len(sent)
    part(page, "rate").select_option("every frame")
    part(page, "play").click()
    page.wait_for_function(f"{PLAY}.n === {PLAY}.tally.all")
    assert page.evaluate(INK) > 1000
    assert len(sent) == before
    part(page, "stop").click()
    over(page)
    assert len(sent) > before


def test_the_camera_stays(server: str, page: Page) -> None:
    rev = open_at(page, server + PICTURE)
    camera = turn(page)
    scrub(page, 30)
    assert page.evaluate(CAMERA) == camera
    ink = page.evaluate(INK)
    page.locator(".c3-scene").focus()
    page.keyboard.press("2")  # the cubes turn with the rooms
    page.wait_for_function(f"([camera]) => ({CAMERA})() !== camera", arg=[camera])
    page.wait_for_function(f"ink => ({INK})() !== ink", arg=ink)
    camera = page.evaluate(CAMERA)
    page.keyboard.press("Escape")
    painted(page, rev)
    over(page)
    assert page.evaluate(CAMERA) == camera


def test_a_cube_stands_where_the_scene_has_it(server: str, page: Page) -> None:
    open_at(page, server + PICTURE)
    scrub(page, 48)
    # Both places at one moment: Plotly's camera eases into its place for some frames after the first picture.
    there, here = page.evaluate("""() => { const { play } = document.querySelector('.c3-scene').__view; let at = null;
        play.draw();
        play.visit(play.spans(), (side, d, h, w, x, y) => {
            if (side === 'input' && `${[d, h, w]}` === '2,3,3') at = [x, y]; });
        const mark = play.view.marks.inputs.find(mark => `${mark.voxel}` === '2,3,3');
        return [play.view.project(mark.middle), at.map(pixels => pixels / play.cubes.ratio)]; }""")
    assert here == pytest.approx(there, abs=0.01)


def test_pointing_at_a_cube_tells_of_it(server: str, page: Page) -> None:
    open_at(page, server + PICTURE)
    spots = {voxel: page.evaluate(PLACE, ["inputs", voxel]) for voxel in ("0,0,3", "2,3,3")}
    scrub(page, 24)
    for voxel, number in (("0,0,3", 4), ("2,3,3", 48)):
        page.mouse.move(*spots[voxel])
        expect(page.locator(".c3-line")).to_have_text(re.compile(rf"x\[{voxel}\] is number {number} of 48"))
    # Per axis D 1, H 2, W 2 input voxels reach it.
    place = page.evaluate("""() => { const { play, gd } = document.querySelector('.c3-scene').__view, { cubes } = play;
        const [x, y] = cubes.point(cubes.place(play.rooms[1], [0, 1, 5])), box = gd.getBoundingClientRect();
        return [box.left + x / cubes.ratio, box.top + y / cubes.ratio]; }""")
    page.mouse.move(*place)
    expect(page.locator(".c3-line")).to_have_text(re.compile(r"y\[0,1,5\] written \d+× so far · 4× in the end"))
    page.mouse.move(5, 5)
    expect(page.locator(".c3-line")).to_contain_text("24 of 48")


def test_what_else_ends_it(server: str, page: Page) -> None:
    rev = open_at(page, server + PICTURE)
    place = page.evaluate(PLACE, ["inputs", "0,0,0"])
    scrub(page, 20)
    page.get_by_label("stride W", exact=True).fill("3")  # another layer
    page.keyboard.press("Enter")
    rev = painted(page, rev)
    over(page)
    page.get_by_label("stride W", exact=True).fill("2")
    page.keyboard.press("Enter")
    rev = painted(page, rev)
    scrub(page, 20)
    page.mouse.click(*place)  # a voxel
    rev = painted(page, rev)
    over(page)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,0,0]")
    scrub(page, 20)
    page.get_by_role("radio", name="2-D").click()  # a rung
    painted(page, rev)
    over(page)
    expect(page.locator(".c3-line")).to_contain_text("Drag to turn")


def test_leaving_on_the_selected_voxel_sends_nothing(server: str, page: Page) -> None:
    rev = open_at(page, server + PICTURE)
    scrub(page, 24)
    part(page, "stop").click()
    over(page)
    page.wait_for_function("document.querySelector('.c3-gd').data.some(trace => trace.name === 'footprint')")
    assert page.locator(".c3-scene").get_attribute("data-rev") == rev


def test_from_a_selected_output_it_scatters_all_the_same(server: str, page: Page) -> None:
    rev = open_at(page, f"{server}/scatter-3d?{LAYER}&sel=output&v_d=1&v_h=1&v_w=3")
    assert part(page, "scrub").input_value() == "0"
    part(page, "on").click()
    ready(page)
    expect(page.locator(".c3-line")).to_contain_text("x[0,0,0] 1 of 48")
    part(page, "stop").click()
    painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("Input x[0,0,0]")
    page.wait_for_url(lambda url: "sel=" not in url)


def test_large_scenes_draw_what_is_written_now(server: str, page: Page) -> None:
    open_at(page, f"{server}/scatter-3d?" + "&".join(f"in_{a}=32&s_{a}=2" for a in "dhw"))
    for n in (5000, 32**3):
        scrub(page, n)
        inputs, outputs = page.evaluate(DRAWN)
        assert np.prod(inputs) + np.prod(outputs) <= 4000
    expect(page.locator(".c3-line")).to_contain_text("only D = 62–64, H = ")


def test_with_less_motion_it_is_slow(server: str, open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    open_at(page, server + PICTURE)
    assert part(page, "rate").evaluate("e => e.selectedOptions[0].text") == "1/s"
    part(page, "on").click()
    ready(page)
    assert not page.evaluate(f"{PLAY}.running")
    expect(page.locator(".c3-line")).to_contain_text("25 of 48")


def test_stop_ends_play_also_where_nothing_is_left_to_tell(server: str, page: Page) -> None:
    open_at(page, server + PICTURE)
    page.evaluate("""async () => { const view = document.querySelector('.c3-scene').__view;
        await view.play.enter();
        view.post.busy = setTimeout(() => view.post.send(), 200);  // a message is still under way
        view.play.leave({ side: view.data.side, voxel: view.data.voxel }); }""")
    page.wait_for_function(f"!{PLAY}.on")
    expect(page.locator(".c3-play")).to_have_attribute("data-state", "off")


def test_no_transport_on_the_overlap_page_and_without_webgl(server: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{server}/overlap-map?{LAYER}")
    painted(page)
    expect(page.locator(".c3-play")).to_be_hidden()
    page = open_page()
    page.add_init_script("""const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext =
        function (kind, ...more) { return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); };""")
    page.goto(server + PICTURE)
    expect(page.locator(".c3-slices")).to_contain_text("cannot draw 3-D")
    expect(page.locator(".c3-play")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_transport_fits(server: str, open_page: OpenPage, width: int, height: int, locale: str) -> None:
    page = open_page(viewport={"width": width, "height": height}, locale=locale)
    open_at(page, server + PICTURE)
    row = page.locator(".c3-play").bounding_box()
    assert row
    for name in ("first", "back", "play", "on", "scrub", "rate", "stop", "png"):
        box = part(page, name).bounding_box()
        assert box
        assert box["x"] >= row["x"] - 1
        assert box["x"] + box["width"] <= row["x"] + row["width"] + 1
        assert part(page, name).get_attribute("aria-label")
    assert width < 1000 or row["y"] + row["height"] < height


@pytest.mark.parametrize("played", [False, True])
def test_the_saved_picture(server: str, open_page: OpenPage, tmp_path: Path, played: bool) -> None:
    page = open_page(accept_downloads=True)
    open_at(page, server + PICTURE)
    if played:
        scrub(page, 30)
    before = page.evaluate(CAMERA)
    page.context.set_offline(True)
    with page.expect_download() as download:
        part(page, "png").click()
    page.context.set_offline(False)
    path = tmp_path / "picture.png"
    download.value.save_as(path)
    assert download.value.suggested_filename == f"conv3dt-{'play-1-3-1' if played else 'scatter-1-1-3'}.png"
    size, pixels = page.evaluate(PIXELS, b64encode(path.read_bytes()).decode())
    stage = page.locator(".c3-stage").bounding_box()
    assert stage
    assert size == [2 * round(stage["width"]), 2 * round(stage["height"])]
    assert page.evaluate(CAMERA) == before
    seen = {colour: pixels.get(str(int(colour, 16)), 0) for colour in COLOURS}
    assert seen["FFFFFF"] > size[0] * size[1] / 2  # the background
    assert seen["0072B2"] > 500  # Plotly's input room, in play the cubes too
    assert seen["4A5563"] > 500  # Plotly's output room
    assert seen["005A92"] > 100  # the word over the input room
    assert (seen["BCAF6F"] > 500) == played  # counts
    assert (seen["A33B00"] > 50) != played  # ghosts and "9 cropped"
