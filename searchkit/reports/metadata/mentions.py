"""The provinces that a text names, where it does, and what each mention counts for its being the report's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from searchkit.reports.metadata.provinces import PROVINCES, Province, province
from searchkit.reports.names import SURNAMES

# What a mention counts: at the head of a line ("Hà Tĩnh: …", "(Hà Tĩnh) -"); after "tỉnh" and the like, or "tại"; at
# the end of a bracket ("thị xã Buôn Hồ (Đắk Lắk)"); by itself.
_AT_HEAD, _AFTER_KIND, _IN_BRACKET, _BARE = 4, 3, 2, 1
_SURNAMES = frozenset(SURNAMES.split())
# Words before a province that say that it is one, and what its offices begin with: "Sở Giao thông Vận tải TP HCM".
_AFTER_KINDS = tuple(
    f" {kind} "
    for kind in (
        *("tỉnh", "thành phố", "tp", "tỉnh ủy", "tỉnh uỷ", "thành ủy", "thành uỷ", "tỉnh đoàn", "thành đoàn"),
        *("ubnd", "hđnd", "mttq", "đảng bộ", "công an", "tand", "vksnd", "tại"),
    )
)
_OFFICES = frozenset(("sở", "ban", "hội", "phòng"))
_ENDS_NAME = re.compile(r"[,.;:()\n]")
_CITY = re.compile(r"(?:(?P<written>thành phố|tp)[\s.]*|thành (?:ủy|uỷ|đoàn)\s+)\Z", re.IGNORECASE)
# Where a person was born or what one was before, and schools named after a place, say nothing of the report.
_ASIDE = tuple(
    f" {words} "
    for words in (
        *("quê", "sinh", "nguyên quán", "nay là", "đại học", "đh", "đoàn đbqh", "pháp luật"),
        *("chi nhánh", "sở giao dịch", "clb", "câu lạc bộ"),
        *("nguyên chủ tịch", "nguyên phó chủ tịch", "nguyên bí thư", "nguyên phó bí thư"),
    )
)
# What has a province's name and may lie in another one: "phường Phú Thọ Hòa (TPHCM)", "đường Điện Biên".
_NAMESAKE = re.compile(
    r" (?:phường|(?<!thị )xã|huyện|quận|thôn|đường|(?<!thành )phố|cầu|chợ|chùa|sông|khách sạn|(?<!môi )trường|thpt|thcs"
    r"|(?<!họp )báo) \Z"
)
# Between the names of provinces in a row: a list is of no one of them, nor is a road from one to another.
_IN_LIST = re.compile(r"(?:\s*[,;]\s*|,?\s+và\s+)(?:(?:các\s+)?(?:tỉnh|thành phố|TP\.?)\s*)?", re.IGNORECASE)
_ON_ROAD = re.compile(r"\s*[-–]\s*")
_SHORTEST_LIST = 3
# A name that ends with a province's: "Tôn Hoa Sen Cần Thơ", not the first word of a sentence.
_IN_NAME = re.compile(r"(?<![.!?…:\n”\"] )(?<!\A)\b(?!TP|T\.|Tp|Thành|Tỉnh)[A-ZĐ]\w* \Z")
_ENDS_HEAD = re.compile(r"\s*(?::|\)\s*[-–])")


class Mention(NamedTuple):
    """A province that a text names at ``text[start:end]``, and what that counts."""

    province: Province
    start: int
    end: int
    weight: int


def _word(word: str) -> str:
    """A word of a name as texts write it: small or all capitals, with the tone mark of "hòa", "hóa" in either place."""
    forms = {word, word.upper(), *(word.replace(new, old) for new, old in (("òa", "oà"), ("óa", "oá")))}
    return "|".join(re.escape(form[1:]) for form in sorted(forms | {form.upper() for form in forms}))


def _names() -> re.Pattern[str]:
    """All names of provinces with any space or dash between their words; those that begin alike are tried together."""
    by_initial: dict[str, list[str]] = {}
    for name in sorted(
        {name for one in PROVINCES.values() for name in (one.name, *one.writings)}, key=len, reverse=True
    ):
        # Of the city's name what may come before is looked at where it is found.
        first, *rest = re.split(r"[ .-]+", re.sub(r"^(?:Thành phố|TP)[ .]*", "", name))
        pattern = "".join(rf"[ \u00a0–\u2010\u2011-]+{word[0]}(?:{_word(word)})" for word in rest)
        by_initial.setdefault(first[0], []).append(f"(?:{_word(first)}){pattern}")
    # A pattern that begins with one of some letters is sought fast.
    initials = "".join(sorted(by_initial))
    branches = "|".join(rf"(?<={initial})(?:{'|'.join(names)})" for initial, names in sorted(by_initial.items()))
    return re.compile(rf"[{initials}](?:(?<!\w.)|(?<=[Tt][Pp].))(?:{branches})(?!\w)")


_NAME = _names()
_CITY_ENDS = ("MINH", "HCM")


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """The provinces that a stretch of a text (NFC) names; those in lists, and those that only lend a name, count 0."""
    found = list(_named(text, start, len(text) if end is None else end))
    for row in _rows(text, found):
        found[row] = [one._replace(weight=0) for one in found[row]]
    return found


def _rows(text: str, found: list[Mention]) -> Iterator[slice]:
    """Where provinces follow on one another: three in a list, or two that a road joins."""
    first, by_road = 0, False
    for number in range(1, len(found) + 1):
        if number < len(found):
            between = text[found[number - 1].end : found[number].start]
            on_road = _ON_ROAD.fullmatch(between) is not None
            if on_road or _IN_LIST.fullmatch(between):
                by_road = by_road or on_road
                continue
        if number - first >= (2 if by_road else _SHORTEST_LIST):
            yield slice(first, number)
        first, by_road = number, False


def _named(text: str, start: int, end: int) -> Iterator[Mention]:
    """The provinces that a stretch of a text names, where, and what it counts."""
    for match in _NAME.finditer(text, start, end):
        begins, ends = match.span()
        if match.group().upper().endswith(_CITY_ENDS):
            # The man, or the city that is named after him.
            city = _CITY.search(text, max(0, begins - 12), begins)
            if city is None:
                continue
            begins = city.start("written") if city["written"] else begins
        if named := province(match.group()):
            yield Mention(named, begins, ends, _weight(text, begins, ends))


def _weight(text: str, start: int, end: int) -> int:
    before = text[max(0, start - 60) : start]
    name = f" {' '.join(_ENDS_NAME.split(before.rstrip(' .'))[-1].lower().split())} "
    if any(words in name for words in _ASIDE) or _NAMESAKE.search(name) or _goes_on(before):
        return 0
    if _ENDS_HEAD.match(text, end) and not before.rpartition("\n")[2].strip(" ("):
        return _AT_HEAD
    if name.endswith(_AFTER_KINDS) or not _OFFICES.isdisjoint(name.split()[-8:]):
        return _AFTER_KIND
    if text[end : end + 1] == ")":
        return _IN_BRACKET
    return 0 if _IN_NAME.search(before) else _BARE


def _goes_on(before: str) -> bool:
    """Whether a person's name goes on here: "Nguyễn Thái Bình"."""
    word = before.split()[-1] if before[-1:].isspace() and before.strip() else ""
    return word[:1].isupper() and word.lower() in _SURNAMES
