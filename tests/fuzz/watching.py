"""What only some may change, watched by the database itself: each change with whose update it came."""

from sqlalchemy import Connection, select, text

from bot.store.tables import (
    additional_duty,
    performance_plan,
    person,
    plan_event,
    plan_rating,
    problem_report,
    stage_answer,
    target_seen,
    work_behavior,
)
from bot.store.tables.chats import failed_update
from conversations.facts import DECIDES_ON
from conversations.rules.terms import PlanStatus
from conversations.texts import clean_lines, clean_text

# Updates are numbered so that the rest tells who sent them.
PEOPLE = 100
_SENDER = f"""(SELECT a.person_id FROM channel_account a JOIN fuzz_sender s ON s.external_id = a.external_id
 WHERE s.number = (SELECT update_id % {PEOPLE} FROM seen_update ORDER BY rowid DESC LIMIT 1))"""
_DECIDES = " OR ".join(f"(m.role = '{by}' AND p.role = '{of}')" for by, of in DECIDES_ON.items())
_TYPED = (
    performance_plan.c.revision_note,
    performance_plan.c.change_note,
    additional_duty.c.text,
    work_behavior.c.text,
    plan_event.c.note,
    stage_answer.c.text,
    target_seen.c.note,
    plan_rating.c.note,
    problem_report.c.text,
    person.c.name,
)


def watch(conn: Connection, external_ids: list[str]) -> None:
    """Note from now on what somebody changes without the right to; the senders by their numbers."""
    conn.execute(text("CREATE TABLE fuzz_sender (number INTEGER PRIMARY KEY, external_id TEXT)"))
    conn.execute(
        text("CREATE TABLE fuzz_wrong (what TEXT, plan_id INTEGER, sender INTEGER, told TEXT, update_id)")
    )
    rows = [{"number": number, "id": external_id} for number, external_id in enumerate(external_ids)]
    conn.execute(text("INSERT INTO fuzz_sender VALUES (:number, :id)"), rows)
    for statement in _triggers():
        conn.exec_driver_sql(statement)


def wrongs(conn: Connection) -> list[str]:
    """What was changed without the right to."""
    return [str(tuple(row)) for row in conn.execute(text("SELECT * FROM fuzz_wrong"))]


def kept_texts(conn: Connection) -> list[str]:
    """All that is stored of what people typed."""
    return [kept for column in _TYPED for kept in conn.execute(select(column).where(column != "")).scalars()]


def untyped(conn: Connection, typed: set[int]) -> list[str]:
    """Stored texts that nobody typed so."""
    return [f"not typed: {kept[:200]!r}" for kept in kept_texts(conn) if hash(kept) not in typed]


def as_kept(said: str) -> tuple[int, ...]:
    """A typed text in the forms in which it may be kept."""
    storable = said.replace("\0", "").encode("utf-8", "replace").decode()
    return tuple(hash(form) for form in (clean_text(storable), clean_lines(storable)))


def failed_ids(conn: Connection) -> set[int]:
    """The updates that were kept as poison."""
    return set(conn.execute(select(failed_update.c.update_id)).scalars())


def _decides(plan_id: str, school_id: str | None = None) -> str:
    school = "p.school_id" if school_id is None else school_id
    return (
        f"EXISTS (SELECT 1 FROM performance_plan p JOIN membership m ON m.school_id = {school}"
        f" WHERE p.id = {plan_id} AND m.person_id = {_SENDER} AND m.person_id <> p.person_id"
        f" AND m.ended_at IS NULL AND ({_DECIDES}))"
    )


def _owns(plan_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM performance_plan p WHERE p.id = {plan_id} AND p.person_id = {_SENDER})"


def _trigger(name: str, when: str, told: str, plan_id: str, wrong: str) -> str:
    return (
        f"CREATE TRIGGER fuzz_{name} {when} WHEN {wrong} BEGIN INSERT INTO fuzz_wrong"
        f" SELECT '{name}', {plan_id}, {_SENDER}, {told},"
        " (SELECT update_id FROM seen_update ORDER BY rowid DESC LIMIT 1); END"
    )


def _triggers() -> list[str]:
    owner, decider = (
        "OLD.person_id IS " + _SENDER,
        f"({_decides('OLD.id')} OR {_decides('OLD.id', 'NEW.school_id')})",
    )
    by_decider = f"'{PlanStatus.DISETUJUI}', '{PlanStatus.PERLU_PERBAIKAN}'"
    # A plan has no place to wait at where its owner, or everybody who decides, has left.
    there = "SELECT 1 FROM membership m WHERE m.school_id = OLD.school_id AND m.ended_at IS NULL AND"
    gone = (
        f"NEW.status = '{PlanStatus.BELUM_DIAJUKAN}' AND NOT (EXISTS ({there} m.person_id = OLD.person_id AND"
        f" m.role = OLD.role) AND EXISTS ({there} ({_DECIDES.replace('p.role', 'OLD.role')})))"
    )
    waited = f"OLD.status = '{PlanStatus.MENUNGGU_PERSETUJUAN}'"
    right = (
        f"CASE WHEN {gone} THEN 1"
        f" WHEN NEW.status IN ({by_decider}) AND {waited} THEN {decider}"
        f" WHEN NEW.status = '{PlanStatus.DISEPAKATI}' THEN {owner}"
        f" ELSE {owner} OR {decider} END"
    )
    found = [
        _trigger(
            "status",
            "AFTER UPDATE OF status ON performance_plan",
            "OLD.status || ' > ' || NEW.status",
            "OLD.id",
            f"OLD.status <> NEW.status AND NOT ({right})",
        ),
        _trigger(
            "practice",
            "AFTER UPDATE OF practice, rule_set, level, role ON performance_plan",
            "NEW.practice",
            "OLD.id",
            f"OLD.practice IS NOT NEW.practice AND NOT ({owner})",
        ),
        _trigger(
            "name",
            "AFTER UPDATE OF name ON person",
            "NEW.name",
            "OLD.id",
            # Who erases themselves has no account any more when the name goes.
            f"OLD.name <> NEW.name AND NEW.erased_at IS NULL AND OLD.id IS NOT {_SENDER}",
        ),
    ]
    for table in (
        "rhk_item",
        "additional_duty",
        "work_behavior",
        "evidence",
        "target_seen",
        "checklist_tick",
    ):
        writers = "{}" if table != "target_seen" else "({} OR {})"
        for deed, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            plan_id = f"{row}.plan_id"
            right = writers.format(_owns(plan_id), _decides(plan_id))
            found.append(
                _trigger(f"{table}_{deed}", f"AFTER {deed} ON {table}", "''", plan_id, f"NOT {right}")
            )
    for table in ("plan_rating", "stage_answer", "observation"):
        for deed in ("INSERT", "UPDATE"):
            right = f"({_owns('NEW.plan_id')} OR {_decides('NEW.plan_id')})"
            found.append(
                _trigger(f"{table}_{deed}", f"AFTER {deed} ON {table}", "''", "NEW.plan_id", f"NOT {right}")
            )
    return found
