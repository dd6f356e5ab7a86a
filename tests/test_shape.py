"""How long things are, and what they must not hold. What is too long is named."""

import statistics
from pathlib import Path

import pytest

from tests.proofs import shape
from tests.proofs.shape import CODE, HOUSE, forbidden, functions, lines, outside, pages, percentile, sources, untyped

FUNCTIONS = [one for path in sources() for one in functions(path)]
LENGTHS = [one.lines for one in FUNCTIONS]
# Leaves the server with an export, and is read without it: it has to bring its own style.
ALONE = ("mine/export_file.html",)
# Built from parts at run time, so that no list of package servers stands in the repository either.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "jsdelivr" + ".net", "unpkg" + ".com")


def test_functions_are_small() -> None:
    assert statistics.median(LENGTHS) <= 7
    assert percentile(LENGTHS, 0.9) <= 20
    assert [one for one in FUNCTIONS if one.lines > 40] == []


def test_files_are_small() -> None:
    sizes = {str(path.relative_to(HOUSE)): lines(path) for path in sources()}
    of_pages = [lines(path) for ending in ("html", "js", "css") for path in pages(ending)]
    assert statistics.median([*sizes.values(), *of_pages]) <= 60
    assert {name: size for name, size in sizes.items() if size > 300} == {}
    assert {name: size for name, size in sizes.items() if name.endswith("/rules.py") and size > 150} == {}


def test_views_are_thin() -> None:
    views = [one for one in FUNCTIONS if one.view]
    assert len(views) > 40
    assert [one for one in views if one.lines > 15] == []


def test_templates_are_short() -> None:
    assert {path.name: lines(path) for path in pages("html") if lines(path) > 120} == {}


def test_functions_say_what_they_return() -> None:
    assert [name for path in sources() for name in untyped(path)] == []


def test_pages_hold_no_style_and_no_script_of_their_own() -> None:
    found = {path.name: forbidden(path.read_text("utf-8")) for path in pages("html") if not str(path).endswith(ALONE)}
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize("ending", ["html", "js", "css", "svg"])
def test_nothing_is_fetched_from_elsewhere(ending: str) -> None:
    found = {path.name: outside(path.read_text("utf-8")) for path in pages(ending)}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def text_files() -> list[Path]:
    skipped = {".git", ".venv", "data", "node_modules", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
    found = (path for path in HOUSE.rglob("*") if not skipped & set(path.relative_to(HOUSE).parts))
    return [
        path for path in found if path.is_file() and path.suffix in (".py", ".md", ".toml", ".txt", ".html", ".sh", "")
    ]


def test_no_address_of_a_package_server_is_written_down() -> None:
    found = [path for path in text_files() if any(name in path.read_text("utf-8", "replace") for name in REGISTRIES)]
    assert found == []


# The reverse: each measure sees what it is for.


def test_what_is_too_long_or_out_of_place_would_be_seen(tmp_path: Path) -> None:
    long = tmp_path / "views.py"
    long.write_text("def page(request) -> HttpResponse:\n" + "    x = 1\n" * 45)
    (found,) = functions(long)
    assert found.lines == 46 and found.view and not list(untyped(long))
    bad = '<p style="color:red" onclick="x()">', "<script>x()</script>", "<style>p{}</style>"
    assert [forbidden(one) for one in bad] == [
        ["style attribute", "handler"],
        ["script in the page"],
        ["style in the page"],
    ]
    assert forbidden("<li{% if one == 1 %} class=x{% endif %}>") == []
    assert forbidden('<script type="module" src="/x.js"></script><input data-on="1">') == []
    assert outside('import x from "https://cdn.example/x.js"; // why\n') == ["https://cdn.example/x.js"]
    assert outside("url(//fonts.example/a.woff2)") == ["//fonts.example/a.woff2"]
    assert shape.percentile([1, 2, 3, 40], 0.9) == 40
    assert CODE.is_dir()
