import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conversations.search.features import counts
from conversations.search.nearest import NearestWays
from conversations.search.words import words

WAYS = [
    ("poin", "berapa poin minimal"),
    ("poin", "kenapa harus 32 poin"),
    ("sertifikat", "sertifikat tahun lalu"),
    ("observasi", "jadwal observasi kelas terlewat"),
]
NEAREST = NearestWays(WAYS)
WORDS = st.lists(st.from_regex(r"[b-z]{3,9}", fullmatch=True), min_size=1, max_size=8).map(" ".join)


@pytest.mark.parametrize(("entry", "way"), WAYS)
def test_an_exact_way_is_entirely_like_itself(entry, way):
    assert NEAREST.likeness(counts(way))[entry] == pytest.approx(1)


def test_slang_and_courtesies_make_it_no_less_like():
    assert NEAREST.likeness(counts("Halo min, brp poin minimal yaa?"))["poin"] == pytest.approx(1)


def test_a_typing_mistake_is_still_like_it():
    likeness = NEAREST.likeness(counts("jadwal observsai kels terlewat"))
    assert 0.3 < likeness["observasi"] < 1
    assert max(likeness, key=likeness.__getitem__) == "observasi"


@pytest.mark.parametrize("text", ["", "xyz", "🙂"])
def test_without_anything_in_common_there_is_nothing(text):
    assert NEAREST.likeness(counts(text)) == {}


def test_without_ways_there_is_nothing():
    assert NearestWays([]).likeness(counts("poin")) == {}


@settings(max_examples=15)
@given(st.lists(WORDS.filter(words), min_size=1, max_size=6, unique=True), st.data())
def test_every_way_is_entirely_like_itself(ways, data):
    nearest = NearestWays(list(enumerate(ways)))
    number = data.draw(st.sampled_from(range(len(ways))))
    assert nearest.likeness(counts(ways[number]))[number] == pytest.approx(1)


@settings(max_examples=15)
@example(["bdcb bcd bbb bbb bbbd bbb bcb bdcb"], "BDCB:BCD:B:BBBD:B:B:BCB:BDCB")
@given(st.lists(WORDS, max_size=6), st.text(max_size=60) | WORDS)
def test_likeness_is_between_0_and_1(ways, text):
    likeness = NearestWays(list(enumerate(ways))).likeness(counts(text))
    assert all(0 <= like <= 1 for like in likeness.values())
