"""A picture of an archive's latencies: median and 95th percentile against the number of passages, an engine a line.

    python tests/benchmarks/plots.py docs/benchmarks/FOLDER latency.png

Not archived, for it can be drawn at any time. It needs matplotlib, from the extra ``bench``.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import rows
from sections.latency import KNOWN
from sections.section import columns_besides, groups, of, p95


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit("Name the folder of an archive, and the picture to write.")
    found = of(rows.read(Path(sys.argv[1]) / "latency.csv"), accents="accented")
    if not found:
        raise SystemExit(f"There are no latencies in {sys.argv[1]}; name the folder of an archive that has some.")
    draw(Path(sys.argv[2]), found)


def draw(path: Path, found: Sequence[rows.Row]) -> None:
    """Write the picture of queries with accents, a row of axes a corpus."""
    try:
        import matplotlib
    except ImportError:
        raise SystemExit('Drawing needs matplotlib; install it with: pip install "searchkit[bench]"') from None
    matplotlib.use("Agg")
    from matplotlib import pyplot

    corpora = groups(found, "corpus")
    figure, axes = pyplot.subplots(len(corpora), 2, figsize=(11, 4.5 * len(corpora)), sharey=True, squeeze=False)
    for ((corpus,), measured), pair in zip(corpora.items(), axes, strict=True):
        sizes = groups(measured, "passages")
        for engine in columns_besides(measured, KNOWN):
            times = {int(size): [float(row[engine]) for row in ran if row[engine]] for (size,), ran in sizes.items()}
            run = {size: values for size, values in times.items() if values}
            pair[0].plot(list(run), [statistics.median(values) for values in run.values()], marker="o", label=engine)
            pair[1].plot(list(run), [p95(values) for values in run.values()], marker="o", label=engine)
        for one, title in zip(pair, ("median", "95th percentile"), strict=True):
            one.set(xscale="log", yscale="log", xlabel="passages", title=f"{corpus}, {title}")
            one.grid(visible=True, which="both", alpha=0.25)
        pair[0].set_ylabel("milliseconds a query, one thread")
        pair[0].legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


if __name__ == "__main__":
    main()
