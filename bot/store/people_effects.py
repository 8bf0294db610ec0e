"""Applies effects on people, schools and the ways into them; each kind has its own module."""

from sqlalchemy import Connection

from bot.store.actor import Actor
from bot.store.broadcasts import apply_broadcast_effect
from bot.store.group_invites import make_group_link
from bot.store.invite_effects import invite_by_operator, make_invite, revoke_invite
from bot.store.joining import decide_request
from bot.store.leaving import leave_school, remove_member, retire, return_to_service
from bot.store.operating import answer_report, report_problem
from bot.store.people import join_school, switch_role, update_profile
from bot.store.person_notices import send_document
from bot.store.questions import finish_question, keep_question
from bot.store.relinks import make_relink
from bot.store.reminder_choices import apply_reminder_effect
from bot.store.requests import renew_join_code, request_join, withdraw_request
from bot.store.school_groups import link_group, refuse_group, send_test_post, unlink_group
from bot.store.school_life import mark_recommended, nudge_member
from bot.store.succession import update_school
from bot.store.world import World
from conversations.answers.effects import FinishQuestion, KeepQuestion
from conversations.broadcast_effects import StartBroadcast, StopBroadcast
from conversations.document_effects import SendDocument
from conversations.people_effects import (
    AnswerReport,
    DecideRequest,
    ErasePerson,
    JoinSchool,
    LeaveSchool,
    MakeRelink,
    PeopleEffect,
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


def apply_people_effect(conn: Connection, effect: PeopleEffect, actor: Actor, world: World) -> None:
    """Apply one effect in the transaction of the decision."""
    match effect:
        case JoinSchool():
            join_school(conn, effect, actor, world)
        case UpdateProfile():
            update_profile(conn, effect, actor, world)
        case SwitchRole():
            switch_role(conn, effect, actor, world)
        case LeaveSchool():
            leave_school(conn, effect, world, actor)
        case Retire():
            retire(conn, world, actor)
        case ReturnToService():
            return_to_service(conn, world, actor)
        case RemoveMember():
            remove_member(conn, effect, world, actor)
        case DecideRequest():
            decide_request(conn, effect, world, actor)
        case UpdateSchool():
            update_school(conn, effect, world, actor)
        case ReportProblem():
            report_problem(conn, effect, actor, world)
        case AnswerReport():
            answer_report(conn, effect, actor, world)
        case MarkRecommended():
            mark_recommended(conn, effect, actor, world)
        case NudgeMember():
            nudge_member(conn, effect, actor, world)
        case MakeInvite():
            make_invite(conn, effect, actor, world)
        case RevokeInvite():
            revoke_invite(conn, effect, actor, world)
        case InviteByOperator():
            invite_by_operator(conn, effect, actor, world)
        case RequestJoin():
            request_join(conn, effect, actor, world)
        case WithdrawRequest():
            withdraw_request(conn, effect, actor, world)
        case RenewJoinCode():
            renew_join_code(conn, effect, actor, world)
        case MakeRelink():
            make_relink(conn, effect, actor, world)
        case SendDocument():
            send_document(conn, effect.kind, subject_id=effect.subject_id, actor=actor)
        case LinkGroup():
            link_group(conn, effect, actor, world)
        case RefuseGroup():
            refuse_group(conn, effect, actor, world)
        case UnlinkGroup():
            unlink_group(conn, effect, actor, world)
        case MakeGroupLink():
            make_group_link(conn, effect, actor, world)
        case SendTestPost():
            send_test_post(conn, effect, actor)
        case (
            TurnReminders()
            | ChooseHour()
            | SwitchKind()
            | MuteStage()
            | RemindAgain()
            | MarkStage()
            | ChooseSchoolHour()
        ):
            apply_reminder_effect(conn, effect, actor, world)
        case StartBroadcast() | StopBroadcast():
            apply_broadcast_effect(conn, effect, actor, world)
        case KeepQuestion():
            keep_question(conn, effect, actor, world)
        case FinishQuestion():
            finish_question(conn, effect, actor, world)
        case RegisterPerson() | UseRelink() | ErasePerson():
            raise TypeError(f"{type(effect).__name__} changes the actor and is applied before")
        case _:
            raise TypeError(f"nobody applies {type(effect).__name__}")
