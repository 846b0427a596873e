"""Names of agencies in files: known in many spellings, refused when they could be another's."""

import random
import unicodedata

import pytest

from handlers.importing.names import AgencyNames
from handlers.importing.task_agencies import AgencyLists, UnclearAgencies, UnknownAgency, leads_and_helpers
from tests.demo_catalogue import demo_catalogue

NAMES = AgencyNames(demo_catalogue().agencies.values())
LISTS = AgencyLists(NAMES)
SO = {a.code for a in demo_catalogue().agencies.values() if a.group == "so"}
HUYEN = {a.code for a in demo_catalogue().agencies.values() if a.group == "huyen"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("UBND H. Bù Đăng", "budang"),
        ("UBND H.Bù Đăng", "budang"),
        ("Ủy ban nhân dân huyện Bù Đăng", "budang"),
        ("Uỷ ban nhân dân huyện Bù Gia Mập", "bugiamap"),
        ("TX Bình Long", "binhlong"),
        ("TP.Đồng Xoài", "dongxoai"),
        ("UBND thị xã Chơn  Thành ", "chonthanh"),
        ("Phú Riềng", "phurieng"),
        ("Sở NN và PTNT", "snnptnt"),
        ("Sở NN&PTNT", "snnptnt"),
        ("Sở Nông nghiệp và PTNT", "snnptnt"),
        ("Ban QL Khu kinh tế", "bqlkkt"),
        ("BQL KKT", "bqlkkt"),
        ("Ban Quản lý Khu kinh tế tỉnh", "bqlkkt"),
        ("Sở VH,TT và DL", "svhttdl"),
        ("Sở VHTTDL", "svhttdl"),
        ("Sở Lao động - TB&XH", "sldtbxh"),
        ("Sở LĐTBXH", "sldtbxh"),
        ("Sở KHĐT", "skhdt"),
        ("Sở KH-CN", "skhcn"),
        ("Sở TT-TT", "stttt"),
        ("VPUBND tỉnh", "vpub"),
        ("Văn phòng Uỷ ban nhân dân tỉnh Bình Phước", "vpub"),
        ("Thanh tra tỉnh Bình Phước", "ttt"),
        ("SỞ TÀI CHÍNH", "stc"),
        ("1. Sở Y tế", "syt"),
        ("Sở Nội vụ (cơ quan thường trực)", "snv"),
        ("SởNộivụ", "snv"),
        ("UBND huyện Lộc Nin", "locninh"),
        ("snv", "snv"),
    ],
)
def test_spellings(written: str, code: str) -> None:
    assert NAMES.find(written) == code
    assert NAMES.find(unicodedata.normalize("NFD", written)) == code


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("BQL Khu công nghiệp", "bqlkkt"),
        ("Ban Quản lý Khu công nghiệp", "bqlkkt"),
        ("UBND huyện Phước Long", "phuoclong"),  # a town is not the district that once was
        ("UBND thị xã Vĩnh Long", "binhlong"),
        ("Sở Ngọi vụ", "snv"),  # between Nội vụ and Ngoại vụ
        ("Sở Tài chính - Kế hoạch", "stc"),
        ("Bưu điện tỉnh", None),
    ],
)
def test_names_that_are_refused_with_the_nearest_one_offered(written: str, nearest: str | None) -> None:
    assert NAMES.find(written) is None
    found = NAMES.nearest(written)
    assert (found.code if found else None) in {nearest, "sngv" if nearest == "snv" else nearest}


@pytest.mark.parametrize(
    "written", ["Sở KH", "Sở", "Tỉnh", "UBND", "UBND tỉnh", "Công an tỉnh", "Phòng Nội vụ", "", "8,50"]
)
def test_half_names_are_nobodys(written: str) -> None:
    assert NAMES.find(written) is None


