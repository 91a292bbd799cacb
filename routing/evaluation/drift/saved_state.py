"""The state of a watch as bytes, and back: nothing that is read can run.

Only the classes of this package that are listed here are made again, field by field.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from routing.errors import EvaluationError
from routing.evaluation.drift import (
    alarm,
    alarms,
    bursts,
    causes,
    distinct_texts,
    evidence,
    memory,
    neighbours,
    promise,
    reference,
    review_facts,
    reviewed,
    ticket_facts,
    topics,
    traits,
    volume,
    watch,
)
from routing.zip_errors import ZIP_ERRORS

Arrays = dict[str, npt.NDArray[Any]]

VERSION: Final = "1"
TEXT: Final = "state"
CLASSES: Final[tuple[type, ...]] = (
    alarm.Alarm, alarm.Effect, alarm.Since, alarm.Size, alarms.Alarms, bursts.BurstWatch,
    causes.Cause, distinct_texts.Distinct, distinct_texts.Endings, evidence.Detectors,
    memory.Memory, neighbours.Neighbours, promise.PromiseWatch, reference.Reference,
    review_facts.ReviewFact, review_facts.ReviewFacts, reviewed.Reviewed, ticket_facts.Fact,
    topics.Recent, topics.Topic, topics.TopicWatch, topics.TopicWatches, traits.Reader,
    traits.Traits, volume.VolumeWatch, watch.Watch,
)  # fmt: skip
ENUMS: Final[tuple[type[StrEnum], ...]] = (alarm.Kind, alarm.State, review_facts.About)
_NAMED: Final[dict[str, Any]] = {cls.__name__: cls for cls in (*CLASSES, *ENUMS)}


def saved(state: watch.Watch) -> bytes:
    """The watch as bytes."""
    arrays: Arrays = {}
    plain = {VERSION: _plain(state, arrays)}
    arrays[TEXT] = np.frombuffer(json.dumps(plain).encode(), dtype=np.uint8)
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def loaded(state: bytes) -> watch.Watch:
    """The watch that was saved.

    Raises EvaluationError for bytes that another version has written, or damaged ones.
    """
    try:
        with np.load(BytesIO(state), allow_pickle=False) as file:
            plain = json.loads(file[TEXT].tobytes())
            found: watch.Watch = _made(plain[VERSION], dict(file.items()))
    except (
        ValueError,
        KeyError,
        OSError,
        AttributeError,
        TypeError,
        *ZIP_ERRORS,
    ) as error:
        raise EvaluationError(
            "The state of the drift watch cannot be read: begin anew from its reference."
        ) from error
    return found


def _plain(value: Any, arrays: Arrays) -> Any:  # noqa: PLR0911 - one for each kind of value
    """A value as JSON, its arrays set aside."""
    if value is None or (
        isinstance(value, (bool, int, float, str)) and not isinstance(value, StrEnum)
    ):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        name = f"array{len(arrays)}"
        arrays[name] = value
        return {"array": name}
    if isinstance(value, StrEnum):
        return {"enum": type(value).__name__, "value": str(value.value)}
    if isinstance(value, dict):
        pairs = [[_plain(key, arrays), _plain(item, arrays)] for key, item in value.items()]
        return {"counter" if isinstance(value, Counter) else "dict": pairs}
    if isinstance(value, deque):
        return {"deque": [list(value), value.maxlen]}
    if type(value) in _SERIES.values():
        ordered = sorted(value) if isinstance(value, (set, frozenset)) else value
        return {type(value).__name__: [_plain(item, arrays) for item in ordered]}
    if type(value) not in CLASSES:
        raise TypeError(type(value).__name__)
    state = {key: _plain(getattr(value, key), arrays) for key in _attributes(value)}
    return {"class": type(value).__name__, "state": state}


_SERIES: Final[dict[str, Callable[..., Any]]] = {
    "tuple": tuple, "list": list, "frozenset": frozenset, "set": set,
}  # fmt: skip


def _attributes(value: Any) -> list[str]:
    if is_dataclass(value):
        return [field.name for field in fields(value)]
    return list(vars(value))


def _made(value: Any, arrays: Arrays) -> Any:  # noqa: PLR0911 - one for each kind of value
    """The value that was made plain."""
    if not isinstance(value, dict):
        return value
    if "array" in value:
        return arrays[value["array"]]
    if "enum" in value:
        return _NAMED[value["enum"]](value["value"])
    if "class" in value:
        cls = _NAMED[value["class"]]
        made = object.__new__(cls)
        for key, item in value["state"].items():
            object.__setattr__(made, key, _made(item, arrays))
        return made
    ((name, items),) = value.items()
    if name in ("dict", "counter"):
        pairs = {_made(key, arrays): _made(item, arrays) for key, item in items}
        return Counter(pairs) if name == "counter" else pairs
    if name == "deque":
        return deque(items[0], maxlen=items[1])
    return _SERIES[name](_made(item, arrays) for item in items)
