"""Dokumen akuntabilitas that a KS hands in once for all guru of the school."""

from conversations.document_effects import DocumentKind, SendDocument
from conversations.evidence.documents import (
    CHOOSE_FIRST,
    FOR_BOTH,
    SENT_BACK,
    collected_word,
    detail_lines,
    document_help,
    document_rows,
    is_for_both,
    short_name,
)
from conversations.evidence.predicate import telling
from conversations.evidence.state import EvidenceState, Place, go
from conversations.evidence.texts import refusal, status_of
from conversations.execution_effects import CollectDocument
from conversations.execution_facts import CollectedDocument, SchoolDocuments, SentFile
from conversations.facts import Facts
from conversations.navigation import HOME_BUTTON, LEAVE
from conversations.plan_text import period_name
from conversations.rules.assessment_models import AccountabilityDocument
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Actor, PlanRole, Role
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.texts import shortened
from conversations.words import Words, say

NOT_A_KS = say("These documents are handed in by the principal of the school, and here you are not.")
_NAME_CHARS = 26


def show_school(state: EvidenceState, facts: Facts) -> Screen:
    """Every document for the guru with its status, or the schools to choose from."""
    if state.school_id is None and facts.is_ks:
        return _schools(facts)
    found = facts.school_documents
    if found is None:
        return Screen((NOT_A_KS,), ((HOME_BUTTON,),))
    codes = {document.code for document in found.documents}
    lines: list[Words] = [*_head(found, facts), ""]
    for entry in _entries(facts):
        status = status_of(facts.rules, entry.code in codes)
        lines.append(say("• {name}: <b>{status}</b>", name=entry.name, status=status))
    lines += [
        "",
        say("You hand them in once for all guru of the school. Until then they cannot see their predikat."),
    ]
    turn = say("This half-year") if state.is_before else say("Half-year before")
    rows = column(
        (
            *(Button(short_name(entry), f"document:{entry.code.lower()}") for entry in _entries(facts)),
            Button(turn, "turn"),
        )
    )
    return Screen(tuple(lines), (*rows, LEAVE), accepts_files=True)


def show_school_document(state: EvidenceState, facts: Facts) -> Screen:
    """One document, and what the KS can do."""
    found, entry = facts.school_documents, _entry(state, facts)
    if found is None or entry is None:
        return show_school(state, facts)
    document = _document(found, entry.code)
    lines = (
        *_head(found, facts),
        "",
        say("<b>{name}</b>", name=entry.name),
        say("<b>{status}</b>", status=status_of(facts.rules, document is not None)),
        *detail_lines(document),
        "",
        *((FOR_BOTH, "") if is_for_both(entry, facts.rules) else ()),
        document_help(facts.rules, document),
    )
    return Screen(lines, (*document_rows(document, may=True), LEAVE), accepts_files=True)


def press_school(state: EvidenceState, action: str, facts: Facts) -> Move:
    """Open a school or a document, or turn to the other half-year."""
    verb, _, rest = action.partition(":")
    match verb:
        case "school":
            return go(state.at(Place.SCHOOL, school_id=int(rest)))
        case "document":
            return go(state.at(Place.SCHOOL_DOCUMENT, code=rest))
        case "turn":
            return go(state.at(Place.SCHOOL, is_before=not state.is_before))
        case _:
            return go(state)


def press_school_document(state: EvidenceState, action: str, facts: Facts) -> Move:
    """Note that it is collected in PMM, take that back, or see the file."""
    found, entry = facts.school_documents, _entry(state, facts)
    if found is None or entry is None:
        return go(state)
    if action in ("document", "turn"):
        return press_school(state, action, facts)
    document = _document(found, entry.code)
    if action == "see" and document is not None:
        return go(state, SENT_BACK, (SendDocument(DocumentKind.ACCOUNTABILITY_FILE, document.id),))
    if action not in ("pmm", "back"):
        return go(state)
    return _hand_in(state, found, entry, None, facts.rules, is_collected=action == "pmm")


def take_for_school(state: EvidenceState, file: SentFile, facts: Facts) -> Move:
    """A file for the open document."""
    found, entry = facts.school_documents, _entry(state, facts)
    if found is None or entry is None or state.place is not Place.SCHOOL_DOCUMENT:
        return go(state, CHOOSE_FIRST)
    if (refused := refusal(file, facts.rules)) is not None:
        return go(state, refused)
    return _hand_in(state, found, entry, file, facts.rules, is_collected=True)


def _hand_in(
    state: EvidenceState,
    found: SchoolDocuments,
    entry: AccountabilityDocument,
    file: SentFile | None,
    rules: RuleSet,
    *,
    is_collected: bool,
) -> Move:
    for_both = is_for_both(entry, rules)
    effect = CollectDocument(
        period=found.period,
        role=Role.GURU,
        code=entry.code,
        is_collected=is_collected,
        file=file,
        school_id=found.school_id,
        for_both=for_both,
    )
    word = collected_word(entry, is_collected=is_collected, for_both=for_both)
    is_new = is_collected and _document(found, entry.code) is None
    roles: tuple[PlanRole, ...] = (Role.GURU, Role.KS) if for_both else (Role.GURU,)
    told = telling(found.period, found.school_id, roles if is_new else (), entry)
    return go(state, word, (effect, *told))


def _schools(facts: Facts) -> Screen:
    led = [member.school for member in facts.memberships if member.role is Role.KS]
    rows = column(Button(shortened(school.name, _NAME_CHARS), f"school:{school.id}") for school in led)
    return Screen((say("<b>Dokumen akuntabilitas</b>"), say("Of which school?")), (*rows, LEAVE))


def _head(found: SchoolDocuments, facts: Facts) -> tuple[Words, ...]:
    names = [member.school.name for member in facts.memberships if member.school.id == found.school_id]
    return (
        say("<b>Dokumen akuntabilitas</b>, {period}", period=period_name(found.period)),
        *names[:1],
    )


def _entries(facts: Facts) -> tuple[AccountabilityDocument, ...]:
    return tuple(
        entry
        for entry in facts.rules.accountability_documents
        if entry.role is Role.GURU and entry.uploaded_by is Actor.SUPERVISOR
    )


def _entry(state: EvidenceState, facts: Facts) -> AccountabilityDocument | None:
    return next((entry for entry in _entries(facts) if entry.code.lower() == state.code), None)


def _document(found: SchoolDocuments, code: str) -> CollectedDocument | None:
    return next((document for document in found.documents if document.code == code), None)
