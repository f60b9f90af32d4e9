"""Reports lift their passages: the sum, and that the best under it are found exactly."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest

from searchkit import Index, Report
from searchkit.engines.contract import Match, Request, View
from searchkit.engines.trees import Term
from searchkit.query.query import read
from searchkit.schema import PASSAGES, REPORTS
from searchkit.search.forms import with_forms
from searchkit.search.plan import Plan, planned
from searchkit.search.reports import Lifted, best
from searchkit.search.weights import DEFAULT

IndexOf = Callable[..., Index]
WORDS = ["đảng", "ủy", "khối", "chi", "bộ", "hòa", "bình", "dạng", "đang", "quyết", "nghị", "tỉnh"]


def reports(chance: random.Random, number: int) -> list[Report]:
    """Reports of one to twelve paragraphs, each a passage of its own."""
    found = []
    for identity in range(number):
        paragraphs = chance.choice([1, 1, 2, 5, 12])
        lines = [" ".join(chance.choices(WORDS + ["việc"] * 12, k=chance.randint(60, 150))) for _ in range(paragraphs)]
        found.append(Report(id=str(identity), text="\n".join(lines)))
    return found


@pytest.fixture(scope="module")
def index(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Forty reports of many lengths, by each engine in turn."""
    import searchkit

    index = searchkit.create(tmp_path_factory.mktemp("reports") / "index", engine_name)
    index.add(reports(random.Random(8), 40))
    return index


def plan_of(view: View, query: str) -> Plan:
    asked = read(query)
    return planned(with_forms(asked, view, DEFAULT.short), DEFAULT)


def by_hand(plan: Plan, view: View) -> list[Lifted]:
    """Every passage with its whole score, from both lists whole."""
    passages, wholes = view.search([Request(plan.tiers, 10_000), Request((plan.report,), 10_000, REPORTS)])
    scores = {match.link: match.score for match in wholes}
    found = []
    for tier, score, address, link in passages:
        lift = plan.lift * (plan.alone * score if link is None else scores.get(link, 0))
        found.append(Lifted(tier, score + lift, lift, address))
    return sorted(found, key=lambda one: (one.tier, -one.score))


