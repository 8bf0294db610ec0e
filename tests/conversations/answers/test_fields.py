"""In a field what is typed is the value; what reads like a question is asked about first."""

import pytest

from conversations.answers.fields import looks_like_question
from conversations.rules.terms import PlanStatus
from tests.conversations.answers.book import (
    ADVICE,
    BOOK,
    CERTAIN,
    DOUBTFUL,
    NOT_SURE,
    SHORT,
    STATED,
    STRANGE,
    WORDS,
)


@pytest.fixture
def field(asker):
    """A duty is to be described in own words."""
    return asker.has_plan().plans("duty_text", item="lain")


@pytest.mark.parametrize(
    "typed",
    [
        CERTAIN,
        WORDS,
        "Siapa yang menilai saya",
        "gimana cara upload",
        SHORT,
        "kepala perpustakaan ya?",
        "how to begin this",
        "Boleh dikurangi?",
        "contohnya?",
        "maksudnya apa",
        "gimana ini",
        "ga ngerti",
        "nanti aja",
        "Batal",
        "saya bingung",
    ],
)
def test_a_question_is_recognized(typed):
    assert looks_like_question(typed, "id", BOOK)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "HAPUS",
            "32",
            "3.",
            "Siti Nur'aini, S.Pd.",
            "May Linda Sari, S.Pd",
            "Do Carmo Soares",
            "Tim literasi sekolah dasar",
            "apa kabar",
            "?",
            "",
            "-?",
            "Saya belum paham asesmen diagnostik",
            "Nanti Rahmawati, S.Pd",
        ),
        *(
            DOUBTFUL,
            STRANGE,
            ADVICE,
            STATED,
            "Apa yang saya kerjakan sudah selesai.",
            NOT_SURE,
            f"Apa kabar semua?\n{CERTAIN}",
            "apa " * 200,
        ),
    ],
)
def test_a_value_is_a_value(typed):
    assert not looks_like_question(typed, "id", BOOK)


def test_a_value_is_taken_at_once(field):
    field.type("Tim literasi sekolah")
    assert [duty.text for duty in field.plan.content.duties if duty.text] == ["Tim literasi sekolah"]


def test_what_reads_like_a_question_is_taken_as_the_value_where_that_was_meant(field):
    field.type(CERTAIN)
    assert field.at == "field"
    assert CERTAIN in field.text
    assert field.screen.actions == ("value", "ask", ".back")
    field.type("1")
    assert [duty.text for duty in field.plan.content.duties if duty.text] == [CERTAIN]
    assert field.flow == "planning"


@pytest.mark.parametrize("typed", ["batal", "ga ngerti", "nanti aja"])
def test_what_is_no_entry_is_asked_about_and_offers_no_answer(field, typed):
    field.type(typed)
    assert (field.at, field.effects) == ("field", [])
    assert field.screen.actions == ("value", ".back")
    field.press(".back")
    assert (field.place, field.effects) == ("duty_text", [])


def test_marks_that_turn_the_text_around_are_not_read_back(field):
    field.type("apa itu \u202emarap\u202c poin?")
    assert "apa itu marap poin?" in field.text


def test_what_was_meant_as_a_question_is_answered_and_leads_back_to_the_field(field):
    field.type(CERTAIN).press("ask")
    assert field.at == "entry"
    field.press("continue")
    assert field.place == "duty_text"


def test_back_leads_to_the_field_and_nothing_has_happened(field):
    field.type(CERTAIN).press(".back")
    assert (field.place, field.effects) == ("duty_text", [])


def test_another_text_instead_of_a_choice_is_for_the_field(field):
    field.type(CERTAIN).type("Tim literasi")
    assert [duty.text for duty in field.plan.content.duties if duty.text] == ["Tim literasi"]


def test_another_question_instead_of_a_choice_is_asked_about_again(field):
    field.type(CERTAIN).type("siapa yang menilai saya?")
    assert field.at == "field"
    assert "siapa yang menilai saya?" in field.text


def test_a_field_that_is_gone_meanwhile_takes_nothing(field):
    field.type(CERTAIN)
    field.has_plan(status=PlanStatus.MENUNGGU_PERSETUJUAN)
    field.press("value")
    assert (field.flow, field.effects) == ("planning", [])
    assert field.word == "What you typed is not asked for there any more."


def test_where_only_a_number_can_be_the_value_a_question_is_answered_at_once(asker):
    asker.has_plan().plans("rhk_item", number=1).type(CERTAIN)
    assert asker.at == "entry"
    asker.press("continue")
    assert asker.place == "rhk_item"
    asker.type("3")
    assert 3 in [item.quantity for item in asker.plan.content.rhk if item.number == 1]


def test_a_name_of_a_newcomer_may_read_like_a_question(asker):
    asker.is_new().command("start").press("agree", "role:guru").type(CERTAIN)
    assert asker.at == "field"
    asker.press("ask", "continue")
    assert asker.session.data["place"] == "name"
    asker.type(CERTAIN).press("value")
    assert asker.session.data["draft"] == CERTAIN
