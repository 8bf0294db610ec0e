import pytest

from conversations.answers.figures import filled, typed_figures, without_figures


@pytest.fixture
def rules(rule_sets):
    return rule_sets["pmm_2024"]


@pytest.mark.parametrize(
    ("written", "indonesian", "english"),
    [
        ("{min_points}-{advice_points}", "32-128", "32-128"),
        ("{rhk_count}", "18", "18"),
        ("{rhk_points:3}", "36", "36"),
        ("{rhk_points:1:2}", "16", "16"),
        ("{period_months:1}", "Januari-Juni", "January-June"),
        ("{period_months:2}", "Juli-Desember", "July-December"),
        ("{stage:work_behavior}", "Perilaku Kerja", "Perilaku Kerja"),
        ("{sub_indicator:g1}", "Keteraturan Suasana Kelas", "Keteraturan Suasana Kelas"),
        ("{rating:meets}", "Sesuai Ekspektasi", "Sesuai Ekspektasi"),
        ("{coefficient:ahli_pertama}", "12,5", "12.5"),
        ("{coefficient:ahli_utama}", "50", "50"),
        ("{multiplier:sangat_baik}", "150%", "150%"),
        ("{credit:ahli_madya:butuh_perbaikan}", "28,125", "28.125"),
    ],
)
def test_figures_come_from_the_rule_set(rules, written, indonesian, english):
    assert filled(f"Ada {written}.", rules, "id") == f"Ada {indonesian}."
    assert filled(f"Ada {written}.", rules, "en") == f"Ada {english}."


def test_lists_read_as_sentences(rules):
    assert filled("{behaviors}", rules, "id").endswith("Loyal, Adaptif, dan Kolaboratif")
    assert filled("{behaviors}", rules, "en").endswith("Loyal, Adaptif and Kolaboratif")


def test_a_changed_rule_set_changes_the_answer(rules):
    points = rules.points.model_copy(update={"min_points": 40})
    assert filled("{min_points} poin", rules.model_copy(update={"points": points}), "id") == "40 poin"


def test_a_finder_sees_no_placeholders():
    assert without_figures("Minimal {min_points} poin") == "Minimal   poin"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("minimal 32 poin", ("32 poin", "{min_points} poin")),
        ("at most 128 points", ("128 points", "{advice_points} points")),
        ("bernilai 36 Poin", ("36 Poin", "{rhk_points:N} Poin")),
        ("ada 18 RHK", ("18 RHK", "{rhk_count} RHK")),
    ],
)
def test_figures_that_are_typed_are_found(rules, written, wanted):
    assert list(typed_figures(written, rules)) == [wanted]


@pytest.mark.parametrize("written", ["RHK 32", "7 poin", "32 JP", "132 poin", "{min_points} poin"])
def test_other_numbers_may_be_typed(rules, written):
    assert list(typed_figures(written, rules)) == []
