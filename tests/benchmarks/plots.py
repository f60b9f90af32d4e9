"""Pictures of results; matplotlib comes with the extra ``bench``."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def latency(path: Path, name: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Draw median and 95th percentile against corpus size, a line an engine; whether it could be drawn."""
    try:
        import matplotlib
    except ImportError:
        print('There is no plot without matplotlib; install it with: pip install "searchkit[bench]"', file=sys.stderr)
        return False
    matplotlib.use("Agg")
    from matplotlib import pyplot

    accented = [row for row in rows if row["kind"] == "accented"]
    sizes = sorted({int(row["passages"]) for row in accented})
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.5), sharey=True)
    for engine in dict.fromkeys(row["engine"] for row in accented):
        times = {
            size: sorted(
                float(row["milliseconds"])
                for row in accented
                if row["engine"] == engine and int(row["passages"]) == size
            )
            for size in sizes
        }
        run = [size for size in sizes if times[size]]
        left.plot(run, [statistics.median(times[size]) for size in run], marker="o", label=engine)
        right.plot(run, [times[size][int(len(times[size]) * 0.95)] for size in run], marker="o", label=engine)
    for axes, title in ((left, "median"), (right, "95th percentile")):
        axes.set(xscale="log", yscale="log", xlabel="passages", title=title)
        axes.grid(visible=True, which="both", alpha=0.25)
    left.set_ylabel("milliseconds a query, one thread")
    left.legend()
    figure.suptitle(f"Query latency, {name}: 1 to 12 syllables with accents, top 10 with snippets")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
    return True
