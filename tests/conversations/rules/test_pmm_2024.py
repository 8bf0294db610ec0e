"""The planning data of the rule set against what the regulation says."""

from collections import Counter
from decimal import Decimal

import pytest

from conversations.rules.regulation import RuleSet
from conversations.rules.terms import (
    EntryStatus,
    ExampleAudience,
    RHKCategory,
    RHKRoleKind,
    Role,
    SchoolLevel,
)

POINTS = (8, 8, 36, 8, 4, 128, 8, 24, 4, 12, 6, 6, 6, 12, 24, 6, 12, 4)


def test_the_eighteen_rhk_carry_the_points_of_the_regulation(rules: RuleSet) -> None:
    assert tuple(rhk.points for rhk in rules.rhks) == POINTS
    assert [rhk.number for rhk in rules.rhks] == list(range(1, 19))


def test_the_points_of_one_unit_each_add_up_to_316(rules: RuleSet) -> None:
    assert sum(rhk.points for rhk in rules.rhks) == 316
    spread = Counter(rhk.points for rhk in rules.rhks)
    assert spread == {4: 3, 6: 4, 8: 4, 12: 3, 24: 2, 36: 1, 128: 1}


def test_minimum_and_advised_maximum_are_32_and_128(rules: RuleSet) -> None:
    assert (rules.points.min_points, rules.points.advised_max_points) == (32, 128)
    assert rules.points.met_label == "Sudah memenuhi ekspektasi"
    assert rules.points.not_met_label == "Belum memenuhi ekspektasi"


def test_a_title_is_the_common_prefix_and_its_rest(rules: RuleSet) -> None:
    assert rules.rhk(18).title == (
        "Meningkatnya kompetensi melalui peran sebagai Peserta coaching atau mentoring pengembangan "
        "kompetensi oleh Guru, Kepala Sekolah, dan/atau pengawas sekolah"
    )
    assert rules.rhk_title_rest(5) == ("Peserta berbagi praktik baik yang diselenggarakan komunitas belajar")


def test_contested_wordings_follow_the_resolutions(rules: RuleSet) -> None:
    assert "sesuai model kompetensi" in rules.rhk(1).title
    assert rules.rhk(1).evidence == "Sertifikat Topik / Dokumen Relevan Lainnya"
    assert "7607/B.B1/HK.03/2023" in rules.legal_sources[0].title


@pytest.mark.parametrize(
    ("number", "unit", "duration", "evidence"),
    [
        (3, "3 kegiatan", "", "Sertifikat"),
        (4, "1 kegiatan", "2-3 jam", "Sertifikat"),
        (6, "1 kegiatan", "3-6 bulan", "Sertifikat"),
        (8, "1 kegiatan", "2-4 minggu", "Sertifikat"),
        (10, "1 penghargaan", "", "Piagam"),
        (12, "10 Cerita Praktik", "", "Laporan"),
        (15, "1 Perangkat Ajar (terbit di PMM)", "", "Perangkat Ajar yang terbit di PMM"),
    ],
)
def test_unit_duration_and_evidence_of_an_rhk(
    rules: RuleSet, number: int, unit: str, duration: str, evidence: str
) -> None:
    rhk = rules.rhk(number)
    assert (rhk.unit, rhk.duration, rhk.evidence) == (unit, duration, evidence)


def test_menu_groups_hold_every_rhk_once_and_are_our_design(rules: RuleSet) -> None:
    grouped = {category: [rhk.number for rhk in rules.rhks_in(category)] for category in RHKCategory}
    assert grouped == {
        RHKCategory.PELATIHAN: [1, 7],
        RHKCategory.PENDIDIKAN: [6],
        RHKCategory.KOMUNITAS_BELAJAR: [2, 3, 4, 5],
        RHKCategory.SUMBER_BELAJAR: [11, 12, 13, 14, 15, 16],
        RHKCategory.LAINNYA: [8, 9, 10, 17, 18],
    }
    assert all(entry.status is EntryStatus.DESIGN for entry in rules.rhk_categories)


def test_the_award_has_no_role_kind_and_the_others_have_one(rules: RuleSet) -> None:
    assert rules.rhk(10).role_kind is None
    assert rules.rhk(17).role_kind is RHKRoleKind.KONTRIBUTOR
    assert [rhk.number for rhk in rules.rhks if rhk.role_kind is None] == [10]


def test_each_role_chooses_from_its_own_eight_sub_indicators(rules: RuleSet) -> None:
    assert [entry.id for entry in rules.sub_indicators_for(Role.GURU)] == [f"g{n}" for n in range(1, 9)]
    assert [entry.id for entry in rules.sub_indicators_for(Role.KS)] == [f"k{n}" for n in range(1, 9)]
    assert {entry.indicator for entry in rules.sub_indicators_for(Role.GURU)} == {"D1"}
    assert {entry.indicator for entry in rules.sub_indicators_for(Role.KS)} == {"D3"}


def test_a_guru_sub_indicator_has_a_meaning_three_targets_and_three_examples(rules: RuleSet) -> None:
    for entry in rules.sub_indicators_for(Role.GURU):
        assert entry.meaning.endswith(".")
        assert len(entry.target_behaviors) == 3
        assert entry.example_for(ExampleAudience.GURU) is not None
        assert entry.example_for(ExampleAudience.BK) is not None
        assert entry.example_for(ExampleAudience.PAUD_TK) is not None


def test_a_ks_sub_indicator_has_a_success_indicator_and_an_example(rules: RuleSet) -> None:
    for entry in rules.sub_indicators_for(Role.KS):
        assert entry.success is not None
        assert entry.example_for(ExampleAudience.KS) is not None


