"""pyvi's word-segmentation model as plain arrays, read without importing pyvi and cached between runs.

Goes in: the two files of the installed pyvi, a pickled CRFsuite model and a list of dictionary words.
Comes out: a :class:`WordModel`. Every score in it is the weight of the label B_W (a word begins) minus that
of the label I_W (the word goes on): with two labels only that difference matters.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import importlib.util
import io
import os
import pickle
import struct
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchkit.errors import MissingExtraError

# Raise it whenever the fields of WordModel or their meaning change: it is part of the cache file's name.
_FORMAT = 1

# pyvi's names for the token itself and for its two neighbours (ViTokenizer.word2features): the columns of
# `form_scores` and the rows of `case_scores`.
_PLACES = ("", "-1:", "+1:")
# The columns of `case_scores`.
_CASES = ("word.isupper()", "word.istitle()", "word.isdigit()")
# The order of `gram_scores`: a pair seen from its second and first token, a triple from its third and first.
_GRAMS = ("-1:word.bi_gram()", "+1:word.bi_gram()", "-2:word.tri_gram()", "+2:word.tri_gram()")

# A form is never spelled with NUL, since CRFsuite's names are C strings.
_BETWEEN_FORMS = "\0"
# No token is a space. The empty form won't do for the unknown: pyvi's model has weights for it.
_UNKNOWN = " "

_Indexes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class WordModel:
    """The weights and the word lists of pyvi's tokenizer.

    A *form* is a lower-cased token, known by its number; form 0 stands for every form the model doesn't know.
    Word lists are sparse matrices packed by row displacement (Tarjan and Yao, 1979): a cell (row, column) is
    set exactly when ``owners[offsets[row] + column] == row``, and the sum is then the number of that cell.
    """

    forms: NDArray[np.uint8]  # the spellings of the forms, UTF-8, with NUL between them
    form_scores: NDArray[np.float64]  # (forms, 3): as the token itself, as the one before, as the one after
    case_scores: NDArray[np.float64]  # (3, 3): the same places, times isupper, istitle, isdigit
    bias: NDArray[np.float64]  # ()
    gram_scores: NDArray[np.float64]  # (4,): pair as second, pair as first, triple as third, triple as first
    transitions: NDArray[np.float64]  # (2, 2): weights, from label to label, 0 = B_W, 1 = I_W
    pair_offsets: _Indexes  # (forms,): row = first form, column = second form
    pair_owners: _Indexes
    pair_is_word: NDArray[np.float64]  # (pairs,): 1 if the pair is a word, 0 if it only begins one
    triple_offsets: _Indexes  # (pairs,): row = pair, column = third form
    triple_owners: _Indexes

    def form_numbers(self) -> dict[str, int]:
        """The number of each form, by its spelling."""
        spellings = self.forms.tobytes().decode("utf-8").split(_BETWEEN_FORMS)
        return {spelling: number for number, spelling in enumerate(spellings)}


def load() -> WordModel:
    """The model of the installed pyvi, from the cache if it is there, else from pyvi's files.

    Raises MissingExtraError if pyvi isn't installed. A cache that can't be read or written only costs time.
    """
    model_bytes, words_bytes = (path.read_bytes() for path in _pyvi_files())
    cached = _cache_folder() / f"words-{_FORMAT}-{_digest(model_bytes, words_bytes)}.npz"
    model = _read_cache(cached)
    if model is None:
        model = build(model_bytes, words_bytes.decode("utf-8"))
        _write_cache(cached, model)
    return model


def build(model_bytes: bytes, words: str) -> WordModel:
    """A model from the bytes of pyvi's ``pyvi3.pkl`` and the text of its ``words.txt``."""
    weights, transitions = _crf_weights(_crfsuite_bytes(model_bytes))
    grams = list(_matchable_grams(words))

    form_weights = {}
    for column, place in enumerate(_PLACES):
        prefix = place + "word.lower():"
        for name, weight in weights.items():
            if name.startswith(prefix):
                form_weights[name.removeprefix(prefix), column] = weight
    spellings = chain([_UNKNOWN], (form for form, _ in form_weights), *grams)
    numbers = {form: number for number, form in enumerate(dict.fromkeys(spellings))}
    form_scores = np.zeros((len(numbers), len(_PLACES)))
    for (form, column), weight in form_weights.items():
        form_scores[numbers[form], column] = weight
    form_scores[numbers[_UNKNOWN]] = 0

    numbered = [tuple(numbers[form] for form in gram) for gram in grams]
    pair_offsets, pair_owners = _pack({gram[:2] for gram in numbered}, len(numbers), len(numbers))
    pair_is_word = np.zeros(len(pair_owners))
    triples = set()
    for first, second, *third in numbered:
        pair = int(pair_offsets[first]) + second
        if third:
            triples.add((pair, third[0]))
        else:
            pair_is_word[pair] = 1
    triple_offsets, triple_owners = _pack(triples, len(pair_owners), len(numbers))

    return WordModel(
        forms=np.frombuffer(_BETWEEN_FORMS.join(numbers).encode("utf-8"), np.uint8),
        form_scores=form_scores,
        case_scores=np.array([[weights.get(place + case, 0.0) for case in _CASES] for place in _PLACES]),
        bias=np.array(weights.get("bias", 0.0)),
        gram_scores=np.array([weights.get(gram, 0.0) for gram in _GRAMS]),
        transitions=transitions,
        pair_offsets=pair_offsets,
        pair_owners=pair_owners,
        pair_is_word=pair_is_word,
        triple_offsets=triple_offsets,
        triple_owners=triple_owners,
    )


