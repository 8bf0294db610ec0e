"""Dokumen akuntabilitas of one plan: what is there, what is missing, and whose it is."""

from enum import StrEnum

from conversations.document_effects import DocumentKind, SendDocument
from conversations.evidence import predicate
from conversations.evidence.state import Desk, EvidenceState, Place, at_slot, go
from conversations.evidence.texts import file_name, head, how_to_send, refusal, status_of
from conversations.execution_effects import CollectDocument
from conversations.execution_facts import CollectedDocument, SentFile
from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.person_text import known_name
from conversations.rating.state import nobody_decides
from conversations.rules.assessment_models import AccountabilityDocument
from conversations.rules.evidence import collected_codes, documents_of_duties, duty_slots
from conversations.rules.rating import missing_documents, required_documents
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Actor, PlanRole, Role
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

FOR_BOTH = say("Your own plan and the guru need this same document: hand it in once.")
CHOOSE_FIRST = say("Please choose a document first, and then send its file. This one was not kept.")
IN_PMM = say("collected in PMM, without a file here")
SENT_BACK = say("The file is on its way.")
TAKEN_BACK = say("It counts as not collected again.")


class Giver(StrEnum):
    """Who hands a document in: with the duties' evidence, the reader for the plan or school, or another."""

    DUTIES = "duties"
    OWNER = "owner"
    SCHOOL = "school"
    OTHER = "other"


def missing_codes(desk: Desk) -> tuple[str, ...]:
    """The codes of required documents that are not there."""
    content, role = desk.plan.content, desk.plan.role
    handed_in = {document.code for document in desk.execution.documents}
    collected = collected_codes(desk.rules, role, content, desk.filled, handed_in)
    return tuple(d.code for d in missing_documents(desk.rules, role, bool(content.duties), collected))


def show_documents(state: EvidenceState, desk: Desk, facts: Facts) -> Screen:
    """Draw every required document with its status and who hands it in."""
    missing = missing_codes(desk)
    lines: list[Words] = [*head(desk), "", say("<b>Dokumen akuntabilitas</b>")]
    for entry in _required(desk):
        status = status_of(desk.rules, entry.code not in missing)
        lines.append(
            say(
                "• {name}: <b>{status}</b>, from {giver}",
                name=entry.name,
                status=status,
                giver=_giver_name(giver(entry, desk, facts), desk),
            )
        )
    if predicate.is_shown(desk):
        lines += predicate.shown_lines(desk)
    else:
        lines += ["", say("They are not rated, but while one is missing the predikat kinerja is not shown.")]
    rows = column(Button(short_name(entry), f"document:{entry.code.lower()}") for entry in _required(desk))
    shown = predicate.shown_rows(desk)
    return Screen(tuple(lines), (*rows, *shown, LEAVE), accepts_files=desk.is_owner)


def show_document(state: EvidenceState, desk: Desk, facts: Facts) -> Screen:
    """One document: where it stands, and what the reader can do."""
    entry = _entry(state, desk)
    if entry is None:
        return show_documents(state, desk, facts)
    whose = giver(entry, desk, facts)
    is_there = entry.code not in missing_codes(desk)
    lines: list[Words] = [*head(desk), "", say("<b>{name}</b>", name=entry.name)]
    lines.append(say("<b>{status}</b>", status=status_of(desk.rules, is_there)))
    found = _found(entry.code, desk)
    lines += detail_lines(found)
    lines.append(say("Handed in by: {giver}", giver=_giver_name(whose, desk)))
    if whose is Giver.DUTIES:
        lines += ["", say("It is collected once every Tugas Tambahan has its evidence.")]
    may = may_hand_in(whose, found)
    if may and _is_for_both(entry, desk, facts):
        lines += ["", FOR_BOTH]
    if may:
        lines += ["", document_help(desk.rules, found)]
    lines += predicate.shown_lines(desk)
    rows = document_rows(found, may=may)
    if whose is Giver.DUTIES and desk.is_owner:
        rows = ((Button(say("Go to the evidence"), "duties"),),)
    rows = (*predicate.shown_rows(desk), *rows)
    return Screen(tuple(lines), (*rows, LEAVE), accepts_files=desk.is_owner)


