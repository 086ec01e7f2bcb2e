"""The decoder doctor's core: sizes, causes, repairs and facts, by numbers worked out by hand or published."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from conv3dt_core import InvalidLayerError, plan
from conv3dt_core.decoder import (
    PRESETS,
    NetLayer,
    grades,
    layer_query,
    levels,
    memory,
    near,
    notes,
    preset,
    read,
    repairs,
    spell,
    walk,
)  # fmt: skip
from conv3dt_core.decoder.spelling import LONGEST
from conv3dt_core.diagnostics import Code
from tests.property.nets import random_net


def values(found, axis="D"):
    (diagnostic,) = (d for d in found.diagnostics if d.axis == axis)
    return dict(diagnostic.values)


def kinds(net):
    return {repair.kind: repair for repair in repairs(net)}


# --- walking ------------------------------------------------------------------------------------------------------


def test_the_unet_of_the_picture():
    found = walk(preset("unet"))
    assert [found.size_after("skip", level) for level in range(4)] == [
        (285, 285, 84), (142, 142, 42), (71, 71, 21), (35, 35, 10),
    ]  # fmt: skip
    assert found.size_after("bottom", 4) == (17, 17, 5)
    assert (found.halt.name, found.made_at_halt()) == ("join 1", (34, 34, 10))
    assert [(d.code, d.axis) for d in found.diagnostics] == [(Code.SKIP_SIZE_MISMATCH, axis) for axis in "DH"]
    said = values(found)
    assert (said["down"], said["before"], said["after"], said["rest"]) == ("down 4", 35, 17, 1)
    # W goes on alone and fails one level later
    assert found.axes[2].sizes[-1] == 20
    assert found.axes[2].halt[1:] == (20, 21)


def test_the_published_unet_ends_where_the_paper_says():
    # Çiçek et al. 2016, fig. 2: 132 x 132 x 116 in, 44 x 44 x 28 out
    fixed = kinds(preset("unet-valid"))
    assert not fixed["output-size"].works
    assert not fixed["pad"].works
    assert fixed["crop"].walk.output_size == (44, 44, 28)
    assert fixed["crop"].lost == (88, 88, 88)


def test_the_generator_makes_64():
    found = walk(preset("gan3d"))
    ups = [found.size_after("up", number) for number in range(1, 6)]
    assert ups == [(n, n, n) for n in (4, 8, 16, 32, 64)]
    assert found.output_size == (64, 64, 64)


def test_vnet_at_its_own_volume_runs():
    # Milletari et al. 2016: 128 x 128 x 64 voxels
    found = walk(preset("vnet", (128, 128, 64)))
    assert found.output_size == (128, 128, 64)
    assert found.size_after("bottom", 4) == (8, 8, 4)


def test_a_net_of_one_level_and_stride_1_always_fits():
    net = read("unet_ch1-2-4_downm1_upt1_5x6x7")
    assert walk(net).output_size == (5, 6, 7)
    assert near(net, 0) == ((3, 4), True, (6, 7))


# --- causes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lost", "told"),
    [
        ("unet_ch1-2-4_downm3_upt3_11", "rest", {"before": 11, "after": 3, "rest": 2, "made": 9, "wanted": 11}),
        ("unet_ch1-2-4_downc3s2p1_upt3s2p1o1_11", "alike", {"least": 11, "most": 12, "after": 6, "made": 12}),
        ("unet_ch1-2-4_downm3s2p1_upt2_11", "alike", {"least": 11, "most": 12, "made": 12}),
        ("unet_ch1-2-4_downm2u_11", "alike", {"least": 11, "most": 12, "made": 12}),
        ("unet_ch1-2-4_downm2_upt3s2_12", "alike", {"least": 12, "most": 13, "after": 6, "made": 13}),
        ("unet_ch1-2-4_enc2c3_20", "shrunk", {"shrunk": "bottom 8 → 6 → 4", "made": 8, "wanted": 16}),
        ("unet_ch1-2-4-8_skip10_11", "trail", {"trail": "11 → 5 → 2 → 4 → 8"}),
    ],
)  # fmt: skip
def test_what_was_lost_and_where(text, lost, told):
    said = values(walk(read(text)))
    assert said["lost"] == lost
    assert {name: said[name] for name in told} == told


def test_an_up_layer_that_undoes_another_down_layer():
    said = values(walk(read("unet_ch1-2-4_downm3_upt2_12")))
    assert (said["lost"], said["least"], said["most"], said["made"]) == ("unlike", 12, 14, 8)


@pytest.mark.parametrize(
    ("text", "place", "code", "axes"),
    [
        ("unet_15x285x9", "down 4", Code.VOLUME_TOO_SMALL_FOR_NET, "DW"),
        ("unet-valid_60", "bottom", Code.VOLUME_TOO_SMALL_FOR_NET, "DHW"),
        ("unet_downm2-m2-m0-m2", "down 3", Code.KERNEL_SIZE_NOT_POSITIVE, "DHW"),
        ("unet_downm2x2x0", "down 1", Code.KERNEL_SIZE_NOT_POSITIVE, "W"),
        ("unet_upt2p20", "up 1", Code.OUTPUT_SIZE_NOT_POSITIVE, "DHW"),
        ("unet_upt2o2", "up 1", Code.OUTPUT_PADDING_TOO_LARGE, "DHW"),
        ("unet_downm3p2", "down 1", Code.POOL_PADDING_TOO_LARGE, "DHW"),
    ],
)
def test_other_ends(text, place, code, axes):
    found = walk(read(text))
    assert found.halt.name == place
    assert {d.code for d in found.diagnostics if d.axis in axes} >= {code}
    assert {d.axis for d in found.diagnostics} == set(axes)
    assert all(d.fixes == () for d in found.diagnostics)
    assert found.output_size is None


def test_an_empty_volume_is_refused():
    found = walk(replace(preset("unet"), size=(0, 32, 32)))
    assert [(d.code, d.axis) for d in found.diagnostics] == [(Code.INPUT_SIZE_NOT_POSITIVE, "D")]


# --- repairs ------------------------------------------------------------------------------------------------------


def test_the_three_repairs_of_the_picture():
    fixed = kinds(preset("unet"))
    assert [repair.walk.output_size for repair in fixed.values()] == [(285, 285, 84), (288, 288, 96), (272, 272, 80)]
    assert round(100 * fixed["pad"].more_voxels) == 17
    assert fixed["crop"].lost == (13, 13, 4)
    assert all(repair.works for repair in fixed.values())


def test_padding_follows_the_nets_own_arithmetic():
    assert kinds(read("unet_ch1-2-4_downm3_upt3_10"))["pad"].walk.input_size == (12, 12, 12)
    # a 3-wide window with padding: 11 and 12 both become 6, and 11 comes back
    assert walk(read("unet_ch1-2-4_downc3s2p1_upt3s2p1_11")).halt is None
    assert kinds(read("unet_ch1-2-4_downc3s2p1_upt3s2p1_12"))["pad"].walk.input_size == (13, 13, 13)
    assert kinds(read("unet_downm1x2x2_upt1x2x2_21x21x32"))["pad"].walk.input_size == (21, 32, 32)
    assert kinds(read("unet_5"))["pad"].walk.input_size == (16, 16, 16)


def test_what_the_up_layer_cannot_be_asked_for_is_refused_with_its_range():
    repair = kinds(preset("unet-valid"))["output-size"]
    (first, *_) = repair.diagnostics
    said = dict(first.values)
    assert (first.code, said["value"], said["low"], said["high"]) == (Code.OUTPUT_SIZE_OUT_OF_RANGE, 26, 18, 19)


def test_an_up_layer_can_be_asked_for_stride_sizes_and_no_more():
    # 6 -> 2, and doubling reaches 4 or 5; 5 -> 1, and trebling reaches 3, 4 or 5
    assert not kinds(read("unet_ch1-2-4_downm3_upt2_6"))["output-size"].works
    assert not kinds(read("unet_ch1-2-4_downm3s4_upt4_3"))["output-size"].works
    assert kinds(read("unet_ch1-2-4_downm3_upt3_5"))["output-size"].walk.output_size == (5, 5, 5)


def test_padding_beyond_what_a_link_may_ask_for_is_still_a_link():
    repair = kinds(read("unet_999999"))["pad"]
    assert repair.walk.input_size == (1_000_000,) * 3
    assert read(spell(repair.walk.net)) == repair.walk.net
    assert not any(repair.works for repair in repairs(read("unet_downm1_upt9999_enc0_9999"))[1:2])


def test_no_repair_mends_a_layer_that_is_wrong_itself():
    assert not any(repair.works for repair in repairs(read("unet_upt3s0")))


def test_repairing_a_repaired_net_starts_from_the_net():
    assert [r.walk.output_size for r in repairs(read("unet_crop"))] == [(285, 285, 84), (288, 288, 96), (272, 272, 80)]


# --- facts --------------------------------------------------------------------------------------------------------


def test_strides_and_receptive_fields():
    # by hand: two 3-wide convolutions per level, each tap 1, 2, 4, ... voxels apart, and a pool of 2 between
    found = levels(preset("unet"))
    assert [level.stride[0] for level in found] == [1, 2, 4, 8, 16]
    assert [level.receptive_field[0] for level in found] == [5, 14, 32, 68, 140]
    assert [level.channels for level in found] == [32, 64, 128, 256, 512]
    mixed = levels(read("unet_ch1-2-4_downm1x2x2_enc0"))
    assert mixed[1].stride == (1, 2, 2)
    assert mixed[1].receptive_field == (1, 2, 2)


def test_memory_counts_every_activation():
    found = walk(read("unet_ch1-2-4_enc0-c3p1_dec0_4"))
    # level 0: input 1*64, up 2*64, joined (2+1)*64; bottom: pooled 1*8, convolved 4*8
    assert memory(found) == {0: 4 * 64 * (1 + 2 + 3), 1: 4 * 8 * (1 + 4)}


def test_checkerboards():
    assert [grade.verdict for grade in grades(walk(preset("autoencoder")))] == ["uneven"] * 3
    asked = grades(kinds(preset("unet"))["output-size"].walk)
    assert [grade.verdict for grade in asked] == ["even"] * 4
    assert [grade.unwritten for grade in asked] == [(1, 1, 0), (1, 1, 1), (0, 0, 0), (1, 1, 0)]
    (grade,) = grades(walk(read("unet_ch1-2-4_upt1s2_enc0_dec0_4_ask")))
    assert grade.verdict == "holes"
    assert grades(walk(read("unet_ch1-2-4_upr2_4")))[0].verdict == "even"
    (grade,) = grades(walk(read("unet_ch1-2-4_upt2x2x3s2p0x0x1o0x0x1_4")))
    assert (grade.reasons, grade.verdict) == (("even", "even", "uneven"), "uneven")


def test_a_layer_opens_with_the_sizes_it_has_in_the_net():
    found = kinds(preset("unet"))["output-size"].walk
    words = dict(pair.split("=") for pair in layer_query(found, 1).split("&"))
    assert (words["in_d"], words["in_w"], words["os_d"], words["os_w"], words["cin"]) == ("17", "5", "35", "10", "512")
    broken = walk(preset("unet"))
    assert "os" not in dict(pair.split("=") for pair in layer_query(broken, 1).split("&"))
    assert layer_query(broken, 2) is None
    assert layer_query(walk(read("unet_upr2_32")), 1) is None


def test_notes_of_a_net_that_runs():
    (first, _, last) = notes(walk(preset("autoencoder")))
    assert (first.code, dict(first.values)["closing"]) == (Code.OUTPUT_IS_NOT_INPUT_SIZE, 288)
    assert dict(last.values)["closing"] == 88
    assert notes(walk(preset("unet", (32, 32, 32)))) == notes(walk(preset("gan3d"))) == ()
    (ceil, *_) = notes(walk(read("unet_ch1-2-4_downm2p1u_upt2p1_3")))
    assert (ceil.code, dict(ceil.values)["paddles"]) == (Code.CEIL_MODE_DIFFERS_IN_PADDLE, 3)


# --- spelling -----------------------------------------------------------------------------------------------------


def test_every_net_is_read_back():
    rng = random.Random(5)
    for net in [*(random_net(rng) for _ in range(300)), *PRESETS.values()]:
        for repaired in (net, *(repair.walk.net for repair in repairs(net))):
            text = spell(repaired)
            assert len(text) <= LONGEST
            assert re.fullmatch("[a-z0-9_.-]+", text)  # stays readable in a link
            assert read(text) == repaired, text


def test_texts_are_short():
    assert spell(preset("unet")) == "unet"
    assert spell(preset("vnet", (128, 128, 64))) == "vnet_128x128x64"
    assert spell(kinds(preset("unet", (30, 30, 30)))["pad"].walk.net) == "unet_30_pad32"
    assert read("") == preset("unet")
    assert read("96").size == (96, 96, 96)


def test_depth_can_be_changed():
    net = preset("unet").with_depth(2)
    assert net.channels == (1, 32, 64, 128)
    assert walk(replace(net, size=(8, 8, 8))).output_size == (8, 8, 8)
    assert preset("unet").with_depth(6).channels == (1, 32, 64, 128, 256, 512, 1024, 2048)
    assert preset("gan3d").with_depth(1).depth == 1
    vnet = preset("vnet").with_depth(3)
    assert [len(block) for block in vnet.encoders] == [1, 2, 3, 3]
    assert [len(block) for block in vnet.decoders] == [3, 2, 1]


@pytest.mark.parametrize(
    ("text", "part"),
    [("unet_downm", "m"), ("nonsense", "nonsense"), ("unet_downm2-", ""), ("unet_upc3", "c3"), ("unet_1x2", "1x2"),
     ("unet_٣", "٣"), ("unet_1234567", "1234567"), ("unet_12345678", "12345678"), ("unet_skip11", "skip11"),
     ("unet_ch1", "ch1"), ("unet_encm2", "m2"), ("unet_upt2u", "t2u"), ("unet_pad0", "0"), ("unet_ask3", "ask3")],
)  # fmt: skip
def test_nonsense_is_pointed_at(text, part):
    with pytest.raises(InvalidLayerError) as raised:
        read(text)
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code is Code.NET_NOT_UNDERSTOOD
    assert dict(diagnostic.values)["part"] == part


def test_up_layers_are_what_plan_plans():
    layer = NetLayer("transposed", (4, 3, 2), (2, 1, 3), ((1, 0), (2, 1), (0, 0)), (1, 2, 1), (1, 0, 2))
    planned = plan(layer.params(), (5, 6, 7)).output_size
    assert tuple(layer.output(axis, n) for axis, n in enumerate((5, 6, 7))) == planned
