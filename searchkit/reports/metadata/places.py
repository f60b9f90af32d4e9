"""The place of a report: the province that it speaks of most, with the place where it says so first."""

from __future__ import annotations

import re
from collections import Counter
from math import inf

from searchkit.reports.metadata.datelines import Dateline
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.mentions import Mention, mentions
from searchkit.reports.metadata.provinces import PROVINCES, Province, province
from searchkit.reports.plain import plain

# The first lines say where, the others may speak of places near: code points below the title.
_LEAD = 800
# A report is about one province if its first lines name that one alone and it counts so much; or if they name it, it
# counts so much in all, and so many times what the next does; or if it is the only one of all. What only later lines
# name beside others is an example, or where somebody comes from.
_LEAST_IN_LEAD, _LEAST, _TIMES_THE_NEXT, _LEAST_ALONE = 3, 4, 2.5, 2

# Where what is told happened, as its first lines say: "Chiều 24/10, tại Hà Nội, …".
_VENUE = re.compile(r"\btại(?:\s+(?:tỉnh|thành phố|TP\.?|thủ đô))?\s*\Z", re.IGNORECASE)
_OPENING, _LONGEST_VENUE = 300, 20
# Some news of several places.
_ROUNDUP = re.compile(r"\b(?:tin vắn|điểm tin|bản tin|tin tức thời sự|tin nhanh)\b", re.IGNORECASE)


def place_of(
    text: str, title: str, body: int, publisher: Found[str] | None, dateline: Dateline | None = None
) -> Found[Province] | None:
    """The province of a report with a ``text`` in NFC, None where it isn't clear which.

    The only one that its title names; else where its dateline says that it was written; else the only one of its first
    lines, or their venue; else the one that it names most. Where that isn't clear, that of its publisher: Báo Nam Định.
    """
    lead = _beside(mentions(text, body, body + _LEAD), publisher)
    heading = mentions(text, 0, body) if body else mentions(title)
    written = [one._replace(weight=1) for one in mentions(text, *dateline.place)] if dateline else []
    name = _only(heading) or _only(written)
    if not name and not _ROUNDUP.search(title):
        name = _clearly(lead, _LEAST_IN_LEAD, _LEAST_IN_LEAD, inf) or _venue(text, body, lead)
        if not name:
            rest = _beside(mentions(text, body + _LEAD), publisher)
            name = _clearly([*lead, *rest], _LEAST_ALONE if _only(lead) else _LEAST_IN_LEAD, _LEAST, _TIMES_THE_NEXT)
            if len({one.province for one in (*lead, *rest)}) > 1 and name not in {one.province.name for one in lead}:
                name = ""
            lead = [*lead, *rest]
    for one in [*(heading if body else ()), *lead, *written]:
        if one.province.name == name:
            return Found(one.province, one.start, one.end)
    if name:
        return Found(PROVINCES[name], property="title")
    if publisher and (named := province_of_publisher(publisher.value)):
        return Found(named, publisher.start, publisher.end, publisher.property)
    return None


def _venue(text: str, body: int, lead: list[Mention]) -> str:
    """The province in which the first sentences say that it happened; "" if offices of another one are named."""
    opening = [one for one in lead if one.start < body + _OPENING]
    venue = _only([one for one in opening if _VENUE.search(text, max(0, one.start - _LONGEST_VENUE), one.start)])
    return "" if any(one.province.name != venue and one.weight >= _LEAST_IN_LEAD for one in lead) else venue


def _beside(mentions: list[Mention], publisher: Found[str] | None) -> list[Mention]:
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