def _pyvi_files() -> tuple[Path, Path]:
    """Where the installed pyvi keeps its model and its word list; pyvi itself is not run."""
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError("Finding compounds needs pyvi: install it with `pip install pyvi`.")
    models = Path(spec.submodule_search_locations[0]) / "models"
    return models / "pyvi3.pkl", models / "words.txt"


class _StandIn:
    """Takes the place of every class in the pickle, so that none of scikit-learn has to be imported."""

    def __init__(self, *_: object) -> None:
        self.state: Any = {}

    def __setstate__(self, state: object) -> None:
        self.state = state


class _Unpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        # Bytes are pickled as a call of codecs.encode; nothing else of the pickle is allowed to run.
        return codecs.encode if (module_name, global_name) == ("_codecs", "encode") else _StandIn


def _crfsuite_bytes(model_bytes: bytes) -> bytes:
    """The CRFsuite model inside a pickled sklearn_crfsuite.CRF, whose FileResource carries it along."""
    crf = _Unpickler(io.BytesIO(model_bytes)).load()
    data: bytes = crf.state["modelfile"].state["__FILE_RESOURCE_DATA__"]
    return data


# CRFsuite's format (lib/crf/src/crf1d_model.c, lib/cqdb/src/cqdb.c). python-crfsuite could read it, but its
# dump rounds the weights to six digits, and its parser of the dump fails on pyvi's attribute for the newline.
_HEADER = struct.Struct("<4sI4sI3I5I")  # magic, size, type, version, counts, offsets
_CHUNK = struct.Struct("<4sII")  # name, size, count
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])
_STATE, _TRANSITION = 0, 1
_NAMES = struct.Struct("<4s5I")  # name, size, flag, byte order, count, offset of the table of names
_NAME = struct.Struct("<II")  # number, length with the final NUL


def _crf_weights(crf: bytes) -> tuple[dict[str, float], NDArray[np.float64]]:
    """(attribute -> weight of B_W minus weight of I_W, transition weights) of a CRFsuite model."""
    _, _, _, _, _, _, _, features_at, labels_at, attributes_at, _, _ = _HEADER.unpack_from(crf)
    labels = _names(crf, labels_at)
    # The decoder counts on the order too: of two equal scores CRFsuite takes the label that comes first.
    if labels != ["B_W", "I_W"]:
        raise ValueError(f"pyvi's model has the labels {labels}, not B_W and I_W.")

    count = _CHUNK.unpack_from(crf, features_at)[2]
    features = np.frombuffer(crf, _FEATURE, count, features_at + _CHUNK.size)
    attributes = _names(crf, attributes_at)
    states = features[features["kind"] == _STATE]
    sums = np.zeros(len(attributes))
    np.add.at(sums, states["source"], np.where(states["label"] == 0, states["weight"], -states["weight"]))

    transitions = np.zeros((len(labels), len(labels)))
    moves = features[features["kind"] == _TRANSITION]
    transitions[moves["source"], moves["label"]] = moves["weight"]
    return dict(zip(attributes, sums.tolist(), strict=True)), transitions


