"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Tests assert results, never times: a busy machine must not fail one.
settings.register_profile(
    "vstrecha",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("vstrecha")
