"""The answer to a question as somebody sees it who is not registered, without the buttons that lead away."""

from datetime import UTC, datetime

from bot.answering.loading import load_answers
from bot.i18n import load_languages
from bot.rule_sets import load_rule_sets
from bot.settings import Settings
from conversations.answers import asking
from conversations.answers.flow import AnswersFlow
from conversations.answers.state import AnswersState
from conversations.facts import Facts, Zone
from conversations.onboarding import NAME as ONBOARDING
from conversations.rules.cycle import Period
from conversations.screens import Screen, with_word
from conversations.session import Session


def shown_answer(question: str, language: str, settings: Settings) -> str:
    """The screen that answers, as plain text with its buttons in brackets."""
    facts = _facts(settings)
    asked = asking.command(question, Session(ONBOARDING, 1, language=language), facts)
    state = AnswersState.model_validate(asked.data)
    screen = with_word(AnswersFlow().show(state, facts), asked.word)
    return _plain(screen, screen.language or language)


def _facts(settings: Settings) -> Facts:
    """What is known of somebody who is not."""
    now = datetime.now(UTC)
    today = now.date()
    calendar, period = settings.calendar, Period.of(today)
    return Facts(
        now=now,
        today=today,
        period=period,
        rule_sets=load_rule_sets(calendar.rule_sets.names),
        current_rule_set=calendar.name_for(period),
        final_date=calendar.final_date(period),
        answers=load_answers(settings),
    )


def _plain(screen: Screen, code: str) -> str:
    language = load_languages()[code]
    lines = [language.translate(line, Zone.WIB) for line in screen.lines]
    # The last row leads back to where one was.
    rows = [
        " ".join(f"[{language.translate(button.label, Zone.WIB)}]" for button in row)
        for row in screen.rows[:-1]
    ]
    return "\n".join([*lines, "", *rows] if rows else lines)
