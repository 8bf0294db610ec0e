"""The committed files show the screens as they are now."""

from pathlib import Path

import pytest

from bot.i18n import LANGUAGES, Languages
from bot.notifier import TOO_MANY_AT_ONCE, UPDATE_FAILED
from bot.screens.book import Book
from bot.screens.pages import page
from bot.screens.tour import FAREWELL_KIND
from bot.store.broadcast_progress import BROADCAST
from bot.store.broadcast_watch import BROADCAST_REPORT
from bot.store.groups import GROUP_ANSWER, GROUP_POST
from bot.store.reminders import REMINDER
from conversations.document_effects import DocumentKind
from conversations.effects import NoticeKind
from conversations.groups.answers import GroupAnswer
from conversations.groups.texts import DAYS_3, OPENING
from conversations.people_effects import PersonNoticeKind
from conversations.rules.reminder_policy import DIGEST, Occasion

# The book takes long to walk through: it is made in one process only.
pytestmark = pytest.mark.xdist_group("screens")

FILES = Path(__file__).parents[2] / "docs/screens"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_files_are_up_to_date(book: Book, languages: Languages, code: str) -> None:
    written = (FILES / f"{code}.txt").read_text(encoding="utf-8")
    assert written == page(book, languages[code]), "run python -m bot.screens"


def test_every_kind_of_message_that_comes_by_itself_is_in_the_book(book: Book) -> None:
    kinds = {notice.kind for notice in book.notices.values()}
    assert kinds == {
        *NoticeKind,
        *PersonNoticeKind,
        *DocumentKind,
        UPDATE_FAILED,
        TOO_MANY_AT_ONCE,
        FAREWELL_KIND,
        BROADCAST,
        BROADCAST_REPORT,
        GROUP_ANSWER,
        *(f"{GROUP_ANSWER}: {answer}" for answer in GroupAnswer),
        *(f"{GROUP_POST}: {occasion}" for occasion in (OPENING, DAYS_3)),
        *(f"{REMINDER}: {occasion}" for occasion in (*Occasion, DIGEST)),
    }
