"""Who may see the own predikat now because a dokumen akuntabilitas has come."""

from sqlalchemy import ColumnElement, Connection, and_, exists, select

from bot.store.actor import Actor
from bot.store.notices import notify_owners
from bot.store.outbox import Lane
from bot.store.progress_parts import load_beside
from bot.store.tables import accountability_document, performance_plan, plan_rating
from bot.store.world import World
from conversations.effects import NoticeKind
from conversations.execution_effects import TellOfPredicates
from conversations.rules.evidence import collected_codes
from conversations.rules.rating import predicate_visible
from conversations.rules.terms import PlanStatus, Role

_plan = performance_plan.c
_rating = plan_rating.c
_document = accountability_document.c


def tell_of_predicates(conn: Connection, wish: TellOfPredicates, actor: Actor, world: World) -> None:
    """Tell every owner for whom it was the last one, in a few statements however many there are."""
    waiting = _waiting(wish)
    plans = conn.execute(select(_plan.id, _plan.version, _plan.role, _plan.rule_set).where(waiting)).all()
    if not plans:
        return
    found = load_beside(conn, waiting, wish.period)

    def is_shown(plan_id: int, role: Role, rule_set: str) -> bool:
        rules, content = world.rule_sets[rule_set], found.content_of(plan_id)
        handed_in = found.documents_of(plan_id, wish.school_id, role)
        slots = found.slots.get(plan_id, set())
        collected = collected_codes(rules, role, content, slots, handed_in)
        return predicate_visible(rules, role, bool(content.duties), collected)

    shown = [(row.id, row.version) for row in plans if is_shown(row.id, Role(row.role), row.rule_set)]
    notify_owners(conn, NoticeKind.PREDICATE_SHOWN, shown, actor, lane=Lane.NORMAL)


def _waiting(wish: TellOfPredicates) -> ColumnElement[bool]:
    """Plans of the school with a released rating, which do not have the document for themselves already."""
    is_released = exists().where(
        _rating.plan_id == _plan.id,
        _rating.released_at.is_not(None),
        _rating.work_result.is_not(None),
        _rating.work_behavior.is_not(None),
    )
    had_it = exists().where(_document.plan_id == _plan.id, _document.code == wish.code)
    return and_(
        _plan.school_id == wish.school_id,
        _plan.period == wish.period.key,
        _plan.role.in_(wish.roles),
        _plan.status == PlanStatus.DISEPAKATI,
        is_released,
        ~had_it,
    )
