import json

import pytest

from rekindle.measures.command import agreement_command, change_command, score_command

CSI_4 = [3, 3, 2, 3]


def test_a_score_in_numbers() -> None:
    assert score_command("csi-4", json.dumps(CSI_4)) == {
        "instrument": "csi-4",
        "score": 11,
        "max": 21,
        "complete": True,
        "below_cutoff": True,
    }


def test_an_open_question_leaves_null() -> None:
    found = score_command("csi-4", "[3, null, 2, 3]")
    assert (found["score"], found["complete"], found["below_cutoff"]) == (None, False, None)


def test_a_change_in_numbers() -> None:
    found = change_command("csi-16", 50, 58)
    assert list(found) == [
        "rc_alpha",
        "rc_retest",
        "mdc95_alpha",
        "mdc95_retest",
        "beyond_noise",
        "large",
        "expected_retest",
    ]
    assert found["rc_alpha"] == pytest.approx(2.3529, abs=1e-4)
    assert (found["beyond_noise"], found["large"]) == (True, False)


def test_agreement_in_numbers() -> None:
    found = agreement_command('{"a": [5,4,2,3,1,4], "b": [4,5,2,2,2,3], "norm": [4,4.2,2.1,2.6,1.8,3.6]}')
    assert list(found) == ["pearson", "mad", "rmsd", "icc_de", "within_1", "exact", "distinctive_r"]
    assert found["distinctive_r"] == pytest.approx(-0.460, abs=5e-4)
    assert agreement_command('{"a": [1, 1], "b": [1, 2]}')["pearson"] is None
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3,3,2,3",
        "{}",
        '"3323"',
        "[3,3,2]",
        "[3,3,2,3,0]",
        "[3,3,2,true]",
        "[3,3,2,3.0]",
        '[3,3,2,"3"]',
        "[3,3,2,-1]",
        "[3,3,2,9]",
        "[3,3,2,NaN]",
        "[3,3,2," + "9" * 5000 + "]",
        "[" * 15_000,
        " " * 30_000,
    ],
)
def test_answers_that_cannot_be_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        score_command("csi-4", text)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"a": [1, 2]}',
        '{"a": [1, 2], "b": [1]}',
        '{"a": [1, 2], "b": [1, 2], "norm": [1]}',
        '{"a": [1, 2], "b": [1, 2], "c": [1, 2]}',
        '{"a": [1, null], "b": [1, 2]}',
        '{"a": [1, true], "b": [1, 2]}',
        '{"a": [1, Infinity], "b": [1, 2]}',
        '{"a": [1, 1e999], "b": [1, 2]}',
        '{"a": [1, 1' + "0" * 400 + '], "b": [1, 2]}',
        '{"a": 3, "b": 3}',
        json.dumps({"a": [1] * 501, "b": [1] * 501}),
    ],
)
def test_lists_that_cannot_be_compared_are_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        agreement_command(text)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("csi-16", -1, 5),
        ("csi-16", 5, 82),
        ("csi-16", float("nan"), 5),
        ("phq-4", 3, 5),
        ("areas", 1, 2),
        ("dass", 1, 2),
    ],
)
def test_changes_that_cannot_be_are_refused(name: str, before: float, after: float) -> None:
    with pytest.raises(ValueError):
        change_command(name, before, after)


def test_an_unknown_instrument_is_met_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="areas, csi-16, csi-4, ios, phq-4"):
        score_command("rdas", "[]")
