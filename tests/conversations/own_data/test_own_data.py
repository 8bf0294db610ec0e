"""Own data: a copy of everything, and deletion that cannot happen by accident."""

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.navigation import BACK, HOME
from conversations.own_data import FAREWELL
from conversations.people_effects import ErasePerson
from tests.conversations.onboarding.talking import text_of

FILES = [SendDocument(DocumentKind.OWN_DATA_PAGE), SendDocument(DocumentKind.OWN_DATA_JSON)]


def test_a_copy_is_explained_and_sent_as_two_files(asker):
    asker.command("unduhdata")
    assert "everything that is stored about you" in asker.text
    assert asker.effects == []
    asker.press("send")
    assert asker.effects == FILES
    assert "on their way" in asker.word


def test_deletion_says_what_goes_what_stays_and_who_is_told(asker):
    text = asker.command("hapusdata").text
    for said in ("Deleted for good:", "What stays", "Who is told", "PMM is not touched"):
        assert said in text
    assert "You lead" not in text
    assert "Serahkan jabatan" not in asker.labels


def test_a_copy_can_be_had_before(asker):
    assert asker.command("hapusdata").press("download", "send").effects == FILES


@pytest.mark.parametrize("typed", ["HAPUS", "hapus", " Hapus "])
def test_only_the_typed_word_deletes(asker, typed):
    asker.command("hapusdata").press("confirm")
    assert "Type <b>HAPUS</b>" in asker.text
    assert set(asker.screen.actions) == {BACK, HOME}
    assert asker.type(typed).effects == [ErasePerson()]


@pytest.mark.parametrize("typed", ["1", "2", "ya", "HAPUS semuanya", "jangan hapus", "HAPUSS", ""])
def test_anything_else_deletes_nothing_and_says_what_is_accepted(asker, typed):
    asker.command("hapusdata").press("confirm").type(typed)
    assert asker.effects == []
    assert asker.word == "That is not the word, so nothing was deleted. To delete, type HAPUS."
    assert "Delete everything?" in asker.text


@pytest.mark.parametrize("step", [(), ("download",)])
def test_the_word_deletes_nothing_before_the_last_step(asker, step):
    asker.command("hapusdata").press(*step).type("HAPUS")
    assert asker.effects == []


def test_back_leads_step_by_step_to_where_one_was(asker):
    asker.has_plan().plans("practice").command("hapusdata").press("confirm", BACK)
    assert "Who is told" in asker.text
    assert asker.press(BACK).place == "practice"


def test_a_command_leaves_the_question(asker):
    asker.command("hapusdata").press("confirm").command("batal").type("HAPUS")
    assert asker.effects == []
    assert asker.flow == "home"


def test_a_principal_is_first_offered_to_hand_over(asker):
    asker.waiting_count = 3
    asker.leads().command("hapusdata")
    assert "You lead SDN Contoh 1." in asker.text
    assert "without a principal here" in asker.text
    assert "Plans that wait for you now: 3" in asker.text
    assert asker.press("handover").flow == "school"


def test_privacy_leads_to_both(asker):
    assert "/unduhdata" in asker.command("privasi").text
    assert "A copy of your data" in asker.press("data:download").text
    assert "Delete my data" in asker.command("privasi").press("data:erase").text


@pytest.mark.parametrize("name", ["unduhdata", "hapusdata", "jadwal"])
def test_somebody_unknown_has_nothing_to_copy_or_delete(asker, name):
    asker.is_new().command("start")
    assert "finish these few questions first" in asker.command(name).word


def test_the_farewell_offers_nothing_to_press():
    assert FAREWELL.rows == ()
    assert "/start" in text_of(FAREWELL)


def test_it_is_said_who_is_told_whatever_one_is_at_school(asker):
    asker.leads()
    assert "those whose plans wait for your decision" in asker.command("hapusdata").text
    asker.memberships = ()
    assert "nobody, because you belong to no school here" in asker.text
