"""One language folder: strategies, practices, instruments, kinds of conversation and the private check."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from . import check, instruments, practice, safety, source, talks
from .notes import SLUG, Notes, shown
from .structs import Measure, Practice, Problem, Safety, Strategy
from .talk_structs import TalkKind

T = TypeVar("T")
Read = Callable[[Path, Notes], T | None]
NAMING = "A file name has small letters, digits and hyphens: say-the-thing{}. Rename the file."


class Folder:
    """What was read of one language. A file with a problem of its own is in `problems` and nowhere else."""

    def __init__(self, root: Path, language: str) -> None:
        self.root, self.language = root, language
        self.home = root / language
        self.problems: list[Problem] = []
        self.strategies: dict[str, Strategy] = {}
        self.practices: dict[str, Practice] = {}
        self.measures: dict[str, Measure] = {}
        self.talks: dict[str, TalkKind] = {}
        self.safety: Safety | None = None
        self._files: dict[str, Path] = {}

    def read(self, keys: frozenset[str]) -> None:
        """Reads everything. `keys`: the keys of references.yaml; if there are none, sources are not compared."""
        if not self.home.is_dir():
            self._say(self.home, "There is no such folder. Make it, or name another language.")
            return
        for slug in check.STRATEGIES:
            self._strategy(slug)
        self._measures(keys)
        self._talks(keys)
        self.safety = self._one(self.home / "safety.yaml", lambda path, notes: safety.read(path, notes, self.language))
        self._strangers()
        self._side_by_side(keys)

    def _strategy(self, slug: str) -> None:
        path = self.home / "strategies" / slug / "strategy.md"
        made = self._one(path, lambda path, notes: practice.strategy(path, slug, notes, self.language))
        if made:
            self.strategies[slug] = made
        read = [self._practice(path, slug) for path in self._practice_files(slug)]
        for each in sorted(filter(None, read), key=lambda each: (each.intensity, each.minutes, each.slug)):
            self.practices[each.slug] = each

    def _practice_files(self, slug: str) -> list[Path]:
        paths = self._visible(self.home / "strategies" / slug)
        return [path for path in paths if path.suffix == ".md" and path.name != "strategy.md"]

    def _practice(self, path: Path, slug: str) -> Practice | None:
        if not SLUG.fullmatch(path.stem):
            self._say(path, NAMING.format(".md"))
            return None
        if path.stem in self._files:
            other = shown(self.root, self._files[path.stem])
            self._say(path, f"This file name is already used by {other}. Give it a name of its own.")
            return None
        self._files[path.stem] = path
        return self._one(path, lambda path, notes: practice.practice(path, slug, notes, self.language))

    def _measures(self, keys: frozenset[str]) -> None:
        for path in self._visible(self.home / "measures"):
            made = self._one(path, instruments.measure) if path.suffix == ".yaml" else None
            if made:
                self.measures[made.name] = made
        for name, field, say in check.measures(self.measures, keys):
            self._say(self.home / "measures" / f"{name}.yaml", say, field)

    def _talks(self, keys: frozenset[str]) -> None:
        read = [self._talk(path) for path in self._visible(self.home / "talks") if path.suffix == ".yaml"]
        for made in sorted(filter(None, read), key=lambda each: (each.order, each.slug)):
            self.talks[made.slug] = made
        for slug, field, say in [*check.talks(self.talks, keys)]:
            self._say(self.home / "talks" / f"{slug}.yaml", say, field)
            self.talks.pop(slug, None)

    def _talk(self, path: Path) -> TalkKind | None:
        if not SLUG.fullmatch(path.stem):
            self._say(path, NAMING.format(".yaml"))
            return None
        return self._one(path, lambda path, notes: talks.talk(path, notes, self.language))

    def _one(self, path: Path, read: Read[T]) -> T | None:
        notes = Notes(shown(self.root, path))
        made = read(path, notes)
        self.problems += notes.problems
        return made

    def _visible(self, folder: Path) -> list[Path]:
        paths = folder.iterdir() if folder.is_dir() else ()
        return sorted(path for path in paths if not path.name.startswith(".") and not path.name.endswith("~"))

    def _strangers(self) -> None:
        for path in self._visible(self.home / "strategies"):
            if path.name not in check.STRATEGIES:
                self._say(path, f"This is no strategy. Move it into one of the ten: {', '.join(check.STRATEGIES)}.")
                continue
            for file in self._visible(path):
                if file.suffix != ".md":
                    self._say(file, "A practice is a file that ends in .md. Rename it, or take it away.")
        for folder, what in (("measures", "An instrument"), ("talks", "A kind of conversation")):
            for path in self._visible(self.home / folder):
                if path.suffix != ".yaml":
                    self._say(path, f"{what} is a file that ends in .yaml. Rename it, or take it away.")

    def _side_by_side(self, keys: frozenset[str]) -> None:
        for slug, field, say in [*check.practices(self.practices, self._files, keys)]:
            self._say(self._files[slug], say, field)
            self.practices.pop(slug, None)
        self._drop_followers()
        counts = Counter(path.parent.name for path in self._files.values())
        files = {slug: counts[slug] for slug in check.STRATEGIES if (self.home / "strategies" / slug).is_dir()}
        for slug, field, say in check.strategies(self.strategies, self.practices.values(), files):
            self._say(self.home / "strategies" / slug / "strategy.md", say, field)

    def _drop_followers(self) -> None:
        """A practice whose need is left out cannot be reached, so it waits with it; the one mistake is told once."""
        while waiting := [slug for slug, each in self.practices.items() if not _there(each.needs, self.practices)]:
            for slug in waiting:
                del self.practices[slug]

    def _say(self, path: Path, say: str, field: str = "") -> None:
        self.problems.append(Problem(shown(self.root, path), _line_of(path, field) if field else 1, say))


def _there(needs: Iterable[str], practices: dict[str, Practice]) -> bool:
    return all(need in practices for need in needs)


def _line_of(path: Path, field: str) -> int:
    try:
        lines = source.read(path).split("\n")
    except source.Unreadable:
        return 1
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{field}:")), 1)
