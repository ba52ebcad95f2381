from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vstrecha.engine.matching.encoders import Float, NoEncoder, unit
from vstrecha.engine.matching.neighbours import (
    NOWHERE,
    ExactNeighbours,
    Identity,
    Neighbours,
    NeighboursError,
    exact,
    neighbours_of,
    open_neighbours,
)
from vstrecha.engine.matching.neighbours.ivf import NEIGHBOURS, IvfNeighbours, shared_share

DIMENSION = 24
IDENTITY = Identity("letters", "1", DIMENSION)


def some_vectors(count: int, seed: int = 0) -> Float:
    """Texts on a hundred themes: what is near to what has a structure, as in life."""
    generator = np.random.default_rng(seed)
    themes = np.random.default_rng(99).normal(size=(100, DIMENSION))
    noise = generator.normal(size=(count, DIMENSION)) * 0.5
    return unit((themes[generator.integers(0, 100, count)] + noise).astype(np.float32))


def by_sorting(vectors: Float, queries: Float, top: int) -> np.ndarray[Any, Any]:
    cosines = queries.astype(np.float64) @ vectors.astype(np.float64).T
    return np.argsort(-cosines, axis=1, kind="stable")[:, :top]


@pytest.fixture(scope="module")
def vectors() -> Float:
    return some_vectors(3000)


@pytest.fixture(scope="module")
def indexed(vectors: Float) -> Neighbours:
    return neighbours_of(vectors, IDENTITY, exact_up_to=1000)


def test_exact_search_is_a_full_sort(vectors: Float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "_VECTORS_AT_A_TIME", 700)
    monkeypatch.setattr(exact, "_QUERIES", 7)
    queries = some_vectors(50, seed=1)
    cosines, places = ExactNeighbours(vectors, IDENTITY).search(queries, 20)
    assert (places == by_sorting(vectors, queries, 20)).all()
    expected = np.take_along_axis(queries @ vectors.T, places, axis=1)
    assert np.allclose(cosines, expected, atol=1e-6)


def test_equal_cosines_keep_the_order_of_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "_VECTORS_AT_A_TIME", 4)
    vectors = np.zeros((11, 2), dtype=np.float32)
    vectors[[3, 6, 9], 0] = 1
    vectors[5, 0] = -1
    query = np.array([[1, 0]], dtype=np.float32)
    cosines, places = ExactNeighbours(vectors, Identity("e", "1", 2)).search(query, 11)
    assert places[0].tolist() == [3, 6, 9, 0, 1, 2, 4, 7, 8, 10, 5]
    assert cosines[0].tolist() == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, -1]


def test_half_floats_find_the_same(vectors: Float) -> None:
    queries = some_vectors(30, seed=2)
    halves = ExactNeighbours(vectors.astype(np.float16), IDENTITY).search(queries, 10)[1]
    singles = ExactNeighbours(vectors, IDENTITY).search(queries, 10)[1]
    assert np.mean([len(set(a) & set(b)) for a, b in zip(halves, singles, strict=True)]) > 9.8


def test_size_decides_which_search_it_is(vectors: Float, indexed: Neighbours) -> None:
    assert isinstance(neighbours_of(vectors, IDENTITY, exact_up_to=3000), ExactNeighbours)
    assert isinstance(indexed, IvfNeighbours)
    assert indexed.size == 3000


def test_the_index_finds_what_it_promises(vectors: Float, indexed: Neighbours) -> None:
    assert isinstance(indexed, IvfNeighbours)
    assert indexed.recall >= 0.97
    assert 1 <= indexed.probes < indexed.cells
    queries = some_vectors(400, seed=3)
    found = indexed.search(queries, NEIGHBOURS)[1]
    true = by_sorting(vectors, queries, NEIGHBOURS)
    assert shared_share(found, true, np.full(400, NOWHERE)) >= 0.96


def test_it_is_tuned_on_the_queries_that_are_known(vectors: Float) -> None:
    queries = some_vectors(200, seed=4)
    built = IvfNeighbours.built(vectors, IDENTITY, recall=0.9, queries=queries)
    found = built.search(queries, NEIGHBOURS)[1]
    assert built.recall == pytest.approx(
        shared_share(found, by_sorting(vectors, queries, NEIGHBOURS), np.full(200, NOWHERE)),
        abs=0.002,
    )


def test_a_recall_out_of_reach_is_told(vectors: Float) -> None:
    with pytest.raises(NeighboursError, match=r"finds \d+\.\d% of the nearest at most.*100\.0%"):
        IvfNeighbours.built(vectors, IDENTITY, recall=1.0)


def test_a_share_leaves_the_query_itself_out() -> None:
    true = np.array([[7, 1, 2], [8, 3, 4]])
    found = np.array([[7, 2, 5], [3, 8, 4]])
    assert shared_share(found, true, np.array([7, 8])) == pytest.approx(0.75)


