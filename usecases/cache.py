"""The one way to keep what was computed from a workspace: until the workspace is written again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from roi.numbers import locale
from store.workspace import Workspace

MAX_KEPT: Final = 48
P = ParamSpec("P")
T = TypeVar("T")
Reading = Callable[Concatenate[Workspace, P], T]


@dataclass(slots=True)
class _Entry:
    """One answer; its lock lets the first caller compute while the others wait for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    state: Hashable = None
    value: Any = None


_kept: WeakKeyDictionary[Workspace, OrderedDict[Hashable, _Entry]] = WeakKeyDictionary()
_guard = threading.Lock()


def kept_by_revision(function: Reading[P, T]) -> Reading[P, T]:
    """Answer again what was asked of the same open workspace while its data is the same.

    Saved scenarios are no data: what reads them is not kept so.

    Kept by the instance of the workspace, not by its path or name: one that was deleted and made
    again under its name is another. The other arguments must be hashable, and the answer is shared
    by all callers, so nobody changes it.
    """

    def revision(workspace: Workspace, /, *_args: P.args, **_kwargs: P.kwargs) -> Hashable:
        return workspace.data_revision

    return kept_while(revision)(function)


def kept_while(
    state: Callable[Concatenate[Workspace, ...], Hashable],
) -> Callable[[Reading[P, T]], Reading[P, T]]:
    """The same for what may outlive a write: kept while `state` of the same arguments is equal."""

    def kept(function: Reading[P, T]) -> Reading[P, T]:
        @wraps(function)
        def answered(workspace: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> T:
            # Answers hold words, too, and these hold numbers as their reader writes them.
            reader = locale.current().code
            key = (function, args, tuple(sorted(kwargs.items())), reader)
            entry = _entry(workspace, key)
            with entry.lock:
                # Read before computing: a write that comes meanwhile makes the answer out of date.
                now = state(workspace, *args, **kwargs)
                if entry.state != now:
                    entry.value = function(workspace, *args, **kwargs)
                    entry.state = now
                answer: T = entry.value
                return answer

        return answered

    return kept


def _entry(workspace: Workspace, key: Hashable) -> _Entry:
    with _guard:
        entries = _kept.setdefault(workspace, OrderedDict())
        entry = entries.setdefault(key, _Entry())
        entries.move_to_end(key)
        while len(entries) > MAX_KEPT:
            entries.popitem(last=False)
        return entry
