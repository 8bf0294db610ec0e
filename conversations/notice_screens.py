"""What a notice says, drawn when it is sent: None where it is no longer true."""

from collections.abc import Callable, Mapping

from conversations.effects import NoticeKind
from conversations.execution_notices import EXECUTION_NOTICES, execution_notice
from conversations.facts import Facts, Plan
from conversations.notices import notice_button
from conversations.person_text import known_name
from conversations.plan_text import PMM_COUNTS, status_label, summary_lines
from conversations.rating.notice import rated
from conversations.rules.terms import PlanStatus, Role
from conversations.screens import Button, Screen, column
from conversations.words import Words, say

_OPEN = frozenset({PlanStatus.MENUNGGU_PERSETUJUAN, PlanStatus.DISETUJUI})


def notice_screen(kind: NoticeKind, facts: Facts, occasion: str = "") -> Screen | None:
    """Draw a notice about `facts.reviewed` for the person of the facts, if it still holds for them.

    `occasion` as in NotifyOwner.
    """
    if kind in EXECUTION_NOTICES:
        return execution_notice(kind, facts, occasion)
    plan, person = facts.reviewed, facts.person
    if plan is None or person is None:
        return None
    if kind in _TO_SUPERVISOR:
        return _TO_SUPERVISOR[kind](plan, facts) if facts.leads(plan) else None
    if kind is NoticeKind.RATED:
        return rated(plan, facts, occasion) if plan.owner_id == person.id else None
    return _TO_OWNER[kind](plan, facts) if plan.owner_id == person.id else None


