"""What an archive is made of: a module a section, which says what its rows are and makes tables of them."""

from __future__ import annotations

from sections import cold_start, cross_validation, indexing, latency, relevance, segmentation, threads
from sections.section import Section

#: By the name of the CSV file and of the script that measures, in the order of the summary.
SECTIONS: dict[str, Section] = {
    "relevance": relevance.SECTION,
    "cross_validation": cross_validation.SECTION,
    "latency": latency.SECTION,
    "threads": threads.SECTION,
    "cold_start": cold_start.SECTION,
    "indexing": indexing.SECTION,
    "segmentation": segmentation.SECTION,
}
