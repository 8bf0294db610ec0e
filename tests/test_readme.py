import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = README.partition("### Map")[2].partition("### ")[0]


def places():
    for cell in re.findall(r"^\| (`[^|]+) \|", MAP, re.MULTILINE):
        for place in re.findall(r"`([^`]+)`", cell):
            folder, brace, names = place.partition("{")
            for name in names.partition("}")[0].split(",") if brace else [""]:
                yield folder + name + names.partition("}")[2]


@pytest.mark.parametrize("place", list(places()))
def test_everything_on_the_map_is_there(place):
    assert (ROOT / place).exists()


def test_the_same_tests_run_in_ci_as_by_hand():
    by_hand = re.search(r"requirements-dev\.txt && \.venv/bin/(python -m pytest.*)", README)[1]
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == by_hand


def test_the_dialogue_is_one_that_was_played():
    shown = README.partition("```text\n")[2].partition("```")[0].splitlines()
    played = iter((ROOT / "tests/transcripts/rencana_pertama.txt").read_text(encoding="utf-8").splitlines())
    missing = [line for line in shown if line.strip() != "…" and line not in played]
    assert not missing
    assert len(shown) > 10
