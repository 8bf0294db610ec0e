"""Own data: a copy of everything, and deletion; beside whatever one was doing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from conversations import asides, school
from conversations.asides import AsideState, origin, resume
from conversations.document_effects import DocumentKind, SendDocument
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.needs import NOTHING_MORE
from conversations.own_data_screens import FAREWELL, confirm_screen, download_screen, erase_screen
from conversations.people_effects import ErasePerson
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.texts import clean_text
from conversations.words import Say, say

__all__ = ["FAREWELL", "NAME", "OwnDataFlow", "OwnDataState", "Place", "open_download", "open_erasure"]

NAME = "own_data"
# Typed, not pressed: nobody types this by accident, and a screen reader reads it out.
PASSWORD = "HAPUS"
_ASIDES = frozenset({NAME, asides.ACCOUNT, asides.GUIDE})
_SENT = say("Two files are on their way: a page to read, and JSON for programs.")
_NOT_TYPED = say("That is not the word, so nothing was deleted. To delete, type {word}.", word=PASSWORD)


class Place(StrEnum):
    """What is shown."""

    DOWNLOAD = "download"
    ERASURE = "erasure"
    CONFIRMATION = "confirmation"


class OwnDataState(AsideState):
    """Which step is open."""

    place: Place


_HELP: Mapping[Place, Say] = {
    Place.DOWNLOAD: say("Here you get a copy of everything that is stored about you."),
    Place.ERASURE: say("Here you can delete everything about you. The next step asks once more."),
    Place.CONFIRMATION: say("Typing {word} deletes everything. Back leaves it as it is.", word=PASSWORD),
}


def open_download(session: Session) -> Move:
    """Offer a copy of the own data."""
    return _stand(OwnDataState(place=Place.DOWNLOAD, **origin(session, _ASIDES)))


def open_erasure(session: Session) -> Move:
    """Explain what deleting means."""
    return _stand(OwnDataState(place=Place.ERASURE, **origin(session, _ASIDES)))


class OwnDataFlow:
    """A copy of the own data, and deletion."""

    name = NAME
    code = "d"
    version = 1
    state = OwnDataState

    def handle(self, state: OwnDataState, event: Input, facts: Facts) -> Move:
        """Send the copy, or go towards deletion step by step."""
        if isinstance(event, Text):
            return _type(state, event.text)
        match event.action:
            case "send":
                files = (DocumentKind.OWN_DATA_PAGE, DocumentKind.OWN_DATA_JSON)
                return Move(NAME, state.dump(), tuple(SendDocument(kind) for kind in files), _SENT)
            case "download":
                return _stand(_at(state, Place.DOWNLOAD))
            case "confirm":
                return _stand(_at(state, Place.CONFIRMATION))
            case "handover":
                return school.enter(facts, school.Place.HANDOVER)
            case _:
                return _stand(state)

    def show(self, state: OwnDataState, facts: Facts) -> Screen:
        """Draw the step."""
        match state.place:
            case Place.DOWNLOAD:
                return download_screen()
            case Place.ERASURE:
                return erase_screen(facts)
            case Place.CONFIRMATION:
                return confirm_screen(PASSWORD)

    def back(self, state: OwnDataState, facts: Facts) -> Move:
        """From the last step to the explanation, otherwise to where one was before."""
        if state.place is Place.CONFIRMATION:
            return _stand(_at(state, Place.ERASURE))
        return resume(state, facts)

    def needs(self, state: OwnDataState) -> Needs:
        """The steps show only what is always loaded."""
        return NOTHING_MORE

    def help(self, state: OwnDataState) -> Say:
        """Explain the step."""
        return _HELP[state.place]

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _type(state: OwnDataState, text: str) -> Move:
    """The word deletes; anything else deletes nothing."""
    if state.place is not Place.CONFIRMATION:
        return _stand(state)
    if clean_text(text).upper() != PASSWORD:
        return _stand(state, _NOT_TYPED)
    return Move(NAME, state.dump(), (ErasePerson(),))


def _stand(state: OwnDataState, word: Say | None = None) -> Move:
    return Move(NAME, state.dump(), word=word)


def _at(state: OwnDataState, place: Place) -> OwnDataState:
    return state.model_copy(update={"place": place})
