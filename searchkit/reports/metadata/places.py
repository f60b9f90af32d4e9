"""The place of a report: the province that it speaks of most, with the place where it says so first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from searchkit.reports.metadata.datelines import Dateline
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
        *("nguyên chủ tịch", "nguyên phó chủ tịch", "nguyên bí thư", "nguyên phó bí thư"),
    )
)
_ENDS_HEAD = re.compile(r"\s*(?::|\)\s*[-–])")
# Some news of several places.
_ROUNDUP = re.compile(r"\b(?:tin vắn|điểm tin|bản tin|tin tức thời sự|tin nhanh)\b", re.IGNORECASE)


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


def place_of(
    text: str, title: str, body: int, publisher: Found[str] | None, dateline: Dateline | None = None
) -> Found[Province] | None:
    """The province of a report with a ``text`` in NFC, None where it isn't clear which.

    The only one that its title names; else where its dateline says that it was written; else the only one of its first
    lines; else the one that it names most. Where that isn't clear, that of its publisher: Báo Nam Định.
    """
    lead = _beside(_mentions(text, body, body + _LEAD), publisher)
    heading = list(_mentions(text, 0, body)) if body else list(_mentions(title))
    written = list(_mentions(text, *dateline.place)) if dateline else []
    name = _only(heading) or _only(written)
    if not name and not _ROUNDUP.search(title):
        name = _clearly(lead, _LEAST_IN_LEAD, _LEAST_IN_LEAD, inf)
        if not name:
            rest = _beside(_mentions(text, body + _LEAD), publisher)
            lead = [*lead, *rest]
            name = _clearly(lead, _LEAST_ALONE, _LEAST, _TIMES_THE_NEXT)
    for one in [*(heading if body else ()), *lead, *written]:
        if one.province.name == name:
            return Found(one.province, one.start, one.end)
    if name:
        return Found(PROVINCES[name], property="title")
    if publisher and (named := province_of_publisher(publisher.value)):
        return Found(named, publisher.start, publisher.end, publisher.property)
    return None


def _beside(mentions: Iterator[Mention], publisher: Found[str] | None) -> list[Mention]:
    """The mentions that don't stand in the publisher's name."""
    aside = (publisher.start, publisher.end) if publisher else (0, 0)
    return [one for one in mentions if not aside[0] <= one.start < aside[1]]


def _only(mentions: list[Mention]) -> str:
    names = {one.province.name for one in mentions if one.weight}
    return names.pop() if len(names) == 1 else ""


def _clearly(mentions: list[Mention], least_alone: int, least: int, times: float) -> str:
    """The name of the province that is mentioned most, "" where it isn't clear which."""
    points: Counter[str] = Counter()
    for one in mentions:
        if one.weight:
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


def _mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The provinces that a stretch of a text names, where, and what it counts."""
    for match in _NAME.finditer(text, start, len(text) if end is None else end):
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
    if any(words in name for words in _ASIDE) or _goes_on(before):
        return 0
    if _ENDS_HEAD.match(text, end) and not before.rpartition("\n")[2].strip(" ("):
        return _AT_HEAD
    if name.endswith(_AFTER_KINDS) or not _OFFICES.isdisjoint(name.split()[-8:]):
        return _AFTER_KIND
    return _IN_BRACKET if text[end : end + 1] == ")" else _BARE


def _goes_on(before: str) -> bool:
    """Whether a person's name goes on here: "Nguyễn Thái Bình"."""
    word = before.split()[-1] if before[-1:].isspace() and before.strip() else ""
    return word[:1].isupper() and word.lower() in _SURNAMES
