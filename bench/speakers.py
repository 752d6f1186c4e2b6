"""Who "he", "it", "the minister", "Roe" and "the NWB" are when they speak: `python -m bench.speakers [--shared ../shared] [--data gum-dev ecb-odd]`.

Asked about are sources that do not say in full who they are: third-person pronouns, definite common nouns, names that are a part or the initials
of a fuller name of their cluster. In GUM they are the subjects (by the gold parse) of verbs of the cue table and what stands after "according to";
in ECB+ the subjects of gold reporting verbs, in MEANTIME those of verbs of the cue table, both by our own parse. Every gold mention is handed
to the stage's own resolving, fuller names among the subjects too, in order: what is measured does not depend on which attributions are found.

Right is an answer that has a name of the cluster (the words of one within those of the other; for a part of a name, more than that part); wrong
any other answer, and any where the cluster has no name (GUM only: there every mention is marked). Left is what is not resolved: no voice, a vague
one, or one called by the mention's own words. Precision is right of right and wrong, recall right of all clusters with a name.
Beside it stand the nearest name before, and the nearest that agrees in number, gender and kind (and, for a part of a name, holds it).
Data to learn on: gum-train, meantime. To choose on: gum-dev, ecb-odd. Looked at once: gum-test, ecb-even. `--all` asks about subjects of all verbs.
What this does not measure: "I" and "we", names across reports.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench import speaker_texts as source
from stemma.attribute.cast import Cast
from stemma.attribute.resolve import resolve
from stemma.attribute.who import Who
from stemma.lang.annotator import load
from stemma.lang.en import cues
from stemma.lang.en.names import ROLES, TITLES, bare_person, gender_of_name, is_acronym_of, normal, words
from stemma.lang.en.syntax import complements_of, is_subject, noun_phrase
from stemma.lang.reading import Passage, Reading
from stemma.model import Report, Zone

if TYPE_CHECKING:
    from spacy.tokens import Span as Piece

_HE, _IT, _THEY = frozenset({"he", "she"}), frozenset({"it"}), frozenset({"they"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_PERSON = frozenset({"PER", "PERSON"})
_SMALL = frozenset({"the", "of", "a", "an"})
#: A name that lacks these lacks nothing.
_SUFFIXES = frozenset({"s", "inc", "corp", "corporation", "ltd", "co", "company", "com", "llc", "plc", "the", "mr", "mrs", "ms", "group"})
SORTS = ("he, she", "it", "they", "noun", "surname", "short name")


def texts(which: str, shared: Path) -> Iterator[source.Text]:
    """The texts of one part of the data."""
    name, part = which.split("-") if "-" in which else (which, "")
    if name == "gum":
        return source.gum(shared / f"data/treebank/gum_{part}.conllu")
    if name == "meantime":
        return source.meantime(shared / "data/stories/meantime")
    return source.ecb(shared / "data/stories/ecbplus", {t for t in range(1, 36) if t % 2 == (part == "odd")})


def read(which: str, shared: Path, cache: Path | None) -> list[tuple[source.Text, Reading]]:
    """The texts that ask something with their readings as one body zone each; kept under `cache`, where given."""
    kept = cache / f"{which}.pkl" if cache is not None else None
    known = pickle.loads(kept.read_bytes()) if kept is not None and kept.exists() else {}
    annotator, out = None, []
    for one in texts(which, shared):
        if (reading := known.get((one.name, one.text))) is None:
            annotator = annotator or load(threads=1)
            report = Report(id=one.name, path=one.name, text=one.text, zones=(Zone(kind="body", start=0, end=len(one.text)),))
            reading = Reading(report=report, passages=(Passage(kind="body", start=0, doc=annotator(one.text)),))
            known[one.name, one.text] = reading
        out.append((one, reading))
    if kept is not None and annotator is not None:
        kept.write_bytes(pickle.dumps(known))
    return out


def sort_of(mention: source.Mention, one: source.Text) -> str:
    """One of `SORTS`, or "" for what is not asked about."""
    if mention.span.end - mention.span.start == len(mention.noun) and mention.noun in _HE | _IT | _THEY:
        return "he, she" if mention.noun in _HE else "it" if mention.noun in _IT else "they"
    if mention.name:
        mine = words(bare_person(mention.text))
        fuller = [n for n in one.own[mention.cluster] if set(mine) < set(words(bare_person(n))) - _SUFFIXES or is_acronym_of(mention.text, n)]
        person = len(mine) == 1 and any(mine[0] == words(bare_person(n))[-1] for n in fuller)
        return "" if not fuller else "surname" if person else "short name"
    if mention.kind not in {"", "person", "organization"}:
        return ""
    return "noun" if mention.noun.isalpha() and mention.noun not in _HE | _IT | _THEY | {"i", "we", "you", "who"} else ""


def asked(one: source.Text, passage: Passage, *, all_verbs: bool) -> Iterator[tuple[source.Mention, tuple[int, int]]]:
    """The mentions whose voice is wanted, with their tokens, in order."""
    gold = {(m.span, m.head) for m in one.asked}
    for mention in one.mentions:
        head = next((t for t in passage.doc if t.idx <= mention.head < t.idx + len(t)), None)
        if head is None:
            continue
        verb, subject = head.head, is_subject(head)
        cue = cues.verb(verb.lemma_, written=verb.text) if subject else None
        if one.whole and not all_verbs:
            wanted = (mention.span, mention.head) in gold
        elif one.reporting is not None:
            wanted = subject and (all_verbs or verb.idx in one.reporting)
        else:
            said = all_verbs or verb.dep_ == "parataxis" or bool(complements_of(verb))
            wanted = subject and said and (all_verbs or (cue is not None and cue.kind in {"say", "belief"}))
        if wanted:
            tokens = passage.tokens(mention.span) if one.whole else None
            yield mention, (tokens.start, tokens.end) if tokens is not None else noun_phrase(head)


def alike(a: str, b: str) -> bool:
    """Whether the words of one name are within the other's, or its initials; of several names joined, all words have to be there."""
    x, y = (set(words(bare_person(n))) - _SMALL for n in (a, b))
    if "and" in x | y:
        return x == y
    return bool(x and y) and (x <= y or y <= x or is_acronym_of(a, b) or is_acronym_of(b, a))


