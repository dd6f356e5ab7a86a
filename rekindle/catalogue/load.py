"""Reads a whole content folder. Bad files are left out and told; nothing here raises for what people wrote."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from . import helplines, instruments
from .folder import Folder
from .notes import Notes, shown
from .structs import Catalogue, Country, Directory, Problem, Reference


class Shared(NamedTuple):
    """What is the same in every language. `keys`: every key in references.yaml, right or not."""

    references: Mapping[str, Reference] = {}
    keys: frozenset[str] = frozenset()
    countries: tuple[Country, ...] = ()
    directories: tuple[Directory, ...] = ()
    checked_by: str = ""


def load(root: Path, language: str = "en", today: date | None = None) -> tuple[Catalogue, list[Problem]]:
    """Everything under `root` in one language, and what is wrong with it, by file and line."""
    shared, problems = load_shared(root, today or date.today())
    cat, more = load_language(root, language, shared)
    return cat, sorted(problems + more)


def load_shared(root: Path, today: date) -> tuple[Shared, list[Problem]]:
    """References and help lines."""
    books, lines = (Notes(shown(root, root / name)) for name in ("references.yaml", "helplines.yaml"))
    references, keys = instruments.references(root / "references.yaml", books)
    read = helplines.read(root / "helplines.yaml", today, lines)
    return Shared(references, keys, *read), books.problems + lines.problems


def load_language(root: Path, language: str, shared: Shared) -> tuple[Catalogue, list[Problem]]:
    """One language folder."""
    folder = Folder(root, language)
    folder.read(shared.keys)
    cat = Catalogue(
        language=language,
        strategies=_frozen(folder.strategies),
        practices=_frozen(folder.practices),
        measures=_frozen(folder.measures),
        talks=_frozen(folder.talks),
        references=_frozen(shared.references),
        helplines=shared.countries,
        private_check=folder.safety,
        directories=shared.directories,
        checked_by=shared.checked_by,
    )
    return cat, sorted(set(folder.problems))


def languages(root: Path) -> list[str]:
    """The language folders, English first."""
    found = [path.name for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
    return sorted((name for name in found if name[:1].isalpha()), key=lambda name: (name != "en", name)) or ["en"]


def _frozen(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping nobody can change."""
    return MappingProxyType(dict(mapping))
