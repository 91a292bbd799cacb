"""A profile as a workspace keeps it: the very files that it is saved as."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from routing import profile_files
from routing.profile import RoutingProfile


def to_files(profile: RoutingProfile) -> dict[str, bytes]:
    """The files of a profile by their paths within it, with the masked texts its prompt shows."""
    with tempfile.TemporaryDirectory(prefix="routecase-") as folder:
        profile_files.save(profile, Path(folder), with_texts=True)
        return {
            str(file.relative_to(folder)): file.read_bytes()
            for file in sorted(Path(folder).rglob("*"))
            if file.is_file()
        }


def from_files(files: Mapping[str, bytes]) -> RoutingProfile:
    """The profile that was saved as these files; raises RouterError for damaged ones."""
    with tempfile.TemporaryDirectory(prefix="routecase-") as folder:
        for path, content in files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return profile_files.load(Path(folder))
