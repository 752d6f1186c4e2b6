"""The rules of the attribute stage, for `stemma explain`: what each looks at, concludes, and where it is known to fail."""

from __future__ import annotations

from stemma.model import Rule


def _rule(name: str, explain: str, *examples: str) -> Rule:
    return Rule(name=name, explain=explain, examples=examples)


RULES: tuple[Rule, ...] = (
    _rule(
        "attribution.annotator",
        "The annotator found source, cue and content, and the table knows the cue. It fails on long sentences and where two cues share a source.",
        "The mayor insisted the bridge was safe.",
    ),
    _rule(
        "attribution.inquit",
        "The standing figures of news prose, read off word order: content, comma, source, verb of saying; or a colon before the content.",
        "Two boats had sunk, the coast guard said on Monday.",
        "The minister said: “We were not told.”",
    ),
    _rule("attribution.clause", "A verb of the table of cues has a clause as its complement.", "The ministry said that two people had died."),
    _rule("attribution.beside", "A clause of saying stands beside or inside the clause that it gives.", "The dam, engineers warn, may not hold."),
    _rule("attribution.said-so", "“X says so” gives the sentence before to X.", "The bridge is closed. The city's website says so."),
    _rule(
        "attribution.misread",
        "A verb like “estimates” read as a noun, with a name before it and a whole clause after it, is a verb of saying after all.",
        "where the agency estimates 40 ships were lost",
    ),
    _rule(
        "attribution.resumed",
        "“The commitment was announced by X” gives X the sentence before, too.",
        "The town will send two boats. The plan was announced by Mayor Roe.",
    ),
    _rule(
        "attribution.learned-of",
        "To learn, hear or know of something is a belief of the one who learned.",
        "The agency had learned of a plan to move the troops.",
    ),
    _rule(
        "attribution.object",
        "A cue has a noun phrase that states something: with a figure, a quotation, or a noun of claiming.",
        "Police confirmed three deaths.",
    ),
    _rule(
        "attribution.naming", "Somebody calls something something: the thing named and its name are the content.", "She called the plan a mistake."
    ),
    _rule(
        "attribution.blame",
        "Somebody accuses, blames or praises somebody for a deed: both are the content.",
        "Kyiv accused the firm of hiding losses.",
    ),
    _rule("attribution.value", "Somebody puts, gives or sets a figure.", "The junta put the toll at 1,200."),
    _rule(
        "attribution.revised",
        "Who corrects, raises, lowers or leaves a count that somebody keeps stands behind the figure; “Two deaths raised the toll” is no one’s word.",
        "The ministry cut the number of missing to nine.",
    ),
    _rule("attribution.spoke-of", "Somebody speaks or warns of a figure.", "The organisers spoke of 30,000 people."),
    _rule("attribution.silence", "Somebody declines to comment or has not answered: that is what is told.", "A spokesman declined to comment."),
    _rule(
        "attribution.passive",
        "A passive of believing or saying: its doer is the source, and without a doer there is none.",
        "The ship is believed to have sunk.",
    ),
    _rule(
        "attribution.quoted-as-saying",
        "Who is quoted as saying something is its source.",
        "The general was quoted as saying that the town had fallen.",
    ),
    _rule(
        "attribution.according-to",
        "“according to Z”, “as per Z”, “in the words of Z”: Z is the source of the clause on which it hangs. “According to plan” is none.",
        "Forty homes burned, according to the fire service.",
    ),
    _rule(
        "attribution.citing",
        "“Y reported, citing Z”: Z stands behind Y and has the same content. “Citing costs” after a deed gives nobody a word.",
        "The paper reported on Friday, citing two officials, that talks had failed.",
    ),
    _rule("attribution.cited-by", "“people cited by Y”: Y passes on what they say.", "Four ships are missing, according to sailors cited by AFP."),
    _rule(
        "attribution.carried-by",
        "Words said that are carried, broadcast, published or seen by Y: Y passes them on. A mere place does not.",
        "The talks will go on, Roe said in remarks carried by AFP.",
        "a memo seen by AFP",
    ),
    _rule(
        "attribution.outer-subject",
        "A verb joined by “and” whose object repeats its supposed subject (“expects them”) has the subject of the verb of saying before it.",
        "The agency believes the troops are in the east, and expects them to move on.",
    ),
    _rule("attribution.noun", "A noun of saying with its owner and a that-clause.", "The minister's announcement that the road would reopen."),
    _rule("attribution.reckoning", "Somebody's estimate, count or forecast with its figure.", "the government's count of 43 dead"),
    _rule("attribution.reportedly", "“reportedly”, “allegedly”: somebody unnamed says it.", "The suspect reportedly fled."),
    _rule(
        "attribution.headline-colon", "In headlines: a name before or after a colon.", "Seoul: the talks will go on", "Hundreds to lose jobs: report"
    ),
    _rule("attribution.cueless", "A quotation that is a sentence of its own belongs to who spoke last.", "“It was dark. We ran.”"),
    _rule(
        "chain.carried-on",
        "Who passed on a voice's words passes on those of the same voice that directly follow.",
        "Roe said so, according to AP. Roe added that ...",
    ),
    _rule(
        "origin.stood-behind",
        "Another report tells from whom the same voice has like words: that one is the origin here too. Words in another form are not seen as alike.",
        "One paper reported X; another: “the paper reported X, citing three people”.",
    ),
    _rule(
        "origin.wholly-within",
        "All that a newsroom is said to report is what somebody else says: that one is the origin.",
        "According to the paper, the council estimates that ...",
    ),
    _rule(
        "voice.reported",
        "“reportedly” directly after words that a newsroom reported is that newsroom's word too; farther away it is nobody's.",
        "AP reported ... They reportedly ...",
    ),
    _rule("voice.apposed", "A person named right beside a role is who speaks.", "the ministry's spokeswoman, Jane Roe,"),
    _rule(
        "voice.pronoun",
        "“He” and “she” are the likeliest of all who agree, unnamed people among them; “it” and “they” the subject around or before them; "
        "where two are as likely, nobody. “I” and “we” in direct speech are who speaks.",
        "she added",
    ),
    _rule(
        "voice.mouthpiece",
        "A spokesperson, or unnamed officials, with the name of their house: they speak for it.",
        "an Acme spokesperson",
        "US officials",
    ),
    _rule("voice.table", "The name is known: agencies, outlets, bodies, with all their aliases.", "AFP", "the World Health Organization"),
    _rule(
        "voice.called",
        "A name right behind the noun that says what it is; letters that an agency has too mean whom the report so calls.",
        "the privacy regulator AP",
        "the newspaper Le Phare",
    ),
    _rule(
        "voice.somebodys",
        "A lawyer, relative or friend without a name is told by whose they are; a lawyer also by the only one that the report names.",
        "her lawyer said",
        "the family of Roe said",
    ),
    _rule(
        "voice.described",
        "A source without a name is a voice by its own words where they tell who it is: a service, papers of a court, people who were there.",
        "prosecutors said",
        "court records show",
        "a neighbour said",
    ),
    _rule("voice.one-of", "One of unnamed people of whom the report spoke before is still they.", "One of them said"),
    _rule("voice.self-named", "An unnamed group is whoever goes by the name that the report gives it.", "a group calling itself the Red Axe"),
    _rule(
        "voice.short",
        "The noun of an organisation's name, in capitals, is the one organisation of the report whose full name stood before it and has that noun.",
        "the Observatory",
        "the Oslo-based Commission",
    ),
    _rule(
        "voice.short-name",
        "A name of three words or more that is a part of one other's full name, with its head, is that organisation, over all reports.",
        "Observatory for Birds and Northern Observatory for Birds",
    ),
    _rule(
        "voice.document", "A statement, report, data or investigation speaks for who made it.", "a Reuters investigation", "the ministry's statement"
    ),
    _rule("voice.person", "A surname belongs to the only full name of the report that ends so; transliterations count as one.", "Petrenko said"),
    _rule("voice.part-of", "A part of a house without a name of its own speaks as the house.", "the city's website"),
    _rule(
        "voice.office",
        "A ministry, service or army with its country, named in the phrase, before, or by who speaks.",
        "Seoul's spy agency",
        "our intelligence",
    ),
    _rule("voice.state", "A country, its capital or the seat of its government stands for the government.", "Moscow", "the White House"),
    _rule("voice.anonymous", "People, sources and insiders without names.", "three people familiar with the matter"),
    _rule(
        "voice.role",
        "A noun with an article is the last of the report whom it describes; “the company” the firm just spoken of, or nobody where it may be two.",
        "the Ukrainian leader",
        "the company",
    ),
    _rule("voice.organisation", "Any other name.", "the Harbour Workers' Union"),
    _rule("voice.group", "A group or thing by its own words; vague, and nobody's origin, without a name in them.", "experts", "Thai authorities"),
    _rule(
        "voice.same-person", "Full names of two reports are one person's when they are spelled alike, first name and last.", "Zelenskiy and Zelensky"
    ),
    _rule("voice.surname", "A bare surname is the one full name of all reports that ends so.", "Shoigu"),
    _rule("voice.acronym", "Initials and the name that they abbreviate are one voice.", "NIS and National Intelligence Service"),
    _rule("voice.newsroom", "Anonymous sources of one newsroom are one voice, whoever repeats them.", "three people told Reuters"),
)
