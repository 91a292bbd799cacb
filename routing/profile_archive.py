"""A profile as one file: a zip of `profile_files`' members beside a manifest with their hashes.

Nothing in it is ever run, and none of it is a key. It is read whole and checked before any of it
is used.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from routing import profile_files
from routing.errors import RouterError
from routing.fields import storage as field_storage
from routing.profile import RoutingProfile
from routing.routers.embedded import storage
from routing.version import VERSION
from routing.zip_errors import ZIP_ERRORS

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
MEMBERS: Final = frozenset(
    {profile_files.PROFILE, profile_files.TAXONOMY, profile_files.EXAMPLES}
    | {f"{profile_files.ROUTER}/{name}" for name in (storage.RECORD, storage.ARRAYS)}
    | {f"{profile_files.FIELDS}/{name}" for name in field_storage.FILES}
)
# A trained router of ten thousand tickets takes 40 MB; a member beyond this is a bomb.
MAX_MEMBER_BYTES: Final = 2_000_000_000
# Zip knows no time before this one; a fixed time makes equal profiles equal files.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a profile's file before anything of it is used.

    product: the version of RouteCase that wrote it. fingerprint: of the profile, by which its
    decisions name it. sha256: of each member, by its name.
    """

    product: str
    fingerprint: str
    sha256: Mapping[str, str]

    def to_json(self) -> str:
        """The manifest as it is written."""
        record = {"format": FORMAT, "product": self.product, "fingerprint": self.fingerprint}
        return json.dumps(record | {"sha256": dict(self.sha256)}, indent=1)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Manifest:
        """Read `to_json` back; raises KeyError, TypeError or ValueError where it is damaged."""
        hashes = {str(name): str(digest) for name, digest in dict(record["sha256"]).items()}
        if not MEMBERS.issuperset(hashes):
            raise ValueError(hashes.keys() - MEMBERS)
        return cls(str(record["product"]), str(record["fingerprint"]), hashes)


def write(profile: RoutingProfile, file: Path, *, with_texts: bool = False) -> Manifest:
    """Write the profile to one file.

    with_texts: also the past tickets that its prompt shows, personal data masked.

    Raises RouterError when the file cannot be written, or when the prompt shows past tickets and
    their texts were not asked for.
    """
    with tempfile.TemporaryDirectory(prefix="routecase-") as name:
        folder = Path(name)
        saved = profile_files.save(profile, folder, with_texts=with_texts)
        members = {each: folder / each for each in sorted(MEMBERS) if (folder / each).exists()}
        hashes = {
            each: hashlib.sha256(path.read_bytes()).hexdigest() for each, path in members.items()
        }
        manifest = Manifest(VERSION, saved.fingerprint, hashes)
        # Written beside it and renamed: a reader finds the whole file or none.
        made = file.with_name(f".{file.name}.part")
        try:
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                _add(archive, MANIFEST, manifest.to_json().encode())
                for each, path in members.items():
                    _add(archive, each, path.read_bytes())
            made.replace(file)
        except OSError as error:
            raise RouterError(
                f"The profile cannot be written to {file} ({error.strerror}). "
                "Choose a place you may write to."
            ) from error
        finally:
            made.unlink(missing_ok=True)
    return manifest


def read(file: Path) -> RoutingProfile:
    """Read the profile back: it answers as the one that was written.

    Raises RouterError when there is none, when it is damaged, or when another version wrote it.
    """
    manifest, contents = _contents(file)
    with tempfile.TemporaryDirectory(prefix="routecase-") as name:
        for member, content in contents.items():
            path = Path(name) / member
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        try:
            profile = profile_files.load(Path(name))
        except RouterError as error:
            raise RouterError(_about(file, str(error), name)) from error
    if profile.fingerprint != manifest.fingerprint:
        raise RouterError(_damaged(file, "its fingerprint is another"))
    return profile


def manifest(file: Path) -> Manifest:
    """What the file holds, after every hash was checked; the same errors as `read`."""
    return _contents(file)[0]


def _contents(file: Path) -> tuple[Manifest, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(file) as archive:
            found = _manifest(archive, file)
            return found, {each: _member(archive, each, found, file) for each in found.sha256}
    except OSError as error:
        raise RouterError(f"There is no profile {file}. Name the file of one.") from error
    except (KeyError, TypeError, ValueError, *ZIP_ERRORS) as error:
        raise RouterError(_damaged(file, "it is no whole archive of a profile")) from error


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > MAX_MEMBER_BYTES // 1000:
        raise ValueError(MANIFEST)
    record = json.loads(archive.read(MANIFEST))
    if record["format"] != FORMAT:
        raise RouterError(
            f"The profile {file} has format {record['format']}; this version of RouteCase reads "
            f"{FORMAT}. Publish it again with this version."
        )
    return Manifest.from_json(record)


def _member(archive: zipfile.ZipFile, name: str, manifest: Manifest, file: Path) -> bytes:
    if name not in archive.namelist():
        raise RouterError(_damaged(file, f"{name} is missing"))
    if archive.getinfo(name).file_size > MAX_MEMBER_BYTES:
        raise RouterError(_damaged(file, f"{name} is larger than any router"))
    content = archive.read(name)
    if hashlib.sha256(content).hexdigest() != manifest.sha256[name]:
        raise RouterError(_damaged(file, f"{name} is not as it was written"))
    return content


def _about(file: Path, sentence: str, folder: str) -> str:
    """A sentence about the folder it was read from, which nobody knows, as one about the file."""
    if folder in sentence:
        return sentence.replace(folder, str(file))
    return _damaged(file, sentence.rstrip("."))


def _damaged(file: Path, how: str) -> str:
    return f"The profile {file} is damaged: {how}. Copy it again or publish it again."


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED, 6)
