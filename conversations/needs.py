"""Which facts a place asks for."""

from dataclasses import dataclass

from conversations.broadcast_facts import Audience
from conversations.plan_facts import QueueFilter
from conversations.rules.terms import Role


# Frozen also at run time: most places share one.
@dataclass(frozen=True, slots=True)
class Needs:
    """Which facts beyond person, memberships, own plan, own request and queue counts are to be loaded.

    `token` is that of a link, whatever the link is for; `school_id` asks for the overview, `join_code` for a
    school, `made_for` for the operator's live invite into a school in a role. Operators ask with `npsn` for
    the card of a school, with `npsns` for several schools and with `person_name` for people without a school;
    `open_reports` asks for the number of the person's own reports that wait for an answer. `departed_id` asks
    who has left a school that the person leads, `former_school_id` for a school by its id, `leader_of` for
    the name of who decides on the person's plans at that school. `group_of` is a school whose group and whose
    link to one are asked for, `group_proposal_id` a question about a group that the person was asked.
    `broadcasting` asks what is known of broadcasts, with the receivers of `broadcast_to` counted. Operators
    ask with `questions` for a page of kept questions, with `question_id` for one of them. `execution` asks
    what became of the plan of `plan_id`, without one of the own final plan, `progress` how far everybody is
    whom the person leads or appraises, with `progress_before` in the half-year before. `documents_of` is a
    school whose dokumen akuntabilitas are asked for, with `documents_before` those of the half-year before,
    `own_finals` the own final plans of this half-year and of the one before, `ratings` what home tells of
    ratings, `checklist` the ticks of the own final plan of this half-year and which stages its
    owner has done.
    """

    plan_id: int | None = None
    history: bool = False
    queue: QueueFilter | None = None
    request_count: bool = False
    token: str | None = None
    invite_id: int | None = None
    relink_id: int | None = None
    school_id: int | None = None
    join_code: str | None = None
    npsn: str | None = None
    made_for: tuple[str, Role] | None = None
    relink_for: int | None = None
    request_id: int | None = None
    last_plan: bool = False
    recommended: bool = False
    health: bool = False
    reports: bool = False
    report_id: int | None = None
    npsns: tuple[str, ...] = ()
    person_name: str | None = None
    open_reports: bool = False
    departed_id: int | None = None
    leader_of: int | None = None
    former_school_id: int | None = None
    group_of: int | None = None
    group_proposal_id: int | None = None
    reminders: bool = False
    broadcasting: bool = False
    broadcast_to: Audience | None = None
    questions: int | None = None
    question_id: int | None = None
    execution: bool = False
    progress: bool = False
    progress_before: bool = False
    documents_of: int | None = None
    documents_before: bool = False
    own_finals: bool = False
    ratings: bool = False
    checklist: bool = False


NOTHING_MORE = Needs()
