"""Who may be named to whom, and what must hold of people and schools, straight from the tables."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.store.actor import TELEGRAM
from bot.store.people import person_of
from bot.store.tables import join_request, membership, performance_plan, person
from conversations.facts import RequestState
from conversations.rules.terms import PlanStatus, Role

_LEADING = (Role.KS, Role.APPRAISER)


@dataclass(frozen=True)
class Reach:
    """Whose names somebody may read: anywhere, and where plans are decided on."""

    anywhere: set[int]
    on_review: set[int]


def reach_of(conn: Connection, chat_id: int) -> Reach:
    """Own name, those who lead, and of a present KS whoever belongs, belonged or wants to belong there."""
    reader = person_of(conn, TELEGRAM, str(chat_id))
    members = conn.execute(select(membership)).all()
    leaders = {row.person_id for row in members if row.role in _LEADING}
    led = {
        row.school_id
        for row in members
        if row.person_id == reader and row.role == Role.KS and row.ended_at is None
    }
    asked = conn.execute(select(join_request)).all()
    plans = conn.execute(select(performance_plan.c.person_id, performance_plan.c.school_id)).all()
    own = set() if reader is None else {reader}
    there = {row.person_id for row in (*members, *asked) if row.school_id in led}
    decided = {row.person_id for row in plans if row.school_id in led}
    return Reach(own | leaders | there, own | leaders | decided)


def faults(conn: Connection) -> list[str]:
    """What must never be: two principals, a guru at two schools, two requests, plans that wait nowhere."""
    present = conn.execute(select(membership).where(membership.c.ended_at.is_(None))).all()
    leads = Counter(row.school_id for row in present if row.role == Role.KS)
    teaches = Counter(row.person_id for row in present if row.role == Role.GURU)
    pending = join_request.c.state == RequestState.PENDING
    asks = Counter(conn.execute(select(join_request.c.person_id).where(pending)).scalars())
    nowhere = select(performance_plan.c.id).where(
        performance_plan.c.status == PlanStatus.MENUNGGU_PERSETUJUAN, performance_plan.c.school_id.is_(None)
    )
    erased = set(conn.execute(select(person.c.id).where(person.c.erased_at.is_not(None))).scalars())
    return [
        *(f"school {key} has {count} KS" for key, count in leads.items() if count > 1),
        *(f"person {key} teaches at {count} schools" for key, count in teaches.items() if count > 1),
        *(f"person {key} asks {count} schools" for key, count in asks.items() if count > 1),
        *(f"plan {key} waits nowhere" for key in conn.execute(nowhere).scalars()),
        *(f"erased person {row.person_id} belongs to a school" for row in present if row.person_id in erased),
    ]
