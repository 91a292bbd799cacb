"""A file of predictions: what was predicted, how surely, and what is right."""

from __future__ import annotations

import csv
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from routing.errors import FileRefused
from routing.intake.columns.guess import guess_mapping
from routing.intake.columns.mapping import listed
from routing.intake.container.encoding import detect_encoding
from routing.intake.values.confidence import UnreadableConfidenceError, confidence_scale
from routing.taxonomy import UNKNOWN

PREDICTED: Final = "predicted_category"
CONFIDENCE: Final = "confidence"
MODEL, DISPOSITION, RUN = "model", "disposition", "run"
ROUTED: Final = (PREDICTED, CONFIDENCE, DISPOSITION, "reason", "error", MODEL, RUN)
MAX_CELL_CHARACTERS: Final = 16 * 1024 * 1024
# What other tools call the two, the surest name first: Zendesk's intent, the predicted values of
# Einstein and ServiceNow. Read without case, underscores and hyphens.
PREDICTED_ALIASES: Final = (
    "predicted category", "predicted label", "predicted value", "predicted intent",
    "predicted group", "predicted assignment group", "predicted queue", "predicted team",
    "predicted", "prediction", "recommended value", "suggested category", "suggested group",
    "intent", "intent name",
)  # fmt: skip
CONFIDENCE_ALIASES: Final = (
    "confidence", "intent confidence", "prediction confidence", "confidence score",
    "confidence level", "predicted confidence", "prediction score", "probability", "score",
)  # fmt: skip
FIRST: Final = 100  # rows that tell which columns are filled at all


@dataclass(frozen=True, slots=True)
class Prediction:
    """One row of the file, its values stripped; "" where one is not known.

    line: line of the file the row ends in.
    confidence: as written; `confidences` makes numbers of them.
    length: characters of subject and body, 0 where the file has neither.
    text_hash: equal for rows of equal texts, case and white space apart; None without a text.
    model: what answered. disposition: what the policy made of it. run: of several runs in one file.
    """

    line: int
    id: str
    actual: str
    predicted: str
    confidence: str
    first: str
    length: int
    text_hash: int | None = None
    model: str = ""
    disposition: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Columns as the user has named them, None where they shall be found."""

    actual: str | None = None
    predicted: str | None = None
    id: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The numbers of the columns that matter, None where the file has none."""

    predicted: int
    actual: int | None
    id: int | None
    confidence: int | None
    first: int | None
    texts: tuple[int, ...]
    model: int | None = None
    disposition: int | None = None
    run: int | None = None


@dataclass(frozen=True, slots=True)
class Predictions:
    """All rows of a file."""

    path: Path
    columns: Columns
    rows: tuple[Prediction, ...]

    @property
    def labelled(self) -> tuple[Prediction, ...]:
        """The rows whose actual category is known."""
        return tuple(row for row in self.rows if row.actual)

    @property
    def new(self) -> tuple[Prediction, ...]:
        """The rows whose actual category is not known."""
        return tuple(row for row in self.rows if not row.actual)


def read_predictions(
    path: Path, names: Names | None = None, spelling: dict[str, str] | None = None
) -> Predictions:
    """Read a CSV as `route` writes it, or one with columns like it.

    A row without a prediction counts as `Unknown`: the router has not placed it. As in a taxonomy,
    names that differ in case only are one category, spelt as they come first.

    spelling: the spellings met so far; hand the same on to read several files alike.

    Raises FileRefused naming the line or the column that is wrong.
    """
    rows = _rows(path)
    header = next(rows, (0, []))[1]
    first = list(islice(rows, FIRST))
    columns = _columns(path, header, [row for _, row in first], names or Names())
    spelling = {} if spelling is None else spelling
    spelling.setdefault(UNKNOWN.casefold(), UNKNOWN)
    found = tuple(_prediction(line, row, columns, spelling) for line, row in chain(first, rows))
    return Predictions(path, columns, found)


def columns_of(path: Path) -> tuple[str, ...]:
    """The names of its columns, none of an empty file; raises FileRefused where it is no CSV."""
    return tuple(next(_rows(path), (0, []))[1])


def confidences(path: Path, rows: Sequence[Prediction]) -> list[float]:
    """The confidences as numbers from 0 to 1, 0 where a router has given none.

    Words such as High, Medium and Low become evenly spaced numbers, see `confidence_scale`.
    """
    try:
        return confidence_scale([row.confidence for row in rows])
    except UnreadableConfidenceError as problem:
        line = rows[problem.place].line
        raise FileRefused(f'"{path}", line {line}: the confidence {problem.why}') from problem


