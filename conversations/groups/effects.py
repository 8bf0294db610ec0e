"""What must happen after a command in a group; the group is the one in which it was given.

Rights are checked again where the change is written; where they are gone, the step is decided anew.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProposeGroup:
    """Ask a principal in private whether this group is to be the school's; earlier questions are withdrawn.

    Without a school the principal, who leads several, chooses one.
    """

    school_id: int | None


@dataclass(frozen=True, slots=True)
class UseGroupInvite:
    """A link from the principal's private chat was opened here.

    By the principal who made it: the group is the school's from now on. By anybody else: the principal is
    asked as with ProposeGroup. Either way the link is used up.
    """

    invite_id: int


GroupEffect = ProposeGroup | UseGroupInvite
