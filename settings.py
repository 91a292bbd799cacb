"""The environment as one frozen record; the only place that reads environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside.

    workspaces: folder of the workspace files (ROUTECASE_WORKSPACES).
    models: folder of the embedded model's files (ROUTECASE_MODELS).
    upload_bytes: largest upload in bytes (ROUTECASE_UPLOAD_MB, in megabytes).
    demo: whether a first start makes the demo workspace (ROUTECASE_DEMO, 0 for no).
    """

    workspaces: Path = ROOT / "workspaces"
    models: Path = ROOT / "models" / "bge-small-en-v1.5"
    upload_bytes: int = 2000 * 1024 * 1024
    demo: bool = True

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the variables that are set; the rest keeps its default."""
        default = cls()
        megabytes = environment.get("ROUTECASE_UPLOAD_MB", "")
        return cls(
            workspaces=Path(environment.get("ROUTECASE_WORKSPACES") or default.workspaces),
            models=Path(environment.get("ROUTECASE_MODELS") or default.models),
            upload_bytes=int(megabytes) * 1024 * 1024
            if megabytes.isdecimal()
            else default.upload_bytes,
            demo=environment.get("ROUTECASE_DEMO", "1") != "0",
        )
