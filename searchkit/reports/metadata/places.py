"""The place of a report: the province that it speaks of most, with the place where it says so first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.provinces import PROVINCES, Province, province
from searchkit.reports.names import SURNAMES
from searchkit.reports.plain import plain

# What a mention counts: at the head of a line ("Hà Tĩnh: …", "(Hà Tĩnh) -"); after "tỉnh" and the like, or "tại"; at
# the end of a bracket ("thị xã Buôn Hồ (Đắk Lắk)"); by itself.
_AT_HEAD, _AFTER_KIND, _IN_BRACKET, _BARE = 4, 3, 2, 1
# The first lines say where, the others may speak of places near: code points below the title.
_LEAD = 800
# A report is about one province if its first lines name that one alone and it counts so much; or if it counts so much
# in all, and so many times what the next does, or if it is the only one.
_LEAST_IN_LEAD, _LEAST, _TIMES_THE_NEXT, _LEAST_ALONE = 3, 4, 2.5, 2

_SURNAMES = frozenset(SURNAMES.split())
_KIND = re.compile(
    r"(?:tỉnh|thành phố|tp\.?|(?:tỉnh|thành) (?:ủy|uỷ)|ubnd|hđnd|mttq|đảng bộ|công an|\btại)\s*$",
    re.IGNORECASE,
)
_KIND_WORDS = frozenset(("thành", "phố", "tp"))
_ENDS_HEAD = re.compile(r"\s*(?::|\)\s*[-–])")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")


class Mention(NamedTuple):
    """A province that a text names at ``text[start:end]``, and what that counts."""

    province: Province
    start: int
    end: int
    weight: int


def _pattern(name: str) -> str:
    """A name with the tone mark of "hòa", "hóa" in either place, and any space or dash between its parts."""
    for new, old in (("òa", "oà"), ("óa", "oá")):
        name = name.replace(new, f"(?:{new}|{old})") if new in name else name
    return re.sub(r"[ .-]+", r"[ .\\u00a0–-]*" if "HCM" in name else r"[ \\u00a0–-]+", name)


_NAME = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        _pattern(writing)
        for writing in sorted(
            (writing for one in PROVINCES.values() for writing in (one.name, *one.writings)), key=len, reverse=True
        )
    )
    + r")(?!\w)",
    re.IGNORECASE,
)


def place_of(text: str, title: str, body: int, publisher: Found[str] | None) -> Found[Province] | None:
    """The province of a report with a ``text`` in NFC, None where it isn't clear which.

    The only one that its title names; else the only one of its first lines; else the one that it names most. Where
    that isn't clear, that of its publisher: Báo Nam Định, Baoquangngai.vn.
    """
    aside = (publisher.start, publisher.end) if publisher else (0, 0)
    mentions = [one for one in _mentions(text) if not aside[0] <= one.start < aside[1]]
    in_title = {one.name for one, *_ in _mentions(text[:body] if body else title)}
    name = (
        next(iter(in_title))
        if len(in_title) == 1
        else _clearly(
            [one for one in mentions if body <= one.start < body + _LEAD], _LEAST_IN_LEAD, _LEAST_IN_LEAD, inf
        )
        or _clearly([one for one in mentions if one.start >= body], _LEAST_ALONE, _LEAST, _TIMES_THE_NEXT)
    )
    for one in mentions:
        if one.province.name == name:
            return Found(one.province, one.start, one.end)
    if name:
        return Found(PROVINCES[name], property="title")
    if publisher and (named := province_of_publisher(publisher.value)):
        return Found(named, publisher.start, publisher.end, publisher.property)
    return None


def _clearly(mentions: list[Mention], least_alone: int, least: int, times: float) -> str:
    """The name of the province that is mentioned most, "" where it isn't clear which."""
    points: Counter[str] = Counter()
    for one in mentions:
        points[one.province.name] += one.weight
    match points.most_common(2):
        case [(name, count)]:
            return name if count >= least_alone else ""
        case [(name, count), (_, next_count)]:
            return name if count >= least and count >= times * next_count else ""
    return ""


def province_of_publisher(name: str) -> Province | None:
    """The province whose paper, station or site a publisher is: "Báo Nam Định", "Baoquangngai.vn".

    >>> [found.name for name in ("Báo Nam Định", "Baoquangngai.vn", "VOV") if (found := province_of_publisher(name))]
    ['Nam Định', 'Quảng Ngãi']
    """
    words = re.sub(r"[\W_]+", "", plain(name).partition(".")[0])
    return province(re.sub(r"^(?:bao(?:dientu)?|dai|pttt|ptth|congthongtin(?:dientu)?)?(?:tinh)?", "", words))


def _mentions(text: str) -> Iterator[Mention]:
    """The provinces that a text names, where, and what it counts."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        named = province(match.group())
        before = text[max(0, start - 60) : start]
        if named is None or not _is_written_as_name(match.group()):
            continue
        if _KIND.search(before):
            weight = _AFTER_KIND
        elif _goes_on(before):
            continue
        elif _ENDS_HEAD.match(text, end) and not before.rpartition("\n")[2].strip(" ("):
            weight = _AT_HEAD
        else:
            weight = _IN_BRACKET if text[end : end + 1] == ")" else _BARE
        yield Mention(named, start, end, weight)


def _is_written_as_name(written: str) -> bool:
    words = re.split(r"[ .\u00a0–-]+", written)
    return all(word[0].isupper() or word.lower() in _KIND_WORDS for word in words if word)


def _goes_on(before: str) -> bool:
    """Whether a person's name goes on here: "Nguyễn Thái Bình"."""
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1][0].isupper() and word[1].lower() in _SURNAMES
