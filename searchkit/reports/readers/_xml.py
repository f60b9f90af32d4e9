"""XML from strangers, event by event: no document type, so no entities, no recursion, memory for one event only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn, TypeAlias
from xml.parsers import expat

from searchkit.errors import UnreadableError

#: Names and values in turn: most are never looked at, and a list is made in half the time of a dictionary.
Attributes: TypeAlias = list[str]
Start: TypeAlias = Callable[[Attributes], None]
End: TypeAlias = Callable[[], None]

# The parser begins a tag again with every chunk until it has all of it: a tag of any length would cost its square.
_LONGEST_TAG = 8 << 20


def value(attributes: Attributes, name: str, default: str = "") -> str:
    """The value of an attribute by its name, "namespace local"."""
    names = attributes[::2]
    return attributes[2 * names.index(name) + 1] if name in names else default


class Elements:
    """Calls a function for the start or the end of each element that has one, by its name "namespace local".

    ``starts`` may be replaced while reading, for elements that mean something else within another.
    """

    def __init__(self, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
        self.starts = starts
        self._ends = ends
        self._depth = 0
        self._skipped_text: Callable[[str], None] | None = None
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def read(self, chunks: Iterable[bytes]) -> None:
        """Parses a document to its end. Raises UnreadableError for XML that is damaged or has a document type."""
        length = 0
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
                length += len(chunk)
                if length - self._parser.CurrentByteIndex > _LONGEST_TAG:
                    raise UnreadableError(f"refused: a tag of more than {_LONGEST_TAG >> 20} MB in its XML")
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise UnreadableError(f"damaged: its XML is broken ({error})") from None
        finally:
            self._forget()

    def listen(self, text: Callable[[str], None] | None) -> None:
        """Hands all text that comes now to a function; to none with None."""
        self._parser.CharacterDataHandler = text

    def skip(self) -> None:
        """Called from the start of an element: nothing is told of what is in it, nor of its end."""
        self._depth = 1
        self._skipped_text = self._parser.CharacterDataHandler
        self._parser.CharacterDataHandler = None
        self._parser.StartElementHandler = self._deeper
        self._parser.EndElementHandler = self._shallower

    def _start(self, name: str, attributes: Attributes) -> None:
        start = self.starts.get(name)
        if start is not None:
            start(attributes)

    def _end(self, name: str) -> None:
        end = self._ends.get(name)
        if end is not None:
            end()

    def _deeper(self, name: str, attributes: Attributes) -> None:
        self._depth += 1

    def _shallower(self, name: str) -> None:
        self._depth -= 1
        if not self._depth:
            self._parser.CharacterDataHandler = self._skipped_text
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end

    def _forget(self) -> None:
        # The parser holds bound methods of its owner: a circle that only the collector would free.
        self._parser.StartElementHandler = self._parser.EndElementHandler = self._parser.CharacterDataHandler = None


def _refuse(*declaration: object) -> NoReturn:
    raise UnreadableError("refused: its XML declares a document type, which could hide anything")


def texts(chunks: Iterable[bytes], wanted: Mapping[str, str]) -> dict[str, str]:
    """The text in the first element of each wanted name, under the key that it is wanted for; raises as ``read``."""
    found: dict[str, str] = {}
    parts: list[str] = []

    def begin(attributes: Attributes) -> None:
        parts.clear()
        elements.listen(parts.append)

    def end_of(key: str) -> End:
        def end() -> None:
            elements.listen(None)
            if text := " ".join("".join(parts).split()):
                found.setdefault(key, text)

        return end

    elements = Elements(dict.fromkeys(wanted, begin), {name: end_of(key) for name, key in wanted.items()})
    elements.read(chunks)
    return found
