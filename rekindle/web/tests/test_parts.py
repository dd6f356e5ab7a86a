"""The parts: each is drawn here once, and the rules that hold for all of them are checked on their files."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Context, Engine

from rekindle.web.tests.forms import Everything

WEB = Path(__file__).resolve().parent.parent
PARTS = WEB / "templates" / "parts"
STATIC = WEB / "static" / "web"
HERE = Path(__file__).resolve().parent


class Tree(HTMLParser):
    """Every element with its attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def gallery(form: Everything | None = None, **values: object) -> Tree:
    source = (HERE / "templates" / "parts_gallery.html").read_text("utf-8")
    return part(source, form=form or Everything(), help_card="", csrf_token="t", **values)


def part(source: str, **values: object) -> Tree:
    return Tree(Engine.get_default().from_string(source).render(Context(values)))


def test_the_gallery_draws_every_part() -> None:
    drawn = (HERE / "templates" / "parts_gallery.html").read_text("utf-8")
    # Parts of parts, and those that are in the frame of every page.
    drawn += "".join(path.read_text("utf-8") for path in WEB.glob("templates/**/*.html"))
    assert [path.name for path in PARTS.glob("[!h]*.html") if f"parts/{path.name}" not in drawn] == []


def test_a_page_has_its_landmarks_one_heading_and_the_way_out() -> None:
    page = gallery(exit_url="/exit/", person=object())
    assert [len(page.all(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert page.all("a")[0]["href"] == "#main"
    assert [link["href"] for link in page.all("a") if "data-exit" in link] == ["/exit/"]


@pytest.mark.parametrize(
    ("state", "arcs", "dot"),
    [("none", ["wait", "wait"], "out"), ("a", ["arc-a", "wait"], "out"), ("b", ["wait", "arc-b"], "out"),
     ("both", ["arc-a", "arc-b"], "dot"), ("solo", ["arc-a", "wait"], "dot")],
)  # fmt: skip
def test_the_mark_says_who_is_in(state: str, arcs: list[str], dot: str) -> None:
    mark = part('{% include "parts/mark.html" with state=state only %}', state=state)
    assert [path["class"] for path in mark.all("path")] == arcs
    assert mark.all("circle")[0]["class"] == dot


@pytest.mark.parametrize(
    ("who", "says"),
    [("only-you", "Only you"), ("sealed", "Sealed until you have both answered"), ("couple", "You and Jonah"),
     ("offered", "Offered to Jonah")],
)  # fmt: skip
def test_who_can_see_it(who: str, says: str) -> None:
    line = '{% include "parts/sees.html" with who=who partner="Jonah" only %}'
    assert part(line, who=who).text.strip() == says


def test_labels_hints_and_errors_belong_to_their_fields() -> None:
    form = Everything({"email": "mira", "score": ""})
    page = gallery(form)
    ids = {attrs["id"] for _, attrs in page.elements if attrs.get("id")}
    named = {label["for"] for label in page.all("label") if "for" in label}
    assert {"id_email", "id_passphrase", "id_note", "id_name"} <= named
    described = [attrs["aria-describedby"] for _, attrs in page.elements if attrs.get("aria-describedby")]
    assert described and {one for many in described for one in str(many).split()} <= ids
    assert [field["aria-invalid"] for field in page.all("input") if field.get("id") == "id_email"] == ["true"]
    assert not [field for field in page.all("input") + page.all("textarea") if "placeholder" in field]


def test_the_summary_leads_to_each_field_that_needs_another_look() -> None:
    page = gallery(Everything({}))
    ids = {attrs["id"] for _, attrs in page.elements if attrs.get("id")}
    links = [str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#id_")]
    assert links == ["id_email", "id_passphrase", "id_share_0", "id_alone"]
    assert set(links) <= ids
    assert "4 things to check" in page.text


def test_a_page_without_errors_has_no_summary() -> None:
    assert not [attrs for _, attrs in gallery().elements if attrs.get("role") == "alert"]


def test_parts_bar_fills_up_to_now() -> None:
    bar = part('{% include "parts/steps.html" with now=2 of=3 name="Write" only %}')
    assert [span.get("class") for span in bar.all("span")] == ["on", "on", None]
    assert bar.all("div")[0]["aria-label"] == "Part 2 of 3: Write"


def test_templates_hold_nothing_that_the_policy_would_block() -> None:
    blocked = re.compile(r"\sstyle=|\son[a-z]+=|<style|javascript:|<script(?![^>]*src=)")
    # A file to download is opened from a disk, where no policy and no style sheet of ours is.
    pages = [path for path in WEB.parent.rglob("*.html") if not path.name.endswith("_file.html")]
    assert [path.name for path in pages if blocked.search(path.read_text("utf-8"))] == []


def test_every_icon_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="i-([a-z]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    pages = "".join(path.read_text("utf-8") for path in WEB.parent.rglob("*.html"))
    used = set(re.findall(r'parts/icon\.html" with name="([a-z]+)"', pages))
    assert used and used <= sprite


def test_only_the_tokens_hold_colours() -> None:
    raw = re.compile(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(|(?<![-\w])(?:left|right)\s*:", re.IGNORECASE)
    found = [
        (path.name, hit)
        for path in (STATIC / "css").glob("*.css")
        if path.name != "tokens.css"
        for hit in raw.findall(re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL))
    ]
    assert found == []


def test_the_two_dark_themes_are_one() -> None:
    css = (STATIC / "css" / "tokens.css").read_text("utf-8")
    dark = [re.sub(r"\s+", " ", block).strip() for block in re.findall(r"color-scheme: dark;(.*?)}", css, re.DOTALL)]
    assert len(dark) == 2 and dark[0] == dark[1]


def test_styles_and_scripts_stay_small() -> None:
    def size(kind: str) -> int:
        return sum(len(gzip.compress(path.read_bytes())) for path in STATIC.glob(f"{kind}/*"))

    assert size("css") <= 14 * 1024
    assert size("js") <= 6 * 1024
