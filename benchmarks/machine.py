"""What figures were measured on: the machine, how busy it was, and the versions."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("duckdb", "numpy", "onnxruntime", "pandas", "pyarrow", "ray", "scikit-learn")
PRESSURE = Path("/proc/pressure")


def machine() -> dict[str, Any]:
    """Processor, cores, memory, load, pressure (PSI: share of time something waited), versions."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load": round(os.getloadavg()[0], 1),
        "pressure": {name: _pressure(name) for name in ("cpu", "io", "memory")},
        "system": platform.platform(),
        "versions": {"python": platform.python_version(), **_versions()},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _pressure(name: str) -> float | None:
    """Per cent of the last minute in which something waited; None where nobody counts it."""
    try:
        text = (PRESSURE / name).read_text(encoding="utf-8")
    except OSError:
        return None
    return float(text.split("avg60=")[1].split()[0])


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def peak_megabytes() -> float | None:
    """The most memory this process has had; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 (not on Windows)

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