@pytest.mark.parametrize("exact_up_to", [1000, 5000])
def test_saved_and_opened_it_finds_the_same(
    vectors: Float, tmp_path: Path, exact_up_to: int
) -> None:
    built = neighbours_of(vectors, IDENTITY, exact_up_to=exact_up_to)
    queries = some_vectors(40, seed=5)
    built.save(tmp_path / "index")
    built.save(tmp_path / "index")
    opened = open_neighbours(tmp_path / "index", IDENTITY)
    assert type(opened) is type(built)
    assert (opened.size, opened.recall) == (built.size, built.recall)
    cosines, places = opened.search(queries, 9)
    before = built.search(queries, 9)
    assert np.array_equal(cosines, before[0])
    assert np.array_equal(places, before[1])
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_it_travels_to_another_process(indexed: Neighbours, tmp_path: Path) -> None:
    queries = some_vectors(5, seed=6)
    indexed.save(tmp_path / "index")
    for sent in (indexed, open_neighbours(tmp_path / "index", IDENTITY)):
        there = pickle.loads(pickle.dumps(sent))
        assert np.array_equal(there.search(queries, 9)[1], indexed.search(queries, 9)[1])
        assert there.recall == indexed.recall


def test_the_same_vectors_give_the_same_index(vectors: Float, indexed: Neighbours) -> None:
    queries = some_vectors(50, seed=7)
    again = neighbours_of(vectors, IDENTITY, exact_up_to=1000)
    assert np.array_equal(again.search(queries, 9)[0], indexed.search(queries, 9)[0])


def test_one_query_finds_what_many_find(indexed: Neighbours) -> None:
    queries = some_vectors(40, seed=8)
    together = indexed.search(queries, 9)[1]
    alone = [indexed.search(query[None, :], 9)[1][0] for query in queries]
    assert np.array_equal(together, alone)


@pytest.mark.parametrize(
    "other",
    [Identity("use-m3", "1", DIMENSION), Identity("letters", "2", DIMENSION)],
)
def test_vectors_of_another_encoder_are_refused(
    vectors: Float, tmp_path: Path, other: Identity
) -> None:
    neighbours_of(vectors, IDENTITY).save(tmp_path / "index")
    with pytest.raises(NeighboursError, match=r"letters 1 .*cannot be compared.*build it anew"):
        open_neighbours(tmp_path / "index", other)


def test_an_encoder_without_vectors_has_an_identity_too() -> None:
    identity = Identity.of(NoEncoder())
    found = neighbours_of(np.zeros((3, 0), dtype=np.float32), identity)
    assert found.search(np.zeros((1, 0), dtype=np.float32), 2)[1].tolist() == [[0, 1]]


@pytest.mark.parametrize("exact_up_to", [100, 1000])
def test_fewer_vectors_than_asked_for(exact_up_to: int) -> None:
    vectors = some_vectors(200)
    found = neighbours_of(vectors, IDENTITY, exact_up_to=exact_up_to)
    cosines, places = found.search(vectors[:1], 210)
    assert places[0, 0] == 0
    assert places[0, -1] == NOWHERE
    assert cosines[0, -1] == -np.inf


def test_what_cannot_be_searched_is_told(vectors: Float, indexed: Neighbours) -> None:
    for found in (indexed, neighbours_of(vectors, IDENTITY)):
        with pytest.raises(NeighboursError, match="Encode them with the encoder of the index"):
            found.search(vectors[:, :5], 3)
        with pytest.raises(NeighboursError, match="one neighbour or more, not 0"):
            found.search(vectors[:2], 0)
    with pytest.raises(NeighboursError, match="Give the encoder that made them"):
        neighbours_of(vectors[:, :5], IDENTITY)


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(NeighboursError, match="holds no index"):
        open_neighbours(tmp_path, IDENTITY)


def test_a_folder_of_something_else_is_left_alone(vectors: Float, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(NeighboursError, match="something else than an index"):
        neighbours_of(vectors, IDENTITY).save(tmp_path)
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "years of work"


@pytest.mark.parametrize("exact_up_to", [1000, 5000])
def test_damaged_files_are_told(vectors: Float, tmp_path: Path, exact_up_to: int) -> None:
    folder = tmp_path / "index"
    neighbours_of(vectors, IDENTITY, exact_up_to=exact_up_to).save(folder)
    manifest = json.loads((folder / "index.json").read_text("utf-8"))
    (folder / "index.json").write_text(json.dumps({**manifest, "size": 7}), "utf-8")
    with pytest.raises(NeighboursError, match="says that it holds 7 vectors, and holds 3000"):
        open_neighbours(folder, IDENTITY)
    (folder / "index.json").write_text(json.dumps({**manifest, "format": 9}), "utf-8")
    with pytest.raises(NeighboursError, match="another version of this program"):
        open_neighbours(folder, IDENTITY)
    (folder / "index.json").write_text(json.dumps(manifest), "utf-8")
    for path in folder.iterdir():
        if path.name != "index.json":
            path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(NeighboursError, match="Build the index anew"):
        open_neighbours(folder, IDENTITY)
    (folder / "index.json").write_text("[", "utf-8")
    with pytest.raises(NeighboursError, match="cannot be understood"):
        open_neighbours(folder, IDENTITY)


def test_without_faiss_the_mend_is_named() -> None:
    code = (
        "import sys; sys.modules['faiss'] = None\n"
        "import numpy as np\n"
        "from vstrecha.engine.matching.neighbours import *\n"
        "try: neighbours_of(np.zeros((5, 2)), Identity('e', '1', 2), exact_up_to=3)\n"
        "except NeighboursError as error: print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "pip install vstrecha[large]" in told.stdout


def test_few_texts_need_no_faiss() -> None:
    code = "import sys, vstrecha.engine.matching.neighbours; sys.exit('faiss' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
