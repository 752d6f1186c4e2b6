"""What can be said of a claim, voice, report, story or words in a terminal: the options by subject, for parsing and for help."""

from __future__ import annotations

#: Subject -> option -> what it says; an option that ends in "!" takes no value.
OPTIONS: dict[str, dict[str, str]] = {
    "claim": {
        "merge": "It is that other claim.", "split": "What these reports tell (numbers, with commas) is another claim.",
        "statement": "How it reads.", "number": "The number claimed ('at least 12 person').", "day": "When it happens (2025-03-03, or D/D).",
        "where": "Where it happens.", "certainty": "How sure the words are: asserted, hedged, pledged, denied, unknown.",
        "report": "With --certainty or --confirm: only this report's telling.", "hide!": "Leave it out.",
        "conflicts": "It conflicts with that claim.",
        "updates": "It updates that claim.", "refines": "It refines that claim.", "denies": "It denies that claim.",
        "unrelated": "It is not related to that claim.", "confirm!": "It is right as it stands.",
    },
    "voice": {
        "merge": "It is that other voice.", "split": "That name is somebody else's.", "rename": "What it is called.", "kind": "What it is.",
        "reliability": "Your letter for it, A to F.", "nobody!": "It is nobody in particular.", "confirm!": "It is right as it stands.",
    },
    "report": {
        "outlet": "Its outlet.", "published": "Its day of publication.", "title": "Its title.", "hide!": "Leave it out.",
        "copies": "It has its words from that report, or that agency.", "kind": "With --copies: verbatim, near-verbatim, paraphrase, cites.",
        "copied-by": "That report has its words from this one, not the other way round.", "copies-not": "It has no words from there.",
        "with": "It is of one story with that report.", "apart-from": "It is of another story than that report.",
        "move-to": "It is of that report's story, not of its own.", "confirm!": "What it says of itself is right.",
    },
    "story": {"title": "What it is called.", "confirm!": "These reports are of one story."},
    "words": {
        "number": "They give this number ('at least 12 person').", "no-number!": "They give no number.", "time": "They give this day (or D/D).",
        "no-time!": "They give no time.", "zone": "They are this part of the report.", "not-zone!": "They are not what they were taken for.",
        "said-by": "That voice says them.", "kind": "With --said-by: what a new voice is.", "not-said!": "Nobody is cited there.",
        "confirm!": "Who says them is right.",
    },
}  # fmt: skip
#: Options that go with others and say nothing alone; options that make one act together.
COMPANIONS = {"claim": {"report"}, "report": {"kind"}, "words": {"kind"}}
TOGETHER = {"claim": {"statement", "number", "day", "where"}, "report": {"outlet", "published", "title"}}
