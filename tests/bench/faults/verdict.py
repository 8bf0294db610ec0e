"""What was wrong with a round."""

from dataclasses import dataclass, field


@dataclass
class Verdict:
    """Each thing in words; a repeat is explained where its call was in flight when something went wrong.

    `overtaken` are screens that arrived after a newer one, because their calls were in flight at a fault.
    """

    losses: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    untruths: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """All that must not be."""
        named = {
            "lost": self.losses,
            "decided twice": self.doubles,
            "untrue": self.untruths,
            "told twice without a cause": self.unexplained,
            "wrong": self.wrong,
        }
        return [f"{name}: {each}" for name, found in named.items() for each in found]

    @property
    def is_bad(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.faults)
