"""One search in a process of its own, which can be ended at any moment.

    python -m vstrecha.engine.scheduling.solvers.sat.worker climbing|halving [SECONDS]

The first line of standard input is the question; each further line is a bound that others have
proven. Each line of standard output is a standing (`Standing`, as JSON).
"""

from __future__ import annotations

import json
import math
import sys
import threading
from dataclasses import asdict

from vstrecha.engine.scheduling.solvers.sat.descent import Descent, Standing
from vstrecha.engine.scheduling.solvers.sat.oracle import Cadical
from vstrecha.engine.scheduling.solvers.sat.question import Question

CLIMBING, HALVING = "climbing", "halving"
_GRACE = 10  # seconds


def main(role: str, seconds: float = math.inf) -> None:
    """Search, telling of each better standing."""
    _end_after(seconds)
    question = Question.from_json(sys.stdin.readline())
    proven = [0]
    threading.Thread(target=_listen, args=(proven,), daemon=True).start()
    descent = Descent(
        question, Cadical, climbing=role == CLIMBING, report=_tell, heard=lambda: proven[0]
    )
    descent.run()


def _tell(standing: Standing) -> None:
    print(json.dumps(asdict(standing)), flush=True)  # noqa: T201 - how a worker answers


def _listen(proven: list[int]) -> None:
    for line in sys.stdin:
        proven[0] = max(proven[0], int(line))


def _end_after(seconds: float) -> None:
    """Let the system end a search that outlives whoever asked for it."""
    if math.isfinite(seconds) and sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        most = math.ceil(seconds) + _GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))


if __name__ == "__main__":
    main(sys.argv[1], *(float(one) for one in sys.argv[2:]))
