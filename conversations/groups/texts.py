"""What a group reads: answers and posts, drawn when they are sent. None where one is no longer true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from conversations.answers.book import AnswerBook
from conversations.answers.in_group import GroupReply, reply_lines
from conversations.counts_text import status_lines
from conversations.group_facts import GroupCounts
from conversations.groups.answers import GroupAnswer
from conversations.plan_text import period_name
from conversations.rules.cycle import Period, current_stages, stage_window
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import StageId
from conversations.school_facts import School
from conversations.screens import Screen
from conversations.words import Words, rule_text, say

OPENING, DAYS_3 = "group_opening", "group_days_3"


@dataclass(frozen=True, slots=True)
class GroupSight:
    """What is true of a group when something is said in it; `counts` are those of its school.

    `reply` is what answers a question, with the `answers` as they are now.
    """

    username: str
    rules: RuleSet
    period: Period
    today: date
    school: School | None = None
    counts: GroupCounts | None = None
    answers: AnswerBook = field(default_factory=AnswerBook)
    reply: GroupReply | None = None


def answer_screen(answer: GroupAnswer, sight: GroupSight) -> Screen | None:
    """Draw an answer for the group as it is now."""
    if answer in _OF_SCHOOL:
        return None if sight.school is None else Screen(_OF_SCHOOL[answer](sight.school, sight))
    if answer in _WITHOUT_SCHOOL and sight.school is not None:
        return None
    language = sight.reply.language if answer is GroupAnswer.REPLY and sight.reply else ""
    return Screen(_ANYWHERE[answer](sight), language=language)


def post_screen(stage: StageId, occasion: str, sight: GroupSight) -> Screen | None:
    """Draw the opening of a stage, or that it ends soon; None where it is over or nothing is undone."""
    school, counts = sight.school, sight.counts
    if school is None or counts is None or not counts.teachers:
        return None
    first, last = stage_window(sight.rules, sight.period, stage)
    if not first <= sight.today <= last or _is_done(stage, counts):
        return None
    name = rule_text(sight.rules.stage(stage).name)
    head = (
        say("📌 The stage <b>{stage}</b> has begun. It is recommended until {last}.", stage=name, last=last)
        if occasion == OPENING
        else say("📌 The stage <b>{stage}</b> is recommended until {last}.", stage=name, last=last)
    )
    return Screen((_title(school, sight), "", head, "", *_counted(stage, counts, sight), "", _where(sight)))


def _summary(school: School, sight: GroupSight) -> tuple[Words, ...]:
    return (_title(school, sight), *_standing(sight), "", _where(sight))


def _standing(sight: GroupSight) -> tuple[Words, ...]:
    """The stages of this month, and how far the school is."""
    counts = sight.counts
    lines: list[Words] = []
    for stage in current_stages(sight.rules, sight.period, sight.today):
        last = stage_window(sight.rules, sight.period, stage.id)[1]
        lines.append(say("Now: <b>{stage}</b>, until {last}", stage=rule_text(stage.name), last=last))
    if counts is None or not counts.teachers:
        return (*lines, "", say("No teacher has joined yet."))
    lines += ["", *status_lines(sight.rules, counts.statuses)]
    entered = [stage for stage in sight.rules.stages if _has_begun(stage.id, sight)]
    if counts.final and entered:
        lines += ["", *(_stage_line(stage.id, counts, sight) for stage in entered)]
    return tuple(lines)


def _counted(stage: StageId, counts: GroupCounts, sight: GroupSight) -> tuple[Words, ...]:
    """Of the plan where every one stands, of a later stage who has done it."""
    if stage is StageId.SKP:
        return status_lines(sight.rules, counts.statuses)
    return (_stage_line(stage, counts, sight),)


def _stage_line(stage: StageId, counts: GroupCounts, sight: GroupSight) -> Words:
    return say(
        "{stage}: {done} of {all} done",
        stage=rule_text(sight.rules.stage(stage).name),
        done=counts.done.get(stage, 0),
        all=counts.final,
    )


def _is_done(stage: StageId, counts: GroupCounts) -> bool:
    if stage is StageId.SKP:
        return counts.final == counts.teachers
    return counts.done.get(stage, 0) >= counts.final > 0


def _has_begun(stage: StageId, sight: GroupSight) -> bool:
    return stage is not StageId.SKP and stage_window(sight.rules, sight.period, stage)[0] <= sight.today


def _title(school: School, sight: GroupSight) -> Words:
    return say("<b>{school}</b>, {period}", school=school.name, period=period_name(sight.period))


def _where(sight: GroupSight) -> Words:
    return say("The own plan is opened in the private chat: t.me/{username}", username=sight.username)


def _greeting(sight: GroupSight) -> tuple[Words, ...]:
    return (
        say("I help teachers and principals with the half-year performance plan of PMM."),
        say("The principal makes this the group of the school with /hubungkan. I read nothing else here."),
    )


def _returned(school: School, sight: GroupSight) -> tuple[Words, ...]:
    return (say("I am here again, and this group still belongs to {school}.", school=school.name),)


def _linked(school: School, sight: GroupSight) -> tuple[Words, ...]:
    return (
        say("This is the group of <b>{school}</b> now.", school=school.name),
        say("Here I tell when a stage begins and when it is about to end, with counts and never with names."),
        say("/ringkasan shows how far the school is."),
        # What groups were told of the present stage before is not told again.
        "",
        *_standing(sight),
    )


def _test(school: School, sight: GroupSight) -> tuple[Words, ...]:
    return (say("A test: messages for {school} arrive here.", school=school.name),)


def _already(school: School, sight: GroupSight) -> tuple[Words, ...]:
    return (say("This is the group of {school} already.", school=school.name),)


def _taken(school: School, sight: GroupSight) -> tuple[Words, ...]:
    return (
        say("This group belongs to {school}.", school=school.name),
        say("Only its principal can let it go, in the private chat under /sekolah."),
    )


def _private(sight: GroupSight) -> tuple[Words, ...]:
    return (
        say("Plans are personal, so I answer in the private chat: t.me/{username}", username=sight.username),
    )


def _only_principals(sight: GroupSight) -> tuple[Words, ...]:
    return (say("A group is linked by the principal of the school, who is registered with me as such."),)


def _anonymous(sight: GroupSight) -> tuple[Words, ...]:
    return (
        say("Here I cannot see who writes, as this was sent in the name of the group."),
        say(
            "The principal links the group from the private chat: t.me/{username}, /sekolah, Grup sekolah.",
            username=sight.username,
        ),
    )


def _asked(sight: GroupSight) -> tuple[Words, ...]:
    return (say("I have asked the principal in the private chat to confirm this."),)


def _unreachable(sight: GroupSight) -> tuple[Words, ...]:
    return (
        say(
            "I cannot write to you in private. Please open t.me/{username}, press Start, and then type "
            "/hubungkan here once more.",
            username=sight.username,
        ),
    )


def _ended(sight: GroupSight) -> tuple[Words, ...]:
    return (say("That link does not hold any more. The principal makes a new one under /sekolah."),)


def _unlinked(sight: GroupSight) -> tuple[Words, ...]:
    return (say("This group does not belong to a school any more, so I post nothing here from now on."),)


def _not_linked(sight: GroupSight) -> tuple[Words, ...]:
    return (say("This group belongs to no school yet. Its principal links it with /hubungkan."),)


def _reply(sight: GroupSight) -> tuple[Words, ...]:
    if sight.reply is None:
        return _how_to_ask(sight)
    return reply_lines(sight.reply, sight.answers, sight.rules, sight.username)


def _how_to_ask(sight: GroupSight) -> tuple[Words, ...]:
    return (
        say("Please type the question right after it: /tanya and then the question."),
        say("In the private chat just type it: t.me/{username}", username=sight.username),
    )


_WITHOUT_SCHOOL = frozenset({GroupAnswer.GREETING, GroupAnswer.UNLINKED, GroupAnswer.NOT_LINKED})
_OfSchool = Callable[[School, GroupSight], tuple[Words, ...]]
_OF_SCHOOL: Mapping[GroupAnswer, _OfSchool] = {
    GroupAnswer.RETURNED: _returned,
    GroupAnswer.LINKED: _linked,
    GroupAnswer.TEST: _test,
    GroupAnswer.SUMMARY: _summary,
    GroupAnswer.ALREADY: _already,
    GroupAnswer.TAKEN: _taken,
}
_ANYWHERE: Mapping[GroupAnswer, Callable[[GroupSight], tuple[Words, ...]]] = {
    GroupAnswer.GREETING: _greeting,
    GroupAnswer.PRIVATE: _private,
    GroupAnswer.ONLY_PRINCIPALS: _only_principals,
    GroupAnswer.ANONYMOUS: _anonymous,
    GroupAnswer.ASKED: _asked,
    GroupAnswer.UNREACHABLE: _unreachable,
    GroupAnswer.ENDED: _ended,
    GroupAnswer.UNLINKED: _unlinked,
    GroupAnswer.NOT_LINKED: _not_linked,
    GroupAnswer.REPLY: _reply,
    GroupAnswer.HOW_TO_ASK: _how_to_ask,
}
