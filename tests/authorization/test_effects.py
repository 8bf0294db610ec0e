"""Every change x everybody: the store refuses whoever has no right, whatever was decided before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from sqlalchemy import Connection, Table, select

from bot.store import tables
from bot.store.database import ConflictError
from bot.store.effects import apply_effects
from conversations.answers.effects import FinishQuestion, KeepQuestion
from conversations.broadcast_effects import StartBroadcast, StopBroadcast
from conversations.broadcast_facts import Audience, AudienceKind
from conversations.document_effects import SendDocument
from conversations.effects import (
    ApproveMany,
    AskChange,
    Effect,
    NotifyOwner,
    NotifySupervisors,
    SavePlan,
)
from conversations.execution_effects import ChooseJobLevel, TellOfPredicates
from conversations.people_effects import (
    AnswerReport,
    DecideRequest,
    EndReason,
    ErasePerson,
    JoinSchool,
    LeaveSchool,
    MakeRelink,
    RegisterPerson,
    RemoveMember,
    ReportProblem,
    RequestJoin,
    Retire,
    ReturnToService,
    SwitchRole,
    UpdateProfile,
    UseRelink,
    WithdrawRequest,
)
from conversations.reminder_effects import (
    ChooseHour,
    ChooseSchoolHour,
    MarkStage,
    MuteStage,
    RemindAgain,
    SwitchKind,
    TurnReminders,
)
from conversations.rules.reminder_policy import ReminderKind
from conversations.rules.terms import Capacity, JobLevel, Role, StageId
from conversations.school_effects import (
    InviteByOperator,
    LinkGroup,
    MakeGroupLink,
    MakeInvite,
    MarkRecommended,
    NudgeMember,
    RefuseGroup,
    RenewJoinCode,
    RevokeInvite,
    SendTestPost,
    UnlinkGroup,
    UpdateSchool,
)
from tests.authorization.cast import HERE, THERE, Everybody, gather
from tests.authorization.deeds import EXECUTION_DEEDS, deed
from tests.store.acting import (
    LESS,
    PERIOD,
    Store,
    agreement,
    approval,
    request,
    revision,
    submission,
    undo,
)

GURU_HERE = frozenset({"guru", "colleague", "drafter", "finisher"})


def _marking(capacity: Capacity) -> MarkStage:
    return MarkStage(PERIOD, StageId.A, capacity, is_done=True)


def _broadcast(kind: AudienceKind, school_id: int | None = None) -> StartBroadcast:
    return StartBroadcast(Audience(kind, school_id), "Rapat")


DEEDS = (
    deed("approve a guru's plan", lambda all_: approval(all_.waiting), "ks"),
    deed("ask a guru for improvement", lambda all_: request(all_.waiting, "Mohon"), "ks"),
    deed("change a guru's RHK", lambda all_: revision(all_.waiting), "ks"),
    deed("approve many", lambda all_: ApproveMany(((all_.waiting.id, all_.waiting.version),)), "ks"),
    deed("undo an approval", lambda all_: undo(all_.approved), "ks"),
    deed("approve a KS's plan", lambda all_: approval(all_.of_ks), "penilai"),
    deed("change a KS's RHK", lambda all_: revision(all_.of_ks, replace(LESS, practice="k1")), "penilai"),
    deed("agree", lambda all_: agreement(all_.approved), "colleague"),
    deed("ask for a change", lambda all_: AskChange(all_.waiting.id, all_.waiting.version, "x"), "guru"),
    deed("submit here", lambda all_: submission(all_.unsent, all_.school_id), "drafter"),
    deed("submit elsewhere", lambda all_: submission(all_.unsent, all_.school_id + 1)),
    deed(
        "remove a teacher",
        lambda all_: RemoveMember(all_.of("guru"), all_.school_id, EndReason.REMOVED),
        "ks",
    ),
    deed("let somebody in", lambda all_: DecideRequest(all_.request_id, is_accepted=True), "ks"),
    deed("turn somebody away", lambda all_: DecideRequest(all_.request_id, is_accepted=False), "ks"),
    deed("invite teachers", lambda all_: MakeInvite(all_.school_id, Role.GURU, 20), "ks"),
    deed("invite a successor", lambda all_: MakeInvite(all_.school_id, Role.KS, 1), "ks"),
    deed("invite a penilai as KS", lambda all_: MakeInvite(all_.school_id, Role.APPRAISER, 1)),
    deed("revoke an invite", lambda all_: RevokeInvite(all_.invite_id), "ks"),
    deed("renew the code", lambda all_: RenewJoinCode(all_.school_id), "ks"),
    deed("change the school", lambda all_: UpdateSchool(all_.school_id, name="SDN Lain"), "ks"),
    deed("hand it to a Plt.", lambda all_: UpdateSchool(all_.school_id, is_plt=True), "ks"),
    deed("recommend", lambda all_: MarkRecommended(all_.school_id, "g1", is_recommended=True), "ks"),
    deed("remind a teacher", lambda all_: NudgeMember(all_.of("guru"), all_.school_id), "ks"),
    deed("remind another's teacher", lambda all_: NudgeMember(all_.of("other_guru"), all_.school_id)),
    deed("link a group", lambda all_: LinkGroup(all_.proposal_id, all_.school_id), "ks"),
    deed("link it to another school", lambda all_: LinkGroup(all_.proposal_id, all_.school_id + 1)),
    deed("leave a group alone", lambda all_: RefuseGroup(all_.proposal_id), "ks"),
    deed("let the group go", lambda all_: UnlinkGroup(all_.school_id), "ks"),
    deed("make a link into a group", lambda all_: MakeGroupLink(all_.school_id), "ks"),
    deed("write to the group", lambda all_: SendTestPost(all_.school_id), "ks"),
    deed("write to the school", lambda all_: _broadcast(AudienceKind.MEMBERS, all_.school_id), "ks"),
    deed("broadcast to the group", lambda all_: _broadcast(AudienceKind.GROUP, all_.school_id), "ks"),
    deed(
        "write to principals",
        lambda all_: _broadcast(AudienceKind.PRINCIPALS),
        "penilai",
        "other_penilai",
    ),
    deed("write to everybody", lambda all_: _broadcast(AudienceKind.EVERYBODY), "operator"),
    deed("stop a broadcast", lambda all_: StopBroadcast(all_.broadcast_id), "other_ks"),
    deed("activate a KS", lambda all_: InviteByOperator(Role.KS, (HERE,), "", 1), "operator"),
    deed(
        "activate a penilai", lambda all_: InviteByOperator(Role.APPRAISER, (HERE, THERE), "", 1), "operator"
    ),
    deed("move an account", lambda all_: MakeRelink(all_.of("guru")), "operator"),
    deed("answer a report", lambda all_: AnswerReport(all_.report_id, "Sudah"), "operator"),
    deed("be done with a question", lambda all_: FinishQuestion(all_.question_id), "operator"),
    deed("withdraw a request", lambda all_: WithdrawRequest(all_.request_id), "alone"),
    deed("leave as guru", lambda all_: LeaveSchool(all_.school_id, Role.GURU), *GURU_HERE),
    deed("leave as KS", lambda all_: LeaveSchool(all_.school_id, Role.KS), "ks"),
    deed("leave as penilai", lambda all_: LeaveSchool(all_.school_id, Role.APPRAISER), "penilai"),
    deed("act as guru", lambda all_: SwitchRole(Role.GURU, all_.school_id), *GURU_HERE),
    deed("act as KS", lambda all_: SwitchRole(Role.KS, all_.school_id), "ks"),
    deed("act as penilai", lambda all_: SwitchRole(Role.APPRAISER, all_.school_id), "penilai"),
    deed("choose the hour of a school", lambda all_: ChooseSchoolHour(all_.school_id, 9), "ks"),
    deed("mark the own stage", lambda all_: _marking(Capacity.OWNER), "finisher"),
    deed("mark the stage of others", lambda all_: _marking(Capacity.APPRAISER), "ks"),
    *EXECUTION_DEEDS,
    deed("take over an account", lambda all_: UseRelink(all_.relink_id), "stranger", "operator"),
)
# They concern nobody but whoever wrote, whom the actor names, or only tell of a change that had its check.
OF_ONESELF = {
    UpdateProfile: UpdateProfile(name="Nama Baru"),
    Retire: Retire(),
    ReturnToService: ReturnToService(),
    ReportProblem: ReportProblem("Ada masalah"),
    ErasePerson: ErasePerson(),
    TurnReminders: TurnReminders(is_on=False),
    ChooseHour: ChooseHour(9),
    SwitchKind: SwitchKind(ReminderKind.OVERDUE, is_on=False),
    MuteStage: MuteStage(PERIOD, StageId.A, is_muted=True),
    RemindAgain: RemindAgain(PERIOD, (StageId.A,), date(2026, 8, 11)),
    SavePlan: None,
    ChooseJobLevel: ChooseJobLevel(JobLevel.AHLI_MUDA),
    RequestJoin: None,
    JoinSchool: None,
}
WITHOUT_RIGHTS = frozenset(
    {RegisterPerson, SendDocument, KeepQuestion, NotifyOwner, NotifySupervisors, TellOfPredicates}
)
EVERYBODY = (
    "former_ks",
    "guru",
    "colleague",
    "drafter",
    "finisher",
    "former_guru",
    "penilai",
    "former_penilai",
    "other_ks",
    "other_guru",
    "other_penilai",
    "alone",
    "ks",
    "stranger",
    "operator",
)


class UndoneError(Exception):
    """Ends a transaction that is not to be kept."""


async def test_whoever_has_no_right_changes_nothing_and_whoever_has_it_does(store: Store) -> None:
    everybody = await gather(store)
    stored = await store.database.read(snapshot)
    assert set(everybody.actors) == set(EVERYBODY)
    wrong = [
        f"{name} may {'' if happened else 'not '}{one.does}"
        for one in DEEDS
        for name in EVERYBODY
        if (happened := await changes(store, everybody, one.effect(everybody), name, stored))
        != (name in one.allowed)
    ]
    assert wrong == []


async def test_a_stranger_can_do_nothing_that_concerns_oneself(store: Store) -> None:
    everybody = await gather(store)
    stored = await store.database.read(snapshot)
    done = [
        type(effect).__name__
        for effect in OF_ONESELF.values()
        if effect is not None and await changes(store, everybody, effect, "stranger", stored)
    ]
    assert done == []


async def test_every_kind_of_change_is_in_the_matrix(store: Store) -> None:
    everybody = await gather(store)
    tried = {type(one.effect(everybody)) for one in DEEDS}
    assert tried | set(OF_ONESELF) | WITHOUT_RIGHTS == set(get_args(Effect))


async def changes(store: Store, everybody: Everybody, effect: Effect, name: str, stored: list[Any]) -> bool:
    """Whether the effect of this person changes what is stored; whatever it does is undone."""
    actor = everybody.actors[name]
    outcome = False

    def attempt(conn: Connection) -> None:
        nonlocal outcome
        try:
            apply_effects(conn, (effect,), actor, store.world)
        except (ConflictError, LookupError):
            raise UndoneError from None
        outcome = snapshot(conn) != stored
        raise UndoneError

    with pytest.raises(UndoneError):
        await store.database.transact(attempt)
    return outcome


def snapshot(conn: Connection) -> list[Any]:
    """Everything stored."""
    return [list(conn.execute(select(table))) for table in _tables()]


def _tables() -> Iterator[Table]:
    yield from (getattr(tables, name) for name in tables.__all__)
