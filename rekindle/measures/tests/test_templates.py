import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template import Context, Engine

from rekindle.measures.charts import spark
from rekindle.measures.pairs import bells, pictures

from .instruments import measure

FOLDERS = [str(Path(__file__).parents[2] / room / "templates") for room in ("measures", "web")]
LABELS = [option.label for option in measure("ios").items[0].options]
LINE = spark([(date(2025, month, 1), value) for month, value in ((3, 7), (6, 9), (9, 13))], 21, (3, 11))
BELLS = bells([("Time together", 3, 7), ("Forgiveness", 4, 4)])
NAME = "<b>Mira & co"
SHOWN = {
    "_spark": {"spark": LINE, "side": "a", "name": NAME, "what": "satisfaction"},
    "_dumbbells": {"bells": BELLS, "name_a": NAME, "name_b": "Jonah"},
    "_ios": {"pictures": pictures(LABELS), "question": "Which picture?", "field": "ios", "chosen": 2},
}


def draw(name: str, **more: object) -> str:
    libraries = {"l10n": "django.templatetags.l10n"}
    engine = Engine(app_dirs=False, dirs=FOLDERS, libraries=libraries, builtins=["django.templatetags.static"])
    return engine.get_template(f"measures/{name}.html").render(Context({**SHOWN[name], **more}))


@pytest.mark.parametrize("name", SHOWN)
def test_every_drawing_is_whole_and_has_no_style_of_its_own(name: str) -> None:
    html = draw(name)
    markup = re.sub(r" checked(?=>)", ' checked="checked"', html)
    markup = re.sub(r"(<input[^>]*)>", r"\1/>", markup)
    tree = ElementTree.fromstring(f"<main>{markup}</main>")
    assert "style=" not in html and "<script" not in html and "None" not in html
    drawings = [each for each in tree.iter("svg") if each.get("class") != "icon s"]
    assert all(each.get("role") == "img" and each.get("aria-label") for each in drawings)
    assert "<b>Mira" not in html


def test_the_line_says_its_answer_in_words_and_as_a_table() -> None:
    html = draw("_spark")
    assert "from 7 on 1 March 2025 to 13 on 1 September 2025, out of 21." in html
    assert "The last value lies above the band of 3 to 11." in html
    assert html.count('<tr><th scope="row">') == 3
    assert '<details class="more">' in html


def test_too_few_points_are_a_sentence() -> None:
    html = draw("_spark", spark=None)
    assert "<svg" not in html and "After three check-ups" in html


def test_each_row_reads_both_numbers_aloud_and_in_a_table() -> None:
    html = draw("_dumbbells", name_a="Mira")
    assert '<span class="vh">Mira 3, Jonah 7 out of 10</span>' in html
    assert 'data-a="3" data-b="7"' in html
    assert "<td>3</td><td>7</td>" in html
    assert html.count('class="same"') == 1


def test_a_side_without_rows_has_no_heading() -> None:
    assert "Seen differently" not in draw("_dumbbells", bells=bells([("Forgiveness", 4, 4)]))


def test_seven_pictures_and_the_chosen_one() -> None:
    html = draw("_ios")
    assert html.count('type="radio"') == 7
    assert 'value="2" checked' in html
    assert "checked" not in draw("_ios", chosen=None)
    assert all(f'aria-label="{label}"' in html for label in LABELS)
