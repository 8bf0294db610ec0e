"""The data of the rule set against what the regulation says."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from conversations.rules.entry import LABEL_CHARS
from conversations.rules.regulation import RuleSet, translatable_texts
from conversations.rules.terms import (
    EntryStatus,
    EvidenceStatus,
    ExampleAudience,
    JobLevel,
    ObservationRating,
    PlanningStageId,
    PlanStatus,
    Rating,
    RHKCategory,
    RHKRoleKind,
    Role,
    SchoolLevel,
    StageId,
)

POINTS = (8, 8, 36, 8, 4, 128, 8, 24, 4, 12, 6, 6, 6, 12, 24, 6, 12, 4)


def strings(value: object) -> Iterator[str]:
    """Every text of the parsed file, in file order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def labels(value: object) -> Iterator[str]:
    """Every `label` of the menus that become buttons."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "label" and isinstance(part, str):
                yield part
            else:
                yield from labels(part)
    elif isinstance(value, list):
        for part in value:
            yield from labels(part)


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


def test_a_guru_sub_indicator_has_a_meaning_three_targets_and_two_examples(rules: RuleSet) -> None:
    for entry in rules.sub_indicators_for(Role.GURU):
        assert entry.meaning.endswith(".")
        assert len(entry.target_behaviors) == 3
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


@pytest.mark.parametrize(
    ("stage", "name", "months_s1", "months_s2"),
    [
        (StageId.SKP, "Perencanaan Kinerja", (1,), (7,)),
        (StageId.A, "Diskusi Persiapan", (2,), (8,)),
        (StageId.B, "Observasi Kinerja", (3,), (9,)),
        (StageId.C, "Diskusi Tindak Lanjut", (3,), (9,)),
        (StageId.D, "Upaya Tindak Lanjut", (4, 5), (10, 11)),
        (StageId.E, "Refleksi Tindak Lanjut", (6,), (12,)),
        (StageId.F_G, "Penilaian", (6,), (12,)),
    ],
)
def test_a_stage_has_its_months_in_both_halves(
    rules: RuleSet, stage: StageId, name: str, months_s1: tuple[int, ...], months_s2: tuple[int, ...]
) -> None:
    entry = rules.stage(stage)
    assert entry.name == name
    assert (entry.months(1), entry.months(2)) == (months_s1, months_s2)


def test_the_preparation_form_differs_by_role(rules: RuleSet) -> None:
    stage = rules.stage(StageId.A)
    guru, ks = stage.form_for(Role.GURU), stage.form_for(Role.KS)
    assert guru is not None
    assert ks is not None
    assert guru.name == "Dokumen Persiapan"
    assert [field.id for field in ks.fields] == ["date", "place", "activity", "remark"]
    assert rules.stage(StageId.SKP).form_for(Role.GURU) is None


def test_the_reflection_asks_four_questions(rules: RuleSet) -> None:
    form = rules.stage(StageId.E).form_for(Role.GURU)
    assert form is not None
    assert form.name == "Dokumen Refleksi Tindak Lanjut"
    assert len(form.fields) == 4


def test_planning_has_five_steps_for_a_guru_and_no_duties_for_a_ks(rules: RuleSet) -> None:
    assert [stage.name for stage in rules.planning_stages_for(Role.GURU)] == [
        "Praktik Kinerja",
        "Pengembangan Kompetensi",
        "Tugas Tambahan",
        "Perilaku Kerja",
        "Rangkuman",
    ]
    ks = [stage.id for stage in rules.planning_stages_for(Role.KS)]
    assert PlanningStageId.ADDITIONAL_DUTY not in ks
    assert len(ks) == 4


def test_labels_of_statuses_ratings_and_levels(rules: RuleSet) -> None:
    assert rules.plan_status_label(PlanStatus.MENUNGGU_PERSETUJUAN) == "Menunggu Persetujuan"
    assert rules.evidence_status_label(EvidenceStatus.NOT_COLLECTED) == "Belum dikumpulkan"
    assert rules.school_level_label(SchoolLevel.PAUD_TK) == "PAUD/TK"
    assert rules.rating(Rating.MEETS).label == "Sesuai Ekspektasi"
    assert (
        rules.observation_rating(ObservationRating.DONE_NOT_EFFECTIVE).label == "Dilakukan tapi belum efektif"
    )
    assert [entry.id for entry in rules.plan_statuses if entry.is_official] == [PlanStatus.BELUM_DIAJUKAN]


def test_a_predikat_carries_both_of_its_labels(rules: RuleSet) -> None:
    assert [(entry.label, entry.credit_label) for entry in rules.predicates] == [
        ("Sangat Baik", "Sangat Baik"),
        ("Baik", "Baik"),
        ("Butuh Perbaikan", "Cukup"),
        ("Kurang/Misconduct", "Kurang"),
        ("Sangat Kurang", "Sangat Kurang"),
    ]


def test_only_the_two_illustrated_matrix_cells_are_official(rules: RuleSet) -> None:
    official = {(cell.work_result, cell.work_behavior) for cell in rules.predicate_cells if cell.is_official}
    assert official == {(Rating.ABOVE, Rating.ABOVE), (Rating.ABOVE, Rating.MEETS)}


def test_promotion_needs_by_job_level(rules: RuleSet) -> None:
    needs = {
        entry.id: (entry.rank_promotion_points, entry.level_promotion_points) for entry in rules.job_levels
    }
    assert needs == {
        JobLevel.AHLI_PERTAMA: (Decimal(50), Decimal(100)),
        JobLevel.AHLI_MUDA: (Decimal(100), Decimal(200)),
        JobLevel.AHLI_MADYA: (Decimal(150), Decimal(450)),
        JobLevel.AHLI_UTAMA: (Decimal(200), None),
    }


def test_evidence_is_a_pdf_of_at_most_ten_megabytes(rules: RuleSet) -> None:
    assert (rules.evidence.formats, rules.evidence.max_megabytes) == (("PDF",), 10)


def test_every_button_label_fits_24_characters(rule_set_text: str) -> None:
    data = tomllib.loads(rule_set_text)
    menus = ("rhk_category", "rhk", "sub_indicator", "additional_duty", "work_behavior")
    found = [label for menu in menus for label in labels(data[menu])]
    assert len(found) > 70
    assert [label for label in found if len(label) > LABEL_CHARS] == []
    assert "Coach/mentor/fasilitator" in found


def test_aspects_and_stage_names_fit_a_button_too(rules: RuleSet) -> None:
    names = [aspect.aspect for aspect in rules.work_behaviors]
    names += [stage.name for stage in (*rules.stages, *rules.planning_stages)]
    assert max(len(name) for name in names) <= LABEL_CHARS


@pytest.mark.parametrize("look_up", ["rhk", "sub_indicator", "duty", "behavior"])
def test_looking_up_what_does_not_exist_is_a_key_error(rules: RuleSet, look_up: str) -> None:
    with pytest.raises(KeyError):
        getattr(rules, look_up)("nothing")
    with pytest.raises(KeyError):
        rules.behavior("p1").choice("p2-1")


def test_translatable_texts_are_ours_alone(rules: RuleSet) -> None:
    texts = set(translatable_texts(rules))
    assert rules.sub_indicator("g1").meaning in texts
    assert rules.rhk(3).unit_hint in texts
    assert rules.behavior("p2").choices[0].behavior_focus in texts
    assert rules.sub_indicator("g4").target_behaviors[0].text in texts
    official = {rhk.title for rhk in rules.rhks}
    official |= {rhk.evidence for rhk in rules.rhks}
    official |= {entry.name for entry in rules.sub_indicators}
    official |= {rules.behavior("p1").choices[0].behavior_focus}
    official |= {target.text for target in rules.sub_indicator("g1").target_behaviors}
    official |= {target.text for target in rules.sub_indicator("k1").target_behaviors}
    assert texts.isdisjoint(official)


def test_translatable_texts_come_once_and_in_file_order(rules: RuleSet, rule_set_text: str) -> None:
    texts = translatable_texts(rules)
    wanted = set(texts)
    in_file = dict.fromkeys(text for text in strings(tomllib.loads(rule_set_text)) if text in wanted)
    assert len(texts) == len(wanted)
    assert texts == list(in_file)
