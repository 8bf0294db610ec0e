"""How ratings, predikat and what keeps it from being shown read."""

from collections.abc import Iterable

from conversations.credit.formula import matrix_notes
from conversations.execution_facts import Execution, PlanRating, RatingSource
from conversations.facts import Plan, RatingChange
from conversations.person_text import known_name
from conversations.plan_text import behavior_focus
from conversations.rating.sheet import WORK_RESULT, Sheet, aspect_items, behavior_items
from conversations.rating.state import nobody_decides
from conversations.rules.assessment_models import AccountabilityDocument
from conversations.rules.evidence import collected_codes
from conversations.rules.rating import missing_documents, predicate
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Actor, Predicate, Rating
from conversations.texts import shortened
from conversations.words import Say, Words, rule_text, say

NOT_RATED = say("not rated yet")
OWN_ENTRY = say("<i>As entered by its owner from PMM; not rated here.</i>")


# PMM counts for ratings too; of plans something else is to be done there.
RATING_COUNTS = say("<i>The official record is PMM, since 2025 Ruang GTK: the rating shown there counts.</i>")


def rating_label(rules: RuleSet, rating: Rating | None) -> Words:
    """A rating by its official label."""
    return NOT_RATED if rating is None else rules.rating(rating).label


def item_name(rules: RuleSet, item: str) -> Words:
    """What an item is called."""
    kind, _, item_id = item.partition(":")
    match kind:
        case "aspect":
            return next(aspect.name for aspect in rules.practice_aspects if aspect.id == item_id)
        case "behavior":
            return rules.behavior(item_id).aspect
        case _:
            return say("Hasil kerja") if item == WORK_RESULT else say("Perilaku kerja")


def item_line(rules: RuleSet, sheet: Sheet, item: str) -> Say:
    """An item with how it is rated."""
    return say(
        "• {item}: <b>{rating}</b>",
        item=item_name(rules, item),
        rating=rating_label(rules, sheet.rating(item)),
    )


def overall_lines(rules: RuleSet, sheet: Sheet) -> tuple[Words, ...]:
    """The two overall ratings, from which the predikat follows."""
    return (
        say("Overall, hasil kerja: <b>{rating}</b>", rating=rating_label(rules, sheet.work_result)),
        say("Overall, perilaku kerja: <b>{rating}</b>", rating=rating_label(rules, sheet.work_behavior)),
    )


def sheet_lines(rules: RuleSet, sheet: Sheet) -> tuple[Words, ...]:
    """Everything that is rated, the note last; parts without any rating are left out."""
    lines: list[Words] = []
    for head, items in (
        (say("<b>Praktik Kinerja</b>"), aspect_items(rules)),
        (say("<b>Perilaku Kerja</b>"), behavior_items(rules)),
    ):
        if any(sheet.rating(item) is not None for item in items):
            lines += [head, *(item_line(rules, sheet, item) for item in items), ""]
    lines += overall_lines(rules, sheet)
    if sheet.note:
        lines += ["", say("Note:"), say("<i>{note}</i>", note=sheet.note)]
    return tuple(lines)


def focus_line(rules: RuleSet, plan: Plan, behavior_id: str) -> Say:
    """The focus that the plan chose for a perilaku."""
    chosen = next((c for c in plan.content.behaviors if c.aspect_id == behavior_id and c.is_filled), None)
    focus: Words = say("not chosen yet") if chosen is None else behavior_focus(rules, chosen)
    return say("Chosen focus: {focus}", focus=focus)


def predicate_of(rules: RuleSet, sheet: Sheet) -> Predicate | None:
    """The predikat by the matrix; None before both overall ratings are chosen."""
    if sheet.work_result is None or sheet.work_behavior is None:
        return None
    return predicate(rules, sheet.work_result, sheet.work_behavior)


def predicate_line(rules: RuleSet, found: Predicate) -> Say:
    """The predikat with both of its labels, where they differ."""
    entry = rules.predicate(found)
    if entry.label == entry.credit_label:
        return say("Predikat: <b>{predicate}</b>", predicate=entry.label)
    return say(
        "Predikat: <b>{predicate}</b> (in tables of angka kredit: {other})",
        predicate=entry.label,
        other=entry.credit_label,
    )


def matrix_lines(rules: RuleSet, sheet: Sheet) -> tuple[Words, ...]:
    """The predikat that follows from the overall ratings, for whoever chooses them."""
    found = predicate_of(rules, sheet)
    if found is None:
        return ()
    return (predicate_line(rules, found), *matrix_notes(rules, sheet.work_result, sheet.work_behavior))


def missing_of(plan: Plan, execution: Execution, rules: RuleSet) -> tuple[AccountabilityDocument, ...]:
    """The dokumen akuntabilitas without which the predikat is not shown to the owner."""
    slots = {file.slot for file in execution.evidence if file.slot is not None}
    handed_in = {document.code for document in execution.documents}
    collected = collected_codes(rules, plan.role, plan.content, slots, handed_in)
    return missing_documents(rules, plan.role, bool(plan.content.duties), collected)


def missing_lines(
    plan: Plan, missing: Iterable[AccountabilityDocument], *, is_to_owner: bool
) -> tuple[Words, ...]:
    """What is missing, and who hands it in."""
    return tuple(
        say("• {document} (handed in by {who})", document=entry.name, who=_giver(plan, entry, is_to_owner))
        for entry in missing
    )


def source_line(kept: PlanRating) -> Say:
    """Who rated, or that the owner says so."""
    if kept.source is RatingSource.OWNER:
        return OWN_ENTRY
    return say("Rated by {name}", name=known_name(kept.rated_by))


def rating_change_line(change: RatingChange, rules: RuleSet) -> Say:
    """What a correction changed, in the history of a plan."""
    if change.item == "note":
        return say("• The note was changed")
    return say(
        "• {item}: {before} → <b>{after}</b>",
        item=_full_name(rules, change.item),
        before=rating_label(rules, change.before),
        after=rating_label(rules, change.after),
    )


def change_lines(rules: RuleSet, before: Sheet, after: Sheet) -> tuple[Words, ...]:
    """What differs between two sheets, item by item."""
    items = (*aspect_items(rules), *behavior_items(rules), "overall:result", "overall:behavior")
    lines: list[Words] = [
        rating_change_line(RatingChange(item, before.rating(item), after.rating(item)), rules)
        for item in items
        if before.rating(item) is not after.rating(item)
    ]
    if before.note != after.note:
        lines.append(
            say("• The note: <i>{note}</i>", note=shortened(after.note, 160))
            if after.note
            else say("• No note")
        )
    return tuple(lines)


def _full_name(rules: RuleSet, item: str) -> Words:
    if item.startswith("overall:"):
        return say("Overall, {part}", part=item_name(rules, item))
    return item_name(rules, item)


def _giver(plan: Plan, entry: AccountabilityDocument, is_to_owner: bool) -> Words:
    """The owner where nobody here leads them; else as the rules say."""
    by_owner = entry.uploaded_by is not Actor.SUPERVISOR or nobody_decides(plan)
    if is_to_owner:
        return say("you") if by_owner else say("your principal")
    return known_name(plan.owner_name) if by_owner else say("you, as the principal")


def looks_lines(judged: str, looks_at: str) -> tuple[Words, ...]:
    """What is judged in an aspect, and where to look for it."""
    return (
        say("What is judged: {judged}", judged=rule_text(judged)),
        say("Where to look: {place}", place=rule_text(looks_at)),
    )
