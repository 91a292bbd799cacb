"""What merging categories would do to accuracy and money, before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roi.dial import PricedSetting, Setting, priced
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.learning.category_merge import Answers, merged, merged_policy
from routing.learning.category_overlap import Overlap, not_told_apart
from routing.policy import Policy
from routing.taxonomy import UNKNOWN
from store import decisions, policies, taxonomies
from store.runs import Run
from store.workspace import Workspace
from usecases.business_case.scenarios import working_copy
from usecases.cache import kept_by_revision
from usecases.evaluation import figures
from usecases.policy.case_policy import case_policy
from usecases.policy.shares import routed_alone
from usecases.runs.request import RunRequest


@dataclass(frozen=True, slots=True)
class Side:
    """The answers of a run, before or after.

    accuracy: of the labelled tickets. coverage: of all tickets, what goes without a person under
    the policy that Savings goes by. precision: right among those of them that are labelled.
    worth: money a year by the model of Savings.
    """

    accuracy: Measured
    coverage: Measured
    precision: Measured | None
    worth: PricedSetting


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Before and after; groups: the different help-desk groups that the categories map to."""

    before: Side
    after: Side
    groups: tuple[str, ...]

    @property
    def gain(self) -> float:
        """What is left more a year."""
        return self.after.worth.net - self.before.worth.net


@kept_by_revision
def indistinguishable(workspace: Workspace, run_id: int) -> tuple[Overlap, ...]:
    """The pairs of categories that a run could not tell apart, the surest first."""
    score = figures.score(workspace, run_id)
    return tuple(not_told_apart(score.evaluation.confusion)) if score else ()


def merge_preview(
    workspace: Workspace, run: Run, names: Sequence[str], into: str
) -> MergePreview | None:
    """What merging these categories would do to a run; None where no decided ticket is labelled."""
    frame = decisions.ranked(workspace, run.run_id)
    if not (frame["actual"] != "").any():
        return None
    answers = Answers(
        frame["actual"].tolist(), frame["predicted"].tolist(), frame["confidence"].to_numpy(),
        frame["held"].tolist(), frame["router"].tolist(),
    )  # fmt: skip
    others = [
        {each["category"]: each["confidence"] for each in (() if row is None else row)}
        for row in frame["others"]
    ]
    policy = _policy(workspace, run)
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    after = merged(answers, others, set(names), into)
    return MergePreview(
        _side(workspace, run, answers, policy),
        _side(workspace, run, after, merged_policy(policy, names, into)),
        tuple(sorted({c.group for c in taxonomy.categories if c.name in names and c.group})),
    )  # fmt: skip


def _side(workspace: Workspace, run: Run, answers: Answers, policy: Policy) -> Side:
    n, known, correct = len(answers.actual), answers.labelled, answers.correct
    pairs = zip(answers.predicted, answers.held, strict=True)
    routed = [UNKNOWN if stays else name for name, stays in pairs]
    alone = routed_alone(answers.confidence, routed, policy, answers.routers)
    accuracy = proportion(int(correct.sum()), int(known.sum()))
    coverage = proportion(int(alone.sum()), n)
    if accuracy is None or coverage is None:  # pragma: no cover - there are tickets
        raise ValueError(n)
    precision = proportion(int(correct[alone].sum()), int(known[alone].sum()))
    setting = Setting(None, coverage.value, precision.value if precision else 0.0)
    (worth,) = priced(working_copy(workspace, run).scenario, [setting])
    return Side(accuracy, coverage, precision, worth)


def _policy(workspace: Workspace, run: Run) -> Policy:
    offered = case_policy(workspace, run.run_id)
    if offered:
        return offered.policy
    version = policies.of_run(workspace, run.run_id)
    if version:
        return version.policy
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    return RunRequest.from_settings(run.settings).policy(taxonomy)
