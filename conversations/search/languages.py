"""Which language a message is in, by the little words that every sentence has."""

from collections.abc import Mapping

from conversations.search.lists import listed
from conversations.search.words import plain, spoken

_SIGNS: Mapping[str, frozenset[str]] = {
    "en": listed("""
        the a an is are was were do does did can could may must should would will what how why when who which
        where my your our i we you it they this that these of to for with from about and or if not have has
        need any in on at by be am there before after during already still yet only school teacher points plan
        """),
    "id": listed("""
        yang yg dan di ke dari untuk utk dengan dgn apa apakah bagaimana gimana gmn berapa brp kapan siapa
        saya sy kami kita tidak tdk gak ga bisa bs boleh harus sudah sdh belum blm ada itu ini pada kalau klo
        jika guru sekolah kepala poin rencana kinerja cara mau mohon tolong nya
        """),
}


def language_of(text: str, usual: str) -> str:
    """The language of most of its little words; where that is not clear, the usual one of the asker."""
    typed = spoken(plain(text))
    signs = {language: sum(word in known for word in typed) for language, known in _SIGNS.items()}
    best = max(signs.values())
    clear = [language for language, count in signs.items() if count == best]
    return clear[0] if best and len(clear) == 1 else usual
