"""What who leads does for those whom they lead: recommendations and reminders."""

from sqlalchemy import Connection, and_, delete, literal, or_, select

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.person_notices import notify_people
from bot.store.schools import is_member
from bot.store.tables import nudge, school, school_recommendation
from bot.store.world import World
from conversations.facts import DECIDES_ON, Zone
from conversations.people_effects import PersonNoticeKind
from conversations.rules.terms import Role
from conversations.school_effects import MarkRecommended, NudgeMember

_mark = school_recommendation.c


def load_recommended(conn: Connection, school_id: int) -> tuple[str, ...]:
    """The ids of the sub-indikator that are marked for a school."""
    query = select(_mark.sub_indicator).where(_mark.school_id == school_id).order_by(_mark.sub_indicator)
    return tuple(conn.execute(query).scalars())


def mark_recommended(conn: Connection, wish: MarkRecommended, actor: Actor, world: World) -> None:
    """Set or take away a mark; ConflictError where it is already so, or the actor is not the school's KS."""
    kept = (wish.school_id, wish.sub_indicator)
    leads = is_member(actor.known_id, wish.school_id, Role.KS)
    if wish.is_recommended:
        columns = ("school_id", "sub_indicator", "marked_at", "marked_by")
        values = (*kept, world.now, actor.known_id)
        row = [
            literal(value, school_recommendation.c[name].type)
            for name, value in zip(columns, values, strict=True)
        ]
        marked = insert_new(conn, school_recommendation, "school_id", "sub_indicator")
        statement = marked.from_select(columns, select(*row).where(leads)).returning(_mark.sub_indicator)
    else:
        same = and_(_mark.school_id == wish.school_id, _mark.sub_indicator == wish.sub_indicator)
        statement = delete(school_recommendation).where(same, leads).returning(_mark.sub_indicator)
    if conn.execute(statement).one_or_none() is None:
        raise ConflictError("the mark is already so, or the school is led by somebody else")
    kind = "recommendation_set" if wish.is_recommended else "recommendation_taken"
    record(conn, kind, actor, world, school_id=wish.school_id)


def nudge_member(conn: Connection, wish: NudgeMember, actor: Actor, world: World) -> None:
    """A KS reminds a guru, a penilai the KS; ConflictError the second time on a day of the school's zone."""
    day = world.day(_zone_of(conn, wish.school_id))
    given = {
        nudge.c.person_id: wish.person_id,
        nudge.c.school_id: wish.school_id,
        nudge.c.day: day,
        nudge.c.sent_by: actor.known_id,
    }
    may = or_(
        *(
            and_(
                is_member(actor.known_id, wish.school_id, decider),
                is_member(wish.person_id, wish.school_id, owner),
            )
            for decider, owner in DECIDES_ON.items()
        )
    )
    row = [literal(value, column.type) for column, value in given.items()]
    first = insert_new(conn, nudge, "person_id", "school_id", "day").from_select(
        list(given), select(*row).where(may)
    )
    if conn.execute(first.returning(nudge.c.person_id)).one_or_none() is None:
        raise ConflictError("reminded today already, or one of them does not belong to the school any more")
    record(conn, "member_nudged", actor, world, school_id=wish.school_id, person_id=wish.person_id)
    notify_people(
        conn,
        PersonNoticeKind.NUDGE,
        [wish.person_id],
        subject_id=wish.school_id,
        key=f"{wish.school_id}/{day}",
        actor=actor,
    )


def _zone_of(conn: Connection, school_id: int) -> Zone | None:
    zone = conn.execute(select(school.c.zone).where(school.c.id == school_id)).scalar_one_or_none()
    return None if zone is None else Zone(zone)
