"""/siaran as a dialogue: to whom, what, a preview, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conversations.broadcast_effects import StartBroadcast, StopBroadcast
from conversations.broadcast_facts import (
    Audience,
    AudienceKind,
    Broadcast,
    Broadcasting,
    BroadcastState,
    Receivers,
    Sender,
    Tally,
)
from conversations.broadcasting import message_screen, report_screen
from conversations.broadcasting.texts import TEXT_CHARS
from conversations.events import Press, parse_press
from conversations.facts import Membership, Zone
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role, SchoolLevel, StageId
from conversations.words import Say, Words, say_n
from tests.conversations.onboarding.talking import ANI, OTHER_SCHOOL, SCHOOL, text_of
from tests.conversations.operating.desk import Operator

KNOWN = Broadcasting(left_today=3, most_a_day=3, per_second=28.0)
BUDI = replace(ANI, name="Budi Santoso, M.Pd.", role=Role.KS)
MEMBERS = f"to:members:{SCHOOL.id}"
RAPAT = "Rapat pukul 10.\n\nMohon hadir & bawa <laptop>."
AT = datetime(2026, 8, 3, 1, tzinfo=UTC)


@pytest.fixture
def budi(rule_sets: Mapping[str, RuleSet]) -> Operator:
    """The principal of SDN Contoh 1, with 45 people of whom two cannot be reached."""
    budi = Operator(rule_sets, BUDI).knows(is_operator=False, memberships=(Membership(SCHOOL, Role.KS),))
    return budi.knows(broadcasting=replace(KNOWN, receivers=Receivers(45, 2))).command("start")


@pytest.fixture
def operator(rule_sets: Mapping[str, RuleSet]) -> Operator:
    """An operator who is not registered."""
    known = replace(KNOWN, left_today=0, receivers=Receivers(60_000))
    return Operator(rule_sets).knows(broadcasting=known).command("start")


def on_its_way(kind: AudienceKind = AudienceKind.MEMBERS, **tally: int) -> Broadcast:
    return Broadcast(9, kind, BroadcastState.SENDING, AT, Tally(**tally))


def over(state: BroadcastState = BroadcastState.FINISHED, **tally: int) -> Broadcast:
    return Broadcast(9, AudienceKind.MEMBERS, state, AT, Tally(**tally))


def send_to(count: int) -> Say:
    return say_n("Send to one person", "Send to {count} people", count)


def labels(speaker: Operator) -> list[Words]:
    return [button.label for row in speaker.screen.rows for button in row]


def test_a_principal_reads_what_the_school_will_read_and_sends_it(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS).type(RAPAT)
    preview = text_of(message_screen(Sender(AudienceKind.MEMBERS, SCHOOL.name), RAPAT))
    assert preview in budi.text
    assert "Receivers: <b>45</b>" in budi.text
    assert "blocked the assistant" in budi.text
    assert "less than a minute" in budi.text
    assert send_to(43) in labels(budi)
    budi.press("send")
    assert budi.effects == [StartBroadcast(Audience(AudienceKind.MEMBERS, SCHOOL.id), RAPAT)]


def test_it_says_who_it_is_from() -> None:
    senders = {
        "From the principal of SDN Contoh 1": Sender(AudienceKind.MEMBERS, "SDN Contoh 1"),
        "From the Plt. principal of SDN Contoh 1": Sender(AudienceKind.GROUP, "SDN Contoh 1", is_plt=True),
        "From your penilai Pia": Sender(AudienceKind.PRINCIPALS, name="Pia"),
        "From the operator": Sender(AudienceKind.EVERYBODY),
    }
    for line, sender in senders.items():
        screen = message_screen(sender, "Halo.")
        assert text_of(screen).startswith(f"<b>{line}</b>\n\nHalo.")
        assert screen.rows == ()


def test_what_is_too_long_once_drawn_is_refused_and_the_text_before_is_kept(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS).type(RAPAT).press("rewrite")
    for text in ("&" * (TEXT_CHARS // 5 + 1), "x" * (TEXT_CHARS + 1), " \n "):
        budi.type(text)
        assert f"in 1 to {TEXT_CHARS} characters" in budi.word
    assert "Rapat pukul 10." in budi.text
    budi.press("keep")
    assert send_to(43) in labels(budi)
    budi.press("rewrite").type("&" * (TEXT_CHARS // 5))
    assert send_to(43) in labels(budi)


def test_line_breaks_stay_and_control_signs_go(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS).type("  Satu \u202e dua\r\n\n\n\n tiga\u0007 \n").press("send")
    [effect] = budi.effects
    assert isinstance(effect, StartBroadcast)
    assert effect.text == "Satu dua\n\ntiga"


def test_a_number_is_a_text_where_one_is_asked_for(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS).type("1").press("send")
    assert budi.effects == [StartBroadcast(Audience(AudienceKind.MEMBERS, SCHOOL.id), "1")]


def test_the_group_gets_one_message(budi: Operator) -> None:
    group = f"to:group:{SCHOOL.id}"
    budi.command("siaran")
    assert group not in budi.screen.actions
    known = replace(KNOWN, group_titles={SCHOOL.id: "Guru SDN"}, receivers=Receivers(1, 0, "Guru SDN"))
    budi.knows(broadcasting=known).press(group).type("Halo.")
    assert "the group Guru SDN, as one message" in budi.text
    budi.press("send")
    assert budi.effects == [StartBroadcast(Audience(AudienceKind.GROUP, SCHOOL.id), "Halo.")]


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (replace(KNOWN, receivers=Receivers(45), left_today=0), "3 were sent already"),
        (replace(KNOWN, receivers=Receivers(45), own=on_its_way(waiting=3)), "still on its way"),
        (replace(KNOWN, receivers=Receivers(2, 2)), "nobody now who would receive it"),
        (replace(KNOWN, receivers=Receivers(0)), "nobody now who would receive it"),
    ],
)
def test_what_cannot_be_sent_now_says_why_and_is_kept(
    budi: Operator, known: Broadcasting, reason: str
) -> None:
    budi.command("siaran").press(MEMBERS).type(RAPAT).knows(broadcasting=known)
    assert reason in budi.text
    assert "send" not in budi.screen.actions
    assert "Rapat pukul 10." in budi.text


def test_a_bar_grows_until_the_report_takes_its_place(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS).type(RAPAT).press("send")
    budi.knows(broadcasting=replace(KNOWN, own=on_its_way(sent=20, unreachable=2, waiting=22)))
    assert "▓▓▓▓▓░░░░░" in budi.text
    assert "22 of 44" in budi.text
    found = replace(over(sent=42, unreachable=2), unreached=("Ani", "Sari"))
    budi.knows(broadcasting=replace(KNOWN, own=found))
    assert "Sent: <b>42</b> of 44" in budi.text
    assert "blocked: 2" in budi.text
    assert "stop" not in budi.screen.actions
    budi.press("names")
    assert "• Ani\n• Sari" in budi.text


def test_stopping_is_asked_first_and_happens_once(budi: Operator) -> None:
    running = on_its_way(sent=1, waiting=43)
    budi.command("siaran").knows(broadcasting=replace(KNOWN, own=running)).press("show:own", "stop")
    assert "cannot be taken back" in budi.text
    budi.press("yes")
    assert budi.effects == [StopBroadcast(9)]
    stopping = replace(running, state=BroadcastState.STOPPING)
    budi.knows(broadcasting=replace(KNOWN, own=stopping))
    assert "stop" not in budi.screen.actions
    stopped = over(BroadcastState.STOPPED, sent=1, stopped=43)
    budi.knows(broadcasting=replace(KNOWN, own=stopped))
    assert "Stopped before it was sent: 43" in budi.text


def test_what_ended_before_the_answer_is_reported_instead(budi: Operator) -> None:
    budi.command("siaran").knows(broadcasting=replace(KNOWN, own=on_its_way(waiting=4)))
    budi.press("show:own", "stop").knows(broadcasting=replace(KNOWN, own=over(sent=4)))
    assert "Sent: <b>4</b> of 4" in budi.text
    assert budi.effects == []


def test_who_leads_the_school_no_longer_does_not_send(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS).type(RAPAT).knows(memberships=())
    code = budi.screen.actions
    assert code == (".home",)
    budi.tell(Press("c", budi.session.revision, "send"))
    assert budi.effects == []


def test_a_teacher_is_told_whose_it_is(budi: Operator) -> None:
    budi.knows(memberships=(Membership(SCHOOL, Role.GURU),)).command("siaran")
    assert "principal of a school, a penilai or an operator" in budi.word
    assert budi.session.flow == "home"


def test_who_leads_two_schools_chooses_one(budi: Operator) -> None:
    led = (Membership(SCHOOL, Role.KS), Membership(OTHER_SCHOOL, Role.KS))
    budi.knows(memberships=led).command("siaran").press(f"to:members:{OTHER_SCHOOL.id}").type("Halo.")
    assert "From the principal of SDN Contoh 2" in budi.text


def test_a_penilai_writes_to_principals(budi: Operator) -> None:
    pia = replace(BUDI, name="Pia", role=Role.APPRAISER)
    budi.knows(person=pia, memberships=(Membership(SCHOOL, Role.APPRAISER),)).command("start")
    budi.press("broadcast", "to:principals").type("Halo.")
    assert "From your penilai Pia" in budi.text
    budi.press("send")
    assert budi.effects == [StartBroadcast(Audience(AudienceKind.PRINCIPALS), "Halo.")]


def test_an_operator_chooses_among_everybody_and_is_not_limited(operator: Operator) -> None:
    operator.press("broadcast", "to:everybody")
    operator.press("by:level", "is:sd", "by:role", "is:ks", "by:zone", "is:wit", "by:stage", "is:skp")
    chosen = Audience(AudienceKind.EVERYBODY, None, SchoolLevel.SD, Role.KS, Zone.WIT, StageId.SKP)
    assert operator.needs.broadcast_to == chosen
    assert "about 36 minutes" in operator.text
    operator.press("by:role", "is:any", "write").type("Halo.")
    assert send_to(60000) in labels(operator)
    operator.press("send")
    assert operator.effects == [StartBroadcast(replace(chosen, role=None), "Halo.")]


def test_back_leads_through_every_place_and_keeps_the_text(operator: Operator) -> None:
    operator.command("siaran").press("to:everybody", "write").type("Halo.")
    operator.press(".back")
    assert "Halo." in operator.text
    operator.press(".back", "by:zone", ".back", ".back", ".back")
    assert "broadcast" in operator.screen.actions


def test_a_report_that_comes_as_a_message_leads_to_the_names(budi: Operator) -> None:
    found = replace(over(sent=3, unreachable=1), unreached=("Ani",))
    screen = report_screen(found)
    assert "Sent: <b>3</b> of 4" in text_of(screen)
    [action] = screen.actions
    budi.knows(broadcasting=replace(KNOWN, own=found)).tell(parse_press(action))
    assert "names" in budi.screen.actions


def test_operators_get_counts_and_no_names(operator: Operator) -> None:
    found = replace(over(sent=3, unreachable=1), kind=AudienceKind.EVERYBODY)
    assert report_screen(found).actions == ()
    operator.knows(broadcasting=replace(KNOWN, mass=found)).command("siaran").press("show:mass")
    assert "names" not in operator.screen.actions


def test_who_leaves_with_a_text_is_told_that_it_is_not_kept(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS).type(RAPAT).press(".home")
    assert "its text is not kept here" in budi.text
    budi.command("siaran").press(MEMBERS).type(RAPAT).command("profil")
    assert "not kept" not in budi.text, "from there the way leads back"
    budi.press(".back")
    assert "Mohon hadir" in budi.text
    budi.press("send", ".home")
    assert "not kept" not in budi.text


def test_who_leaves_without_a_text_loses_nothing(budi: Operator) -> None:
    budi.command("siaran").press(MEMBERS, ".home")
    assert "not kept" not in budi.text
