"""Commands in groups: who may link one, counts and answers for everybody."""

from conversations.answers.in_group import reply_to
from conversations.events import Command
from conversations.group_facts import GroupFacts, GroupInvite
from conversations.groups.answers import GroupAnswer, GroupStep
from conversations.groups.effects import ProposeGroup, UseGroupInvite
from conversations.school_facts import InviteState

LINK, SUMMARY, START, ASK = "hubungkan", "ringkasan", "start", "tanya"
# These are ours also without the name of the bot behind them.
GROUP_COMMANDS = frozenset({LINK, SUMMARY, ASK})


def greet(facts: GroupFacts) -> GroupStep:
    """The assistant was added to a group."""
    return GroupStep(GroupAnswer.GREETING if facts.school is None else GroupAnswer.RETURNED)


def decide(command: Command, facts: GroupFacts) -> GroupStep:
    """Decide a command that somebody gave in a group."""
    match command:
        case Command(name=name) if name == LINK:
            return _link(facts)
        case Command(name=name) if name == SUMMARY:
            is_linked = facts.school is not None
            return GroupStep(GroupAnswer.SUMMARY if is_linked else GroupAnswer.NOT_LINKED)
        case Command(name=name, argument=text) if name == ASK:
            return _answer(text, facts)
        case Command(name=name, argument=token) if name == START and token:
            return _use(facts.invite, facts)
        case _:
            return GroupStep(GroupAnswer.PRIVATE)


def _answer(text: str, facts: GroupFacts) -> GroupStep:
    """Whoever asks gets an answer; what the assistant does not know is kept."""
    reply, kept = reply_to(text, facts.language, facts.answers)
    if reply is None:
        return GroupStep(GroupAnswer.HOW_TO_ASK)
    return GroupStep(GroupAnswer.REPLY, reply=reply, kept=kept)


def _link(facts: GroupFacts) -> GroupStep:
    """Only who leads a school may link, and is asked in private first."""
    if facts.is_anonymous:
        return GroupStep(GroupAnswer.ANONYMOUS)
    if not facts.led:
        return GroupStep(GroupAnswer.ONLY_PRINCIPALS)
    if facts.school is not None and not facts.leads(facts.school):
        return GroupStep(GroupAnswer.TAKEN)
    if facts.school is not None and facts.is_this_topic and len(facts.led) == 1:
        return GroupStep(GroupAnswer.ALREADY)
    if not facts.is_reachable:
        return GroupStep(GroupAnswer.UNREACHABLE)
    school_id = facts.led[0].id if len(facts.led) == 1 else None
    return GroupStep(GroupAnswer.ASKED, (ProposeGroup(school_id),))


def _use(invite: GroupInvite | None, facts: GroupFacts) -> GroupStep:
    """The link of a principal, which anybody may have opened, also an administrator without a name."""
    if invite is None or invite.state is not InviteState.VALID or invite.id is None:
        return GroupStep(GroupAnswer.ENDED)
    used = (UseGroupInvite(invite.id),)
    if facts.person_id != invite.maker_id:
        return GroupStep(GroupAnswer.ASKED, used)
    if facts.school is not None and not facts.leads(facts.school):
        return GroupStep(GroupAnswer.TAKEN)
    return GroupStep(None, used)