def test_a_slip_never_makes_one_agency_another() -> None:
    rng = random.Random(1)
    for agency in demo_catalogue().agencies.values():
        for name in (agency.name, agency.actor):
            for _ in range(40):
                at = rng.randrange(len(name) - 1)
                letter = rng.choice("aeiouynhgt")
                slipped = rng.choice(
                    [
                        name[:at] + name[at + 1 :],
                        name[:at] + letter + name[at:],
                        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
                        name[:at] + letter + name[at + 1 :],
                    ]
                )
                assert NAMES.find(slipped) in (agency.code, None), slipped


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế và Sở Nội vụ", ["svhttdl", "syt", "snv"]),
        ("Sở Lao động - Thương binh và Xã hội, Sở Kế hoạch và Đầu tư", ["sldtbxh", "skhdt"]),
        ("UBND các huyện Bù Đăng, Bù Đốp và thị xã Bình Long", ["budang", "budop", "binhlong"]),
        ("- Sở Nội vụ\n- Sở Tài chính;", ["snv", "stc"]),
        ("Sở Tài chính/Sở KH&ĐT", ["stc", "skhdt"]),
        ("Chủ trì: Sở Nội vụ", ["snv"]),
        ("Sở Tư pháp; các đơn vị có liên quan", ["stp"]),
        ("snv|stp", ["snv", "stp"]),
        ("Sở Nội vụ; Sở Nội vụ", ["snv"]),
        ("Sở Nội vụ, các cơ quan liên quan", ["snv"]),
        ("Sở Tư pháp và UBND các huyện, thị xã, thành phố có liên quan", ["stp"]),
        ("-", []),
        ("", []),
    ],
)
def test_lists_of_agencies(cell: str, codes: list[str]) -> None:
    assert list(LISTS.codes(cell)) == codes


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Các sở, ban, ngành", SO),
        ("các sở, ngành tỉnh", SO),
        ("Thủ trưởng các sở, ban, ngành", SO),
        ("UBND các huyện, thị xã, thành phố", HUYEN),
        ("UBND cấp huyện", HUYEN),
        ("UBND các huyện, TX, TP", HUYEN),
        ("UBND các huyện, tx., tp.", HUYEN),
        ("các địa phương", HUYEN),
        ("Chủ tịch UBND các huyện, thị xã, thành phố", HUYEN),
        ("Các sở, ban, ngành; UBND các huyện, thị xã, thành phố", SO | HUYEN),
        ("Các sở, ban, ngành, UBND các huyện, thị xã, thành phố", SO | HUYEN),
        ("Các sở, ban, ngành và UBND cấp huyện", SO | HUYEN),
        ("Các cơ quan, đơn vị, địa phương", SO | HUYEN),
        ("all", SO | HUYEN),
        ("Các sở, ban, ngành (trừ Thanh tra tỉnh)", SO - {"ttt"}),
        ("Các sở, ban, ngành, trừ Thanh tra tỉnh, Ban Dân tộc", SO - {"ttt", "bdt"}),
        ("UBND các huyện, thị xã, thành phố (ngoại trừ huyện Bù Đăng)", HUYEN - {"budang"}),
        ("Đài PT-TH và Báo Bình Phước; UBND cấp huyện", HUYEN | {"daiptth"}),
    ],
)
def test_groups(cell: str, codes: set[str]) -> None:
    assert set(LISTS.codes(cell)) == codes


@pytest.mark.parametrize(
    "cell", ["Công an tỉnh", "Sở Nội vụ, Sở Thương mại", "UBND các xã, phường, thị trấn", "Các sở trừ Sở Thương mại"]
)
def test_a_stranger_in_a_list(cell: str) -> None:
    with pytest.raises(UnknownAgency):
        LISTS.codes(cell)


def test_nobody_by_name() -> None:
    with pytest.raises(UnclearAgencies):
        LISTS.codes("Các đơn vị có liên quan")


@pytest.mark.parametrize(
    ("cell", "leads", "helpers"),
    [
        ("Sở Nội vụ chủ trì", ["snv"], []),
        ("Sở Nội vụ (chủ trì); Sở Y tế", ["snv", "syt"], []),
        ("Chủ trì: Sở Nội vụ; Phối hợp: Sở Tài chính, Sở Y tế", ["snv"], ["stc", "syt"]),
        ("Cơ quan chủ trì: Sở Nội vụ\nCơ quan phối hợp: Sở Y tế", ["snv"], ["syt"]),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", ["snv"], ["stc"]),
        ("Sở Văn hóa, Thể thao và Du lịch (chủ trì), Sở Y tế (phối hợp)", ["svhttdl"], ["syt"]),
        ("Phối hợp: Sở Y tế; Chủ trì: Sở Nội vụ", ["snv"], ["syt"]),
    ],
)
def test_who_leads_and_who_helps_in_one_cell(cell: str, leads: list[str], helpers: list[str]) -> None:
    assert [list(LISTS.codes(text)) for text in leads_and_helpers(cell)] == [leads, helpers]
