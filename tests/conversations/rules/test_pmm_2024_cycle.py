"""The cycle, the assessment and the texts of the rule set against what the regulation says."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal

import pytest

from conversations.rules.entry import LABEL_CHARS
from conversations.rules.regulation import RuleSet, translatable_texts
from conversations.rules.terms import (
    EvidenceStatus,
    JobLevel,
    ObservationRating,
    PlanningStageId,
    PlanStatus,
    Rating,
    Role,
    SchoolLevel,
    StageId,
)


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