def test_only_sourced_target_wordings_are_official(rules: RuleSet) -> None:
    official = {
        entry.id: [target.is_official for target in entry.target_behaviors]
        for entry in rules.sub_indicators_for(Role.GURU)
    }
    assert official == {
        "g1": [True, True, True],
        "g2": [True, True, True],
        "g3": [True, True, True],
        "g4": [False, False, False],
        "g5": [True, True, True],
        "g6": [True, False, False],
        "g7": [False, False, False],
        "g8": [True, True, True],
    }
    for entry in rules.sub_indicators_for(Role.KS):
        assert not any(target.is_official for target in entry.target_behaviors)


def test_only_the_sourced_bk_examples_and_dimensions_are_official(rules: RuleSet) -> None:
    guru = rules.sub_indicators_for(Role.GURU)
    sourced = [
        (entry.id, example.audience) for entry in guru for example in entry.examples if example.is_official
    ]
    assert sourced == [("g1", ExampleAudience.BK), ("g3", ExampleAudience.BK)]
    dimensions = [entry.id for entry in guru if entry.dimension_status is EntryStatus.OFFICIAL]
    assert dimensions == ["g1", "g2", "g3"]


def test_an_alias_of_a_ks_sub_indicator_is_kept(rules: RuleSet) -> None:
    assert "Presentasi visi-misi satuan pendidikan" in rules.sub_indicator("k3").aliases
    assert rules.sub_indicator("k3").name == "Komunikasi visi-misi satuan pendidikan"


@pytest.mark.parametrize(
    ("level", "offered", "not_offered"),
    [
        (SchoolLevel.PAUD_TK, {"kepala_perpustakaan", "lain"}, {"wakil_kepala", "ketua_program_keahlian"}),
        (SchoolLevel.SD, {"pembimbing_khusus", "wali_kelas"}, {"wakil_kepala", "pembina_osis"}),
        (SchoolLevel.SMP, {"wakil_kepala", "kepala_laboratorium"}, {"koordinator_bkk"}),
        (SchoolLevel.SMA, {"wakil_kepala", "pembina_osis"}, {"ketua_program_keahlian", "ketua_lsp_p1"}),
        (SchoolLevel.SMK, {"ketua_program_keahlian", "koordinator_bkk", "ketua_lsp_p1"}, set()),
        (SchoolLevel.SLB, {"kepala_perpustakaan", "wakil_kepala"}, {"ketua_program_keahlian"}),
    ],
)
def test_duties_are_offered_by_school_level(
    rules: RuleSet, level: SchoolLevel, offered: set[str], not_offered: set[str]
) -> None:
    ids = {duty.id for duty in rules.duties_for(level)}
    assert offered <= ids
    assert ids.isdisjoint(not_offered)
    assert "lain" in ids


def test_the_first_five_duties_are_official_and_no_other_is(rules: RuleSet) -> None:
    assert [duty.id for duty in rules.additional_duties if duty.is_official] == [
        "wakil_kepala",
        "kepala_perpustakaan",
        "ketua_program_keahlian",
        "kepala_laboratorium",
        "pembimbing_khusus",
    ]


def test_a_duty_read_into_a_level_is_never_official_there(rules: RuleSet) -> None:
    deputy = rules.duty("wakil_kepala")
    assert deputy.status_at(SchoolLevel.SMP) is EntryStatus.OFFICIAL
    assert deputy.status_at(SchoolLevel.SLB) is EntryStatus.UNVERIFIED


def test_equivalence_hours_are_workload_data(rules: RuleSet) -> None:
    hours = rules.duty("pengurus_profesi").equivalence
    assert hours is not None
    assert (hours.min_hours, hours.max_hours) == (Decimal(1), Decimal(3))
    assert hours.status is EntryStatus.UNVERIFIED
    assert rules.duty("tutor_pjj").equivalence is None


def test_only_the_open_duty_takes_free_text(rules: RuleSet) -> None:
    assert [duty.name for duty in rules.additional_duties if duty.free_text] == ["Tugas tambahan lain"]


def test_the_seven_aspects_come_in_the_order_of_the_regulation(rules: RuleSet) -> None:
    assert [aspect.aspect for aspect in rules.work_behaviors] == [
        "Berorientasi Pelayanan",
        "Akuntabel",
        "Kompeten",
        "Harmonis",
        "Loyal",
        "Adaptif",
        "Kolaboratif",
    ]


def test_only_the_two_published_behavior_rows_are_official(rules: RuleSet) -> None:
    rows = [
        (aspect.id, option.behavior_indicator, option.behavior_focus)
        for aspect in rules.work_behaviors
        for option in aspect.choices
        if option.is_official
    ]
    assert rows == [
        (
            "p1",
            "Memahami kebutuhan peserta didik dan berusaha memenuhinya",
            "Mengidentifikasi kebutuhan peserta didik secara proaktif",
        ),
        (
            "p7",
            "Menggerakkan pemanfaatan sumber daya satuan pendidikan untuk pencapaian visi dan misi "
            "satuan pendidikan",
            "Mengoptimalkan sumber daya satuan pendidikan untuk mendukung pencapaian kinerja "
            "satuan pendidikan",
        ),
    ]


def test_every_aspect_offers_at_least_three_choices_of_ours(rules: RuleSet) -> None:
    for aspect in rules.work_behaviors:
        assert sum(option.status is EntryStatus.DESIGN for option in aspect.choices) >= 3
