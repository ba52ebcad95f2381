"""What happens to rows that were there before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = ("programme", "0001_initial")
AFTER = ("programme", "0002_runs")


@pytest.mark.django_db(transaction=True)
def test_runs_that_nobody_watched_are_given_up() -> None:
    """Several may have been left running, of which from now on a mission can have only one."""
    executor = MigrationExecutor(connection)
    newest = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "programme"]
    executor.migrate([BEFORE])
    try:
        old = executor.loader.project_state([BEFORE]).apps
        mission = old.get_model("missions", "Mission").objects.create(
            slug="old", title="Old", starts_on="2026-12-10", ends_on="2026-12-12", time_zone="UTC"
        )
        programmes = old.get_model("programme", "Programme").objects
        for version, status in enumerate(("optimal", "running", "running"), start=1):
            programmes.create(mission=mission, version=version, status=status)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate([AFTER])
    new = executor.loader.project_state([AFTER]).apps
    found = new.get_model("programme", "Programme").objects.order_by("version")
    assert list(found.values_list("status", flat=True)) == ["optimal", "failed", "failed"]
    assert all("interrupted" in one.message["text"] for one in found[1:])
    MigrationExecutor(connection).migrate(newest)
