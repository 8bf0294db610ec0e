"""Ways of asking about what is asked most and went wrong most in older assistants."""

import pytest

GURU_BK = [
    "bu saya guru bk, perencanaannya sama ga dgn guru mapel?",
    "gimana guru BK diobservasi kalau tidak punya jam masuk kelas",
    "guru bimbingan dan konseling isi PMM nya gmn ya",
    "saya konselor di SMP, langkah isi perencanaan kinerja bagaimana",
    "gr bk kan ga ngajar, terus yg diobservasi apanya",
    "utk guru BK apakah ada tahap perencanaan tersendiri?",
    "kepsek mengamati apa kalo gurunya guru bimbingan konseling",
    "Assalamualaikum, izin bertanya. Untuk guru BK pengisian SKP di PMM caranya bagaimana? Terima kasih",
    "observasi praktik kinerja guru BK dilaksanakan saat apa",
]
TWO_SCHOOLS = [
    "saya ngajar di 2 skolah, pmm nya diisi di sekolah mana",
    "guru dgn 2 satminkal ngisi kinerjanya dimana pak",
    "kalau saya mengajar di sekolah A dan sekolah B apakah harus membuat SKP dua kali?",
    "saya nambah jam di sekolah tetangga, perlu bikin perencanaan disana juga?",
    "punya 2 akun belajar id karena ngajar di dua tempat, pakai yg mana ya bu",
    "sy guru agama di dua SD, isi pengelolaan kinerja di SD induk saja atau dua2nya",
    "mengajar rangkap di SMP dan SMA, pengelolaan kinerja diisi yang mana?",
    "dua sekolah satu guru isi pmm nya gmn",
    "sekolah non induk apakah perlu diisi juga kinerjanya",
    "akun belajar.id saya ada dua, untuk isi e kinerja pmm yang dipakai yang mana",
]
RETIREMENT = [
    "saya pensiun bulan maret apakah masih harus isi pmm",
    "kalau guru pensiun sebelum semester selesai SKP nya bagaimana",
    "sy purna tugas per 1 mei, perlu bikin rencana kinerja ga?",
    "bulan depan saya sudah pensiun, wajib mengisi pengelolaan kinerja tidak",
    "guru yg tmt pensiunnya oktober apa masih wajib mengisi skp semester 2",
    "pak kalo pensiunnya di tengah semester gmn ngisi kinerjanya",
    "masa kerja saya tinggal 3 bulan lagi, apakah tetap harus menyusun SKP",
    "sudah mau pensiun april 2024 masih perlu PMM?",
    "ibu kepala sekolah kami pensiun pertengahan semester, apakah beliau tetap mengisi pengelolaan kinerja",
    "menjelang pensiun apakah guru dibebaskan mengisi e-kinerja",
]


@pytest.mark.parametrize("question", GURU_BK)
def test_a_guru_bk_gets_the_answer_for_a_guru_bk(book, question):
    found = book.find(question, "id")
    assert found.id in ("guru-bk", "guru-bk-rhk")
    assert found.parts == ()


@pytest.mark.parametrize("question", TWO_SCHOOLS)
def test_who_teaches_at_two_schools_gets_that_answer(book, question):
    found = book.find(question, "id")
    assert (found.id, found.parts) == ("dua-sekolah", ())


@pytest.mark.parametrize("question", RETIREMENT)
def test_who_retires_in_mid_semester_gets_that_answer(book, question):
    found = book.find(question, "id")
    assert (found.id, found.parts) == ("pensiun-tengah-semester", ())
