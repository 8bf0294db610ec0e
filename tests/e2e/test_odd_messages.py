"""Whatever else people, phones and Telegram send: a kind word, nothing broken, the others served."""

from typing import Any

import pytest

from bot.simulator.shown import Seen
from bot.store.tables import failed_update
from conversations import engine
from conversations.events import Event, Text
from conversations.facts import Facts
from conversations.replies import reply_to
from conversations.rules.terms import PlanStatus, Role
from conversations.session import Session, Step
from conversations.words import say
from tests.e2e.conftest import OPERATOR_ID
from tests.e2e.seeding import CONTENT
from tests.e2e.stage import Player, Stage
from tests.journeys import ANI, ASPECTS, RULES, SRI
from tests.simulator.pictures import png

SORRY = say("Sorry, something went wrong on our side. What you saved is kept. Please try once more.")
UNKNOWN_KINDS: tuple[dict[str, Any], ...] = (
    {"poll": {"id": "1", "question": "?", "options": [], "type": "regular"}},
    {"inline_query": {"id": "1", "query": "guru"}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel", "title": "K"}}},
    {"message_reaction": {"date": 1}},
    {"something_of_next_year": {"text": "halo"}},
    {},
)
MALFORMED: tuple[dict[str, Any], ...] = (
    {"message": {"message_id": 1}},
    {"message": {"message_id": 1, "date": "now", "chat": {"id": "seven"}, "text": 5}},
    {"message": "halo"},
    {"callback_query": {"id": "1", "data": 7}},
    {"callback_query": []},
    {"my_chat_member": {"chat": {}}},
)


async def test_unknown_kinds_of_update_are_passed_over(stage: Stage, ani: Player) -> None:
    for update in UNKNOWN_KINDS:
        await stage.world.raw_update(update)
    await ani.types("/bantuan")
    await ani.sees(say("<b>Help</b>"))
    await stage.settled()
    assert await stage.count(failed_update) == 0


async def test_malformed_updates_are_kept_for_the_operator_and_the_others_are_served(
    stage: Stage, sri: Player, ani: Player
) -> None:
    operator = await _operator(stage)
    await ani.has_submitted()
    for update in MALFORMED:
        await stage.world.raw_update(update)
    await sri.presses(say("Setujui"))
    await stage.everyone_reads(PlanStatus.DISETUJUI, ani, sri)
    kept = await stage.rows(failed_update)
    assert 1 <= len(kept) <= len(MALFORMED)
    for row in kept:
        number = str(row["update_id"])
        await operator.finds(
            say(
                "An update could not be processed and is kept in the table failed_update: number {number}.",
                number=number,
            )
        )


@pytest.mark.parametrize("text", ["bom", "bom \U0001f4a3 \x00 <b>"])
async def test_an_update_that_fails_twice_is_kept_answered_and_does_not_stop_anybody(
    stage: Stage, sri: Player, ani: Player, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    operator = await _operator(stage)
    await ani.has_plan()
    await ani.types("/rencana")
    before = await ani.newest()
    real, tries = engine.advance, []

    def fails(session: Session, event: Event, facts: Facts) -> Step:
        if isinstance(event, Text) and event.text.startswith("bom"):
            tries.append(event)
            raise ZeroDivisionError(event.text)
        return real(session, event, facts)

    monkeypatch.setattr(engine, "advance", fails)
    await _raw_text(stage, ani, text)
    seen = await ani.sees(SORRY)
    assert seen.labels == before.labels
    assert len(tries) == 2
    [row] = await stage.rows(failed_update)
    assert "ZeroDivisionError" in row["error"]
    assert "bom" not in row["error"]
    assert row["payload"]["message"]["text"] == text
    assert str(row["update_id"]) in (await operator.sees(str(row["update_id"]))).text

    await ani.presses(say("Ajukan"))
    await ani.presses(say("Ya, ajukan"))
    await stage.everyone_reads(PlanStatus.MENUNGGU_PERSETUJUAN, ani, sri)
    await stage.world.redeliver(row["update_id"])
    await stage.settled()
    assert len(tries) == 2
    assert await stage.count(failed_update) == 1


async def test_other_kinds_of_message_get_a_kind_word_and_the_same_screen(stage: Stage, ani: Player) -> None:
    await ani.has_plan()
    await ani.types("/rencana")
    before = await ani.newest()
    await ani.person.upload(png(8, 8), "foto.png", photo=True, caption="Ajukan")
    await _is_told_kindly(ani, before, "photo")
    await ani.person.upload(b"%PDF-1.4", "../sk.pdf", mime="application/pdf")
    await _is_told_kindly(ani, before, "document")
    for kind in ("voice", "audio", "video", "sticker", "contact", "location", "dice"):
        await ani.person.send_kind(kind)
        await _is_told_kindly(ani, before, kind)
    assert (await ani.plan()).content == CONTENT


async def test_an_edited_message_is_not_taken_as_a_second_answer(stage: Stage, ani: Player) -> None:
    await ani.has_plan()
    await ani.types("/rencana")
    for action in ("edit:rhk", "cat:lainnya", "rhk:9"):
        await ani.picks(action)
    said = await ani.person.say("3")
    await ani.sees(say("In the plan: <b>{quantity}× = {points} points</b>", quantity=3, points=12))
    await ani.person.edit(int(said["message"]["message_id"]), "30")
    await ani.sees(say("I do not read edited messages. Please send the text once more."))
    assert (await ani.plan()).content.rhk[-1].quantity == 3


async def test_who_blocks_in_the_middle_is_left_alone_and_reads_the_truth_on_return(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    await ani.types("/rencana")
    await ani.person.block()
    await sri.presses(say("Setujui"))
    await stage.settled()
    calls = await stage.world.calls(chat_id=ani.person.id)
    assert all(call["ok"] for call in calls)
    await ani.person.unblock()
    await ani.sees(RULES.plan_status_label(PlanStatus.DISETUJUI))
    await ani.types("/rencana")
    await ani.presses(say("Sepakati"))
    await stage.everyone_reads(PlanStatus.DISEPAKATI, ani, sri)


async def test_a_refused_notice_does_not_silence_the_later_ones(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await stage.world.fault("blocked", method="sendMessage", chat_id=sri.person.id)
    await ani.has_submitted()
    assert await sri.counts(say("<b>{name}</b> asks for your approval.", name=ANI)) == 0
    await sri.types("/persetujuan")
    budi = await stage.teacher("budi", "Budi Santoso, S.Pd.")
    await budi.has_submitted()
    await sri.sees(say("<b>{name}</b> asks for your approval.", name="Budi Santoso, S.Pd."))


async def test_a_command_in_a_group_is_answered_with_the_way_to_the_private_chat(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_submitted()
    group = await stage.world.group("Guru SDN Contoh 1", sri.person, ani.person)
    await ani.person.say("/rencana@asisten_kinerja_bot", chat_id=group.id)
    await ani.person.sees("t.me/asisten_kinerja_bot", chat_id=group.id)
    await ani.person.say("/rencana", chat_id=group.id)
    await ani.person.say("/start@another_bot", chat_id=group.id)
    await ani.person.say("halo semua", chat_id=group.id)
    await group.upgrade()
    await ani.types("/bantuan")
    await stage.settled()
    told = [message for message in await group.messages() if message.from_bot and message.kind == "text"]
    assert len(told) == 2, "it greets when it is added, and answers what it was asked"
    assert not any("Ani" in message.text for message in told)


async def test_the_longest_message_is_read_wherever_one_can_type(
    stage: Stage, sri: Player, ani: Player
) -> None:
    longest = "Saya ingin bertanya. " * 195
    await ani.has_plan()
    await ani.types("/start")
    await ani.types(longest)
    for action in ("edit:duties", f"edit:behaviors aspect:{ASPECTS[0]} write:{ASPECTS[0]}"):
        await ani.types("/rencana")
        for pressed in action.split():
            await ani.picks(pressed)
        await ani.types(longest)
    assert (await ani.plan()).content == CONTENT
    newcomer = await stage.person("dodi")
    await newcomer.types("/start")
    for answer in ("agree", "role:guru"):
        await newcomer.picks(answer)
    await newcomer.types(longest)
    await newcomer.sees(say("That is too long for a name: at most {most} characters, please.", most=80))


async def test_markup_emoji_and_marks_in_what_is_typed_are_shown_as_typed_or_left_out(
    stage: Stage, sri: Player, ani: Player
) -> None:
    await ani.has_plan()
    await ani.types("/rencana")
    for action in ("edit:behaviors", f"aspect:{ASPECTS[0]}", f"write:{ASPECTS[0]}"):
        await ani.picks(action)
    await _raw_text(stage, ani, "<b>Sabar</b> & \u202eramah\u202c {name} %s \ud800\x00👩🏽‍🏫")
    await ani.sees("<b>Sabar</b> & ramah {name} %s")
    await ani.types("/rencana")
    await ani.presses(say("Ajukan"))
    await ani.presses(say("Ya, ajukan"))
    await sri.sees(say("<b>{name}</b> asks for your approval.", name=ANI))
    await sri.presses(say("Lihat lengkap"))
    await sri.sees("<b>Sabar</b> & ramah {name} %s")


async def test_a_name_that_cannot_be_one_is_asked_for_again(stage: Stage) -> None:
    ani = await stage.person("ani")
    await ani.types("/start")
    await ani.picks("agree")
    await ani.picks("role:guru")
    for name in ("<b>Ani</b>", "Ani 12", "👍", "A", "Ani_", "@ani"):
        await ani.types(name)
        await ani.sees(say("Please type your name as on your SK, titles included."))
    await ani.types("Siti Nur'aini, S.Pd.")
    await ani.sees(say("Your name: <b>{name}</b>", name="Siti Nur'aini, S.Pd."))


async def test_a_school_with_markup_in_its_name_is_shown_by_that_name(stage: Stage) -> None:
    school = 'SD <b>Bina</b> & "Karya" <script>'
    sri = await stage.principal("sri", SRI, school=school)
    ani = await stage.teacher("ani", ANI)
    await ani.has_submitted()
    await sri.sees(school)
    await ani.opens(await stage.link(Role.GURU, uses=2))
    await ani.sees(school)


async def test_a_press_on_a_message_that_is_gone_gets_the_screen_anew(stage: Stage, ani: Player) -> None:
    await ani.types("/start")
    shown = await ani.newest()
    user = {"id": ani.person.id, "is_bot": False, "first_name": "Ani"}
    gone = {
        "chat": {"id": ani.person.id, "type": "private"},
        "message_id": shown.id,
        "date": 0,
    }
    pressed = {"id": "77", "from": user, "chat_instance": "1", "message": gone}
    data = shown.data(ani.words(say("My profile")))
    await stage.world.raw_update({"callback_query": {**pressed, "data": data}})
    await stage.settled()
    seen = await ani.sees(say("<b>Your profile</b>"))
    assert seen.id > shown.id


async def _is_told_kindly(ani: Player, before: Seen, kind: str) -> None:
    await ani.stage.settled()
    seen = await ani.newest()
    assert ani.words(reply_to(kind)) in seen.text
    assert seen.labels == before.labels
    await ani.types("/rencana")


async def _operator(stage: Stage) -> Player:
    person = await stage.world.user("Operator", user_id=OPERATOR_ID)
    operator = Player(stage, "operator", person)
    stage.cast.people = {**stage.cast.people, "operator": person}
    await operator.types("/start")
    return operator


async def _raw_text(stage: Stage, player: Player, text: str) -> None:
    """A message as no phone sends it, with signs that the simulator would take out."""
    user = {"id": player.person.id, "is_bot": False, "first_name": player.name}
    chat = {"id": player.person.id, "type": "private", "first_name": player.name}
    message = {"message_id": 900_001, "date": 1_751_850_000, "chat": chat, "from": user, "text": text}
    await stage.world.raw_update({"message": message})
    await stage.settled()