def press_documents(state: EvidenceState, action: str, desk: Desk, facts: Facts) -> Move:
    """Open a document."""
    verb, _, code = action.partition(":")
    return go(state.at(Place.DOCUMENT, code=code) if verb == "document" else state)


def press_document(state: EvidenceState, action: str, desk: Desk, facts: Facts) -> Move:
    """Note that it is collected in PMM, take that back, see the file, or go to the duties."""
    entry = _entry(state, desk)
    found = None if entry is None else _found(entry.code, desk)
    if entry is None:
        return go(state)
    match action:
        case "duties":
            slots = duty_slots(desk.plan.content)
            free = next((slot for slot in slots if slot not in desk.filled), slots[0])
            return go(at_slot(state, free))
        case "see" if found is not None:
            return go(state, SENT_BACK, (SendDocument(DocumentKind.ACCOUNTABILITY_FILE, found.id),))
        case "pmm" | "back":
            return _hand_in(state, entry, None, desk, facts, is_collected=action == "pmm")
        case _:
            return go(state)


def take_for_document(state: EvidenceState, file: SentFile, desk: Desk, facts: Facts) -> Move:
    """A file for the open document."""
    entry = _entry(state, desk) if state.place is Place.DOCUMENT else None
    if entry is None:
        return go(state, CHOOSE_FIRST)
    if (refused := refusal(file, desk.rules)) is not None:
        return go(state, refused)
    whose = giver(entry, desk, facts)
    if whose is Giver.DUTIES:
        return go(state, say("Please send it under the Tugas Tambahan that it belongs to. It was not kept."))
    if not may_hand_in(whose, _found(entry.code, desk)):
        return go(state, say("This document is handed in by somebody else, so your file was not kept."))
    return _hand_in(state, entry, file, desk, facts, is_collected=True)


def giver(entry: AccountabilityDocument, desk: Desk, facts: Facts) -> Giver:
    """Who hands a document in for this plan."""
    plan = desk.plan
    if entry in documents_of_duties(desk.rules, plan.role, plan.content):
        return Giver.DUTIES
    if not desk.is_owner:
        return Giver.OTHER
    if plan.role is Role.KS and plan.school is not None and facts.is_ks_of(plan.school.id):
        return Giver.SCHOOL
    return Giver.OWNER if nobody_decides(plan) else Giver.OTHER


def may_hand_in(whose: Giver, found: CollectedDocument | None) -> bool:
    """Whether the reader may note or take back a document: what a KS has handed in stays the school's."""
    if whose is Giver.OWNER:
        return found is None or not found.is_of_school
    return whose is Giver.SCHOOL


def detail_lines(found: CollectedDocument | None) -> tuple[Words, ...]:
    """Since when a document is there, and its file."""
    if found is None:
        return ()
    name = IN_PMM if found.file is None else file_name(found.file)
    return (say("Since {at}: {name}", at=found.collected_at, name=name),)


def document_rows(found: CollectedDocument | None, *, may: bool) -> Rows:
    """What can be done with a document."""
    buttons: list[Button] = []
    if may and found is None:
        buttons.append(Button(say("It is collected in PMM"), "pmm"))
    if found is not None and found.file is not None:
        buttons.append(Button(say("See the file"), "see"))
    if may and found is not None:
        buttons.append(Button(say("Not collected after all"), "back"))
    return column(buttons)


def document_help(rules: RuleSet, found: CollectedDocument | None) -> Say:
    """How a document is handed in, or its file is sent afterwards or anew."""
    if found is None:
        return say("{how} Where it lies in PMM already, the button is enough.", how=how_to_send(rules))
    if found.file is None:
        return say("Nothing more is needed. If you like, you can still send its file here.")
    return say("Nothing more is needed. Another file that you send takes the place of this one.")


