"""A broken rule set file is refused with file, key and reason."""

import re

import pytest

from conversations.rules.regulation import RuleSet, RuleSetError, parse_rule_set

NAME = "pmm_2024.toml"
LAST_CELL = """[[predicate_cell]]
status = "unverified"
work_result = "below"
work_behavior = "below"
predicate = "sangat_kurang"
"""
LONG_LABEL = 'label = "Pelatihan mandiri yang panjang"'
FIRST_MONTHS = "months_s1 = [1]\n"


def broken(text: str, old: str, new: str) -> str:
    assert old in text, f"the file no longer holds {old!r}"
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('id = "pmm_2024"', 'id = "pmm_2025"', "id", "the file is called pmm_2024.toml"),
        ("min_points = 32", "", "points.min_points", "is missing"),
        ("min_points = 32", "min_points = 129", "points.advised_max_points", "is below min_points"),
        ("min_points = 32", "minimum = 32", "points.minimum", "is not a known key"),
        ("last_day = 2024-12-31", "last_day = 2023-12-31", "validity.last_day", "is before first_day"),
        ("last_day = 2024-12-31", 'last_day = "2024-12-31"', "validity.last_day", "should be a valid date"),
        ("number = 5\ntitle", "number = 4\ntitle", "rhk[4].number", "is 4 where 5 is due"),
        ("number = 5\ntitle", "number = 6\ntitle", "rhk[4].number", "is 6 where 5 is due"),
        ("number = 5\nname", "number = 6\nname", "planning_stage[4].number", "is 6 where 5 is due"),
        ('points = 36\nunit = "3 kegiatan"', 'points = "36"\nunit = "3"', "rhk[2].points", "valid integer"),
        ("points = 36\n", "points = 36.0\n", "rhk[2].points", "valid integer"),
        ("points = 36\n", "points = 0\n", "rhk[2].points", "greater than or equal to 1"),
        ("points = 36\n", "", "rhk[2].points", "is missing"),
        ("sebagai Peserta pelatihan mandiri", "Peserta", "rhk[0].title", "not begin with rhk_title_prefix"),
        ('label = "Pelatihan mandiri"', LONG_LABEL, "rhk[0].label", "has 30 characters, at most 24"),
        ('label = "Pelatihan mandiri"', 'label = " "', "rhk[0].label", "must not be blank"),
        ('label = "Pelatihan mandiri"', 'label = "P "', "rhk[0].label", "start or end with a space"),
        ('label = "Observasi sejawat"', 'label = "Pelatihan mandiri"', "rhk[1].label", "is used twice"),
        ('category = "lainnya"', 'category = "lain"', "rhk[7].category", "Input should be 'pelatihan'"),
        (
            '[[rhk_category]]\nstatus = "design"\nid = "lainnya"\nlabel = "Kegiatan lain"\n',
            "",
            "rhk[7].category",
            '"lainnya" is not among the rhk_category entries',
        ),
        ('id = "g2"\n', 'id = "g1"\n', "sub_indicator[1].id", '"g1" is used twice'),
        ('indicator = "D3"', 'indicator = "D4"', "sub_indicator[8].indicator", '"D4" is not among'),
        ('indicator = "D3"', 'indicator = "D1"', "sub_indicator[8].role", "indicator D1 is for another role"),
        (
            'dimension_status = "official"\n',
            "",
            "sub_indicator[0].dimension_status",
            "give both or neither",
        ),
        ('audience = "bk"', 'audience = "ks"', "sub_indicator[0].example", 'no example for audience "bk"'),
        ("[[indicator]]", "[[indikator]]", "indikator", "is not a known key"),
        ('levels = ["smp", "sma", "smk"]', 'levels = ["smu"]', "additional_duty[0].levels[0]", "'paud_tk'"),
        ('levels = ["smk"]', "levels = []", "additional_duty[2].levels", "names no school level"),
        ('unsure_levels = ["slb"]', 'unsure_levels = ["smp"]', "additional_duty[0].levels", "twice"),
        (
            'min_hours = "1", max_hours = "3"',
            'min_hours = "3", max_hours = "1"',
            "additional_duty[13].equivalence.max_hours",
            "is below min_hours",
        ),
        ("free_text = true", 'free_text = "yes"', "additional_duty[18].free_text", "valid boolean"),
        ('id = "p1-2"', 'id = "p1-1"', "work_behavior[0].choice[1].id", '"p1-1" is used twice'),
        ('id = "p2"\n', 'id = "p1"\n', "work_behavior[1].id", '"p1" is used twice'),
        (FIRST_MONTHS, "months_s1 = [13]\n", "stage[0].months_s1[0]", "less than or equal to 12"),
        (FIRST_MONTHS, "months_s1 = []\n", "stage[0].months_s1", "names no month"),
        (FIRST_MONTHS, "", "stage[0].months_s1", "is missing"),
        (FIRST_MONTHS, "months_s1 = [7]\n", "stage[0].months_s1", "must lie in months 1 to 6"),
        ("months_s2 = [10, 11]", "months_s2 = [9, 11]", "stage[4].months_s2", "consecutive months"),
        ("months_s2 = [10, 11]", "months_s2 = [11, 10]", "stage[4].months_s2", "consecutive months"),
        (
            'roles = ["ks"]\nname = "Persiapan"',
            'roles = ["guru"]\nname = "P"',
            "stage[1].form[1].roles",
            "used twice",
        ),
        ('id = "place"', 'id = "date"', "stage[1].form[1].field[1].id", '"date" is used twice'),
        ('id = "F_G"', 'id = "E"', "stage[6].id", '"E" is used twice'),
        ('id = "F_G"', 'id = "E"', "stage", 'has no entry for "F_G"'),
        ('coefficient = "12.5"', "coefficient = 12.5", "job_level[0].coefficient", "decimal written as text"),
        (
            'coefficient = "12.5"',
            'coefficient = "12,5"',
            "job_level[0].coefficient",
            '"12,5" is not a decimal',
        ),
        (
            'coefficient = "12.5"',
            'coefficient = "NaN"',
            "job_level[0].coefficient",
            "finite number above zero",
        ),
        ('multiplier = "0.75"', "multiplier = 0.75", "predicate[2].multiplier", "decimal written as text"),
        ('multiplier = "0.75"', 'multiplier = "-1"', "predicate[2].multiplier", "finite number above zero"),
        ('predicate = "kurang"', 'predicate = "cukup"', "predicate_cell[2].predicate", "Input should be"),
        (
            LAST_CELL,
            "",
            "predicate_cell",
            'no cell for work_result "below", work_behavior "below"',
        ),
        (LAST_CELL, LAST_CELL * 2, "predicate_cell[9].work_result", '"below x below" is used twice'),
        ('code = "K5"', 'code = "K3"', "accountability_document[2].code", '"guru K3" is used twice'),
        ('status = "official"\nid = "g1"', 'status = "sure"\nid = "g1"', "sub_indicator[0].status", "design"),
    ],
)
def test_a_broken_file_is_refused_by_file_key_and_reason(
    rule_set_text: str, old: str, new: str, key: str, reason: str
) -> None:
    with pytest.raises(RuleSetError) as caught:
        parse_rule_set(broken(rule_set_text, old, new), name=NAME)
    pattern = rf"^{NAME}: {re.escape(key)}: .*{reason}"
    assert re.search(pattern, str(caught.value), re.MULTILINE), str(caught.value)


