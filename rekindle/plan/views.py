"""Today: one next step, and why."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rekindle import catalogue
from rekindle.couples.access import pair_for
from rekindle.couples.pair import Pair, last_of
from rekindle.ledger.listing import open_things
from rekindle.plan import reasons, rules
from rekindle.plan.shapes import Suggestion
from rekindle.plan.snapshot import MINUTES, PLAN, kept, snapshot_of
from rekindle.practice import runs
from rekindle.reveal.listing import Table, open_for, table
from rekindle.reveal.rules import State, shown
from rekindle.safety.gate import DOCUMENT, counting, publish
from rekindle.vault.access import UnlockedRequest, once, unlocked
from rekindle.vault.store import Body

# A reason that has to be scrolled past is no reason.
LONGEST_WHY = 160
ROUND_WORDS = {
    State.MINE: ("Your answer is sealed", "It opens for both of you in the same moment.", "Read or change mine"),
    State.EMPTY: ("A question for both of you", "Answer when you like. There is no deadline.", "Answer"),
}
KEPT_DECLINES = 60
# As many as two people open in some months; Today costs the same after years.
ROUNDS = 16


@require_safe
@unlocked
def today(request: UnlockedRequest) -> HttpResponse:
    """Release what is due (this is a visit), then choose one step from what this person may know."""
    now, pair = timezone.localtime(), pair_for(request)
    laid, documents = _laid(request, pair, now.date()), kept(request.vault)
    listed = open_for(pair, laid=laid) if pair else []
    context = {
        **_step(request, documents, laid, now.date()),
        "hello": _hello(now.hour),
        "pair": pair,
        "parted": pair is None and last_of(request.vault) is not None,
        "rounds": [(one, *ROUND_WORDS[one.state]) for one in listed if one.state in ROUND_WORDS],
        "open": _open(pair, documents, now.date()),
        "week": _week(runs.tidy(documents[runs.HISTORY]), now.date()),
        "minutes": documents[PLAN].get("minutes", 20),
    }
    return render(request, "plan/today.html", {**context, "day": now.date(), "choices": MINUTES, "once": once(request)})


def _laid(request: UnlockedRequest, pair: Pair | None, day: date) -> Table:
    """The newest rounds of the two, read once for all that Today makes of them."""
    if pair is None or not pair.ready:
        return []
    if not pair.me.willing:
        # Everybody has a word in the row, whether or not they said one.
        publish(request.vault, pair, day)
    return table(pair, ROUNDS)


def _step(request: UnlockedRequest, documents: dict[str, Body], laid: Table, day: date) -> dict[str, Any]:
    """What the lit card holds: an open run, a first check-up, a suggestion, or rest."""
    practices = catalogue.current().practices
    if run := _open_run(runs.tidy(documents[runs.HISTORY]), laid):
        return {"card": "open", "run": run[0], "practice": practices[run[1]]}
    if documents[PLAN].get("off") == day.isoformat():
        return {"card": "off"}
    if not documents["standing"].get("areas"):
        return {"card": "check-up"}
    found = rules.first(snapshot_of(request.vault, pair_for(request), day, documents, laid))
    if found is None:
        return {"card": "rest"}
    return {"card": "step", "practice": practices[found.slug], "together": found.together, "why": _why(found)}


def _open(pair: Pair | None, documents: dict[str, Body], day: date) -> dict[str, UUID]:
    """What is open between the two, by kind. Nothing while joint steps are closed, whatever the cause."""
    found = open_things(pair) if pair and pair.ready else {}
    joint = bool(found) and pair is not None and pair.joint_open(counting(documents[DOCUMENT]), day)
    return found if joint else {}


def _open_run(history: Body, laid: Table) -> tuple[str, str] | None:
    """The newest run that waits for this person. One with a sealed answer waits for nobody and has its own card."""
    sealed = any(shown(one.state) is State.MINE for one, _ in laid)
    for id, slug, together in reversed(history["open"]):
        if slug in catalogue.current().practices and not (together and sealed):
            return id, slug
    return None


def _why(suggestion: Suggestion) -> str:
    names = {slug: strategy.area for slug, strategy in catalogue.current().strategies.items()}
    told = ""
    for reason in suggestion.reasons:
        longer = f"{told} {reasons.words(reason, names)}".strip()
        if told and len(longer) > LONGEST_WHY:
            break
        told = longer
    return told


def _hello(hour: int) -> str:
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"


def _week(history: Body, day: date) -> list[tuple[date, bool]]:
    """Monday to Sunday, and on which of them this person finished a step. It has no history and counts nothing."""
    done = {one[1] for one in history["recent"]}
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=n) for n in range(7)]
    return [(one, one.isoformat() in done) for one in days]


@require_POST
@unlocked
def choice(request: UnlockedRequest) -> HttpResponse:
    """Something smaller, not today, or how many minutes there are. Nothing of this is counted."""
    now = timezone.localtime()
    day, plan = now.date().isoformat(), request.vault.document(PLAN)
    if change := _change(request, plan, day):
        request.vault.keep_document(PLAN, {**plan, "started": plan.get("started") or day, **change}, now)
    return redirect("today")


def _change(request: UnlockedRequest, plan: Body, day: str) -> Body:
    match request.POST.get("choice"):
        case "smaller":
            return {"smaller": day}
        case "not-today":
            return {"off": day, "declined": _declined(plan, request.POST.get("slug", ""), day)}
        case "yes-today":
            return {"off": None}
        case text if text in [str(minutes) for minutes in MINUTES]:
            return {"minutes": int(str(text)), "smaller": None}
    return {}


def _declined(plan: Body, slug: str, day: str) -> dict[str, str]:
    before = dict(plan.get("declined", {}))
    if slug in catalogue.current().practices:
        before[slug] = day
    return dict(sorted(before.items(), key=lambda one: one[1])[-KEPT_DECLINES:])
