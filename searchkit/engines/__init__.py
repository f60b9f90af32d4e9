"""Engines: query trees to scored passages, one file an engine."""

from __future__ import annotations

from importlib import import_module

from searchkit.engines.contract import Engine
from searchkit.errors import EngineError

#: The engine of an index when none is named.
DEFAULT = "tantivy"

_CLASSES = {"tantivy": "TantivyEngine", "whoosh": "WhooshEngine"}

#: The names of the engines there are.
NAMES = tuple(_CLASSES)


def engine_class(name: str) -> type[Engine]:
    """The engine of a name, imported only now: a search with one engine doesn't wait for the other's library.

    Raises EngineError for a name that no engine has.
    """
    if name not in _CLASSES:
        raise EngineError(f"There is no engine {name!r}; the engines are {', '.join(NAMES)}.")
    engine: type[Engine] = getattr(import_module(f"searchkit.engines.{name}"), _CLASSES[name])
    return engine
