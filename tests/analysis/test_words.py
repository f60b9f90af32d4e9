"""Compounds: pyvi is the oracle, string for string."""

from __future__ import annotations

import json
import lzma
import os
import re
import subprocess
import sys
import unicodedata
import warnings
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from searchkit.analysis import words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyvi's escapes, scikit-learn's versions
    from pyvi.ViTokenizer import ViTokenizer

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CORPORA = ROOT.parent / "shared" / "data" / "corpora"
FULL = os.environ.get("SEARCHKIT_FULL") == "1"

# What pyvi's patterns and rules tell apart, and syllables that its dictionary holds in pairs and triples.
SYLLABLES_AND_MARKS = """
    đảng ủy Đảng Ủy khối KHỐI nghị quyết hội đại biểu toàn quốc chủ nghĩa xã hợp tác nhà nước sự thật Hồ Chí
    Minh Việt Nam việt Ferrari F12 iPhone ΑΣ Σ ǅ ß İ ﬁ ² ½ ① 一二 नमस्ते _ __ a_b 1_2 1_2a 2017 6/2/2017 97,9%
    1.000.000 3.14. 12, TP. Tp. Mr. Mrs. ThS. Đ.C. T.Ư ABC. ==> -> ... >> <=> () . , ; : ! - – #y $5 “ ” ‘ …
    http://a.vn/x?y=1,2 ftp://ă/đ a.b+c@d-e.com.vn @x 😀 👩\u200d👧 \u200b \ufeff &nbsp; <br/>
"""
PIECES = [*SYLLABLES_AND_MARKS.split(), *"\0\n\t\x1c\x85\u00a0\u3000 ", "\r\n", "  ", ""]
PHRASES = st.lists(st.sampled_from(PIECES), max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n"]).map(lambda space: space.join(pieces))
)
LETTERS = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ\u0300\u0301\u0303\u0309\u0323 .,-:/@_0123456789\n", max_size=60
)
TEXTS = st.one_of(
    PHRASES,
    PHRASES.map(lambda text: unicodedata.normalize("NFD", text)),
    PHRASES.map(str.upper),
    PHRASES.map(str.title),
    LETTERS,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_seeds_come_out_as_from_pyvi(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert words.tokenize(text) == ViTokenizer.tokenize(text)


@pytest.mark.parametrize("text", ["", " ", "\t\u00a0", "\n", "a", ".", "12", "\0", "\r\n", "e\u0301"])
def test_the_least_texts_come_out_as_from_pyvi(text: str) -> None:
    assert words.tokenize(text) == ViTokenizer.tokenize(text)


_ROW_OF_ONE_WORD = re.compile(r"(\S+)(?:\s+\1\b){2}")


@settings(max_examples=5000 if FULL else 200)
@given(TEXTS)
def test_any_text_comes_out_as_from_pyvi(text: str) -> None:
    # In a row of one word several ways to join it can weigh the same up to rounding: "Hợp Hợp Hợp Hợp 7".
    assume(not _ROW_OF_ONE_WORD.search(text))
    assert words.tokenize(text) == ViTokenizer.tokenize(text)


@pytest.mark.parametrize("corpus", ["baomoi", "vntc10"])
def test_articles_come_out_as_from_pyvi(corpus: str) -> None:
    articles = 5000 if FULL else 100
    path = CORPORA / f"{corpus}.jsonl.xz"
    if not path.exists():
        pytest.skip(f"no corpus at {path}")
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        different = [
            number
            for number, line in enumerate(islice(lines, articles))
            if words.tokenize(text := json.loads(line)["text"]) != ViTokenizer.tokenize(text)
        ]
    assert not different


def test_a_lone_surrogate_is_no_error() -> None:
    assert words.tokenize("chủ nghĩa \ud800") == "chủ_nghĩa \ud800"


@settings(max_examples=1000 if FULL else 100)
@given(st.lists(TEXTS, max_size=5))
def test_a_batch_joins_what_tokenize_joins(texts: list[str]) -> None:
    cut = [ViTokenizer.sylabelize(text)[1] for text in texts]
    starts = np.cumsum([0, *map(len, cut)])[:-1]
    joined = iter(_joined([token for tokens in cut for token in tokens], starts.tolist()))
    for text, tokens in zip(texts, cut, strict=True):
        written = "".join(("_" if next(joined) else " ") + token for token in tokens)
        assert written == (" " + words.tokenize(text) if tokens else "")
    assert next(joined, None) is None


def _joined(tokens: list[str], starts: list[int]) -> list[bool]:
    vocabulary = words.vocabulary()
    numbers = words.unpacked(b"".join(vocabulary[token] for token in tokens))
    joined: list[bool] = words.joined(vocabulary, numbers, starts).tolist()
    return joined


def test_an_empty_batch() -> None:
    assert _joined([], []) == []
    assert _joined([], [0, 0]) == []
    assert _joined(["nghị", "quyết"], [0, 0, 2]) == [False, True]
    assert _joined(["nghị", "quyết"], [0, 1]) == [False, False]


def test_a_batch_must_start_at_its_first_token() -> None:
    with pytest.raises(ValueError, match="token 0"):
        _joined(["nghị", "quyết"], [1])


def test_a_vocabulary_that_is_full_starts_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    expected = words.tokenize(text)
    monkeypatch.setattr(words, "_FULL", 10_000)
    vocabularies = set()
    for _ in range(3):
        vocabularies.add(id(words._decoder().vocabulary()))
        assert words.tokenize(text) == expected
    assert len(vocabularies) > 1


def test_threads_may_share_the_decoder() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SEEDS] * 4
    expected = [ViTokenizer.tokenize(text) for text in texts]
    words._decoder.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(words.tokenize, texts)) == expected


def test_a_warm_cache_spares_the_heavy_imports() -> None:
    words.tokenize("làm ấm")
    script = (
        "import sys; from searchkit.analysis import words; assert 'pyvi' not in sys.modules;"
        "print(words.tokenize('nghị quyết') == 'nghị_quyết');"
        "print({'pyvi', 'sklearn', 'sklearn_crfsuite', 'pycrfsuite', 'joblib'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["True", "set()"]
