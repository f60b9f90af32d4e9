"""What a .doc says of itself: the property set of its stream "SummaryInformation" ([MS-OLEPS] 2.21, 3.1.1).

olefile reads property sets too, but believes the numbers in them: one damaged byte keeps it busy for minutes.
"""

from __future__ import annotations

import struct
from datetime import datetime, timedelta

from searchkit.reports.readers._code_pages import decoded

_NAMES = {2: "title", 3: "subject", 4: "author", 12: "created", 13: "modified"}
_CODE_PAGE = 1
_NUMBER, _TEXT, _TIME = 2, 30, 64  # types of values
_FIRST_SET = 44  # where the place of the first set stands
_MOST = 1000  # characters of a property, and properties of a set
_EPOCH = datetime(1601, 1, 1)


def properties(stream: bytes) -> dict[str, str]:
    """The properties by the names that they have in metadata, times in ISO 8601 and UTC.

    Raises struct.error or OverflowError for a damaged set.
    """
    (start,) = struct.unpack_from("<I", stream, _FIRST_SET)
    (count,) = struct.unpack_from("<I", stream, start + 4)
    places = dict(struct.unpack_from("<II", stream, start + 8 + 8 * number) for number in range(min(count, _MOST)))
    page = 1252
    if _CODE_PAGE in places:
        kind, number = struct.unpack_from("<IH", stream, start + places[_CODE_PAGE])
        page = number if kind == _NUMBER else page
    found = {}
    for identity, name in _NAMES.items():
        if identity in places and (value := _value(stream, start + places[identity], page)):
            found[name] = value
    return found


def _value(stream: bytes, position: int, page: int) -> str:
    (kind,) = struct.unpack_from("<I", stream, position)
    if kind == _TEXT:
        (length,) = struct.unpack_from("<I", stream, position + 4)
        text = stream[position + 8 : position + 8 + min(length, _MOST)]
        return decoded(text.partition(b"\0")[0], page).strip()
    if kind == _TIME:
        (ticks,) = struct.unpack_from("<Q", stream, position + 4)
        time = _EPOCH + timedelta(microseconds=ticks // 10)
        # The epoch stands for a time that isn't known.
        return time.isoformat(timespec="seconds") + "Z" if time.year > _EPOCH.year else ""
    return ""