def _names(crf: bytes, at: int) -> list[str]:
    """The labels or attributes listed at an offset, in the order of their numbers."""
    _, _, _, _, count, table_at = _NAMES.unpack_from(crf, at)
    names = [""] * count
    for record in np.frombuffer(crf, "<u4", count, at + table_at).tolist():
        number, length = _NAME.unpack_from(crf, at + record)
        start = at + record + _NAME.size
        names[number] = crf[start : start + length - 1].decode("utf-8")
    return names


def _matchable_grams(words: str) -> Iterator[list[str]]:
    """The words of two and three syllables, cut up, that pyvi can find.

    It looks up lower-cased text in the list as it stands: an entry with a capital letter never matches.
    """
    for word in words.split("\n"):
        syllables = word.split(" ")
        if len(syllables) in (2, 3) and word == word.lower():
            yield syllables


def _pack(cells: Iterable[tuple[int, ...]], rows: int, columns: int) -> tuple[_Indexes, _Indexes]:
    """(offsets, owners) of a sparse matrix, given its set cells; see WordModel.

    Rows go in from the fullest to the emptiest, each at the first offset where its cells find free places.
    Place 0 stays free, so that 0 is the number of no cell: the columns in use start at 1.
    """
    members = defaultdict(list)
    for row, column in sorted(cells):
        members[row].append(column)
    offsets = np.zeros(rows, np.intp)
    owners = np.full(columns + 1, -1, np.intp)
    for row, taken in sorted(members.items(), key=lambda item: (-len(item[1]), item[0])):
        offset = _first_fit(owners, taken)
        if offset + columns >= len(owners):
            owners = np.append(owners, np.full(offset + columns + 1 - len(owners), -1, np.intp))
        offsets[row] = offset
        owners[offset + np.array(taken)] = row
    return offsets, owners


def _first_fit(owners: _Indexes, taken: list[int], at_once: int = 512) -> int:
    """The least offset at which all columns in ``taken`` (ascending, from 1) fall on free places."""
    wanted = np.array(taken)
    room = len(owners) - taken[-1]
    tried = np.flatnonzero(owners[taken[0] : taken[0] + room] < 0)
    for start in range(0, len(tried), at_once):
        offsets = tried[start : start + at_once]
        fits = (owners[offsets[:, None] + wanted] < 0).all(axis=1)
        if fits.any():
            return int(offsets[fits.argmax()])
    return len(owners)


def _cache_folder() -> Path:
    """The folder named by SEARCHKIT_CACHE, else the user's cache folder of this system."""
    if folder := os.environ.get("SEARCHKIT_CACHE"):
        return Path(folder)
    import platformdirs

    return Path(platformdirs.user_cache_dir("searchkit"))


def _digest(*contents: bytes) -> str:
    """A name for these contents (1.5 ms for pyvi's files, and unlike dates and versions never wrong)."""
    digest = hashlib.blake2b(digest_size=8)
    for content in contents:
        digest.update(content)
    return digest.hexdigest()


def _read_cache(path: Path) -> WordModel | None:
    """The cached model, or None if there is none or the file is damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return WordModel(**{field.name: archive[field.name] for field in fields(WordModel)})
    except Exception:  # a damaged archive can raise nearly anything, and the answer is always to rebuild
        return None


def _write_cache(path: Path, model: WordModel) -> None:
    """Save the model if that is possible; another process never sees half a file."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
            partial = Path(file.name)
            try:
                np.savez(file, **{field.name: getattr(model, field.name) for field in fields(WordModel)})
                file.close()
                partial.replace(path)
            except OSError:
                partial.unlink(missing_ok=True)
