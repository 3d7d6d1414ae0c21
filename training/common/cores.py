"""How many threads a job may take."""

import os


def cores() -> int:
    """Those that this process may run on, which a container may bound."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def threads(wanted: int) -> int:
    """As many as are wanted, and no more than there are cores: more stand in each other's way."""
    return max(1, min(wanted, cores()))
