"""What cleaning repairs, what it must leave alone, and what holds for any text."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.clean import clean
from pipeline.model import Edit, Span

ROOT = Path(__file__).parents[3]

# Each repair of the seed, as it then reads; in order.
SEED_REPAIRS = [
    "from NATO's military command",
    "France's runoff election",
    "Macron's campaign",
    "Russia's invasion",
    "repeatedly praised",
    "Russia's invasion",
    "arm's length",
    "China a strategy",
    "NATO's interests",
    "Emmanuel Macron's, which",
    "National Rally's predecessor",
    "subsequently annihilated",
    "France's far-right",
    "party, vowed",
    "Russia if elected",
    "country's upcoming",
    "Europe's supposed hostility",
    "Soviet Union's military alliance",
]


def test_every_repair_of_the_seed_and_no_other():
    (article,) = reading.articles([ROOT / "seeds"])
    text = clean(article.text, article.language, metadata=article.metadata)
    at = 0
    for expected in SEED_REPAIRS:
        found = text.clean.find(expected, at)
        assert found >= 0, expected
        at = found + 1
    assert len(text.edits) == len(SEED_REPAIRS)


# Damage that no article of the project has, by kind.
REPAIRED_EN = [
    ("The vote was announcedon Sunday inthe capital.", "The vote was announced on Sunday in the capital."),
    ("He resigned inApril 2019 and left.", "He resigned in April 2019 and left."),
    ("He has ruled since2004 without a break.", "He has ruled since 2004 without a break."),
    ("They won with51.9 percent.", "They won with 51.9 percent."),
    ("In 1998with 40 percent he lost.", "In 1998 with 40 percent he lost."),
    ("The minister,who resigned, wept.", "The minister, who resigned, wept."),
    ("She lost the vote.Turnout was low.", "She lost the vote. Turnout was low."),
    ("It didnt matter, and they dont care.", "It didn't matter, and they don't care."),
    ("Germanys chancellor met Spains king.", "Germany's chancellor met Spain's king."),
    ("This years election and last weeks poll.", "This year's election and last week's poll."),
    ("Obama s speech, and he didn t stay.", "Obama's speech, and he didn't stay."),
    ("We won&nbsp;&amp; they lost&#8217;s <b>all</b>", "We won & they lost's all"),
    (
        "In theEU, led byJune, President Vladimir beat MinisterGregory.",
        "In the EU, led by June, President Vladimir beat Minister Gregory.",
    ),
    ("A share of 5\u202f% and O’Toole\u200b", "A share of 5 % and O'Toole"),
]
REPAIRED_FR = [
    ("Elle s est imposee a l unanimite.", "Elle s'est imposee a l'unanimite."),
    ("D apres l Insee, c est un record.", "D'apres l'Insee, c'est un record."),
    ("Il represente lUnion et lhistoire.", "Il represente l'Union et l'histoire."),
    ("Le vote aura lieu leurs jours, dansun mois.", "Le vote aura lieu leurs jours, dans un mois."),
    ("Il a obtenu37,5 % en2012.", "Il a obtenu 37,5 % en 2012."),
    ("Il dit pendantqu on attend.", "Il dit pendant qu'on attend."),
    ("L’élection présidentielle\u00a0: 5\u202f%", "L'élection présidentielle : 5 %"),
]
RIGHT_EN = [
    "The Socialists, the Greens and the Democrats fought the elections in Hauts-de-France.",
    "Voters back reforms, and states rights groups met ministers of Wales and Paris.",
    "The Macrons met James Jones in the United States last November.",
    "Eurosceptics and macronistes read Le Monde on their iPhone, an MP3 player, the G7 and COVID-19.",
    "The 20th century, the 1980s, 8pm, 10km, 3D, F16, A320 and U2 (see www.example.com/a,b or a@b.org).",
    "At 19:30,5 or 10:00,6 the score was 3:2 at http://example.org:80/x,y and 1,234.5.",
    "McDonald, DeSantis, YouGov, BuzzFeed and O'Neill's party didn't vote.",
    "Trzaskowski, Nawrocki, Mentzen and Besancenot lost to Lecanuet.",
]
RIGHT_FR = [
    "Les députés d'extrême droite n'ont pas voté le 1er juin à 20h30, ni le 2e ni la Ve.",
    "Quel avenir pour le sel et le seul Del Ponte ? Hauts-de-France, macronistes et lepénistes.",
    "Aujourd'hui, M. d'Estaing et Mme N'Diaye ; le plan B est prêt, dit TF1 ou BFM2.",
]


@pytest.mark.parametrize(("raw", "expected"), REPAIRED_EN)
def test_repairs_english(raw, expected):
    assert clean(raw, "en").clean == expected


@pytest.mark.parametrize(("raw", "expected"), REPAIRED_FR)
def test_repairs_french(raw, expected):
    assert clean(raw, "fr").clean == expected


@pytest.mark.parametrize("raw", RIGHT_EN)
def test_leaves_english_that_is_right(raw):
    assert clean(raw, "en").edits == ()


@pytest.mark.parametrize("raw", RIGHT_FR)
def test_leaves_french_that_is_right(raw):
    assert clean(raw, "fr").edits == ()


def test_metadata_is_not_touched():
    raw = "A title\n20220425\nhttps://example.org/a&amp;b,since2017\nHeld since2017."
    span = Span(17, raw.index("\nHeld"))
    text = clean(raw, "en", metadata=[span])
    assert text.clean == raw.replace("Held since2017", "Held since 2017")


def test_a_language_without_a_pack_gets_plain_characters():
    text = clean("l’été &amp; sowieso2017", "xx")
    assert text.clean == "l'été & sowieso2017"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_same_text_after_others_gets_the_same_edits(language):
    samples = [raw for raw, _ in REPAIRED_EN + REPAIRED_FR] + RIGHT_EN + RIGHT_FR
    first = [clean(raw, language) for raw in samples]
    assert [clean(raw, language) for raw in reversed(samples)] == first[::-1]


PIECES = (
    "the|vote|Macron|Macrons|Frances|countrys|l|d|qu|s|in|2017|5.1|%|,|.|:|;| | | |'|’|&amp;|&nbsp;|&#39;|<b>|</p>"
    "|\u200b|\u00a0|\n|Russia|if|histoire|été|Fr\ud800|İ|ǅ|½|٣"
)
DAMAGE = st.lists(st.sampled_from(PIECES.split("|")), max_size=25).map("".join)
ANY = st.one_of(st.text(), DAMAGE)
REMOVED = str.maketrans(
    "",
    "",
    "' \u200b\u2060\u00ad\ufeff\u00a0\u1680\u202f\u205f\u3000‘’‛ʼ′＇"
    + "".join(map(chr, range(0x2000, 0x200B))),
)


@settings(max_examples=300, deadline=None)
@given(ANY, st.sampled_from(["en", "fr", "xx"]))
def test_edits_are_in_order_and_change_nothing_but_spaces_and_apostrophes(raw, language):
    text = clean(raw, language)
    end = 0
    for edit in text.edits:
        assert end <= edit.start <= edit.end <= len(raw)
        end = edit.end
    if "&" not in raw and "<" not in raw:
        assert text.clean.translate(REMOVED) == raw.translate(REMOVED)


@settings(max_examples=300, deadline=None)
@given(ANY, st.sampled_from(["en", "fr"]))
def test_every_figure_leads_back_to_itself(raw, language):
    text = clean(raw, language)
    for at, char in enumerate(text.clean):
        if char.isdigit():
            assert raw[slice(*text.raw_span(at, at + 1))] == char


@settings(max_examples=300, deadline=None)
@given(
    ANY,
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=2),
    st.sampled_from(["en", "fr"]),
)
def test_metadata_is_never_edited(raw, ranges, language):
    spans = [Span(min(start, len(raw)), min(start + length, len(raw))) for start, length in ranges]
    text = clean(raw, language, metadata=spans)
    assert not any(edit.start < span.end and edit.end > span.start for edit in text.edits for span in spans)


@pytest.mark.parametrize("number", range(len(REPAIRED_EN + REPAIRED_FR)))
def test_what_is_clean_stays(number):
    _, expected = (REPAIRED_EN + REPAIRED_FR)[number]
    language = "en" if number < len(REPAIRED_EN) else "fr"
    assert clean(expected, language).edits == ()


@pytest.mark.parametrize(
    "piece", ["a", "1", ",a", "a1", "<", "&", "<b ", "l'", "ab,cd", "1a", "&#1", "l ", "as "]
)
def test_time_is_linear(piece):
    def seconds(times):
        started = time.process_time()
        clean(piece * times, "en")
        return time.process_time() - started

    seconds(10)
    assert seconds(8_000) < 20 * max(seconds(2_000), 0.01)


def test_an_edit_is_what_it_says():
    assert clean("since2017", "en").edits == (Edit(5, 5, " ", "fused"),)
