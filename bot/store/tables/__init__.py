"""All tables. Instants of the world are aware UTC; those of the database's own clock are BIGINT milliseconds.

The world's clock stamps what people did. The database's clock serves only pace, leases, retries and purging.
"""

from bot.store.tables.broadcasts import broadcast
from bot.store.tables.chats import failed_update, outbox, seen_update, session
from bot.store.tables.cycle import (
    accountability_document,
    checklist_tick,
    evidence,
    observation,
    plan_rating,
    stage_answer,
    target_seen,
)
from bot.store.tables.groups import group_chat, group_invite, group_proposal, school_group
from bot.store.tables.invites import invite, invite_school, join_request, relink
from bot.store.tables.pace import bot_pace, chat_pace
from bot.store.tables.people import (
    audit_event,
    channel_account,
    membership,
    nudge,
    person,
    problem_report,
    school,
)
from bot.store.tables.plans import (
    additional_duty,
    performance_plan,
    plan_event,
    rhk_item,
    school_recommendation,
    work_behavior,
)
from bot.store.tables.questions import question_band, question_wording, unanswered_question
from bot.store.tables.reminders import (
    clock_tick,
    reminded,
    reminder_run,
    reminder_setting,
    snooze,
    stage_entry,
    stage_mute,
)
from bot.store.tables.sealing import sealing_key
from bot.store.tables.upkeep import question_day, upkeep

__all__ = [
    "accountability_document",
    "additional_duty",
    "audit_event",
    "bot_pace",
    "broadcast",
    "channel_account",
    "chat_pace",
    "checklist_tick",
    "clock_tick",
    "evidence",
    "failed_update",
    "group_chat",
    "group_invite",
    "group_proposal",
    "invite",
    "invite_school",
    "join_request",
    "membership",
    "nudge",
    "observation",
    "outbox",
    "performance_plan",
    "person",
    "plan_event",
    "plan_rating",
    "problem_report",
    "question_band",
    "question_day",
    "question_wording",
    "relink",
    "reminded",
    "reminder_run",
    "reminder_setting",
    "rhk_item",
    "school",
    "school_group",
    "school_recommendation",
    "sealing_key",
    "seen_update",
    "session",
    "snooze",
    "stage_answer",
    "stage_entry",
    "stage_mute",
    "target_seen",
    "unanswered_question",
    "upkeep",
    "work_behavior",
]
