"""Whether what came in has the types and sizes that databases and code take for granted."""

from typing import TypeGuard

from bot.telegram.groups import GroupNews, is_whole
from conversations.events import Attachment, Command, Event, Text

# What a signed column of eight bytes holds; numbers of Telegram stay far below.
_MOST = 2**63


class MalformedError(ValueError):
    """An update that no Bot API server writes."""


def is_number(value: object) -> TypeGuard[int]:
    """Whether it is a number that can be stored; a bool is none."""
    return isinstance(value, int) and not isinstance(value, bool) and -_MOST <= value < _MOST


def check_numbers(**values: object) -> None:
    """A MalformedError where one is neither such a number nor None."""
    for name, value in values.items():
        if value is not None and not is_number(value):
            raise MalformedError(f"{name} is not a number")


def check_texts(**values: object) -> None:
    """A MalformedError where one is neither a text nor None."""
    for name, value in values.items():
        if not (value is None or isinstance(value, str)):
            raise MalformedError(f"{name} is not a text")


def check_reference(value: object, most: int) -> None:
    """A MalformedError where it is not a name that can be stored in so many signs."""
    if not (isinstance(value, str) and 0 < len(value) <= most and is_whole(value)):
        raise MalformedError("a reference to a file is none")


def check_event(event: Event | None) -> None:
    """A MalformedError where something in an event has another type."""
    match event:
        case Text(text):
            check_texts(text=text)
        case Command(name, argument):
            check_texts(command=name, argument=argument)
        case Attachment(kind, file, album):
            check_texts(kind=kind, album=album)
            if file is not None:
                check_texts(file_name=file.name)
                check_reference(file.file_id, 255)
                check_reference(file.unique_id, 64)
                check_numbers(file_size=file.size)
        case _:
            pass


def check_group(news: GroupNews | None) -> None:
    """A MalformedError where something in the news of a group has another type."""
    if news is not None:
        check_texts(title=news.title)
        check_numbers(thread_id=news.thread_id, moved_to=news.moved_to, moved_from=news.moved_from)
