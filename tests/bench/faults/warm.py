"""What takes a process long on a busy machine, done once for all that are forked after this is imported."""

from bot.answering.loading import read_answers
from bot.rule_sets import load_rule_sets

# With other questions a process would stand still for seconds, and others would show its screens.
read_answers({}, tuple(load_rule_sets(["pmm_2024"]).values())).warm()
