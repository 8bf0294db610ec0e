import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from bot.i18n import LANGUAGES, catalogue_file, locales_folder
from bot.po import read_translations

COUNTS = (0, 1, 2, 5, 21, 101)


def said_by(text):
    return read_translations(text.splitlines(keepends=True))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_reads_as_babel_reads_it(code):
    file = catalogue_file(locales_folder(), code)
    with file.open("rb") as source:
        catalogue = read_po(source, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    theirs, ours = Translations(compiled), said_by(file.read_text(encoding="utf-8"))
    for message in catalogue:
        if message.pluralizable:
            key, plural = message.id
            said = [ours.ngettext(key, plural, count) for count in COUNTS]
            assert said == [theirs.ngettext(key, plural, count) for count in COUNTS]
        elif message.id:
            assert ours.gettext(message.id) == theirs.gettext(message.id)


def test_signs_that_are_written_with_a_backslash_are_read():
    read = said_by('msgid "a"\nmsgstr ""\n"one\\n"\n"\\"two\\"\\t\\\\n"\n')
    assert read.gettext("a") == 'one\n"two"\t\\n'


def test_what_is_not_translated_is_its_key():
    read = said_by('msgid "one"\nmsgid_plural "many"\nmsgstr[0] ""\n\nmsgid "a"\nmsgstr ""\n')
    assert [read.gettext("a"), read.gettext("b")] == ["a", "b"]
    assert [read.ngettext("one", "many", count) for count in (1, 2)] == ["one", "many"]


@pytest.mark.parametrize("wrong", ['msgstr "b', "what", 'msgctxt "c"', 'msgstr[0]"b"'])
def test_a_line_that_is_wrong_is_named(wrong):
    with pytest.raises(ValueError, match="line 2"):
        said_by(f'msgid "a"\n{wrong}\n')


def test_a_text_that_belongs_to_nothing_is_wrong():
    with pytest.raises(ValueError, match="line 3"):
        said_by('# a comment\n\n"a"\n')
