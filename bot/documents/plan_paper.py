"""What papers about one plan are made from, loaded for whoever may read it."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.documents.reader import Reader, reader_of
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.facts import load_facts
from bot.store.people import load_person
from bot.store.world import World
from conversations.execution_facts import Execution
from conversations.facts import Facts, Needs, Plan
from conversations.person_text import MANDIRI
from conversations.planning.state import content_of, role_of
from conversations.rules.evidence import collected_points
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import JobLevel
from conversations.words import Words

_UNNAMED = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A plan with what became of it and for whom it is drawn; no execution before it is final."""

    plan: Plan
    rules: RuleSet
    execution: Execution | None
    school_name: Words
    job_level: JobLevel | None
    is_readers_own: bool
    now: datetime
    today: date
    reader: Reader

    @property
    def slots(self) -> frozenset[str]:
        """The slots in which evidence lies."""
        files = () if self.execution is None else self.execution.evidence
        return frozenset(file.slot for file in files if file.slot is not None)

    @property
    def collected_points(self) -> int:
        """Points of the planned units that have evidence."""
        return collected_points(self.rules, self.plan.content, self.slots)

    def file_name(self, kind: str, suffix: str) -> str:
        """A name that tells whose file it is and of which half-year, in signs that every phone takes."""
        plain = unicodedata.normalize("NFKD", self.plan.owner_name).encode("ascii", "ignore").decode()
        owner = _UNNAMED.sub("-", plain.lower()).strip("-")
        return "-".join(part for part in (kind, owner, self.plan.period.key) if part) + suffix


def load_plan_paper(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> PlanPaper | None:
    """The plan for its owner or for who decides on it; None for anybody else."""
    needs = Needs(plan_id=wish.subject_id, history=True, execution=True)
    facts = load_facts(conn, person_id=wish.person_id, needs=needs, world=world)
    plan, person = facts.reviewed, facts.person
    if plan is None or person is None:
        return None
    is_own = plan.owner_id == person.id
    owner = person if is_own else load_person(conn, plan.owner_id)
    if owner is None or not (is_own or facts.leads(plan)):
        return None
    if is_own and facts.own_plan is not None and facts.own_plan.id == plan.id:
        # A draft is drawn as it fits its owner now, as on the screen.
        plan = replace(plan, role=role_of(facts), content=content_of(facts))
    return PlanPaper(
        plan=plan,
        rules=facts.rules_of(plan),
        execution=facts.execution,
        school_name=_school_name(plan, facts, is_own=is_own),
        job_level=owner.job_level,
        is_readers_own=is_own,
        now=facts.now,
        today=facts.today,
        reader=reader_of(conn, wish, languages),
    )


def _school_name(plan: Plan, facts: Facts, *, is_own: bool) -> Words:
    """A draft, and a KS's plan that nobody appraises here, belongs to no school, and yet its owner may."""
    if plan.school is not None:
        return plan.school.name
    if is_own and facts.school is not None and facts.plan_role is plan.role:
        return facts.school.name
    return MANDIRI
