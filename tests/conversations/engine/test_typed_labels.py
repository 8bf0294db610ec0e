"""The words of a button may be typed, as they stand on it or by those that matter."""

from dataclasses import replace

import pytest

from bot.i18n import load_languages
from conversations import labels
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.screens import Button, Screen, column
from tests.conversations.answers.book import CERTAIN, STRANGE, Asker

READ = load_languages().read


class Typist(Asker):
    """An asker who reads the words of the catalogues."""

    def facts(self, needs: Needs) -> Facts:
        return replace(super().facts(needs), read=READ)


@pytest.fixture
def typist(rule_sets):
    return Typist(rule_sets)


def screen_of(*names: str) -> Screen:
    return Screen((), column(Button(name, f"n:{place}") for place, name in enumerate(names)))


ZONES = screen_of("WIB (Jawa, Sumatera)", "WITA (Bali, Sulawesi)", "WIT (Papua, Maluku)")
LEVELS = screen_of("SD", "SMP", "SMA", "Wali kelas", "Guru piket")
DECISION = screen_of("✅ Setujui", "↩ Kembalikan dengan catatan", "Ya, setujui", "Ani Lestari, S.Pd.")


@pytest.mark.parametrize(
    ("screen", "typed", "picked"),
    [
        (ZONES, "wita", 1),
        (ZONES, "saya tinggal di bali", 1),
        (ZONES, "WIT (Papua, Maluku)", 2),
        (LEVELS, "sd", 0),
        (LEVELS, "saya ngajar di smp", 1),
        (LEVELS, "wali kelas", 3),
        (DECISION, "setujui", 0),
        (DECISION, "ya", 2),
        (DECISION, "ani lestari", 3),
        (DECISION, "kembalikan", 1),
    ],
)
def test_what_is_typed_picks_the_only_button_that_it_can_mean(screen, typed, picked):
    action = labels.exactly(typed, screen, str) or labels.nearly(typed, screen, str)
    assert action == f"n:{picked}"


@pytest.mark.parametrize(
    ("screen", "typed"),
    [
        (DECISION, "jangan setujui dulu"),
        (DECISION, "setujui?"),
        (DECISION, "kenapa dikembalikan"),
        (DECISION, "tidak"),
        (LEVELS, "guru dan wali"),
        (LEVELS, "saya"),
        (LEVELS, "🙏"),
        (LEVELS, ""),
        (screen_of("Lihat rencana", "Lihat poin"), "lihat"),
    ],
)
def test_what_can_mean_several_or_says_more_picks_nothing(screen, typed):
    assert labels.exactly(typed, screen, str) is None
    assert labels.nearly(typed, screen, str) is None


def test_a_button_is_picked_by_its_words_in_the_language_of_the_reader(typist):
    pressed = typist.has_plan().plans("summary").press("full").session
    typed = typist.plans("summary").type("lihat lengkap").session
    assert (typed.flow, typed.data) == (pressed.flow, pressed.data)


def test_below_a_notice_words_pick_nothing(typist):
    before = typist.has_plan().plans("summary").session
    typist.tell(Text("lihat lengkap", follows_notice=True))
    assert typist.session.data == before.data


def test_into_a_field_only_all_the_words_of_a_button_pick_it(typist):
    typist.has_plan().plans("duty_text", item="lain")
    typist.type("kembali ke kelas")
    assert [duty.text for duty in typist.plan.content.duties if duty.text] == ["kembali ke kelas"]
    before = typist.plans("duty_text", item="lain").press(".back").session
    assert typist.plans("duty_text", item="lain").type("Kembali").session.data == before.data


def test_what_is_surely_answered_is_answered(typist):
    typist.has_plan().plans("summary").type(CERTAIN)
    assert typist.at == "entry"


def test_over_an_answer_the_buttons_of_the_place_beneath_are_still_meant(typist):
    typist.is_new().command("start").press("agree")
    assert typist.session.data["place"] == "role"
    typist.type(STRANGE)
    assert typist.at == "unknown"
    typist.type("guru")
    assert typist.session.data["place"] == "name"


def test_a_press_on_the_screen_beneath_an_answer_counts(typist):
    typist.is_new().command("start").press("agree")
    data = typist.data_of("role:guru")
    typist.type(STRANGE).press_data(data)
    assert (typist.flow, typist.session.data["place"]) == ("onboarding", "name")


def test_a_press_on_the_newest_screen_counts_after_one_on_an_old_screen(typist):
    typist.has_plan().plans("summary")
    old = typist.data_of("submit")
    typist.press("full", ".back")
    newest = typist.data_of("full")
    typist.press_data(old)
    assert typist.word.startswith("That button is from an earlier step.")
    typist.press_data(newest)
    assert (typist.place, typist.word) == ("full", "")


@pytest.mark.parametrize(
    ("typed", "flow"),
    [
        ("ini aplikasi apa ya", "guide"),
        ("kamu siapa", "guide"),
        ("bisa bantu apa aja?", "guide"),
        ("cara ganti bahasa", "account"),
        ("cara matikan pengingat", "reminders"),
        ("tolong hapus data saya", "own_data"),
        ("apakah data saya aman", "account"),
        ("poin saya berapa", "planning"),
        ("apa yg masih kurang", "planning"),
        ("kok ga bisa diajukan", "planning"),
        ("saya mau bikin skp", "planning"),
    ],
)
def test_what_is_asked_of_the_assistant_itself_leads_to_where_it_is_done(typist, typed, flow):
    typist.has_plan().type(typed)
    assert (typist.flow, typist.questions) == (flow, [])


def test_thanks_for_an_answer_lead_back_and_do_not_repeat_it(typist):
    typist.has_plan().plans("summary").type(STRANGE).type("terima kasih banyak ya")
    assert (typist.flow, typist.place) == ("planning", "summary")
    assert typist.word.startswith("You are welcome")


def test_a_salam_is_answered(typist):
    typist.type("assalamualaikum")
    assert typist.word.startswith("Waalaikumsalam")