def test_broken_toml_is_refused_with_its_line(rule_set_text: str) -> None:
    with pytest.raises(RuleSetError, match=r"^pmm_2024\.toml: \(TOML\): .*line \d+"):
        parse_rule_set(broken(rule_set_text, "[validity]", "[validity"), name=NAME)


def test_an_empty_file_names_what_is_missing() -> None:
    with pytest.raises(RuleSetError, match=r"pmm_2024\.toml: rhk: is missing"):
        parse_rule_set("", name=NAME)


def test_all_faults_of_a_file_are_reported_together(rule_set_text: str) -> None:
    text = broken(rule_set_text, 'id = "g2"\n', 'id = "g1"\n')
    text = broken(text, "months_s1 = [1]\n", "months_s1 = []\n")
    with pytest.raises(RuleSetError) as caught:
        parse_rule_set(text, name=NAME)
    assert [key for key, _ in caught.value.faults] == ["sub_indicator[1].id", "stage[0].months_s1"]


@pytest.mark.parametrize("name", ["pmm_2024", "pmm_2024.toml", "some/where/pmm_2024.toml"])
def test_the_name_may_be_a_rule_set_a_file_or_a_path(rule_set_text: str, name: str) -> None:
    assert parse_rule_set(rule_set_text, name=name).id == "pmm_2024"


def test_a_rule_set_cannot_be_changed(rules: RuleSet) -> None:
    with pytest.raises(ValueError, match="frozen"):
        rules.points.min_points = 16
