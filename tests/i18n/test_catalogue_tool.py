import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.catalogues.checks import catalogue_faults
from bot.catalogues.files import update
from bot.catalogues.sources import extract

ROOT = Path(__file__).parents[2]
CODE = """
from conversations.screens import Button
from conversations.words import say, say_n

A = say("Hello, <b>{name}</b>", name="x")
B = say_n("{count} plan", "{count} plans", 3)
C = Button(say("Ajukan"), "submit")
D = say("<b>{name}</b>", name="x")
"""


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "bot").mkdir()
    rules = tmp_path / "conversations" / "rules" / "regulations"
    rules.mkdir(parents=True)
    write(tmp_path, CODE)
    bring_up_to_date(tmp_path)
    translate(
        tmp_path,
        "id",
        {
            "Hello, <b>{name}</b>": "Halo, <b>{name}</b>",
            "{count} plan": "{count} rencana",
            "Ajukan": "Ajukan",
        },
    )
    return tmp_path


def write(checkout, code):
    (checkout / "conversations" / "some.py").write_text(code, encoding="utf-8")


def bring_up_to_date(checkout):
    update(extract(checkout), checkout / "locales")


def catalogue(checkout, language):
    return checkout / "locales" / language / "LC_MESSAGES" / "messages.po"


def translate(checkout, language, translations):
    text = catalogue(checkout, language).read_text(encoding="utf-8")
    for key, translation in translations.items():
        start = text.index(f'msgid "{key}"')
        head, body = text[:start], text[start:]
        for empty in ('msgstr ""', 'msgstr[0] ""'):
            if empty in body.partition("\n\n")[0]:
                body = body.replace(empty, empty[:-2] + f'"{translation}"', 1)
        text = head + body
    catalogue(checkout, language).write_text(text, encoding="utf-8")


def edit(checkout, language, old, new):
    file = catalogue(checkout, language)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(checkout):
    return "\n".join(catalogue_faults(checkout))


def test_a_translated_checkout_has_no_faults(checkout):
    assert faults(checkout) == ""


def test_english_and_texts_without_words_need_no_translator(checkout):
    english = catalogue(checkout, "en").read_text(encoding="utf-8")
    assert 'msgid "Ajukan"\nmsgstr "Ajukan"' in english
    assert 'msgstr[1] "{count} plans"' in english
    assert 'msgid "<b>{name}</b>"\nmsgstr "<b>{name}</b>"' in catalogue(checkout, "id").read_text("utf-8")


def test_indonesian_has_one_plural_form(checkout):
    indonesian = catalogue(checkout, "id").read_text(encoding="utf-8")
    assert "nplurals=1; plural=0;" in indonesian
    assert "msgstr[1]" not in indonesian


def test_updating_twice_changes_nothing(checkout):
    before = [file.read_bytes() for file in sorted((checkout / "locales").rglob("*.po*"))]
    bring_up_to_date(checkout)
    assert [file.read_bytes() for file in sorted((checkout / "locales").rglob("*.po*"))] == before


def test_a_new_text_must_be_extracted_and_translated(checkout):
    write(checkout, CODE + 'E = say("Goodbye")\n')
    assert "not up to date" in faults(checkout)
    bring_up_to_date(checkout)
    assert faults(checkout) == "id: 'Goodbye': is not translated"


def test_a_text_that_is_gone_leaves_no_trace(checkout):
    write(checkout, CODE.replace('C = Button(say("Ajukan"), "submit")', ""))
    assert "not up to date" in faults(checkout)
    bring_up_to_date(checkout)
    assert "Ajukan" not in catalogue(checkout, "id").read_text(encoding="utf-8")
    assert faults(checkout) == ""


def test_a_fuzzy_translation_does_not_count(checkout):
    edit(checkout, "id", 'msgid "Ajukan"', '#, fuzzy\nmsgid "Ajukan"')
    assert "id: 'Ajukan': is not translated" in faults(checkout)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Halo, <b>{name}</b>", "Halo, <b>{nama}</b>", "placeholders ['nama'] instead of ['name']"),
        ("Halo, <b>{name}</b>", "Halo, <b>{name</b>", "braces:"),
        ("Halo, <b>{name}</b>", "Halo, {name}", "markup differs"),
        ("Halo, <b>{name}</b>", "Halo, <b>{name}<b>", "<b> is not closed"),
        ("Halo, <b>{name}</b>", "Halo, <u>{name}</u>", "<u> is not allowed"),
        ('msgstr "Ajukan"', 'msgstr "Ajukan kepada kepala sekolah sekarang"', "at most 28 characters"),
        ('msgstr "Ajukan"', 'msgstr "Aju\\nkan"', "one line"),
    ],
)
def test_a_translation_keeps_what_is_not_words(checkout, old, new, fault):
    edit(checkout, "id", old, new)
    assert fault in faults(checkout)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('E = say(f"{1} sent")', "say(...) needs literal text"),
        ("E = say(CODE)", "say(...) needs literal text"),
        ('E = say("a" if CODE else "b")', "say(...) needs literal text"),
        ('E = say_n("a", CODE, 1)', "say_n(...) needs literal text"),
        ('E = say("{a} and {b}", a=1)', "say('{a} and {b}') uses ['a', 'b'], but is given ['a']"),
        ('E = say("nothing", a=1)', "say('nothing') uses [], but is given ['a']"),
        ('E = Say("Hello")', "Say(...) hides its text"),
        ("from conversations.words import say as tell", "say is imported as tell"),
        ("from conversations import words", "words is imported as a module"),
    ],
)
def test_texts_are_written_so_that_they_are_found(checkout, line, fault):
    write(checkout, CODE + line + "\n")
    assert f"conversations/some.py:{len(CODE.splitlines()) + 1}: {fault}" in faults(checkout)


def test_what_a_person_of_the_simulator_says_is_no_text_of_ours(checkout):
    people = checkout / "bot" / "simulator" / "people.py"
    people.parent.mkdir()
    people.write_text('person.say("Halo")\nperson.say(CODE)\n', encoding="utf-8")
    assert faults(checkout) == ""


def test_the_command_says_what_is_wrong_and_fails(checkout):
    edit(checkout, "id", 'msgstr "Ajukan"', 'msgstr ""')
    (checkout / "locales/id/faq.toml").write_text("[[entry]]\nid =", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bot.catalogues", "check"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "id: 'Ajukan': is not translated",
        "locales/id/faq.toml: Invalid value (at end of document)",
        "locales/en/faq.toml: No such file or directory",
    ]
