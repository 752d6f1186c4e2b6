"""The rules of the gather stage by name, for grounds and for `stemma explain`."""

from __future__ import annotations

from stemma.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="story.words",
        explain="Two reports are alike by the rare words of their bodies (how rare is told by a background of news, names weigh more); groups "
        "that are alike enough on average are one story, and of more than twelve reports more is asked. Of a report that would be left alone two "
        "thirds are asked where it came within a fortnight of a story's reports. Fails for two events with the same people in the same place in the "
        "same week.",
    ),
    Rule(name="story.names", explain="The names that most reports of the story share: they tell it from a look-alike event elsewhere."),
    Rule(name="story.figures", explain="The figures that most reports of the story share."),
    Rule(
        name="story.time",
        explain="How far apart the reports were published. More than a month between two reports lowers their likeness, by two fifths at most.",
    ),
    Rule(
        name="story.look-alike",
        explain="A group of alike reports falls into two once the words that all share are set aside, and the halves have names of their own: two "
        "events of one kind. Where reports of both halves are of the same week, next to nothing may bind them. Not asked of halves of one or two "
        "reports.",
    ),
    Rule(
        name="story.episode",
        explain="Alike reports come in two bunches with ten days or more of silence between them, longer than one of the bunches lasts, and either "
        "bunch has names of its own: two episodes with the same people or places, such as two visits of one official. Not asked of bunches of one "
        "or two reports; a follow-up in the words of the first day stays with it.",
    ),
    Rule(
        name="story.copies",
        explain="More than 128 reports that hang together by near copies are one story without comparing each with each.",
    ),
    Rule(name="story.joined-by-hand", explain="Somebody said that these reports are of one story. That holds whatever the words say."),
    Rule(name="story.parted-by-hand", explain="Somebody said that a report is not of this story. That holds whatever the words say."),
    Rule(name="story.alone", explain="No other report is alike enough: the report is a story of its own."),
)
