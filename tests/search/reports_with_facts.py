"""Reports that say much of themselves, and a plain reading of it, which no index is needed for."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from searchkit import Report
from searchkit.query.typed_dates import days_of
from searchkit.reports.metadata.facts import Facts, metadata_of
from searchkit.reports.metadata.provinces import province
from searchkit.reports.plain import plain

PLACES = ("Bắc Giang", "Bắc Ninh", "Nam Định", "Thừa Thiên Huế", "Bình Dương")
SOURCES = ("Báo Nam Định", "BÁO NAM ĐỊNH", "Baoquangngai.vn", "VOV")
AUTHORS = ("Nguyễn Văn An", "Ái Kiều")
KINDS = ("Báo cáo", "nghị quyết", "tin")
DATES = ("2019-12-31", "2021-03-30", "2021-03-31", "2022-01-01", "2022-06-15")
WRITTEN = ("Sáng 6/1/2023", "Chiều 31/12/2019", "Ngày 30-3-2021")
TITLES = ("Báo cáo quý II năm 2020", "Kết quả tháng 3/2021", "Tin hội nghị")
_NONE: Mapping[str, Any] = MappingProxyType({})
UNITS = ("Ban Tổ chức", "ban  tổ chức", "Ban Dân vận")
_SYLLABLES = """đảng đang dạng ủy bộ khối tỉnh họp chi hội nghị công tác xây dựng quần chúng kết nạp năm một hai ba bốn
sáu bảy tám chín mười trên dưới trong ngoài trước sau vui buồn xanh đỏ tím vàng nhà cửa sông núi biển trời mây"""
WORDS = _SYLLABLES.split()


def reports(seed: int = 20261125, count: int = 50) -> list[Report]:
    """Reports of one to three passages, some of which they share."""
    chance = random.Random(seed)
    shared = [_paragraph(chance) for _ in range(6)]
    return [_report(str(number), chance, shared) for number in range(count)]


def _report(identity: str, chance: random.Random, shared: list[str]) -> Report:
    metadata: dict[str, str] = {}
    for name, values in (("source", SOURCES), ("author", AUTHORS), ("kind", KINDS), ("date", DATES), ("Đơn vị", UNITS)):
        if chance.random() < 0.6:
            metadata[name] = chance.choice(values)
    begins = f"{chance.choice(WRITTEN)}, " if chance.random() < 0.5 else ""
    begins += f"Tỉnh ủy {chance.choice(PLACES)} họp. " if chance.random() < 0.8 else ""
    paragraphs = [chance.choice(shared) if chance.random() < 0.4 else _paragraph(chance) for _ in range(3)]
    text = begins + "\n\n".join(paragraphs[: chance.randint(1, 3)])
    return Report(identity, text, title=chance.choice(TITLES) if chance.random() < 0.4 else "", metadata=metadata)


def _paragraph(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(70, 100))).capitalize() + "."


@dataclass(frozen=True)
class Read:
    """A report and what it says of itself."""

    report: Report
    facts: Facts

    def passes(self, since: Any = None, until: Any = None, where: Mapping[str, Any] = _NONE, **named: Any) -> bool:
        """Whether a report passes some filters, as their documentation has it."""
        return (
            self._is_within(since, until)
            and all(_any_of(self._names(name), values, name) for name, values in named.items() if values)
            and all(_any_of(self._metadata(name), values) for name, values in where.items())
        )

    def _is_within(self, since: Any, until: Any) -> bool:
        if since is None and until is None:
            return True
        first = days_of(since).first if since else date.min
        last = days_of(until).last if until else date.max
        found = self.facts.date
        return found is not None and found.value.first <= last and found.value.last >= first

    def _names(self, name: str) -> list[str]:
        if name == "place":
            place = self.facts.place
            return [place.value.name, place.value.now] if place else []
        found = {"source": self.facts.publisher, "author": self.facts.author, "kind": self.facts.kind}[name]
        return [found.value] if found else []

    def _metadata(self, name: str) -> list[str]:
        return [value for key, value in self.report.metadata.items() if plain(key) == plain(name)]


def _any_of(said: Iterable[str], values: Any, name: str = "") -> bool:
    asked = [values] if isinstance(values, str) else list(values)
    if name == "place":
        asked = [found.name for value in asked if (found := province(value))]
    return bool({plain(one) for one in said} & {plain(one) for one in asked})


def read(report: Report) -> Read:
    """What a report says of itself."""
    return Read(report, metadata_of(report))
