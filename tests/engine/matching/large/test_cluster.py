from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import numpy as np
import pytest
from distributed import get_worker

from tests.engine.matching.cast import LetterEncoder
from tests.engine.matching.large.collections import english, russian
from tests.engine.matching.large.dask_cluster import DaskCluster, dask_cluster
from vstrecha.engine.matching.encoders import EncoderUnavailableError, default_encoder
from vstrecha.engine.matching.large import encoding, matching
from vstrecha.engine.matching.large.cluster import Cluster, ClusterError, versions
from vstrecha.engine.matching.large.matching import WHOLE_UP_TO, Place, match
from vstrecha.engine.matching.large.pool import Breadth
from vstrecha.engine.matching.large.runner import Here, Runner
from vstrecha.engine.matching.ranking import Options
from vstrecha.engine.matching.resources import Progress, Resources
from vstrecha.engine.matching.types import Ranking

LARGE, WHOLE = 0, WHOLE_UP_TO


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("dask"), "first", "second") as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few texts are many blocks."""
    monkeypatch.setattr(matching, "_BLOCK", 10)
    monkeypatch.setattr(matching, "_REVERSE_BLOCK", 20)


class Revised(LetterEncoder):
    """What a worker has that was not brought up to date."""

    revision = "0"


class Slow:
    """Tasks that take a while, and leave word of each time that they are done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, shared: object, block: int) -> tuple[int, int]:
        sleep(0.2)
        with (self.folder / f"{block}").open("a", encoding="utf-8") as file:
            file.write("done\n")
        assert isinstance(shared, np.ndarray)
        return block, int(shared.sum()) + block


def matched(
    runner: Runner,
    *,
    whole_up_to: int = LARGE,
    two_sided: bool = False,
    progress: Progress | None = None,
) -> list[Ranking]:
    place = Place(runner, LetterEncoder, whole_up_to, Breadth(25, 25, 25))
    resources = Resources(LetterEncoder(), progress=progress)
    options = Options(top=4, two_sided=two_sided)
    return list(
        match(russian(200, facts=True), english(150, facts=True), resources, options, place)
    )


@pytest.mark.parametrize("two_sided", [False, True])
@pytest.mark.parametrize("whole_up_to", [LARGE, WHOLE])
def test_a_cluster_finds_what_one_process_finds(
    two_workers: DaskCluster,
    whole_up_to: int,
    two_sided: bool,  # noqa: FBT001 - given
) -> None:
    here = matched(Here(), whole_up_to=whole_up_to, two_sided=two_sided)
    with Cluster(two_workers.address) as cluster:
        there = matched(cluster, whole_up_to=whole_up_to, two_sided=two_sided)
    # To the last bit, and in the same order.
    assert there == here


def test_both_workers_work_and_the_order_is_kept(two_workers: DaskCluster, tmp_path: Path) -> None:
    def where(shared: str, block: int) -> tuple[int, str]:
        sleep(0.1)
        return block, str(get_worker().name) + shared

    with Cluster(two_workers.address) as cluster:
        found = list(cluster.map(where, "!", range(12)))
    assert [block for block, _ in found] == list(range(12))
    assert {name for _, name in found} == {"first!", "second!"}


def test_blocks_are_taken_as_there_is_room(two_workers: DaskCluster) -> None:
    taken: list[int] = []

    def blocks() -> Iterator[int]:
        for block in range(40):
            taken.append(block)
            yield block

    with Cluster(two_workers.address) as cluster:
        results = cluster.map(lambda _, block: block, None, blocks())
        assert next(results) == 0
        assert len(taken) < 12
        assert list(results) == list(range(1, 40))


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    here = matched(Here())
    with dask_cluster(tmp_path, "first", "second") as dask, Cluster(dask.address) as cluster:
        killed: list[Thread] = []

        def kill_who_works(done: int, whole: int) -> None:
            # In the midst of ranking, which follows encoding: 200 queries in blocks of ten.
            if not killed and whole == 200 and done >= 40:
                killed.append(kill_with_work(dask, cluster, "first"))

        there = matched(cluster, progress=kill_who_works)
        killed[0].join()
        assert len(cluster.workers()) == 1
    assert there == here


@pytest.mark.heavy
def test_what_all_share_is_carried_anew_where_all_who_had_it_died(tmp_path: Path) -> None:
    shared = np.arange(1000)
    with dask_cluster(tmp_path, "first", "second") as dask, Cluster(dask.address) as cluster:
        found = []
        for result in cluster.map(Slow(tmp_path), shared, range(30)):
            found.append(result)
            if len(found) == 5:
                dask.kill("first")
                dask.kill("second")
                dask.add_worker("third")
    assert found == [(block, 499500 + block) for block in range(30)]


