"""/pertanyaan: what people asked without a good answer, for the operators that the settings name."""

from conversations.questions.flow import QuestionsFlow, enter
from conversations.questions.state import NAME

__all__ = ["NAME", "QuestionsFlow", "enter"]
