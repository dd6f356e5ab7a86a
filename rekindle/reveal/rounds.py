"""The rounds of a couple: asking something, finding a round, and coming by."""

from datetime import datetime
from uuid import UUID

import msgspec

from rekindle.couples.pair import Pair
from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rules import IllegalMove, State
from rekindle.reveal.seat import MOVING, Seat
from rekindle.reveal.words import Body
from rekindle.safety.gate import may_join
from rekindle.vault.envelope import SealBroken

# Written out, because Today asks this at every visit, and putting such queries together takes Django several times as
# long as answering them takes the database.
NEWEST = "SELECT * FROM reveal_round WHERE couple_id = %s ORDER BY day DESC, id DESC LIMIT %s"
ANSWERS = "SELECT * FROM reveal_answer WHERE round_id IN ({})"


def open_round(pair: Pair, id: UUID, prompt: Body, now: datetime) -> Seat:
    """Ask both something. The same form sent twice opens one round."""
    blob = pair.seal(id, msgspec.json.encode(prompt))
    Round.objects.get_or_create(
        pk=id, couple=pair.couple, defaults={"place": pair.me.place, "day": now.date(), "blob": blob}
    )
    return seat(pair, id)


def seat(pair: Pair, id: UUID) -> Seat:
    """Raises Round.DoesNotExist for a round of other people."""
    return Seat(pair, Round.objects.prefetch_related("answers").get(pk=id, couple=pair.couple))


def seats(pair: Pair, limit: int = 50) -> list[Seat]:
    """The newest rounds of a couple. Those that are due are released on the way: this is their author's visit.

    Rounds that do not hold together are left out.
    """
    sound = [one for one in _newest(pair, limit) if _sound(one)]
    moving = [one for one in sound if one.held in MOVING]
    broken = [one for one in moving if not _visited(one)] if moving and may_join(pair) else []
    return [one for one in sound if one not in broken]


def _newest(pair: Pair, limit: int) -> list[Seat]:
    found: dict[str, tuple[Round, dict[str, Answer]]] = {}
    for round in Round.objects.raw(NEWEST, [pair.couple.pk.hex, limit]):
        found[round.pk.hex] = (round, {})
    for answer in Answer.objects.raw(ANSWERS.format(", ".join(["%s"] * len(found))), list(found)):
        found[answer.round_id.hex][1][answer.place] = answer
    return [Seat(pair, round, answers) for round, answers in found.values()]


def _sound(one: Seat) -> bool:
    try:
        return one.state in State
    except IllegalMove:
        return False


def _visited(one: Seat) -> bool:
    try:
        return one.visit() in State
    except (SealBroken, IllegalMove):
        return False
