import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
LOADS_EVERYTHING = """
import sys
sys.path.insert(0, sys.argv[1])
import bot.store.migrate
from bot.answering.loading import load_answers
from bot.i18n import load_languages, locales_folder
from bot.rule_sets import load_rule_sets
from bot.settings import load_settings
assert locales_folder().is_relative_to(sys.argv[1]), locales_folder()
assert load_languages().of("en-GB").code == "en"
assert load_rule_sets(["pmm_2024"])["pmm_2024"].id == "pmm_2024"
assert len(load_answers(load_settings()).catalogues["en"].entries) == 70
print(bot.store.migrate.__file__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    built = list(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    return Path(built[0])


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_wheel_holds_the_catalogues(names, language):
    assert f"bot/locales/{language}/LC_MESSAGES/messages.po" in names
    assert f"bot/locales/{language}/faq.toml" in names


def test_the_wheel_holds_every_rule_set_migration_and_template_and_the_page_of_the_demo(names):
    data = [
        *(ROOT / "conversations/rules").rglob("*.toml"),
        *(ROOT / "bot/store/migrations").rglob("*.py"),
        *(ROOT / "bot/answering").glob("*.txt"),
        *(ROOT / "bot/documents/templates").iterdir(),
        *(file for file in (ROOT / "bot/demo/page").iterdir() if file.is_file()),
    ]
    assert data
    assert {file.relative_to(ROOT).as_posix() for file in data} <= names


def test_the_wheel_holds_neither_tests_nor_the_tools_for_checkouts(names):
    assert not [name for name in names if name.startswith(("tests/", "bot/catalogues/", "bot/screens/"))]


def test_an_installed_copy_finds_its_catalogues_and_rule_sets(wheel, tmp_path):
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    done = subprocess.run(
        [sys.executable, "-I", "-c", LOADS_EVERYTHING, str(installed)],
        cwd=elsewhere,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()).is_relative_to(installed)
