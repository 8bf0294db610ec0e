"""Questions that found no good answer: kept without the asker, like ones counted together."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, insert, or_, select, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.tables import (
    membership,
    person,
    question_band,
    question_day,
    question_wording,
    unanswered_question,
)
from bot.store.world import World
from conversations.answers.effects import QUESTIONS_A_DAY, FinishQuestion, KeepQuestion, Why
from conversations.facts import KeptQuestion, KeptQuestions
from conversations.questions.likeness import ALIKE, bands, likeness, pieces
from conversations.questions.masking import masked
from conversations.questions.state import PAGE_QUESTIONS

MOST_WORDINGS = 20
# Bounds what one question costs, however many are kept.
_MOST_COMPARED = 200
_MOST_NAMES = 500
# Any number that nothing else in the database uses for its advisory locks.
_LOCK = 7_607_2024

_question = unanswered_question.c
_wording = question_wording.c
_band = question_band.c
_is_open = _question.done_day.is_(None)


def keep_question(conn: Connection, wish: KeepQuestion, actor: Actor, world: World) -> None:
    """Keep a question, or count it with those like it; nothing of who asked is kept, nor of the hour."""
    text = masked(wish.question, _names_near(conn, actor.person_id))
    if not text or not _is_one_more(conn, actor, world):
        return
    _wait_for_others(conn)
    asked = pieces(text)
    question_id = _find_alike(conn, wish, asked)
    if question_id is None:
        question_id = _begin(conn, wish, text, world)
        rows = [{"band": band, "question_id": question_id} for band in set(bands(asked))]
        conn.execute(insert(question_band), rows)
    else:
        _count_again(conn, wish, question_id, world)
    _keep_wording(conn, question_id, text)


def finish_question(conn: Connection, wish: FinishQuestion, actor: Actor, world: World) -> None:
    """An operator is done with a question; ConflictError where it is done, gone, or nobody may."""
    if not actor.is_operator:
        raise ConflictError("only an operator reads questions")
    done = update(unanswered_question).where(_question.id == wish.question_id, _is_open)
    if conn.execute(done.values(done_day=world.day())).rowcount != 1:
        raise ConflictError("this question is done or gone")
    record(conn, "question_finished", actor, world, by_operator=True)


def count_open_questions() -> Select[int]:
    """Counts the questions that no operator is done with."""
    return select(func.count()).select_from(unanswered_question).where(_is_open)


def load_questions(conn: Connection, page: int) -> KeptQuestions:
    """A page of those that no operator is done with, most asked first; the last one beyond the end."""
    count = conn.execute(count_open_questions()).scalar_one()
    pages = -(-count // PAGE_QUESTIONS) or 1
    shown = min(max(page, 0), pages - 1)
    query = (
        select(unanswered_question)
        .where(_is_open)
        .order_by(_question.asked.desc(), _question.last_day.desc(), _question.id.desc())
        .offset(shown * PAGE_QUESTIONS)
        .limit(PAGE_QUESTIONS)
    )
    return KeptQuestions(tuple(_kept(row) for row in conn.execute(query)), count, shown, pages)


def load_question(conn: Connection, question_id: int) -> KeptQuestion | None:
    """One question with its wordings, also one that an operator is done with."""
    row = conn.execute(select(unanswered_question).where(_question.id == question_id)).one_or_none()
    if row is None:
        return None
    ways = (
        select(_wording.text, _wording.asked)
        .where(_wording.question_id == question_id)
        .order_by(_wording.asked.desc(), _wording.id)
    )
    return _kept(row, [(way.text, way.asked) for way in conn.execute(ways)])


def _is_one_more(conn: Connection, actor: Actor, world: World) -> bool:
    """Count a question of the asker's day; False where there were enough."""
    own = question_day.c
    of_day = {"bot_id": actor.bot_id, "chat_id": actor.chat_id, "day": world.day()}
    conn.execute(insert_new(conn, question_day).values({**of_day, "kept": 0}))
    is_his = [own[name] == value for name, value in of_day.items()]
    counted = update(question_day).where(*is_his, own.kept < QUESTIONS_A_DAY).values(kept=own.kept + 1)
    return conn.execute(counted).rowcount == 1


def _find_alike(conn: Connection, wish: KeepQuestion, asked: frozenset[str]) -> int | None:
    """The question that is most like this one among those that share a band, if it is like enough."""
    query = (
        select(_question.id, _question.text)
        .join_from(question_band, unanswered_question, _band.question_id == _question.id)
        .where(_band.band.in_(bands(asked)), *_of_kind(wish))
        .distinct()
        .limit(_MOST_COMPARED)
    )
    found = [(likeness(asked, pieces(row.text)), -row.id) for row in conn.execute(query)]
    best, negative_id = max(found, default=(0.0, 0))
    return -negative_id if best >= ALIKE else None


def _of_kind(wish: KeepQuestion) -> Sequence[ColumnElement[bool]]:
    """Only those that are kept for the same reason; where an entry was of no help, for the same entry."""
    kind = (_question.language == wish.language, _question.why == wish.why)
    return (*kind, _question.nearest == (wish.nearest or "")) if wish.why == Why.UNHELPFUL else kind


def _begin(conn: Connection, wish: KeepQuestion, text: str, world: World) -> int:
    values: Mapping[str, Any] = {
        "language": wish.language,
        "why": wish.why,
        "nearest": wish.nearest or "",
        "text": text,
        "asked": 1,
        "last_day": world.day(),
    }
    created = insert(unanswered_question).values(values).returning(_question.id)
    return int(conn.execute(created).scalar_one())


def _count_again(conn: Connection, wish: KeepQuestion, question_id: int, world: World) -> None:
    asked = case((_is_open, _question.asked + 1), else_=1)
    values = {"asked": asked, "nearest": wish.nearest or "", "last_day": world.day(), "done_day": None}
    conn.execute(update(unanswered_question).where(_question.id == question_id).values(values))


def _keep_wording(conn: Connection, question_id: int, text: str) -> None:
    # Compared here: what is encrypted cannot be asked for, and there are few.
    kept = conn.execute(select(_wording.id, _wording.text).where(_wording.question_id == question_id)).all()
    if same := [row.id for row in kept if row.text == text]:
        again = update(question_wording).where(_wording.id.in_(same)).values(asked=_wording.asked + 1)
        conn.execute(again)
    elif len(kept) < MOST_WORDINGS:
        conn.execute(insert(question_wording).values(question_id=question_id, text=text, asked=1))


def _wait_for_others(conn: Connection) -> None:
    """One question at a time, or two like ones that come together would begin two groups."""
    # SQLite's transaction is the only writer from its BEGIN on.
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _names_near(conn: Connection, person_id: int | None) -> Sequence[str]:
    """The names that the asker may well write: the own one, and those of the own schools."""
    if person_id is None:
        return ()
    member = membership.c
    own = select(member.school_id).where(member.person_id == person_id, member.ended_at.is_(None))
    near = select(member.person_id).where(member.school_id.in_(own), member.ended_at.is_(None))
    query = select(person.c.name).where(or_(person.c.id == person_id, person.c.id.in_(near)))
    return conn.execute(query.order_by(person.c.id != person_id).limit(_MOST_NAMES)).scalars().all()


def _kept(row: Row[Any], wordings: Sequence[tuple[str, int]] = ()) -> KeptQuestion:
    return KeptQuestion(
        id=row.id,
        text=row.text,
        language=row.language,
        why=Why(row.why),
        nearest=row.nearest or None,
        asked=row.asked,
        last_day=date.fromisoformat(row.last_day),
        is_done=row.done_day is not None,
        wordings=tuple(wordings),
    )