def verdict(said: tuple[str, ...], mention: source.Mention, one: source.Text, sort: str) -> str:
    """right, wrong or left."""
    mine = set(words(bare_person(mention.text))) - _SMALL
    part = sort in {"surname", "short name"}
    fuller = [n for n in said if not part or not set(words(bare_person(n))) - _SMALL <= mine]
    if any(alike(a, n) for a in fuller for n in one.names[mention.cluster]):
        return "right"
    own = {normal(a) for a in said} if sort in {"noun", *SORTS[4:]} else set()
    return "left" if not said or any(set(words(a)) - _SMALL <= mine or mine <= set(words(a)) for a in own) else "wrong"


def _answer(who: Who | None) -> tuple[str, ...]:
    return () if who is None or who.vague else (who.name, *who.aliases)


def _agrees(entity: Piece, mention: source.Mention, sort: str) -> bool:
    """Whether a name before agrees in number, gender and kind."""
    person = entity.label_ in _PERSON
    if sort in {"surname", "short name"}:
        mine, its = set(words(bare_person(mention.text))), set(words(entity.text))
        return mine < its or is_acronym_of(mention.text, entity.text)
    if sort == "he, she":
        return person and gender_of_name(entity.text) != ("f" if mention.noun == "he" else "m")
    if sort == "noun":
        return person if mention.noun in TITLES | ROLES["leaders"] else not person if mention.noun in ROLES["bodies"] | ROLES["companies"] else True
    return not person


def score(one: source.Text, reading: Reading, tally: Counter[tuple[str, str, str]], *, show: str, all_verbs: bool) -> None:
    """Adds one document's answers to the tally."""
    cast, passage = Cast(reading), reading.passages[0]
    for mention, tokens in asked(one, passage, all_verbs=all_verbs):
        who = resolve(cast, passage, tokens)
        sort = sort_of(mention, one)
        named = bool(one.own[mention.cluster])
        if (
            not sort
            or not (named or one.whole)
            or (sort == "noun" and mention.first not in _DEFINITE and passage.doc[tokens[0]].lower_ not in _DEFINITE)
        ):
            continue
        before = [e for e in passage.doc.ents if e.end_char <= mention.span.start and e.label_ in _PERSON | {"ORG"}]
        agreeing = [e for e in before if _agrees(e, mention, sort)]
        answers = {
            "stemma": _answer(who),
            "nearest name": (before[-1].text,) if before else (),
            "nearest that agrees": (agreeing[-1].text,) if agreeing else (),
        }
        for rival, said in answers.items():
            found = verdict(said, mention, one, sort)
            for key in (sort, "all"):
                tally[key, rival, found] += 1
                tally[key, rival, "named"] += named
            if rival == "stemma" and found in show.split(","):
                around = one.text[max(0, mention.span.start - 160) : mention.span.end + 40].replace("\n", " ")
                print(f"[{found}] {one.name} {mention.text!r} want {sorted(one.names[mention.cluster])[:3]} got {said[:1]}: ...{around}")


def rows(tally: Counter[tuple[str, str, str]]) -> Iterator[str]:
    """The table, by sort and rival."""
    yield "| source | with a name | who | right | wrong | left | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for sort in (*SORTS, "all"):
        for rival in ("stemma", "nearest name", "nearest that agrees"):
            right, wrong, left, named = (tally[sort, rival, k] for k in ("right", "wrong", "left", "named"))
            if right + wrong + left:
                p, r = right / max(1, right + wrong), right / max(1, named)
                f = 2 * p * r / max(1e-9, p + r)
                yield f"| {sort} | {named} | {rival} | {right} | {wrong} | {left} | {p:.3f} | {r:.3f} | {f:.3f} |"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--data", nargs="*", default=["gum-dev", "ecb-odd"], help="gum-{train,dev,test} meantime ecb-{odd,even}")
    parser.add_argument("--all", action="store_true", help="ask about the subjects of all verbs")
    parser.add_argument("--show", default="", help="print these answers: right,wrong,left")
    parser.add_argument("--cache", type=Path, help="keep the annotated texts in this folder")
    args = parser.parse_args()
    for which in args.data:
        tally = Counter[tuple[str, str, str]]()
        for one, reading in read(which, args.shared, args.cache):
            score(one, reading, tally, show=args.show, all_verbs=args.all)
        print(f"\n{which}{', all verbs' if args.all else ''}\n", *rows(tally), sep="\n")


if __name__ == "__main__":
    main()
