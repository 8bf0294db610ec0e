import pytest

from conversations.answers.catalogue import CatalogueError, Confidence, Lead, Readers, parse_catalogue
from tests.answers.written import catalogue, entry

POIN, RENCANA = entry("poin"), entry("rencana")


def refusal(text, rule_sets=()):
    with pytest.raises(CatalogueError) as refused:
        parse_catalogue(text, "faq.toml", rule_sets)
    return str(refused.value).splitlines()


def only_refusal(text, rule_sets=()):
    (line,) = refusal(text, rule_sets)
    return line


def test_a_catalogue_holds_topics_and_entries_in_their_order():
    read = parse_catalogue(
        catalogue(
            entry("a", near=["b"], leads_to="poin", audience="ks", confidence="open"),
            entry("b", topic="lain"),
            topics=("angka", "lain"),
        ),
        "faq.toml",
    )
    assert [topic.title for topic in read.topics] == ["Topik angka", "Topik lain"]
    first, second = read.entries
    assert read.of_topic("lain") == (second,)
    assert read.entry("a") is first
    assert (first.near, first.leads_to, first.audience) == (("b",), Lead.POINTS, Readers.KS)
    assert (first.confidence, first.is_open, second.is_open) == (Confidence.OPEN, True, False)
    assert "b" in read
    assert "c" not in read


def test_what_is_left_out_is_near_nothing():
    read = parse_catalogue(
        catalogue(entry("a", near=["b"]), entry("b", topic="lain"), topics=("angka", "lain")), ""
    )
    rest = read.without({"b"})
    assert [one.id for one in rest.entries] == ["a"]
    assert rest.entries[0].near == ()
    assert [topic.id for topic in rest.topics] == ["angka"]
    assert read.without({"a", "b"}) is None


def test_broken_toml_is_refused_by_line():
    assert only_refusal(catalogue(POIN) + "\nanswer = \n").startswith("faq.toml: Invalid value (at line 15")


@pytest.mark.parametrize(
    ("changes", "line", "reason"),
    [
        ({"id": "Dua Kata"}, 16, "id: string should match pattern"),
        ({"id": "x" * 41}, 16, "id: string should have at most 40 characters"),
        ({"audience": "semua"}, 18, "audience: input should be 'guru', 'ks' or 'both'"),
        ({"confidence": "yakin"}, 19, "confidence: input should be 'seed', 'public' or 'open'"),
        ({"title": " "}, 20, "title: must not be blank"),
        ({"ways": []}, 21, "ways: tuple should have at least 1 item"),
        ({"near": ["a", "b", "c", "d"]}, 23, "near: tuple should have at most 3 items"),
        ({"leads_to": "terbang"}, 24, "leads_to: input should be 'rencana', "),
        ({"answer": None}, 15, "answer: is missing"),
        ({"jawaban": "Ya."}, 24, "jawaban: is not a known key"),
        ({"topic": "lain"}, 17, "topic: there is no topic lain"),
        ({"near": ["hilang"]}, 23, "near: there is no entry hilang"),
        ({"near": ["kedua"]}, 23, "near: holds the entry itself or one twice"),
        ({"id": "poin"}, 16, "id: poin is there already"),
        ({"ways": ["Cara: POIN?"]}, 21, 'ways: "Cara: POIN?" is also a way of asking of poin'),
        ({"title": "cara poin"}, 20, 'title: "cara poin" is also a way of asking of poin'),
        ({"ways": ["?!"]}, 21, 'ways: "?!" has no word'),
    ],
)
def test_every_refusal_names_the_line(changes, line, reason):
    first = entry("poin").replace('answer = "Minimal {min_points} poin."', 'answer = "Minimal."')
    second = entry("kedua", **changes)
    refused = only_refusal(catalogue(first, second))
    assert refused.startswith(f"faq.toml, line {line}: "), refused
    assert reason in refused


def test_a_source_may_only_lead_to_a_page():
    wrong = entry("a") + 'sources = [{ title = "Blog", url = "javascript:alert(1)" }]\n'
    assert "line 14: url: string should match pattern" in only_refusal(catalogue(wrong))


def test_a_topic_without_entries_is_refused():
    assert only_refusal(catalogue(POIN, topics=("angka", "kosong"))) == (
        "faq.toml, line 5: topic: the topic kosong has no entry"
    )


def test_a_file_without_entries_is_refused():
    assert refusal("") == ["faq.toml, line 1: topic: is missing", "faq.toml, line 1: entry: is missing"]


@pytest.mark.parametrize(
    "written",
    [
        "{points}",
        "{min_points:3}",
        "{rhk_points}",
        "{rhk_points:19}",
        "{rhk_points:satu}",
        "{rhk_points:1:2:3}",
        "{period_months:3}",
        "{sub_indicator:g9}",
        "{stage:lunch}",
        "{rating:best}",
        "{coefficient:ahli_besar}",
        "{credit:ahli_muda}",
        "{",
        "{}",
        "}",
    ],
)
def test_an_unknown_figure_is_refused(rule_sets, written):
    refused = only_refusal(catalogue(entry("a", answer=f"Ada {written} poin.")), rule_sets.values())
    assert refused == f"faq.toml, line 12: answer: {written} is no figure that I know"


def test_an_answer_that_fits_no_message_is_refused(rule_sets):
    long = entry("a", answer="kata " * 700)
    assert "title and sources, at most 3500 fit a message" in only_refusal(
        catalogue(long.replace('kata "', 'kata"')), rule_sets.values()
    )


def test_all_faults_are_told_at_once():
    text = catalogue(entry("a", near=["x"]), entry("b", topic="y"))
    assert len(refusal(text)) == 2
