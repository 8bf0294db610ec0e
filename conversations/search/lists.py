"""Lists of words as they are written in the code."""


def listed(words: str) -> frozenset[str]:
    """The words between the spaces."""
    return frozenset(words.split())
