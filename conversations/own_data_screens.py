"""What is said about the own data: a copy, deletion, and farewell."""

from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.rules.terms import Role
from conversations.screens import Button, Screen, column
from conversations.words import Words, say

FAREWELL = Screen(
    (
        say("Everything that was stored about you is deleted."),
        say("What stands in this chat on Telegram only you can delete."),
        "",
        say("Thank you, and all the best. /start begins anew, as somebody unknown."),
    )
)


def download_screen() -> Screen:
    """What a copy holds."""
    lines = (
        say("<b>A copy of your data</b>"),
        "",
        say("You get two files with everything that is stored about you:"),
        say("• a page to read on the phone,"),
        say("• the same as JSON, which programs can read."),
        "",
        say("In them: profile, schools, plans of all half-years with history and notes."),
        say("Also requests, reports, links you made, messages sent to you, and where you are here."),
        "",
        say("Keep the files to yourself: they hold personal data."),
    )
    return Screen(lines, (*column([Button(say("Send my data"), "send")]), LEAVE))


def erase_screen(facts: Facts) -> Screen:
    """What goes, what stays, and who is told."""
    lines: list[Words] = [
        say("<b>Delete my data</b>"),
        "",
        say("<b>Deleted for good:</b>"),
        say("• your name and your Telegram account number,"),
        say("• your plans and all that you wrote in them,"),
        say("• your notes, requests and reports, and messages that wait for you."),
        "",
        say("<b>What stays</b>: a row without a name, so that the records of your school add up."),
        "",
        _told(facts),
        *_principals_part(facts),
        "",
        say("PMM is not touched. A copy first? Choose it below."),
    ]
    buttons = [Button(say("Send my data first"), "download")]
    if facts.is_ks:
        buttons.append(Button(say("Serahkan jabatan"), "handover"))
    buttons.append(Button(say("Go on to delete"), "confirm"))
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def confirm_screen(password: str) -> Screen:
    """The last question; only the typed word deletes."""
    lines = (
        say("<b>Delete everything?</b>"),
        "",
        say("Type <b>{word}</b> and send it. Then everything is deleted at once, for good.", word=password),
        say("Anything else deletes nothing."),
    )
    return Screen(lines, (LEAVE,), expects_text=True)


def _told(facts: Facts) -> Words:
    """Who hears of it, which depends on what the person is at school."""
    roles = {member.role for member in facts.memberships}
    if Role.GURU in roles:
        return say("<b>Who is told</b>: your principal, that somebody no longer belongs to the school.")
    if roles:
        return say("<b>Who is told</b>: those whose plans wait for your decision.")
    return say("<b>Who is told</b>: nobody, because you belong to no school here.")


def _principals_part(facts: Facts) -> tuple[Words, ...]:
    """What becomes of the schools that the person leads."""
    led = [member.school.name for member in facts.memberships if member.role is Role.KS]
    if not led:
        return ()
    return (
        "",
        say("<b>You lead {schools}.</b>", schools=", ".join(led)),
        say("Better hand over first: with Serahkan jabatan a successor takes everything over."),
        say("Otherwise the school is without a principal here, and teachers whose plans wait are told so."),
        say("Plans that wait for you now: {count}", count=facts.waiting_count),
    )
