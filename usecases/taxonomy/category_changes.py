"""Categories renamed, merged or split, in labels and taxonomy at once, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from routing.policy import Policy
from routing.policy_names import renamed, with_part
from routing.taxonomy import UNKNOWN, Category, Taxonomy
from store import category_aliases, policies, taxonomies, tickets
from store.category_aliases import Alias
from store.drift import watch
from store.taxonomies import TaxonomyVersion
from store.tickets import Filters
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.reviewing.guidelines import rename_guidelines
from usecases.taxonomy.edits import CHANGE_TAXONOMY


def names(workspace: Workspace, version: TaxonomyVersion | None) -> list[str]:
    """The categories there are: those of the taxonomy, then labels that are none of them."""
    known = version.taxonomy.names if version else ()
    return [name for name in dict.fromkeys([*known, *tickets.labels(workspace)]) if name != UNKNOWN]


def rename(workspace: Workspace, old: str, new: str, actor: Actor) -> None:
    """Call a category otherwise from now on. Raises TaxonomyError where the name will not do."""
    actor.require(Role.MANAGER, CHANGE_TAXONOMY)
    category_aliases.rename(workspace, old, new, actor.name)
    _follow(workspace, {old: new}, actor)
    _save(workspace, lambda each: replace(each, name=new) if each.name == old else each)


def merge(workspace: Workspace, old: Sequence[str], new: str, actor: Actor) -> None:
    """Make one category of several; it keeps the description of the first of them."""
    actor.require(Role.MANAGER, CHANGE_TAXONOMY)
    category_aliases.merge(workspace, old, new, actor.name)
    _follow(workspace, dict.fromkeys(old, new), actor)
    first = new if new in old else next(iter(old))
    _save(
        workspace,
        lambda each: (
            replace(each, name=new) if each.name == first else None if each.name in old else each
        ),
    )


def split_off(workspace: Workspace, old: str, new: str, keys: Sequence[int], actor: Actor) -> None:
    """Make these tickets of a category one of their own; the rest keeps its name."""
    actor.require(Role.MANAGER, CHANGE_TAXONOMY)
    category_aliases.split(workspace, old, {new: keys}, actor.name)
    _set_policy(workspace, lambda policy: with_part(policy, old, new), actor)
    watch.renew_reference(workspace)
    _save(workspace, lambda each: each, Category(new))


def holding(workspace: Workspace, category: str, words: str) -> tuple[int, ...]:
    """Keys of the tickets of a category whose text holds the words."""
    found = tickets.keys(workspace, Filters(text=words, actual=category), None)
    return tuple(int(key) for key in found)


def history(workspace: Workspace) -> list[Alias]:
    """Every change with its date, oldest first."""
    return category_aliases.all_of(workspace)


def changed_names(workspace: Workspace) -> Mapping[str, str]:
    """Names that mean another category now: what can be taken back."""
    now: dict[str, str] = {}
    for alias in history(workspace):
        now[alias.old_name] = alias.new_name
        if alias.change == "back":
            del now[alias.old_name]
    return now


def take_back(workspace: Workspace, name: str, actor: Actor) -> None:
    """Let a name that was renamed, merged or split mean itself again, also where it was written."""
    actor.require(Role.MANAGER, CHANGE_TAXONOMY)
    meant = changed_names(workspace).get(name)
    split = any(a.change == "split" and a.old_name == name for a in history(workspace))
    category_aliases.take_back(workspace, [name], actor.name)
    if split:
        watch.renew_reference(workspace)
    elif meant is not None:
        _follow_back(workspace, meant, name, actor)
    alone = meant is not None and meant not in tickets.labels(workspace)
    if split:
        _save(workspace, lambda each: None if each.name == meant and alone else each)
    elif alone:
        _save(workspace, lambda each: replace(each, name=name) if each.name == meant else each)
    else:
        _save(workspace, lambda each: each, Category(name))


def _follow(workspace: Workspace, changed: Mapping[str, str], actor: Actor) -> None:
    """Let the policy, the guidelines and the drift watch go along with new names."""
    _set_policy(workspace, lambda policy: renamed(policy, changed), actor)
    rename_guidelines(workspace, changed)
    watch.renew_reference(workspace)


def _follow_back(workspace: Workspace, meant: str, name: str, actor: Actor) -> None:
    """What was said of the category it meant counts for the name again, and for both of two."""
    if meant in tickets.labels(workspace):
        _set_policy(workspace, lambda policy: with_part(policy, meant, name), actor)
        watch.renew_reference(workspace)
    else:
        _follow(workspace, {meant: name}, actor)


def _set_policy(workspace: Workspace, change: Callable[[Policy], Policy], actor: Actor) -> None:
    now = policies.current(workspace)
    if now is not None and (changed := change(now.policy)) != now.policy:
        policies.save(workspace, changed, {**now.origin, "by": actor.name})


def _save(
    workspace: Workspace, change: Callable[[Category], Category | None], *more: Category
) -> None:
    """A new version of the taxonomy, where there is one that was written or imported."""
    version = taxonomies.current(workspace)
    if version is None:
        return
    changed = [(each, change(each)) for each in version.taxonomy.categories]
    called = {each.name: after.name for each, after in changed if after}
    kept = [_below(after, called.get(after.parent, "")) for _, after in changed if after]
    found = {each.name: each for each in (*more, *reversed(kept))}
    ordered = list(dict.fromkeys(each.name for each in (*kept, *more)))
    taxonomies.save(workspace, Taxonomy(tuple(found[name] for name in ordered)), "changed names")


def _below(category: Category, parent: str) -> Category:
    """The category as a part of that parent; a parent that is gone or itself is none."""
    return replace(category, parent="" if parent == category.name else parent)