@pytest.mark.heavy
def test_workers_that_stay_away_are_told(tmp_path: Path) -> None:
    with (
        dask_cluster(tmp_path, "first") as dask,
        Cluster(dask.address, patience=1) as cluster,
        pytest.raises(ClusterError, match=r"has no workers\. Start some with 'dask worker tcp://"),
    ):
        killing(dask, "first", cluster.map(Slow(tmp_path), np.arange(3), range(10)))


@pytest.mark.heavy
def test_a_lost_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vstrecha.engine.matching.large.cluster._CONNECT", 2)
    with dask_cluster(tmp_path, "first") as dask:
        cluster = Cluster(dask.address, patience=1)
        with cluster, pytest.raises(ClusterError, match="was lost on the way"):
            killing(dask, "scheduler", cluster.map(Slow(tmp_path), np.arange(3), range(10)))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "127.0.0.1:{port}", "nowhere", ""])
def test_a_wrong_address_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vstrecha.engine.matching.large.cluster._CONNECT", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ClusterError, match=r"No Dask scheduler answers at.*'dask scheduler'"):
        Cluster(address.format(port=port))


def test_a_cluster_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vstrecha.engine.matching.large.cluster._FIRST_WORKER", 1)
    with dask_cluster(tmp_path) as dask, pytest.raises(ClusterError, match="has no workers"):
        Cluster(dask.address)


def test_a_worker_of_another_version_is_told(
    two_workers: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vstrecha.engine.matching.large.cluster.__version__", "99.0")
    with pytest.raises(ClusterError, match=r"has vstrecha .*; here runs vstrecha 99\.0"):
        Cluster(two_workers.address)
    assert versions().startswith("vstrecha 99.0 on Python 3.")


def test_a_worker_with_another_encoder_is_told(two_workers: DaskCluster) -> None:
    class Elsewhere(LetterEncoder):
        revision = "2"

    with Cluster(two_workers.address) as cluster:
        place = Place(cluster, Revised, LARGE)
        with pytest.raises(EncoderUnavailableError, match=r"letters 0 .*but letters 2 .*is asked"):
            list(match(russian(9), english(9), Resources(Elsewhere()), Options(), place))


@pytest.mark.heavy
def test_a_block_that_kills_its_workers_is_told(tmp_path: Path) -> None:
    def kill(shared: object, block: int) -> None:
        os._exit(1)

    with (
        dask_cluster(tmp_path, "first", "second", allowed_failures=0) as dask,
        Cluster(dask.address) as cluster,
        pytest.raises(ClusterError, match="on several workers when they died"),
    ):
        list(cluster.map(kill, None, [1]))


@pytest.mark.heavy
def test_the_packaged_encoder_on_two_workers_one_killed_at_each_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_BLOCK", 100)
    queries, corpus = russian(600), english(600)
    options = Options(top=5, two_sided=True)

    def run(runner: Runner, progress: Progress | None = None) -> list[Ranking]:
        resources = Resources(default_encoder(), progress=progress)
        place = Place(runner, whole_up_to=LARGE, breadth=Breadth(50, 50, 30))
        return list(match(queries, corpus, resources, options, place))

    here = run(Here())
    with (
        dask_cluster(tmp_path, "first", "second", "third") as dask,
        Cluster(dask.address) as cluster,
    ):
        killed: list[Thread] = []

        def kill(done: int, whole: int) -> None:
            matches = whole == 1800
            if not killed and not matches:
                killed.append(kill_with_work(dask, cluster, "first"))
            elif len(killed) == 1 and matches and done >= 100:
                killed.append(kill_with_work(dask, cluster, "second"))

        there = run(cluster, kill)
        for thread in killed:
            thread.join()
        assert len(killed) == 2
        assert len(cluster.workers()) == 1
    assert there == here


def killing(dask: DaskCluster, name: str, results: Iterator[tuple[int, int]]) -> None:
    """Take the results, and kill a process after the second."""
    for block, _ in results:
        if block == 1:
            dask.kill(name)


def kill_with_work(dask: DaskCluster, cluster: Cluster, name: str) -> Thread:
    """Kill a worker that has work: it is held still until it has been given some, which it then
    cannot finish."""
    (address,) = (
        address
        for address, worker in cluster._client.scheduler_info(n_workers=-1)["workers"].items()
        if worker["name"] == name
    )
    dask.processes[name].send_signal(signal.SIGSTOP)

    def wait_and_kill() -> None:
        while not cluster._client.processing()[address]:
            sleep(0.01)
        dask.kill(name)

    thread = Thread(target=wait_and_kill)
    thread.start()
    return thread
