"""What all entries of a rule set share: strictness, and whose words a text is."""

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

from conversations.rules.terms import EntryStatus

LABEL_CHARS = 24


class Origin(Enum):
    """Whose words a text is: ours are translated, the ministry's stay verbatim."""

    OURS = "ours"
    OFFICIAL = "official"
    BY_STATUS = "by_status"


class Entry(BaseModel):
    """One table of a rule set file; unknown keys are errors."""

    # Only a whole file is validated: the tables in it need no validators of their own.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class SourcedEntry(Entry):
    """An entry that says how well it is sourced."""

    status: EntryStatus

    @property
    def is_official(self) -> bool:
        """Whether it may be shown as the ministry's own."""
        return self.status is EntryStatus.OFFICIAL

    @property
    def is_ours(self) -> bool:
        """Whether its words by status are ours, and so translated."""
        return self.status is EntryStatus.DESIGN


def _trimmed(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    if text != text.strip():
        raise ValueError("must not start or end with a space")
    return text


def _short(text: str) -> str:
    if len(text) > LABEL_CHARS:
        raise ValueError(f"has {len(text)} characters, at most {LABEL_CHARS} fit a button")
    return text


def _decimal_text(value: object) -> Decimal:
    if not isinstance(value, str):
        raise ValueError('must be a decimal written as text, such as "37.5"')
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f'"{value}" is not a decimal such as "37.5"') from None
    if not number.is_finite() or number <= 0:
        raise ValueError("must be a finite number above zero")
    return number


Text = Annotated[str, AfterValidator(_trimmed)]
OurText = Annotated[Text, Origin.OURS]
OfficialText = Annotated[Text, Origin.OFFICIAL]
# Official and unverified words stay as they were found; only what we made up ("design") is translated.
TextByStatus = Annotated[Text, Origin.BY_STATUS]
Label = Annotated[OurText, AfterValidator(_short)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,23}$")]
Count = Annotated[int, Strict(), Field(ge=1)]
Months = Annotated[int, Strict(), Field(ge=0, le=6)]
Flag = Annotated[bool, Strict()]
Month = Annotated[int, Strict(), Field(ge=1, le=12)]
Day = Annotated[date, Strict()]
# Built from text alone: a TOML float is binary already and could not be exact.
ExactDecimal = Annotated[Decimal, BeforeValidator(_decimal_text)]