def text_groups(rows: Sequence[Prediction]) -> list[Hashable]:
    """The group of each row: copies of one text prove no more than one does.

    A row without a text stands for itself, and so do all where every text is the same: then it is
    no text that anybody routed by.
    """
    if len({row.text_hash for row in rows}) == 1:
        return [row.line for row in rows]
    return [row.line if row.text_hash is None else (row.text_hash,) for row in rows]


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line each ends in, blank ones left out."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    line = 0
    try:
        with path.open(encoding=_encoding(path), newline="") as stream:
            delimiter = _delimiter(stream.readline())
            stream.seek(0)
            reader = csv.reader(stream, delimiter=delimiter, strict=True)
            for row in reader:
                line = reader.line_num
                if any(row):
                    yield line, row
    except OSError as error:
        raise FileRefused(f'"{path}" cannot be read: {error.strerror or error}.') from error
    except UnicodeDecodeError as error:
        raise FileRefused(
            f'"{path}" is not a CSV file, or mixes encodings; save the predictions as CSV in UTF-8.'
        ) from error
    except csv.Error as error:
        raise FileRefused(
            f'"{path}" is broken after line {line}: {error}; save the predictions as CSV again.'
        ) from error


def _encoding(path: Path) -> str:
    """The encoding, told from all bytes of the file the way intake tells it."""
    with path.open("rb") as stream:
        found = detect_encoding(stream).name
    return "utf-8-sig" if found == "utf-8" else found


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)


def _columns(
    path: Path, header: Sequence[str], first: Sequence[Sequence[str]], names: Names
) -> Columns:
    """Where what is; the columns that `route` adds are never taken for the input's own."""
    if not header:
        raise FileRefused(f'"{path}" is empty; give a file that the command route has written.')
    added = {name: _last([c.strip().casefold() for c in header], name) for name in ROUTED}
    if names.predicted:
        added[PREDICTED] = _named(path, header, names.predicted)
    if names.confidence:
        added[CONFIDENCE] = _named(path, header, names.confidence)
    predicted = added[PREDICTED] = _either(added[PREDICTED], header, PREDICTED_ALIASES)
    if predicted is None:
        raise FileRefused(
            f'"{path.name}" has no column "{PREDICTED}"; name the column with the prediction; '
            f"its columns are: {listed(header)}."
        )
    added[CONFIDENCE] = _either(added[CONFIDENCE], header, CONFIDENCE_ALIASES)
    filled = {i for row in first for i, cell in enumerate(row) if cell.strip()} or range(
        len(header)
    )
    own = [name if i in filled and i not in added.values() else "" for i, name in enumerate(header)]
    guess = guess_mapping(own)
    return Columns(
        predicted=predicted,
        actual=_named(path, header, names.actual) if names.actual else _first(own, guess.category),
        id=_named(path, header, names.id) if names.id else _first(own, guess.id),
        confidence=added[CONFIDENCE],
        first=_first(own, guess.first_category),
        texts=tuple(own.index(name) for name in (guess.subject, guess.body) if name),
        model=added[MODEL],
        disposition=added[DISPOSITION],
        run=added[RUN],
    )


def _either(found: int | None, header: Sequence[str], aliases: Sequence[str]) -> int | None:
    """The column that was found, else the first that has one of these names."""
    if found is not None:
        return found
    plain = [" ".join(re.split(r"[\s_-]+", name.strip().casefold())) for name in header]
    return next((plain.index(alias) for alias in aliases if alias in plain), None)


def _named(path: Path, header: Sequence[str], name: str) -> int:
    """The column the user has named."""
    if name not in header:
        raise FileRefused(f'"{path}" has no column "{name}"; its columns are: {listed(header)}.')
    return header.index(name)


def _first(header: Sequence[str], name: str | None) -> int | None:
    return header.index(name) if name else None


def _last(header: Sequence[str], name: str) -> int | None:
    """The last column of that name: what `route` adds stands behind the input's own columns."""
    return max((i for i, column in enumerate(header) if column == name), default=None)


def _prediction(
    line: int, row: Sequence[str], columns: Columns, spelling: dict[str, str]
) -> Prediction:
    def cell(column: int | None) -> str:
        return row[column].strip() if column is not None and column < len(row) else ""

    def category(column: int | None) -> str:
        name = cell(column)
        return spelling.setdefault(name.casefold(), name)

    texts = [cell(column) for column in columns.texts]
    return Prediction(
        line=line,
        id=cell(columns.id),
        actual=category(columns.actual),
        predicted=category(columns.predicted) or UNKNOWN,
        confidence=cell(columns.confidence),
        first=category(columns.first),
        length=sum(map(len, texts)),
        text_hash=_text_hash(texts),
        model=cell(columns.model),
        disposition=cell(columns.disposition).casefold(),
        run=cell(columns.run),
    )


def _text_hash(texts: Sequence[str]) -> int | None:
    words = " ".join(texts).casefold().split()
    return hash(" ".join(words)) if words else None
