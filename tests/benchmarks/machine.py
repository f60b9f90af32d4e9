"""The machine, and what runs on it: every result names both."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from importlib import metadata
from pathlib import Path

_PACKAGES = ("searchkit", "tantivy", "whoosh3", "bm25s", "pyvi", "numpy", "click", "ir-measures")


def describe() -> str:
    """Processor, cores, memory and system."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return ", ".join((processor(), f"{cores()} cores", _memory(), system))


def python() -> str:
    """The interpreter and its version: "CPython 3.11.7"."""
    return f"{platform.python_implementation()} {platform.python_version()}"


def libraries() -> dict[str, str]:
    """The versions of what is measured, by name; what isn't installed is left out."""
    found = {name: version for name in _PACKAGES if (version := _version(name))}
    found["SQLite"] = sqlite3.sqlite_version
    if shutil.which("rg"):
        found["ripgrep"] = _first_line("rg", "--version").removeprefix("ripgrep ")
    return found


def load() -> str:
    """How busy the machine was in the last 1, 5 and 15 minutes, our own work included; empty where it isn't told."""
    return " ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else ""


def slug() -> str:
    """A short name of the machine for a folder, without its host name: "intel-xeon-2-cores"."""
    name = re.sub(r"\((r|tm)\)|@.*|cpu|processor", " ", processor().lower())
    return "-".join([*re.findall(r"[a-z0-9.]+", name)[:5], str(cores()), "cores"])


def cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def processor() -> str:
    """The processor's own name for itself."""
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine() or "unknown"


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    except (AttributeError, ValueError, OSError):
        return "unknown"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return next(iter(done.stdout.splitlines()), "")
