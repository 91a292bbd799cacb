"""What this machine has for a process: processors, free memory, addresses."""

from __future__ import annotations

import math
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_CGROUP: Final = Path("/sys/fs/cgroup")
_MEMORY: Final = Path("/proc/meminfo")
_STATM: Final = Path("/proc/self/statm")
_KILO: Final = 1024


def cores(cgroup: Path = _CGROUP) -> int:
    """Processors this process may use; a container's limit counts, also part of a processor."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        quota, period = (cgroup / "cpu.max").read_text("ascii").split()
        able = min(able, math.ceil(int(quota) / int(period)))
    return max(1, able)


def free_memory(cgroup: Path = _CGROUP, meminfo: Path = _MEMORY) -> int | None:
    """Bytes that can be had without pushing anything out; None where the system does not tell."""
    found = []
    with suppress(OSError, ValueError, StopIteration):
        lines = meminfo.read_text("ascii").splitlines()
        told = next(line for line in lines if line.startswith("MemAvailable:"))
        found.append(int(told.split()[1]) * _KILO)
    with suppress(OSError, ValueError):
        limit = int((cgroup / "memory.max").read_text("ascii"))
        found.append(limit - int((cgroup / "memory.current").read_text("ascii")))
    return max(0, min(found)) if found else None


def address_space() -> float:
    """Bytes that this process may address in all (`ulimit -v`); infinite where nothing bounds it.

    Libraries that are not written in Python end the process where it is used up.
    """
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return math.inf
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    return math.inf if most == resource.RLIM_INFINITY else most


def addressed(statm: Path = _STATM) -> int:
    """Bytes that this process has addressed by now; 0 where the system does not tell."""
    try:
        return int(statm.read_text("ascii").split()[0]) * os.sysconf("SC_PAGESIZE")
    except (OSError, AttributeError):
        return 0


def workers(bytes_each: int, share: float = 0.5) -> int:
    """How many workers of that size suit the machine: one a processor, within its free memory.

    share: of the free memory that all of them may take.
    """
    memory = free_memory()
    fit = cores() if memory is None else int(memory * share / bytes_each)
    return max(1, min(cores(), fit))
