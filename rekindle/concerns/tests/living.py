"""Two people who live through a concern by the pages, for the tests."""

import re
from typing import Any
from uuid import UUID, uuid4

from tests.cast import Actor, clear_and_willing, couple

NAME = "How we plan Sundays"
SIDES = {
    "a": {
        "happens": "On Sunday at ten I asked what we do. Bob said “no idea” and went on reading.",
        "differences": "One of us likes a plan, the other likes to see how it goes",
        "hard": "Irritation",
        "soft": "Overlooked",
        "stress": "Work",
        "stress_how": "I count the hours that are mine.",
        "when": "nothing is planned by ten",
        "i": "ask again",
        "they": "reads on",
        "then": "go out alone",
    },
    "b": {
        "happens": "I was in the second chapter. Alice asked twice, and the door closed.",
        "hard": "Silence",
        "soft": "Not good enough",
        "soft_own": "As if I had failed at resting.",
        "when": "I am asked before I am awake",
        "i": "go quiet",
        "they": "asks again",
        "then": "read the same line four times",
    },
}
AGREEMENT = {
    "title": "Plan it on Saturday, at supper",
    "a": "asks on Saturday, and not on Sunday.",
    "b": "says one thing he would like to do.",
    "when": "Saturday supper",
    "weeks": "2",
}
PATTERN = {"name": "The Sunday fog", "a": "asks", "b": "goes quiet", "sign": "The clock", "exit": "Fog"}


class Two:
    """Alice and Bob, each with a browser. `id` is their concern once it was offered."""

    def __init__(self, a: Actor | None = None, b: Actor | None = None) -> None:
        if a is None or b is None:
            from django.utils import timezone

            a, b = couple()
            clear_and_willing(a, b, now=timezone.now())
        self.actors = {"a": a, "b": b}
        self.clients = {place: one.client() for place, one in self.actors.items()}
        self.id = UUID(int=0)

    def address(self, rest: str = "") -> str:
        return f"/us/concerns/{self.id}/{rest}"

    def get(self, place: str, rest: str = "") -> str:
        """A page of the concern, as text."""
        answer = self.clients[place].get(self.address(rest))
        assert answer.status_code == 200, (rest, answer.status_code, answer.headers.get("Location"))
        return str(answer.text)

    def post(self, place: str, rest: str, **fields: Any) -> Any:
        return self.clients[place].post(self.address(rest), {"once": str(uuid4()), **fields})

    def press(self, place: str, words: str) -> Any:
        """Press a button of the concern's page by what it says, as a browser would."""
        return self.press_on(place, "", words)

    def press_on(self, place: str, rest: str, words: str) -> Any:
        page = self.get(place, rest)
        form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f">{words}<" in one)
        # Of one page all forms carry one key: a browser asks for the page anew before each of these.
        fields = dict(re.findall(r'name="([\w]+)" value="([^"]*)"', form))
        return self.clients[place].post(re.findall(r'action="([^"]+)"', form)[0], fields)

    # The way, act by act

    def offer(self, by: str = "a", title: str = NAME) -> None:
        answer = self.clients[by].post("/us/concerns/new/", {"title": title, "how": "together", "once": str(uuid4())})
        assert answer.status_code == 302, answer.text
        self.id = UUID(answer["Location"].split("/")[3])

    def accept(self, by: str = "b") -> None:
        assert self.press(by, "Yes, let us look").status_code == 302

    def write_side(self, place: str, **change: Any) -> None:
        told, n = {**SIDES[place], **change}, 1
        while True:
            page = self.get(place, f"side/{n}/")
            if "Seal it" in page:
                break
            names = set(re.findall(r'name="([a-z_]+)"', page)) & set(told)
            answer = self.post(place, f"side/{n}/", **{name: told[name] for name in names})
            assert answer.status_code == 302, answer.text
            n += 1
        assert self.post(place, f"side/{n}/").status_code == 302

    def open_sides(self) -> None:
        for place in "ab":
            self.write_side(place)
        self.get("a")

    def agree_on_pattern(self) -> None:
        assert self.post("a", "pattern/", version=0, **PATTERN).status_code == 302
        for place in "ab":
            assert self.press(place, "This is how it goes for us").status_code == 302

    def talk(self) -> None:
        for place in "ab":
            assert self.press(place, "We have talked about it").status_code == 302

    def judge(self, a: str = "solvable", b: str = "solvable") -> None:
        self.apart("nature", {"nature": a}, {"nature": b})

    def apart(self, step: str, a: dict[str, Any], b: dict[str, Any]) -> None:
        for place, said in (("a", a), ("b", b)):
            assert self.post(place, f"apart/{step}/", **said).status_code == 302
        self.get("a")

    def collect(self) -> None:
        for place in "ab":
            assert self.post(place, "ideas/", need=f"need of {place}").status_code == 302
        for n in range(5):
            assert self.post("ab"[n % 2], "ideas/", idea=f"idea {n}").status_code == 302
        assert self.post("a", "act/", act="enough ideas").status_code == 302

    def sign(self, **change: Any) -> None:
        version = len(re.findall(r"<article", self.get("a", "history/").partition("The agreement")[2]))
        assert self.post("a", "agreement/", version=version, **{**AGREEMENT, **change}).status_code == 302
        for place in "ab":
            assert self.press(place, "Yes, I will try this").status_code == 302

    def until(self, stage: str) -> "Two":
        """Live on until the concern is at that stage."""
        for at, act in WAY.items():
            if at == stage:
                return self
            act(self)
        return self


WAY = {
    "begin": lambda two: two.offer(),
    "offered": lambda two: two.accept(),
    "sides": lambda two: two.open_sides(),
    "pattern": lambda two: two.agree_on_pattern(),
    "talk": lambda two: two.talk(),
    "nature": lambda two: two.judge(),
    "path": lambda two: two.press("a", "Look for something to try"),
    "ideas": lambda two: two.collect(),
    "weigh": lambda two: two.apart("ideas", {"ideas": ["0", "3"]}, {"ideas": ["3", "4"]}),
    "agreement": lambda two: two.sign(),
    "trial": lambda two: two.apart("review", {"helping": "yes", "line": "Two good ones."}, {"helping": "partly"}),
    "verdict": lambda two: [two.press(place, "Keep it") for place in "ab"],
}
