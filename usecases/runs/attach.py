"""The output of a bulk job as a run of a workspace, its decisions read where they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from routing.errors import WorkspaceError
from routing.taxonomy import Taxonomy
from service.bulk.manifest import NAME, Manifest
from service.bulk.output_folder import OutputFolder
from store import attachments, taxonomies
from store.attachments import AttachedJob, AttachedPart
from store.workspace import Workspace
from store.workspace_file import attached_folder
from usecases.actor import Actor, Role
from usecases.runs.request import RunRequest

Opens = Callable[[Path], AbstractContextManager[Workspace]]
ATTACH: Final = "let a workspace read a folder"
NO_JOB: Final = "{folder} holds no finished parts of a bulk job; name its OUTPUT folder."
GONE: Final = "{file} of the manifest is missing; go on with the bulk job by --resume."
ONE_ONLY: Final = "A folder is attached to this workspace already; a workspace reads only one."


def attach(path: Path, folder: Path, opens: Opens, actor: Actor) -> int:
    """Attach the folder, as a person has confirmed, to the workspace; the number of the run.

    opens: opens the workspace, and makes it where there is none. Raises WorkspaceError when the
    folder holds no job, or the workspace one already; nothing is changed then.
    """
    actor.require(Role.MANAGER, ATTACH)
    job, taxonomy = _job(folder.resolve())
    if attached_folder.of(path):
        raise WorkspaceError(ONE_ONLY)
    attached_folder.confirm(path, folder)
    try:
        with opens(path) as workspace:
            known = taxonomies.current(workspace)
            if known is None or known.taxonomy != taxonomy:
                known = taxonomies.save(workspace, taxonomy, f"bulk job {folder.name}")
            return attachments.attach(workspace, job, known.taxonomy_id)
    except BaseException:
        attached_folder.forget(path)
        raise


def _job(folder: Path) -> tuple[AttachedJob, Taxonomy]:
    """What the folder holds, and the categories of its decisions."""
    output = OutputFolder(str(folder))
    manifest = Manifest.read(output) if folder.is_dir() else None
    if manifest is None or not manifest.parts:
        raise WorkspaceError(NO_JOB.format(folder=folder))
    parts = [AttachedPart(folder / part.part, part.rows_out) for part in manifest.parts]
    for part in parts:
        if not part.file.is_file():
            raise WorkspaceError(GONE.format(file=part.file.name))
    job = AttachedJob(
        folder, parts, hashlib.sha256(output.text(NAME).encode()).hexdigest(),
        manifest.job.router, manifest.job.profile,
        RunRequest(manifest.job.router).to_settings(),
        sum(part.seconds for part in manifest.parts),
    )  # fmt: skip
    return job, Taxonomy.from_toml(manifest.job.taxonomy)