@pytest.mark.parametrize("depth", [1, 4, 8, 20, 48, 10_000])
@pytest.mark.parametrize(
    "query", ["đảng", "dang uy", "đảng ủy khối", "chi bộ hòa bình nghị quyết", "dang bo tinh nghi quyet hoa"]
)
@pytest.mark.parametrize("needed", [1, 4, 16])
@pytest.mark.parametrize("a_report", [1, 50])
def test_the_best_are_found_exactly_from_the_tops_of_both_lists(
    index: Index, query: str, depth: int, needed: int, a_report: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of reports with more passages than are looked up, none is passed over unnoticed.
    monkeypatch.setattr("searchkit.search.reports._PASSAGES_A_REPORT", a_report)
    view = index._current.view()
    plan = plan_of(view, query)
    expected = by_hand(plan, view)
    found = best(plan, plan.tiers, view, depth, min(depth, needed))
    assert found.is_all == (depth > len(expected))
    assert len(found.passages) == len(expected) or not found.is_all
    # Of a few read maybe none can be handed out yet.
    assert found.passages or depth < 20
    for one, other in zip(found.passages, expected, strict=False):
        assert one.tier == other.tier
        assert one.score == pytest.approx(other.score, rel=1e-5)


class Scripted:
    """A view that gives answers one after the other, and keeps what it was asked."""

    def __init__(self, *answers: list[list[Match]]) -> None:
        self._answers = list(answers)
        self.asked: list[Sequence[Request]] = []

    def search(self, requests: Sequence[Request]) -> list[list[Match]]:
        self.asked.append(requests)
        return self._answers.pop(0)


Top = tuple[int, float, int | None]


def looked_up(
    passages: list[Top], wholes: list[tuple[int, float]], depth: int, needed: int, lift: float = 1.0
) -> tuple[set[int], set[int]]:
    """Of which reports more passages are looked up, and the scores of which reports, after these tops of both lists:
    tier, score and link of passages, link and score of reports."""
    tops = [Match(tier, score, number, link) for number, (tier, score, link) in enumerate(passages)]
    reports = [Match(0, score, 100 + link, link) for link, score in wholes]
    view: Any = Scripted([tops, reports], [[], []])
    word = Term("folded", "dang", 1.0)
    plan = Plan(read("đảng"), (word,) * 3, ("",) * 3, word, word, lift, 0.5)
    best(plan, plan.tiers, view, depth, needed)
    if len(view.asked) == 1:
        return set(), set()
    [_, [of_links, of_reports]] = view.asked
    assert of_reports.limit == len(of_reports.links)
    return set(of_links.links), set(of_reports.links)


@pytest.mark.parametrize(
    ("passages", "wholes", "needed", "links", "reports"),
    [
        # The first scores 10 + 5 whatever is looked up: 1 + 4 is the most for the second, and for what isn't seen.
        ([(0, 10, 1), (0, 1, 2)], [(1, 5), (9, 4)], 1, set(), set()),
        ([(0, 11, 2), (0, 10, 1)], [(1, 5), (9, 4)], 1, {1}, {2}),
        ([(0, 10.9, 2), (0, 9.9, 1)], [(1, 5), (9, 4)], 1, {1}, {2}),
        ([(0, 10.9, 2), (0, 10, 1), (0, 1, 3)], [(1, 5), (8, 4.5), (9, 4)], 1, set(), set()),
        # Both are needed, of which the second scores 1 at the least.
        ([(0, 10, 1), (0, 1, 2)], [(1, 5), (9, 4)], 2, {1, 9}, {2}),
        # What is in a later tier comes later, whatever its report scores; what is in an earlier one was all seen.
        ([(0, 2, 1), (1, 9, 2)], [(1, 5), (9, 4)], 1, set(), set()),
        ([(0, 2, 2), (1, 9, 1), (2, 3, 3)], [(1, 5), (8, 5), (9, 4)], 2, set(), {2}),
        # A passage that is a report by itself has no other score.
        ([(0, 9, None), (0, 9, 1)], [(1, 5), (9, 4)], 1, {1}, set()),
        # All reports are known: whatever isn't among them scores nothing.
        ([(0, 10, 1), (0, 9, 2), (0, 9, 3)], [(1, 5)], 3, {1}, set()),
    ],
)
def test_only_what_may_be_among_the_needed_is_looked_up(
    passages: list[Top], wholes: list[tuple[int, float]], needed: int, links: set[int], reports: set[int]
) -> None:
    assert looked_up(passages, wholes, len(passages), needed) == (links, reports)


def test_where_all_passages_are_seen_only_scores_of_reports_are_looked_up() -> None:
    assert looked_up([(0, 10, 1), (2, 0.1, 2)], [(1, 5), (8, 0.4), (9, 0.3)], 3, 1) == (set(), {2})


def test_where_reports_lift_nothing_none_is_asked_for() -> None:
    word = Term("folded", "dang", 1.0)
    view: Any = Scripted([[Match(0, 2.0, 7, 1)], []])
    found = best(Plan(read("đảng"), (word,), ("",), word, word, 0.0, 0.5), (word,), view, 4, 1)
    assert found.passages == [Lifted(0, 2.0, 0.0, 7)]
    assert [[request.limit for request in requests] for requests in view.asked] == [[4, 0]]


@pytest.mark.parametrize("query", ["đảng", "dang uy khoi", "chi bộ hòa bình nghị quyết tỉnh"])
def test_a_page_is_ordered_by_tier_then_score(index: Index, query: str) -> None:
    hits = index.search(query, 1000)
    assert len(hits) > 50
    assert all((left.tier, -left.score) <= (right.tier, -right.score) for left, right in pairwise(hits))
    assert [hit.tier for hit in hits] == sorted(hit.tier for hit in hits)


def test_of_two_passages_alike_the_one_comes_first_whose_report_is_about_the_matter(
    index_of: IndexOf, engine_name: str
) -> None:
    line = "Đảng ủy Khối họp bàn việc " + "chung của các cơ quan " * 12
    about = line + "\n" + "Khối các đảng ủy cơ sở đều có đảng ủy viên dự họp, khối đảng ủy " * 6
    other = line + "\n" + "Thời tiết hôm nay mưa to gió lớn ở các huyện miền núi phía bắc " * 6
    noise = ["Tin khác về mùa màng. " * 20 + "\n" + "Tin khác nữa về giá cả. " * 20] * 3
    found = index_of([Report(id="other", text=other), Report(id="about", text=about)], engine_name)
    found.add([Report(id=f"noise{number}", text=text) for number, text in enumerate(noise)])
    hits = found.search("đảng ủy khối họp bàn", all_copies=True)
    assert [hit.report.id for hit in hits if hit.passage.text == line.strip()] == ["about", "other"]
    without_lift = found.search("đảng ủy khối họp bàn", all_copies=True, weights=DEFAULT._replace(lift=0))
    scores = [hit.score for hit in without_lift if hit.passage.text == line.strip()]
    assert scores[0] == pytest.approx(scores[1])


def test_a_report_of_one_passage_costs_no_view(index_of: IndexOf, engine_name: str) -> None:
    view = index_of(["Đảng ủy họp.", "Chi bộ họp."], engine_name)._current.view()
    assert (view.size(PASSAGES), view.size(REPORTS)) == (2, 0)


def test_one_long_report_among_notes_is_not_held_down(index_of: IndexOf, engine_name: str) -> None:
    # Counted among views of reports alone, of which there is one, no word of it would be rare.
    notes = [Report(id=f"note{number}", text="Tin ngắn về chi bộ cơ sở trong tỉnh.") for number in range(40)]
    long = Report(id="long", text="\n".join(["Đảng ủy khối các cơ quan họp bàn việc nhân sự của kỳ đại hội " * 6] * 3))
    index = index_of([*notes, Report(id="one", text="Khối đảng ủy."), long], engine_name)
    assert index.search("nhân sự đại hội đảng ủy khối", group=True)[0].report.id == "long"


def test_removing_a_report_takes_its_view_along(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(reports(random.Random(1), 8), engine_name)
    before = index._current.view().size(REPORTS)
    long = next(identity for identity in index.ids() if index.report(identity).text.count("\n"))
    index.remove(long)
    assert index._current.view().size(REPORTS) == before - 1


def test_a_replaced_report_has_one_view(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(reports(random.Random(1), 8), engine_name)
    before = index._current.view().size(REPORTS)
    index.add(reports(random.Random(1), 8))
    assert index._current.view().size(REPORTS) == before
