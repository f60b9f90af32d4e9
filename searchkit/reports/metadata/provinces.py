"""The 63 provinces and cities of Vietnam until June 2025, and which of the 34 since then each went into.

From Resolution 202/2025/QH15 of the National Assembly. Every name of today was one of those before, so a name stands
for two areas: ``formed_of`` tells which old ones today's is made of.
"""

from __future__ import annotations

from typing import NamedTuple

from searchkit.reports.plain import plain

# A line: the name, what it belongs to since July 2025 if that has another name, other writings.
_TABLE = """
An Giang
Bà Rịa - Vũng Tàu > Thành phố Hồ Chí Minh = BR-VT, Bà Rịa Vũng Tàu, Vũng Tàu
Bạc Liêu > Cà Mau
Bắc Giang > Bắc Ninh
Bắc Kạn > Thái Nguyên = Bắc Cạn
Bắc Ninh
Bến Tre > Vĩnh Long
Bình Dương > Thành phố Hồ Chí Minh
Bình Định > Gia Lai
Bình Phước > Đồng Nai
Bình Thuận > Lâm Đồng
Cà Mau
Cao Bằng
Cần Thơ
Đà Nẵng
Đắk Lắk = Đăk Lăk, Đắc Lắc, Đắk Lăk, Đak Lak, Daklak, Dak Lak
Đắk Nông > Lâm Đồng = Đăk Nông, Đắc Nông, Đak Nông
Điện Biên
Đồng Nai
Đồng Tháp
Gia Lai
Hà Giang > Tuyên Quang
Hà Nam > Ninh Bình
Hà Nội = Hà Tây
Hà Tĩnh
Hải Dương > Hải Phòng
Hải Phòng
Hậu Giang > Cần Thơ
Hòa Bình > Phú Thọ
Huế = Thừa Thiên Huế, Thừa Thiên - Huế, TT-Huế, TT Huế
Hưng Yên
Khánh Hòa
Kiên Giang > An Giang
Kon Tum > Quảng Ngãi = Kontum
Lai Châu
Lạng Sơn
Lào Cai
Lâm Đồng
Long An > Tây Ninh
Nam Định > Ninh Bình
Nghệ An
Ninh Bình
Ninh Thuận > Khánh Hòa
Phú Thọ
Phú Yên > Đắk Lắk
Quảng Bình > Quảng Trị
Quảng Nam > Đà Nẵng
Quảng Ngãi
Quảng Ninh
Quảng Trị
Sóc Trăng > Cần Thơ
Sơn La
Tây Ninh
Thái Bình > Hưng Yên
Thái Nguyên
Thanh Hóa
Thành phố Hồ Chí Minh = TP.HCM, TP HCM, TPHCM, TP. HCM, TP Hồ Chí Minh, TP. Hồ Chí Minh, TP.Hồ Chí Minh
Tiền Giang > Đồng Tháp
Trà Vinh > Vĩnh Long
Tuyên Quang
Vĩnh Long
Vĩnh Phúc > Phú Thọ
Yên Bái > Lào Cai
"""

#: What people call a place when they look for it; in a text it may be something else.
_CALLED = {"Sài Gòn": "Thành phố Hồ Chí Minh", "Hồ Chí Minh": "Thành phố Hồ Chí Minh", "HCM": "Thành phố Hồ Chí Minh"}


class Province(NamedTuple):
    """A province or city: its name until June 2025, the name of what it belongs to ``now``, and other writings."""

    name: str
    now: str
    writings: tuple[str, ...] = ()


def _province(line: str) -> Province:
    names, _, writings = line.partition("=")
    name, _, now = (part.strip() for part in names.partition(">"))
    return Province(name, now or name, tuple(one.strip() for one in writings.split(",") if one.strip()))


#: By their names, in the order of the alphabet.
PROVINCES = {one.name: one for one in map(_province, _TABLE.strip().splitlines())}


def _key(name: str) -> str:
    words = plain(name)
    for kind in ("tinh ", "thanh pho ", "tp. ", "tp.", "tp "):
        words = words.removeprefix(kind)
    return "".join(filter(str.isalnum, words))


_BY_KEY = {_key(one): province for province in PROVINCES.values() for one in (province.name, *province.writings)}
_BY_KEY |= {_key(one): PROVINCES[name] for one, name in _CALLED.items()}


def province(name: str) -> Province | None:
    """The province of a name in any of its writings, with or without accents; None if there is none of that name.

    >>> [found.name for name in ("bac giang", "TP.HCM", "tỉnh Dak Lak", "Huế") if (found := province(name))]
    ['Bắc Giang', 'Thành phố Hồ Chí Minh', 'Đắk Lắk', 'Huế']
    """
    return _BY_KEY.get(_key(name))


def formed_of(name: str) -> tuple[Province, ...]:
    """The provinces that went into one of today's, which is named; itself among them. None for a name that is gone.

    >>> [old.name for old in formed_of("Bắc Ninh")], formed_of("Bắc Giang")
    (['Bắc Giang', 'Bắc Ninh'], ())
    """
    return tuple(one for one in PROVINCES.values() if one.now == name)
