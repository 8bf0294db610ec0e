"""What is asked of the assistant itself, and so is no question for the catalogue of answers."""

from collections.abc import Iterator, Mapping

from conversations.search.lists import listed
from conversations.search.words import words

# As they stand on buttons; nobody asks anything with them.
_NAMES: Mapping[str, str] = {
    "bantuan": "bantuan",
    "help": "bantuan",
    "jadwal": "jadwal",
    "schedule": "jadwal",
    "profil": "profil",
    "profil saya": "profil",
    "my profile": "profil",
    "rencana": "rencana",
    "rencana saya": "rencana",
    "lihat rencana": "rencana",
    "lihat rencana saya": "rencana",
    "my plan": "rencana",
    "poin saya": "poin",
    "lihat poin": "poin",
    "lihat poin saya": "poin",
    "my points": "poin",
    "angka kredit": "angkakredit",
    "hitung angka kredit": "angkakredit",
    "kalkulator angka kredit": "angkakredit",
    "compute angka kredit": "angkakredit",
    "pengingat": "pengingat",
    "persetujuan": "persetujuan",
    "tanya": "tanya",
}
_AROUND = listed("tolong ingin ini itu saja dulu lagi untuk sekarang sudah please the my i saya")
_HOW = listed("cara bagaimana apa bisa how to can do")
# What is said of the own plan, by all its words.
_OF_THE_PLAN: Mapping[str, str] = {
    "rencana": """
        status rencana saya / status rencana saya bagaimana / bagaimana rencana saya / apa yang kurang
        / apa yang masih kurang / apa saja yang kurang / apa saja yang masih kurang / apa yang belum
        / apa saja yang belum / tidak bisa diajukan / tidak bisa mengajukan / tidak bisa ajukan
        / saya tidak bisa mengajukan / saya tidak bisa ajukan / kenapa tidak bisa diajukan
        / kenapa tidak bisa mengajukan / kenapa tidak bisa ajukan / kenapa saya tidak bisa mengajukan
        / kenapa rencana saya tidak bisa diajukan / buat skp / saya buat skp / buat rencana
        / saya buat rencana / can i submit / can i submit now / what is missing / status of my plan
        """,
    "poin": """
        poin saya berapa / poin saya sudah berapa / poin saya sekarang berapa / berapa poin saya sekarang
        / how many points do i have
        """,
}
# What can be set or asked here, by the words of weight.
_OF_THE_ASSISTANT: Mapping[str, str] = {
    "bahasa": "ganti bahasa / ubah bahasa / pakai bahasa inggris / change language / english",
    "pengingat": """
        matikan pengingat / mematikan pengingat / nyalakan pengingat / atur pengingat / ubah pengingat
        / mengatur pengingat / mengubah pengingat / hentikan pengingat / turn off reminders / change reminders
        """,
    "hapusdata": """
        hapus data / menghapus data / hapus akun / menghapus akun / hapus semua data / delete data
        / delete account
        """,
    "unduhdata": "unduh data / mengunduh data / download data",
    "privasi": "data aman / data disimpan mana / data disimpan di mana / privasi data / data safe",
    "bantuan": """
        siapa kamu / siapa anda / aplikasi / aplikasi siapa / bantu / bantu siapa / kamu bantu / anda bantu
        / fungsi bot / fungsi aplikasi / who are you
        """,
}


def _by_words(phrases: Mapping[str, str]) -> Iterator[tuple[frozenset[str], str]]:
    for command, ways in phrases.items():
        for way in ways.split("/"):
            yield listed(way), command


_PLAN = dict(_by_words(_OF_THE_PLAN))
_ASSISTANT = dict(_by_words(_OF_THE_ASSISTANT))


def command_in(text: str) -> str | None:
    """The command that does what was typed; only ways of saying it that can mean nothing else."""
    if name := _NAMES.get(plainly(text)):
        return name
    meant = frozenset(words(text))
    return _PLAN.get(meant) or _ASSISTANT.get(meant - _AROUND - _HOW)


def plainly(text: str) -> str:
    """The text in small letters, without the signs that end it."""
    return " ".join(text.casefold().replace(",", " ").rstrip(" .!").split())
