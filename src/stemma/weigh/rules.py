"""The rules of the weigh stage by name, for grounds and for `stemma explain`."""

from __future__ import annotations

from stemma.model import Rule
from stemma.weigh.families import RULES as FAMILIES

RULES: tuple[Rule, ...] = (
    Rule(
        name="descent.passage",
        explain="Sentences of one report that stand again in another, at least half of their words in the same order in runs of two or more. Words "
        "within quotation marks, and words that unlike reports share too, do not count: anybody may have them from anywhere. A press release "
        "taken over by both without quotation marks looks like copying.",
    ),
    Rule(
        name="descent.reworded",
        explain="Sentences of one report that stand again in the other in other words: most of their content words, in order, in one sentence, names "
        "and figures weighing little. Two such sentences are asked for. Sentences made of set phrases of a trade look alike too.",
    ),
    Rule(name="descent.direction-credit", explain="The child names the parent's outlet, so it took from it."),
    Rule(name="descent.direction-date", explain="The report published first is the parent. Wrong dates in the metadata make this fail."),
    Rule(name="descent.direction-agency", explain="Of two copies the one with the agency's line stands nearer to the agency."),
    Rule(
        name="descent.direction-containment",
        explain="A report that is found in another almost whole, but not the other way round, is taken for an excerpt of it.",
    ),
    Rule(
        name="descent.direction-untold",
        explain="Neither credit nor date nor containment decides; the edge is drawn by a fixed rule, at half the confidence.",
    ),
    Rule(name="descent.inherited", explain="A report that is mostly a copy of an agency's report is the agency's too, whether or not it says so."),
    Rule(
        name="descent.credit", explain="Metadata, a byline or a credit line names an agency: the text is the agency's.", examples=("Source: Reuters",)
    ),
    Rule(
        name="descent.dateline",
        explain="An agency in brackets before the first dash is whose text follows.",
        examples=("GENEVA, May 2 (Reuters) - Talks began",),
    ),
    Rule(
        name="descent.inputs",
        explain="A sign-off gives an agency as one source; how much comes from it is not said.",
        examples=("(With inputs from AFP)",),
    ),
    Rule(name="descent.reprint", explain="The report says where it was published first.", examples=("The post appeared first on Quartz.",)),
    Rule(
        name="descent.cites",
        explain="The body says that it has something from an agency or outlet. Fails for outlets with names that are common words.",
        examples=("the minister told Reuters", "according to a BBC report", "Xinhua reported, citing police"),
    ),
    Rule(
        name="descent.document",
        explain="The body quotes from a document: a memo, a website, a release.",
        examples=("the ministry's website says so",),
    ),
    Rule(
        name="descent.statement",
        explain="A direct quotation given to an organisation comes from a text of that organisation. Only for organisations and offices in the "
        "table of voices.",
        examples=('"No decision has been taken," the Finnish government said',),
    ),
    Rule(name="telling.copied", explain="The words of this telling stand in a passage that descends from another report."),
    Rule(
        name="telling.passed-on",
        explain="Where one telling stops at a voice, and another of the same claim shows whose word that is, the chain goes on to it.",
    ),
    Rule(
        name="telling.own-voice-repeats",
        explain="What a report says in its own voice has the origin that the same report names elsewhere for the same figure, or for the one that it "
        "rounds, of the same thing. Two counts of one kind that round alike would mislead it.",
        examples=("More than 1,000 have died. [...] 1,002 people have died, the ministry said.",),
    ),
    Rule(name="origins.counted", explain="Distinct named origins after all joining: two tellings that share an origin count once."),
    Rule(
        name="origins.none",
        explain="No telling names an origin; what the reports say in their own voice, or on the word of vague sources, counts none.",
    ),
    Rule(name="origins.passed-on", explain="Who passes on another's word is no second origin."),
    Rule(name="origins.speaks-for", explain="A minister and the ministry, a spokesman and the firm: one origin."),
    Rule(
        name="origins.one-government",
        explain="Organs of one government on one matter count once, its state media by that name with them. It errs towards fewer origins.",
    ),
    Rule(name="origins.one-name", explain="Where one voice's name stands wholly within another's, they count once."),
    Rule(
        name="origins.one-newsroom",
        explain="Unnamed sources of one newsroom are one origin, whoever repeats them; so is the newsroom where a telling stops there.",
    ),
    Rule(
        name="origins.one-count",
        explain="Two origins that give the same figure to the last digit, where the figure is not round, have it from one count. It errs towards "
        "fewer origins: two counters may agree.",
        examples=("1,002 dead, told by a ministry and by an army",),
    ),
    Rule(
        name="origins.unlike",
        explain="Origins vouch for each other only if they say nearly the same: enough shared words, the story's common ones weighing less, and no "
        "figures that differ. The most origins count of which one telling of each agrees with one of every other; an origin outside counts with "
        "the one that it is least like. It errs towards fewer origins.",
    ),
    Rule(
        name="origins.one-utterance",
        explain="Two origins that are given the same words, twelve on end (seven where both stand in quotation marks), count once: one statement "
        "is quoted by many, and each says in its own way whose it is.",
    ),
    Rule(name="origins.copied", explain="A copied passage brings no origin of its own."),
    *FAMILIES,
    Rule(name="standing.corroborated", explain="Two or more independent origins."),
    Rule(name="standing.single-origin", explain="One origin, however many reports."),
    Rule(name="standing.unattributed", explain="No origin is named."),
    Rule(name="standing.disputed", explain="Another claim of the story conflicts with it or denies it; this goes before every other standing."),
    Rule(
        name="claim.salience",
        explain="How much a claim matters to its story: told by many, in headlines, early, numbered, disputed, each with "
        "its weight; less where a later claim updates it.",
    ),
)
