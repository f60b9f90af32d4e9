"""How often the dates read from events of news are right, told by their year: all articles of a corpus are of one year.

    python tests/benchmarks/metadata.py CORPUS.jsonl[.xz] --year 2017

For each year how many articles were given a date in it by their event ("Sáng 6/1", its year from elsewhere in the
text), the articles that have another year than the corpus, and the time that all that is read takes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections import Counter
from pathlib import Path

from searchkit import Report
from searchkit.reports.metadata.facts import metadata_of


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the dates of events are right, told by their year.")
    parser.add_argument("corpus", type=Path, help="JSON Lines, also .xz")
    parser.add_argument("--year", type=int, default=2017, help="in which all articles were written")
    arguments = parser.parse_args()
    years: Counter[int] = Counter()
    articles, characters, seconds = 0, 0, 0.0
    with (lzma.open if arguments.corpus.suffix == ".xz" else open)(arguments.corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            report = Report(str(articles), article["text"], article.get("title", ""))
            started = time.process_time()
            found = metadata_of(report).date
            seconds += time.process_time() - started
            articles, characters = articles + 1, characters + len(report.text)
            if found:
                year = found.value.first.year
                years[year] += 1
                if year != arguments.year:
                    print(found.value, report.text[max(0, found.start - 60) : found.end + 60].replace("\n", " "))
    given = sum(years.values())
    print(
        f"\n{articles:,} articles, {given:,} dates, {years[arguments.year]:,} ({years[arguments.year] / given:.1%}) of",
        end="",
    )
    print(f" {arguments.year}; {seconds / characters * 1e6:.2f} s a million characters")


if __name__ == "__main__":
    main()