def _submitted(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status is not PlanStatus.MENUNGGU_PERSETUJUAN:
        return None
    head = say("<b>{name}</b> asks for your approval.", name=plan.owner_name)
    return Screen((head, "", *_summary(plan, facts)), _decisions(plan))


def _change_requested(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status not in _OPEN or not plan.change_note:
        return None
    head = say("<b>{name}</b> asks for a change:", name=plan.owner_name)
    note = say("<i>{note}</i>", note=plan.change_note)
    return Screen((head, note, "", *_summary(plan, facts)), column([_open_button(plan)]))


def _agreed(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status is not PlanStatus.DISEPAKATI:
        return None
    head = say("<b>{name}</b> has agreed. The plan is final.", name=plan.owner_name)
    return Screen((head, PMM_COUNTS), column([_open_button(plan)]))


def _approved(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status is not PlanStatus.DISETUJUI or plan.approved_by is None:
        return None
    lines: tuple[Words, ...] = (
        say("<b>{name}</b> has approved your plan.", name=known_name(plan.approved_by)),
        say("Please read it. With Sepakati it becomes final; with Minta ubah you ask for a discussion."),
        "",
        *_summary(plan, facts),
    )
    return Screen(lines, _agreements(plan))


def _auto_approved(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status is not PlanStatus.DISETUJUI or plan.approved_by is not None:
        return None
    lines: tuple[Words, ...] = (
        say("Your school is led by a Plt. now, so the system has approved your plan, as the rules say."),
        say("Please read it. With Sepakati it becomes final; with Minta ubah you ask for a discussion."),
        "",
        *_summary(plan, facts),
    )
    return Screen(lines, _agreements(plan))


def _supervisor_changed(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status not in _OPEN or plan.school is None or not plan.school.has_ks:
        return None
    lines = (
        say("<b>{school}</b> is led by a new principal from now on.", school=plan.school.name),
        say(
            "Your plan stays as it is: <b>{status}</b>.",
            status=status_label(facts.rules_of(plan), plan.status),
        ),
        say("The new principal is the one to speak with about it."),
    )
    return Screen(lines, column([_open_button(plan)]))


def _supervisor_gone(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status is PlanStatus.BELUM_DIAJUKAN and plan.role is Role.KS:
        lines = (
            say("Your penilai is no longer here, and nobody else could decide on your plan."),
            say("It is a draft again, with everything that you chose. You can submit it once more."),
        )
        return Screen(lines, column([_open_button(plan)]))
    if plan.status is not PlanStatus.MENUNGGU_PERSETUJUAN or plan.school is None:
        return None
    if plan.school.has_appraiser if plan.role is Role.KS else plan.school.has_ks:
        return None
    lines = (
        say("<b>{school}</b> has no penilai here at present.", school=plan.school.name)
        if plan.role is Role.KS
        else say("<b>{school}</b> has no principal here at present.", school=plan.school.name),
        say("Your plan keeps waiting, and nothing is lost: whoever comes next finds it in the queue."),
    )
    return Screen(lines, column([_open_button(plan)]))


def _revision_requested(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status is not PlanStatus.PERLU_PERBAIKAN:
        return None
    lines: tuple[Words, ...] = (
        say("Your penilai asks you to improve your plan:")
        if plan.role is Role.KS
        else say("Your principal asks you to improve your plan:"),
        say("<b>{note}</b>", note=plan.revision_note),
        say("You can edit it again. Press Ajukan when it is done."),
    )
    improve = Button(say("Improve my plan"), notice_button("open", plan.id, plan.version))
    return Screen(lines, ((improve,),))


def _changed(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status not in _OPEN:
        return None
    head = (
        say("Your penilai has changed your plan. This is how it stands now.")
        if plan.role is Role.KS
        else say("Your principal has changed your plan. This is how it stands now.")
    )
    return Screen((head, "", *_summary(plan, facts)), column([_open_button(plan)]))


def _undone(plan: Plan, facts: Facts) -> Screen | None:
    if plan.status is not PlanStatus.MENUNGGU_PERSETUJUAN:
        return None
    head = (
        say("The approval of your plan was withdrawn. It waits for your penilai again.")
        if plan.role is Role.KS
        else say("The approval of your plan was withdrawn. It waits for your principal again.")
    )
    return Screen((head,), column([_open_button(plan)]))


def _summary(plan: Plan, facts: Facts) -> tuple[Words, ...]:
    return summary_lines(plan, facts.rules_of(plan))


def _open_button(plan: Plan) -> Button:
    return Button(say("See the plan"), notice_button("open", plan.id, plan.version))


def _agreements(plan: Plan) -> tuple[tuple[Button, ...], ...]:
    agree = Button(say("Sepakati"), notice_button("agree", plan.id, plan.version))
    ask = Button(say("Minta ubah"), notice_button("ask", plan.id, plan.version))
    return ((agree,), (ask,), (_open_button(plan),))


def _decisions(plan: Plan) -> tuple[tuple[Button, ...], ...]:
    def decision(label: Words, action: str) -> tuple[Button, ...]:
        return (Button(label, notice_button(action, plan.id, plan.version)),)

    return (
        decision(say("Setujui"), "approve"),
        decision(say("Minta perbaikan"), "revise"),
        decision(say("Ubah RHK"), "rhk"),
        decision(say("Ubah perilaku"), "behaviors"),
        decision(say("Lihat lengkap"), "full"),
    )


_Draw = Callable[[Plan, Facts], Screen | None]

_TO_SUPERVISOR: Mapping[NoticeKind, _Draw] = {
    NoticeKind.PLAN_SUBMITTED: _submitted,
    NoticeKind.CHANGE_REQUESTED: _change_requested,
    NoticeKind.PLAN_AGREED: _agreed,
}

_TO_OWNER: Mapping[NoticeKind, _Draw] = {
    NoticeKind.PLAN_APPROVED: _approved,
    NoticeKind.REVISION_REQUESTED: _revision_requested,
    NoticeKind.PLAN_CHANGED: _changed,
    NoticeKind.APPROVAL_UNDONE: _undone,
    NoticeKind.SUPERVISOR_CHANGED: _supervisor_changed,
    NoticeKind.SUPERVISOR_GONE: _supervisor_gone,
    NoticeKind.AUTO_APPROVED: _auto_approved,
}
