"""The crossbar of channels: a click goes to the channel, and the sum follows."""

from playwright.sync_api import Page, expect

from tests.browser.scene import painted

GATHER = "/scatter-3d?groups=2&sel=output&v_d=3&v_h=3&v_w=3"


def cell(page: Page, ci: str, co: str, kind: str) -> None:
    page.locator(f'.c3-crossbar .c3-{kind}[data-ci="{ci}"][data-co="{co}"]').click()


def test_a_click_goes_to_the_channel_and_the_sum_follows(server: str, page: Page) -> None:
    page.goto(server + GATHER)
    rev = painted(page)
    said = page.locator(".c3-sum")
    expect(said).to_contain_text("input channel 0:")
    cell(page, "1", "1", "slab")
    expect(said).to_contain_text("input channel 1:")
    page.wait_for_url("**ci=1&co=1**")
    cell(page, "", "4", "out")  # of the other group: its own first input channel comes along
    expect(said).to_contain_text("input channel 2:")
    expect(said).to_contain_text("channels 2–3:")
    page.wait_for_url(lambda url: "co=4" in url and "ci=" not in url)
    assert page.locator(".c3-crossbar .c3-in.dark").all_inner_texts() == ["0", "1"]
    assert page.locator(".c3-scene").get_attribute("data-rev") == rev  # the scene itself stands
    page.get_by_label("input channel", exact=True).fill("3")
    page.get_by_label("input channel", exact=True).press("Enter")
    expect(said).to_contain_text("input channel 3:")
    page.wait_for_url("**ci=3&co=4**")


def test_the_axis_of_the_slices_is_switched_in_place(server: str, page: Page) -> None:
    page.goto(server + GATHER)
    painted(page)
    captions = page.locator(".c3-plane caption")
    expect(captions.first).to_have_text("input x, D = 2")
    page.get_by_role("radio", name="Slice W").click()
    expect(captions.first).to_have_text("input x, W = 2")
    page.wait_for_url("**ax=w**")
    # The overlap page has the same switch, and it stands where it was left.
    page.get_by_role("link", name="Overlap").click()
    expect(page.get_by_role("radio", name="Slice W")).to_be_checked()
    page.get_by_role("radio", name="Slice H").click()
    page.wait_for_url("**ax=h**")
    page.get_by_role("link", name="3-D scatter").click()
    expect(captions.first).to_have_text("input x, H = 2")
    page.get_by_role("radio", name="Slice W").click()
    page.wait_for_url("**ax=w**")
    # A tap of the kernel key moves the slice.
    page.locator('.c3-key [data-tap="0"]').click()
    expect(captions.first).to_have_text("input x, W = 3")
    expect(captions.nth(1)).to_have_text("kernel w, kW = 0")
