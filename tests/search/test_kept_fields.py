"""The fields of a whole library, kept on disk."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.counts import count_terms
from bot.search.cutting import KINDS, Cutter, texts_of
from bot.search.fields import FIELDS, Fields, fields_arrays, find_fields
from bot.search.folding import Folded
from bot.search.keeping import LIBRARIES, KeptFields
from bot.search.query import CHANNELS, Query, Weighted
from bot.search.tokenizer import Term
from bot.search.weights import Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.app import App
    from bot.interviews import Interview
    from bot.search.cutting import Cut, Texts

WEIGHTS = Weights()
BAGS = st.lists(st.lists(st.sampled_from(["深度", "学习", "ab", "好"]), max_size=5), min_size=1, max_size=5)
CUTS = st.fixed_dictionaries(dict.fromkeys(FIELDS, BAGS)).filter(lambda bags: any(map(any, bags.values())))
QUERIES = st.lists(st.tuples(st.sampled_from(["深度", "学习", "ab", "无"]), st.floats(0, 2)), max_size=5)
REST: Texts = {"asked": ("今天天气怎么样",)}


def as_cut(bags: dict[Any, list[list[str]]]) -> Cut:
    """Documents as they come from a cutter, with the same terms in each channel but for the last, which has none."""
    *full, empty = CHANNELS
    return {
        kind: {
            **{channel: count_terms(documents) for channel in full},
            empty: count_terms([[] for _ in documents]),
        }
        for kind, documents in bags.items()
    }


def asking(terms: list[tuple[str, float]]) -> Query:
    """A question of terms with weights."""
    weighted = tuple(Weighted(Term(term, 0, len(term)), weight) for term, weight in terms)
    return Query("", Folded("", (0,)), dict.fromkeys(CHANNELS, weighted))


def all_of(fields: Fields, query: Query) -> list[object]:
    """Everything that fields tell."""
    scored = fields.score(query)
    documents = {kind: list(range(len(fields.of(kind, scored.scores)))) for kind in FIELDS}
    return [
        scored.scores.tolist(),
        scored.reach,
        fields.self_scores.tolist(),
        [fields.parts(query, kind, documents[kind]) for kind in FIELDS],
        [fields.held(scored, {kind: [document]}, CHANNELS) for kind in FIELDS for document in documents[kind]],
        [dict(fields.words({kind: counted})) for kind in FIELDS for counted in (None, some(documents[kind]))],
    ]


def some(documents: list[int]) -> NDArray[np.bool_]:
    """Every second document."""
    return np.asarray([document % 2 == 0 for document in documents], dtype=bool)


@given(CUTS, QUERIES)
def test_kept_fields_tell_what_built_ones_tell(
    bags: dict[Any, list[list[str]]], terms: list[tuple[str, float]]
) -> None:
    """Scores, reach, parts, terms and words are the same to the last bit."""
    arrays = fields_arrays(as_cut(bags), WEIGHTS)
    with tempfile.TemporaryDirectory() as folder:
        kept = KeptFields(Path(folder), b"shape")
        kept.keep(["texts"], WEIGHTS, arrays)
        found = kept.find(["texts"], WEIGHTS)
        assert found is not None
        assert all_of(Fields(found, WEIGHTS), asking(terms)) == all_of(Fields(arrays, WEIGHTS), asking(terms))


@pytest.fixture(scope="module")
def arrays() -> dict[str, NDArray[Any]]:
    """The fields of a few documents."""
    return fields_arrays(as_cut({kind: [["深度", "学习"], ["ab"]] for kind in KINDS}), WEIGHTS)


@given(st.data())
def test_no_damaged_entry_is_taken(arrays: dict[str, NDArray[Any]], data: st.DataObject) -> None:
    """Whichever byte is changed, wherever it is cut off, whatever stands behind it: it is as if there was none."""
    with tempfile.TemporaryDirectory() as folder:
        kept = KeptFields(Path(folder), b"shape")
        kept.keep(["texts"], WEIGHTS, arrays)
        (path,) = Path(folder).iterdir()
        whole = path.read_bytes()
        place, change = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255))
        changed = whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :]
        damaged = data.draw(st.sampled_from([changed, whole[:place], whole + bytes([change])]))
        path.unlink()
        path.write_bytes(damaged)
        assert kept.find(["texts"], WEIGHTS) is None
        kept.keep(["texts"], WEIGHTS, arrays)
        assert path.read_bytes() == whole


def test_what_shapes_fields_is_part_of_their_name(arrays: dict[str, NDArray[Any]], tmp_path: Path) -> None:
    """Other texts, another order of them, other numbers of the ranking, other code or word lists find nothing."""
    kept = KeptFields(tmp_path, b"shape")
    kept.keep(["one", "two"], WEIGHTS, arrays)
    bm25 = WEIGHTS.model_copy(update={"bm25": WEIGHTS.bm25.model_copy(update={"b": 0.1})})
    channels = WEIGHTS.model_copy(update={"channels": WEIGHTS.channels.model_copy(update={"pair": 0.0})})
    assert kept.find(["one", "two"], WEIGHTS) is not None
    assert kept.find(["two", "one"], WEIGHTS) is kept.find(["onetwo"], WEIGHTS) is None
    assert kept.find(["one", "two"], bm25) is kept.find(["one", "two"], channels) is None
    assert KeptFields(tmp_path, b"other").find(["one", "two"], WEIGHTS) is None


def test_only_the_last_libraries_stay(arrays: dict[str, NDArray[Any]], tmp_path: Path) -> None:
    """An index may be hundreds of megabytes, and each change of an interview makes another one."""
    kept = KeptFields(tmp_path, b"shape")
    (tmp_path / "other.index.1-1.new").write_bytes(b"what another process is writing")
    for number in range(LIBRARIES + 3):
        kept.keep([str(number)], WEIGHTS, arrays)
    assert len(list(tmp_path.iterdir())) == LIBRARIES + 1
    assert kept.find([str(LIBRARIES + 2)], WEIGHTS) is not None


@pytest.mark.parametrize("usable", [True, False])
def test_an_index_is_right_with_a_folder_and_without(
    app: App, chollet: Interview, tmp_path: Path, usable: bool
) -> None:
    """Built, kept, damaged and built anew, or in a folder that cannot be one: the shipped interview's scores stay."""
    folder = tmp_path / "indexes"
    if not usable:
        folder.write_text("", encoding="utf-8")
    texts, cutter, weights = [texts_of(chollet)], Cutter(app.parts.analyzer), app.parts.weights
    query = app.answerer.parser.parse("什么是深度学习？")
    expected = find_fields(texts, REST, cutter, weights).score(query).scores.tolist()

    def scores() -> list[float]:
        fields = find_fields(texts, REST, cutter, weights, KeptFields(folder, b""))
        return list(map(float, fields.score(query).scores))

    assert scores() == expected == scores()
    for path in folder.iterdir() if usable else ():
        entry = path.read_bytes()
        path.unlink()
        path.write_bytes(entry[:-1] + bytes([entry[-1] ^ 1]))
        assert scores() == expected
        assert path.read_bytes() == entry


WRITER = """
import sys
from pathlib import Path
import numpy as np
from bot.search.keeping import KeptFields
from bot.search.weights import Weights
kept = KeptFields(Path(sys.argv[1]), b"shape")
for _ in range(100):
    kept.keep(["texts"], Weights(), {"numbers": np.arange(200_000)})
"""


def test_processes_that_write_at_once_leave_a_whole_entry(tmp_path: Path) -> None:
    """Who reads meanwhile finds the entry whole each time, once it is there."""
    kept = KeptFields(tmp_path, b"shape")
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        found = kept.find(["texts"], WEIGHTS)
        assert found is not None or not seen
        if found is not None:
            seen += 1
            assert found["numbers"].tolist() == list(range(200_000))
    assert seen
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(list(tmp_path.iterdir())) == 1