def is_for_both(entry: AccountabilityDocument, rules: RuleSet) -> bool:
    """Whether a KS hands the very same document in for the own plan and for the guru (regulation.md 6.2)."""
    handing_in = {(Role.KS, Actor.EMPLOYEE), (Role.GURU, Actor.SUPERVISOR)}
    named = {
        (other.role, other.uploaded_by)
        for other in rules.accountability_documents
        if (other.code, other.name) == (entry.code, entry.name)
    }
    return named == handing_in


def collected_word(entry: AccountabilityDocument, *, is_collected: bool, for_both: bool) -> Say:
    """What was done."""
    if for_both and is_collected:
        return say(
            "Noted: {name} is collected. It counts for your own plan and for the guru.", name=entry.name
        )
    if for_both:
        return say("It counts as not collected again, for your own plan and for the guru.")
    if not is_collected:
        return TAKEN_BACK
    return say("Noted: {name} is collected.", name=entry.name)


def short_name(entry: AccountabilityDocument) -> Words:
    """The name on a button."""
    names = {
        "Kurikulum Operasional Satuan Pendidikan": say("Kurikulum Operasional (KOSP)"),
        "Perencanaan Program Sekolah": say("Perencanaan Program"),
    }
    return names.get(entry.name, entry.name)


def plan_role(role: Role) -> PlanRole:
    """The role of a plan, of which there are two."""
    return Role.KS if role is Role.KS else Role.GURU


def _hand_in(
    state: EvidenceState,
    entry: AccountabilityDocument,
    file: SentFile | None,
    desk: Desk,
    facts: Facts,
    *,
    is_collected: bool,
) -> Move:
    plan = desk.plan
    of_school = giver(entry, desk, facts) is Giver.SCHOOL
    for_both = _is_for_both(entry, desk, facts)
    effect = CollectDocument(
        period=plan.period,
        role=plan_role(plan.role),
        code=entry.code,
        is_collected=is_collected,
        file=file,
        school_id=plan.school.id if of_school and plan.school is not None else None,
        plan_id=None if of_school else plan.id,
        for_both=for_both,
    )
    word = collected_word(entry, is_collected=is_collected, for_both=for_both)
    is_new = is_collected and _found(entry.code, desk) is None
    roles: tuple[PlanRole, ...] = (Role.GURU,) if is_new and for_both else ()
    told = predicate.telling(plan.period, predicate.school_of_both(desk, facts), roles, entry)
    return go(state, word, (effect, *told))


def _is_for_both(entry: AccountabilityDocument, desk: Desk, facts: Facts) -> bool:
    return desk.plan.role is Role.KS and facts.is_ks and is_for_both(entry, desk.rules)


def _required(desk: Desk) -> tuple[AccountabilityDocument, ...]:
    return required_documents(desk.rules, desk.plan.role, bool(desk.plan.content.duties))


def _entry(state: EvidenceState, desk: Desk) -> AccountabilityDocument | None:
    return next((entry for entry in _required(desk) if entry.code.lower() == state.code), None)


def _found(code: str, desk: Desk) -> CollectedDocument | None:
    """The school's before the plan's own."""
    found = [document for document in desk.execution.documents if document.code == code]
    return next((document for document in found if document.is_of_school), next(iter(found), None))


def _giver_name(whose: Giver, desk: Desk) -> Words:
    match whose:
        case Giver.DUTIES if desk.is_owner:
            return say("you, with the evidence of the Tugas Tambahan")
        case Giver.OWNER | Giver.SCHOOL:
            return say("you")
        case Giver.OTHER if desk.plan.role is Role.GURU and not desk.is_owner:
            return say("you, for the whole school")
        case Giver.OTHER if desk.plan.role is Role.GURU:
            return say("the principal")
        case _:
            return known_name(desk.plan.owner_name)
