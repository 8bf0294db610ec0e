"""What a message is, before it is looked up: a question, or something that wants a kind word."""

from conversations.search.found import Kind
from conversations.search.lists import listed
from conversations.search.words import plain, spoken, unstretched, words

_THANKS = listed("terimakasih makasih mksh trims trimakasih suwun nuhun thanks thx tks thank")
_THANK_YOU = "terima kasih"
_GREETINGS = listed("""
    assalamualaikum assalamu asslm ass salam selamat pagi siang sore malam halo hallo hai hi hello hey punten
    permisi kulonuwun tes test p min admin mimin kak bot
    """)
_SALAM = ("assalam", "asalam", "asslm", "aslm")
_COMPLAINTS = listed("""
    ribet ruwet repot capek cape lelah pusing stres stress bosan kesal jengkel kecewa benci muak marah malas
    membebani terbebani beban menyusahkan menyulitkan menyebalkan mempersulit percuma bodoh kebodohan konyol
    zalim dzolim keterlaluan payah parah jelek buruk sampah gila useless annoying tired hate stupid
    """)
_ASKING = listed("""
    apa bagaimana kenapa mengapa kapan siapa berapa mana bisa boleh apakah bolehkah bisakah harus perlu cara
    what how why when who which where can could may should is are do does
    """)
_LONGEST_GREETING = 4


def kind_of(text: str) -> Kind:
    """What a message is by its words alone; thanks and complaints are that only where nothing answers it."""
    meant = words(text)
    typed = [*spoken(plain(text)), *spoken(unstretched(plain(text)))]
    if not typed:
        return Kind.EMPTY
    rest = [word for word in meant if word not in _GREETINGS and word not in _THANKS]
    if "?" in text and rest:
        return Kind.QUESTION
    if not _ASKING.isdisjoint(meant):
        return Kind.QUESTION
    if (not _THANKS.isdisjoint(typed) or _THANK_YOU in " ".join(typed)) and len(rest) <= _LONGEST_GREETING:
        return Kind.THANKS
    if not rest and not _GREETINGS.isdisjoint(typed):
        return Kind.GREETING
    return Kind.QUESTION


def is_salam(text: str) -> bool:
    """Whether a greeting asks for the answer that it has."""
    return any(word.startswith(_SALAM) for word in spoken(plain(text)))


def is_complaint(text: str) -> bool:
    """Whether somebody is unhappy and asks nothing."""
    typed = spoken(plain(text))
    return "?" not in text and not _COMPLAINTS.isdisjoint(typed)


def looks_asked(text: str) -> bool:
    """Whether a part of a message asks by its form."""
    return "?" in text or not _ASKING.isdisjoint(words(text))
