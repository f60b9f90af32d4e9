"""The place of a report: the province that it speaks of most, with the place where it says so first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.provinces import PROVINCES, Province, province
from searchkit.reports.names import SURNAMES
from searchkit.reports.plain import plain

# What counts: a name after "tỉnh" and the like, a name in the title or at the head of a line ("Hà Tĩnh: …", "(Hà
# Tĩnh) -"), a name.
_AFTER_KIND, _AT_HEAD, _BARE = 3, 4, 1
# The first lines say where, the others may speak of places near: they count so much of it.
_LEAD, _LEAD_COUNTS = 800, 2
# A report is about one province if it has so many points, and so many times those of the next.
_LEAST, _TIMES_THE_NEXT = 3, 1.5

_SURNAMES = frozenset(SURNAMES.split())
_KIND = re.compile(
    r"(?:tỉnh|thành phố|tp\.?|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|ubnd|hđnd|mttq|đảng bộ|đoàn|công an|báo|đài"
    r"|sở [^.,;]{2,40}|quân sự|biên phòng)\s*$",
    re.IGNORECASE,
)
_ENDS_HEAD = re.compile(r"\s*(?::|\)\s*[-–])")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")


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

    Where the text speaks of none, it is that of its publisher: Báo Nam Định, Baoquangngai.vn.
    """
    points: dict[str, float] = defaultdict(float)
    first: dict[str, tuple[int, int]] = {}
    for one, start, end, weight in _mentions(text, body):
        points[one.name] += weight
        first.setdefault(one.name, (start, end))
    if not body:
        for named, *_ in _mentions(title, len(title)):
            points[named.name] += _AT_HEAD
    ranked = sorted(points.items(), key=lambda item: -item[1])
    if ranked and ranked[0][1] >= _LEAST and (len(ranked) == 1 or ranked[0][1] >= _TIMES_THE_NEXT * ranked[1][1]):
        name = ranked[0][0]
        if name in first:
            return Found(PROVINCES[name], *first[name])
        return Found(PROVINCES[name], property="title")
    if publisher and (not ranked or ranked[0][1] < _LEAST) and (one := province_of_publisher(publisher.value)):
        return Found(one, publisher.start, publisher.end, publisher.property)
    return None


def province_of_publisher(name: str) -> Province | None:
    """The province whose paper, station or site a publisher is: "Báo Nam Định", "Baoquangngai.vn".

    >>> [found.name for name in ("Báo Nam Định", "Baoquangngai.vn", "VOV") if (found := province_of_publisher(name))]
    ['Nam Định', 'Quảng Ngãi']
    """
    words = re.sub(r"[\W_]+", "", plain(name).partition(".")[0])
    return province(re.sub(r"^(?:bao(?:dientu)?|dai|pttt|ptth|congthongtin(?:dientu)?)?(?:tinh)?", "", words))


def _mentions(text: str, body: int) -> Iterator[tuple[Province, int, int, float]]:
    for match in _NAME.finditer(text):
        start, end = match.span()
        one = province(match.group())
        if one is None or not _is_written_as_name(match.group()):
            continue
        before = text[max(0, start - 60) : start]
        if _KIND.search(before):
            weight = _AFTER_KIND
        elif _goes_on(before):
            continue
        elif start < body or (_ENDS_HEAD.match(text, end) and not before.rpartition("\n")[2].strip(" (")):
            weight = _AT_HEAD
        else:
            weight = _BARE
        yield one, start, end, weight * (_LEAD_COUNTS if start < body + _LEAD else 1)


def _is_written_as_name(written: str) -> bool:
    return all(part[:1].isupper() for part in re.split(r"[ .\u00a0–-]+", written) if part)


def _goes_on(before: str) -> bool:
    """Whether a person's name goes on here: "Nguyễn Thái Bình"."""
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1][0].isupper() and word[1].lower() in _SURNAMES
