"""People come and go: a teacher leaves, joins and retires, a principal is succeeded, removes and gives up."""

from collections.abc import Sequence
from typing import NamedTuple

from conversations.words import say
from tests.journeys import GURU_LINK, SUCCESSOR_LINK, activation
from tests.steps import Deed, Journey, Opens, Picks, Presses, Step, Types

DEWI = "Dewi Anggraini, M.Pd."
_SCHOOL_ID, _ANI_ID = 1, 2


class Move(NamedTuple):
    """The way to a decision, and the step that decides."""

    way: Journey
    decision: Step


def moves() -> list[Move]:
    """From a plan that waits for Sri to a school that nobody leads; Dewi is unknown before she succeeds."""
    return [
        moved("ani", (Types("/rencana"), Presses(say("Ajukan"))), Presses(say("Ya, ajukan"))),
        moved("ani", (*_moving(), Picks(f"leave:guru:{_SCHOOL_ID}")), Picks("leave_yes")),
        moved("ani", (Opens(GURU_LINK),), Picks("join")),
        moved("ani", (Types("/rencana"), Presses(say("Ajukan"))), Presses(say("Ya, ajukan"))),
        _succession(),
        moved("dewi", (*_office("data"), Picks("to:leadership"), Picks("lead:plt")), Picks("yes")),
        moved("dewi", _removing(), Picks("yes")),
        moved("ani", (*_moving(), Picks("open:retiring")), Picks("retire_yes")),
        moved("ani", (), Picks("return")),
        moved("dewi", (*_office("handover"), Picks("release")), Picks("yes")),
    ]


def _succession() -> Move:
    *way, save = activation("dewi", DEWI, link=SUCCESSOR_LINK)
    return Move(way, save)


def _moving() -> Sequence[Deed]:
    return (Types("/profil"), Picks("open:moving"))


def _removing() -> Sequence[Deed]:
    return (*_office("members"), Picks(f"member:{_ANI_ID}"), Picks("remove"), Picks("why:moved"))


def _office(place: str) -> Sequence[Deed]:
    return (Types("/sekolah"), Picks(f"to:{place}"))


def moved(who: str, way: Sequence[Deed], decision: Deed) -> Move:
    """Somebody's own way, and what they decide then."""
    return Move([Step(who, deed, ()) for deed in way], Step(who, decision, ()))
