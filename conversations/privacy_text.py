"""What is kept, why, how long and who sees it: for the consent and for /privasi."""

from conversations.answers.effects import QUESTIONS_A_DAY
from conversations.words import Words, say

KEPT = say("Kept: your name, role, school, school level, time zone, language, your plan and its dates.")
WHY = say("Why: to compose your plan with you, to have it approved, and to tell you what is due.")
NEVER_ASKED = say("Never asked: NIP, NIK, phone number, password.")
YOURS = say("Any time: /unduhdata sends you a copy of it, /hapusdata deletes it.")
UNANSWERED = say(
    "Questions that I cannot answer well are kept for the operator without who asked and at what hour, at "
    "most {most} of one person a day; what looks like a name, a number or an address in them is taken out "
    "first.",
    most=QUESTIONS_A_DAY,
)
LAW = say("Your data is treated as UU 27/2022 (Pelindungan Data Pribadi) asks.")
PMM_STAYS = say("The official record stays PMM, since 2025 Ruang GTK: enter the agreed plan there too.")


def short_lines() -> tuple[Words, ...]:
    """The privacy notice in a few sentences, for the consent."""
    return (KEPT, WHY, NEVER_ASKED, YOURS, "", LAW, PMM_STAYS)


def long_lines() -> tuple[Words, ...]:
    """The whole privacy notice."""
    return (
        say("<b>Your data</b>"),
        KEPT,
        say("Also kept: your Telegram account number, so that answers reach you, and where you are here."),
        say("Also kept: what you choose for your reminders, and which stages you mark as done."),
        say(
            "Also kept: broadcasts (siaran) that you send, and for some time whom a message of yours or of "
            "others has reached."
        ),
        UNANSWERED,
        WHY,
        NEVER_ASKED,
        "",
        say("<b>How long?</b> As long as you use the assistant, or until you ask for deletion."),
        "",
        say("<b>Who sees it?</b>"),
        say("• You see everything of your own."),
        say(
            "• Your principal sees your name and how far your plan is, and once it is submitted the plan "
            "itself with its history. The plan of a principal is seen by the penilai."
        ),
        say(
            "• Whoever sends a broadcast sees how many it has reached, and of those of their own school or "
            "whom they appraise also the names of whom it has not."
        ),
        say("• The operator sees your name, school and role, and the reports that you write."),
        say(
            "• The operator runs the server. A message that could not be processed is kept there for repair."
        ),
        say("• Groups never see personal data."),
        "",
        say("<b>A copy, or deletion?</b> /unduhdata sends everything as files, /hapusdata deletes it."),
        "",
        LAW,
        PMM_STAYS,
    )
