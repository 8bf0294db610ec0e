"""Who stands before the page, and by which link they come in."""

from bot.demo.cast import NPSN, Cast, opening
from bot.transcript.times import read_moment
from conversations.rules.terms import Role

FIRST_DAY = read_moment("2026-07-06")


def test_whoever_is_not_registered_yet_has_the_link_for_their_own_role():
    members = Cast(opening(FIRST_DAY, "id", is_fresh=True)).members
    ways = {name: one.start and (one.start.role, one.start.npsn) for name, one in members.items()}
    assert ways == {
        "Budi": (Role.KS, NPSN),
        "Ani": (Role.GURU, NPSN),
        "Made": (Role.GURU, NPSN),
        "Siti": (Role.GURU, NPSN),
        "Rina": None,
    }


def test_whoever_is_registered_needs_no_link():
    members = Cast(opening(FIRST_DAY, "id", is_fresh=False)).members
    assert {one.start for one in members.values()} == {None}
