import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.search.features import counts
from conversations.search.linear import NO_ENTRY, LinearModel, parse_model, written_model

WEIGHTS = f"""\
poin sertifikat {NO_ENTRY}
0.100 -0.200 0.500
w:poin	1.500	0:300	2:-100
w:sertifikat	2.000	1:400
c:poi	3.000
"""
HUNDREDTHS = st.integers(-5000, 5000)
THOUSANDTHS = st.integers(0, 20_000).map(lambda number: number / 1000)
FEATURES = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\t\n\r"), min_size=1, max_size=8
)


@st.composite
def models(draw):
    names = draw(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=4, unique=True))
    entries = (*names, NO_ENTRY)
    weights = draw(
        st.dictionaries(
            FEATURES,
            st.dictionaries(st.integers(0, len(names)), HUNDREDTHS).map(
                lambda row: tuple(sorted(row.items()))
            ),
            max_size=6,
        )
    )
    bias = tuple(draw(THOUSANDTHS) for _ in entries)
    return LinearModel(entries, bias, {feature: draw(THOUSANDTHS) for feature in weights}, weights)


@settings(max_examples=15)
@given(models())
def test_a_written_model_is_read_as_it_was(model):
    assert parse_model(written_model(model)) == model


def test_a_read_model_is_written_as_it_was():
    in_order = "".join(sorted(WEIGHTS.splitlines(keepends=True)[2:]))
    written = written_model(parse_model(WEIGHTS))
    assert written.splitlines()[:2] == WEIGHTS.splitlines()[:2]
    assert written.endswith(in_order)


@pytest.mark.parametrize(
    ("text", "best"), [("poin", "poin"), ("sertifikat", "sertifikat"), ("halo", NO_ENTRY)]
)
def test_what_weighs_most_has_the_largest_share(text, best):
    shares = parse_model(WEIGHTS).shares(counts(text))
    assert max(shares, key=shares.__getitem__) == best


def test_without_known_features_only_the_bias_counts():
    shares = parse_model(WEIGHTS).shares(counts("qwx"))
    weights = {"poin": math.exp(0.1), "sertifikat": math.exp(-0.2), NO_ENTRY: math.exp(0.5)}
    total = sum(weights.values())
    assert shares == pytest.approx({entry: weight / total for entry, weight in weights.items()})


@settings(max_examples=15)
@given(st.text(max_size=100) | st.lists(st.sampled_from(["poin", "sertifikat", "lain"])).map(" ".join))
def test_shares_add_up_to_one(text):
    shares = parse_model(WEIGHTS).shares(counts(text))
    assert sum(shares.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares.values())


@settings(max_examples=15)
@given(models(), st.text(alphabet="abc poi", max_size=30))
def test_no_model_can_be_driven_out_of_range(model, text):
    shares = model.shares(counts(text))
    assert all(0 <= share <= 1 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(1)


def test_shipped_weights_are_written_in_their_order(shipped_weights):
    assert written_model(parse_model(shipped_weights)) == shipped_weights


def test_shipped_weights_hold_nothing_but_features_and_numbers(shipped_weights):
    line = re.compile(r"(?:[wb]:[^\t]+|c:[^\t]{3,4})\t\d+\.\d{3}(?:\t\d+:-?\d+)*")
    assert [bad for bad in shipped_weights.splitlines()[2:] if not line.fullmatch(bad)] == []
