"""What a page says of itself: its title, without the name of the site, its author, its date and where it comes from."""

from __future__ import annotations

import re

from searchkit.reports.readers._html_tree import Element

# What stands between a title and the name of the site.
_BETWEEN = re.compile(r"\s+[-–—|·•»:]{1,2}\s+|\s*\|\s*")
_NAMES = {
    "author": ("author", "article:author", "dc.creator", "dcterms.creator"),
    "published": ("article:published_time", "datepublished", "pubdate", "dc.date", "dcterms.date", "date"),
    "source": ("og:site_name",),
    "url": ("og:url",),
}
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class About:
    """What the elements of a page's head, and some others, say of it."""

    def __init__(self, root: Element) -> None:
        self._said: dict[str, str] = {}
        self._headings: list[str] = []
        self._title = ""
        for element in root.walk():
            match element.name:
                case "meta":
                    named = (
                        element.attributes.get("property")
                        or element.attributes.get("name")
                        or element.attributes.get("itemprop")
                        or ""
                    )
                    self._note(named, element.attributes.get("content"))
                case "time":
                    self._note("time", element.attributes.get("datetime"))
                case "link" if "canonical" in (element.attributes.get("rel") or "").lower().split():
                    self._note("canonical", element.attributes.get("href"))
                case "title" if not self._title:
                    self._title = _line("".join(element.texts()))
                case "h1":
                    self._headings.append(_line("".join(element.texts())))
            if itemprop := element.attributes.get("itemprop"):
                self._note(itemprop, element.attributes.get("content") or element.attributes.get("datetime"))

    @property
    def title(self) -> str:
        """The title of the article, "" if the page has none."""
        title = self._said.get("og:title") or self._title
        headings = [heading for heading in self._headings if heading]
        for heading in headings:
            if title.casefold().startswith(heading.casefold()):
                return heading
        if not title:
            return headings[0] if len(headings) == 1 else ""
        return self._without_site(title)

    @property
    def metadata(self) -> dict[str, str]:
        """``author``, ``published``, ``source`` (the name of the site) and ``url``, where they are said."""
        found = {}
        for key, names in _NAMES.items():
            for one in names:
                value = self._said.get(one, "")
                if value and not (key == "author" and _ADDRESS.match(value)):
                    found[key] = value
                    break
        if "published" not in found and "time" in self._said:
            found["published"] = self._said["time"]
        if "canonical" in self._said:
            found["url"] = self._said["canonical"]
        return found

    def _note(self, named: str, value: str | None) -> None:
        if value and value.strip():
            self._said.setdefault(named.strip().lower(), _line(value))

    def _without_site(self, title: str) -> str:
        site = self._said.get("og:site_name", "").casefold()
        between = list(_BETWEEN.finditer(title))
        if between and site:
            first, last = title[: between[0].start()], title[between[-1].end() :]
            if last.casefold() == site:
                return title[: between[-1].start()]
            if first.casefold() == site:
                return title[between[0].end() :]
        return title


def _line(text: str) -> str:
    return " ".join(text.split())
