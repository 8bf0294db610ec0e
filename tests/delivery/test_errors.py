import inspect
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from telegram import error

from bot.delivery.errors import Outcome, Verdict, classify, describe
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi

BY_CLASS: dict[type[error.TelegramError], tuple[error.TelegramError, Outcome]] = {
    error.TelegramError: (error.TelegramError("Invalid server response"), Outcome.RETRY),
    error.NetworkError: (error.NetworkError("Bad Gateway"), Outcome.RETRY),
    error.TimedOut: (error.TimedOut(), Outcome.RETRY),
    error.BadRequest: (error.BadRequest("Something we did"), Outcome.BAD_REQUEST_OURS),
    error.EndPointNotFound: (error.EndPointNotFound("no such method"), Outcome.BAD_REQUEST_OURS),
    error.PassportDecryptionError: (error.PassportDecryptionError("no"), Outcome.BAD_REQUEST_OURS),
    error.Forbidden: (error.Forbidden("Forbidden: for a new reason"), Outcome.UNREACHABLE),
    error.ChatMigrated: (error.ChatMigrated(-1001), Outcome.MIGRATED),
    error.RetryAfter: (error.RetryAfter(7), Outcome.THROTTLED),
    error.Conflict: (error.Conflict("Conflict: terminated"), Outcome.CONFLICT),
    error.InvalidToken: (error.InvalidToken(), Outcome.UNAUTHORIZED),
}


def test_every_error_class_of_the_library_has_its_place() -> None:
    classes = {
        found
        for _, found in inspect.getmembers(error, inspect.isclass)
        if issubclass(found, error.TelegramError)
    }
    assert classes == set(BY_CLASS)


@pytest.mark.parametrize(("exc", "outcome"), BY_CLASS.values(), ids=lambda value: type(value).__name__)
def test_each_error_class_has_one_meaning(exc: error.TelegramError, outcome: Outcome) -> None:
    assert classify(exc).outcome is outcome


@pytest.mark.parametrize("period", [7, timedelta(seconds=7)])
def test_a_throttle_says_how_long(period: int | timedelta) -> None:
    assert classify(error.RetryAfter(period)) == Verdict(Outcome.THROTTLED, seconds=7)


def test_a_throttle_without_parameters_is_read_from_its_words() -> None:
    exc = error.NetworkError("Too Many Requests: retry after 12")
    assert classify(exc) == Verdict(Outcome.THROTTLED, seconds=12)


def test_a_migration_says_where_to() -> None:
    assert classify(error.ChatMigrated(-1001)).new_chat_id == -1001


def test_time_outs_and_broken_pipes_pass_and_other_mistakes_are_ours() -> None:
    assert classify(TimeoutError()).outcome is Outcome.RETRY
    assert classify(ConnectionResetError()).outcome is Outcome.RETRY
    assert classify(ValueError()).outcome is Outcome.BAD_REQUEST_OURS


@pytest.mark.parametrize(
    ("exc", "outcome"),
    [
        (error.BadRequest("CHAT_WRITE_FORBIDDEN"), Outcome.NO_RIGHT),
        (error.BadRequest("Bad Request: have no rights to send a message"), Outcome.NO_RIGHT),
        (error.Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), Outcome.NO_RIGHT),
        (error.BadRequest("Bad Request: PEER_ID_INVALID"), Outcome.UNREACHABLE),
        (error.BadRequest("Bad Request: MESSAGE_TOO_LONG"), Outcome.TOO_LONG),
        (error.NetworkError("Request Entity Too Large"), Outcome.TOO_LONG),
        (error.BadRequest("Bad Request: message can't be deleted for everyone"), Outcome.DONE),
        (error.BadRequest("Bad Request: can't parse entities"), Outcome.BAD_REQUEST_OURS),
    ],
    ids=str,
)
def test_descriptions_decide_within_a_class(exc: error.TelegramError, outcome: Outcome) -> None:
    assert classify(exc).outcome is outcome


def test_the_description_for_the_log_is_short_and_without_a_token() -> None:
    assert describe(error.BadRequest("Bad Request: " + "x" * 500)) == "BadRequest: X" + "x" * 159
    assert describe(error.InvalidToken("The token `1:secret` was rejected")) == "InvalidToken"
    assert describe(ValueError("what somebody typed")) == "ValueError"


Call = Callable[[TelegramApi, World, Person], Awaitable[object]]


