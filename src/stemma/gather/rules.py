"""The rules of the gather stage by name, for grounds and for `stemma explain`."""

from __future__ import annotations

from stemma.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="story.words",
        explain="Two reports are alike by the rare words of their bodies (TF-IDF against a background of news, names weighing more); groups that are "
        "alike enough on average are one story. Fails for two events with the same people in the same place in the same week.",
    ),
    Rule(name="story.names", explain="The names that most reports of the story share: they tell it from a look-alike event elsewhere."),
    Rule(name="story.figures", explain="The figures that most reports of the story share."),
    Rule(
        name="story.time", explain="How far apart the reports were published. Months between two reports lower their likeness, by a quarter at most."
    ),
    Rule(
        name="story.look-alike",
        explain="A group of alike reports falls into two once the words that all share are set aside, and each half has names of its own: two events "
        "of one kind. Not asked where reports of both halves are of the same week, nor of halves of one or two reports.",
    ),
    Rule(name="story.alone", explain="No other report is alike enough: the report is a story of its own."),
)
