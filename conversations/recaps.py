"""Which recap is wished for: of a school for its KS, of all principals for who appraises them."""

from conversations.document_effects import DocumentKind, SendDocument

# Stands for the principals whom the reader appraises.
PRINCIPALS = 0


def recap_wish(kind: DocumentKind, school_id: int = PRINCIPALS, *, is_before: bool = False) -> SendDocument:
    """The wish for a recap of this half-year, or of the one before."""
    return SendDocument(kind, school_id * 2 + is_before)


def read_recap(subject_id: int) -> tuple[int, bool]:
    """The school of a wish, and whether it is about the half-year before."""
    return subject_id // 2, bool(subject_id % 2)