async def _send(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.send_message(ani.id, "halo")


async def _send_to_nobody(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.send_message(987_654, "halo")


async def _send_too_much(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.send_message(ani.id, "x" * 4097)


async def _send_bad_html(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.send_message(ani.id, "<b>halo", parse_mode="HTML")


async def _send_after_block(api: TelegramApi, world: World, ani: Person) -> None:
    await ani.block()
    await _send(api, world, ani)


async def _send_after_deactivation(api: TelegramApi, world: World, ani: Person) -> None:
    await ani.deactivate()
    await _send(api, world, ani)


async def _send_unasked(api: TelegramApi, world: World, ani: Person) -> None:
    stranger = await world.user("Cici")
    await api.bot.send_message(stranger.id, "halo")


async def _edit_unchanged(api: TelegramApi, world: World, ani: Person) -> None:
    sent = await api.bot.send_message(ani.id, "halo")
    await api.bot.edit_message_text("halo", ani.id, sent.message_id)


async def _edit_unknown(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.edit_message_text("halo", ani.id, 99_999)


async def _edit_of_another(api: TelegramApi, world: World, ani: Person) -> None:
    theirs = await ani.say("halo")
    await api.bot.edit_message_text("halo", ani.id, theirs["message"]["message_id"])


async def _edit_document(api: TelegramApi, world: World, ani: Person) -> None:
    sent = await api.bot.send_document(ani.id, b"%PDF-1.4", filename="a.pdf")
    await api.bot.edit_message_text("halo", ani.id, sent.message_id)


async def _answer_unknown_query(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.answer_callback_query("123")


async def _delete_unknown(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.delete_message(ani.id, 99_999)


async def _send_to_muted_group(api: TelegramApi, world: World, ani: Person) -> None:
    group = await world.group("Guru", ani)
    await group.mute()
    await api.bot.send_message(group.id, "halo")


async def _send_after_kick(api: TelegramApi, world: World, ani: Person) -> None:
    group = await world.group("Guru", ani)
    await group.remove_bot()
    await api.bot.send_message(group.id, "halo")


async def _send_to_upgraded_group(api: TelegramApi, world: World, ani: Person) -> None:
    group = await world.group("Guru", ani)
    await group.upgrade()
    await api.bot.send_message(group.id, "halo")


async def _send_to_no_topic(api: TelegramApi, world: World, ani: Person) -> None:
    group = await world.group("Guru", ani, supergroup=True)
    topic = await group.open_topic("Rencana")
    await api.bot.send_message(group.id, "halo", message_thread_id=topic)
    await group.delete_topic(topic)
    await api.bot.send_message(group.id, "halo", message_thread_id=topic)


def _poll_with_fault(kind: str) -> Call:
    async def call(api: TelegramApi, world: World, ani: Person) -> None:
        await world.fault(kind, method="getUpdates")
        await api.fetch_updates(None, 0)

    return call


def _send_with_fault(kind: str, **wish: object) -> Call:
    async def call(api: TelegramApi, world: World, ani: Person) -> None:
        await world.fault(kind, method="sendMessage", **wish)
        await api.bot.send_message(ani.id, "halo", read_timeout=0.2)

    return call


async def _poll_beside_a_webhook(api: TelegramApi, world: World, ani: Person) -> None:
    await api.bot.set_webhook("https://example.org/hook")
    await api.fetch_updates(None, 0)


PROVOKED: dict[str, tuple[Call, Outcome]] = {
    "not modified": (_edit_unchanged, Outcome.DONE),
    "query is too old": (_answer_unknown_query, Outcome.DONE),
    "message to delete not found": (_delete_unknown, Outcome.DONE),
    "message to edit not found": (_edit_unknown, Outcome.SEND_NEW),
    "message can't be edited": (_edit_of_another, Outcome.SEND_NEW),
    "no text in the message to edit": (_edit_document, Outcome.SEND_NEW),
    "blocked": (_send_after_block, Outcome.UNREACHABLE),
    "deactivated": (_send_after_deactivation, Outcome.UNREACHABLE),
    "kicked": (_send_after_kick, Outcome.UNREACHABLE),
    "chat not found": (_send_to_nobody, Outcome.UNREACHABLE),
    "cannot begin a conversation": (_send_unasked, Outcome.UNREACHABLE),
    "no right to post": (_send_to_muted_group, Outcome.NO_RIGHT),
    "topic is gone": (_send_to_no_topic, Outcome.NO_TOPIC),
    "migrated": (_send_to_upgraded_group, Outcome.MIGRATED),
    "too long": (_send_too_much, Outcome.TOO_LONG),
    "bad HTML": (_send_bad_html, Outcome.BAD_REQUEST_OURS),
    "429": (_send_with_fault("429", retry_after=3), Outcome.THROTTLED),
    "500": (_send_with_fault("500"), Outcome.RETRY),
    "502": (_send_with_fault("502"), Outcome.RETRY),
    "garbage": (_send_with_fault("garbage"), Outcome.RETRY),
    "time-out": (_send_with_fault("timeout"), Outcome.RETRY),
    "hang-up before": (_send_with_fault("hangup_before"), Outcome.RETRY),
    "hang-up after": (_send_with_fault("hangup_after"), Outcome.RETRY),
    "second poller": (_poll_with_fault("conflict"), Outcome.CONFLICT),
    "webhook": (_poll_beside_a_webhook, Outcome.CONFLICT),
    "unauthorized": (_poll_with_fault("unauthorized"), Outcome.UNAUTHORIZED),
}


def test_every_outcome_is_provoked() -> None:
    assert {outcome for _, outcome in PROVOKED.values()} == set(Outcome)


@pytest.mark.parametrize(("call", "outcome"), PROVOKED.values(), ids=PROVOKED)
async def test_the_server_s_real_answers_have_one_meaning_each(
    api: TelegramApi, world: World, ani: Person, call: Call, outcome: Outcome
) -> None:
    with pytest.raises(error.TelegramError) as caught:
        await call(api, world, ani)

    assert classify(caught.value).outcome is outcome, describe(caught.value)
