"""The version at work as a saved profile: what was judged answers, and nothing is fitted again."""

from __future__ import annotations

from routing.policy import Policy
from routing.profile import RoutingProfile
from routing.routers.embedded.embedder import Embeds
from routing.routers.embedded.trained_model import TrainedModel
from routing.taxonomy import Taxonomy
from store import profiles
from store.learning import versions
from store.learning.versions import Version
from store.workspace import Workspace
from usecases.profiles.record import from_files, to_files


def keep_version(
    workspace: Workspace, version: Version, trained: TrainedModel, policy: Policy, *, cleaning: bool
) -> None:
    """Keep what a version that passed has learned, until another one is put to work."""
    profile = RoutingProfile(trained.taxonomy, policy, trained, cleaning=cleaning)
    profiles.keep_version(workspace, version.fingerprint, profile.router, to_files(profile))


def model_at_work(
    workspace: Workspace, taxonomy: Taxonomy, embedder: Embeds | None, *, cleaning: bool
) -> TrainedModel | None:
    """What the version at work has learned, to answer new tickets as it was judged.

    None where no version was put to work, where none was saved (by an older release), and where
    the categories, the cleaning or the embedding model are others by now.
    """
    version = versions.at_work(workspace)
    files = profiles.of_version(workspace, version.fingerprint) if version else None
    if files is None:
        return None
    profile = from_files(files)
    model = embedder.fingerprint if embedder else None
    fits = profile.taxonomy == taxonomy and profile.cleaning == cleaning
    same_model = profile.trained is not None and profile.trained.embedder == model
    return profile.trained if fits and same_model else None
