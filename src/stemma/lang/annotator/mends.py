"""Small mends of trees: what the network hangs wrongly although the words around leave no doubt.

The network finds each word's head and label by itself. In "to 4 billion crowns" it may hang "to" on the number, in "killed 31, injured 240 and
left 12" it may take the verb amid the row for a participle. Each mend is one pattern with its reason; mends that would leave no tree are dropped
(`Network.mend`). Limits: English; what no pattern fits stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Word -> its mended head (-1 a root) and label.
Mends = dict[int, tuple[int, str]]

_PARTICIPLES = frozenset({"acl", "acl:relcl"})
_PLAIN = frozenset({"ADV", "PUNCT", "CCONJ"})
_COUNTED = frozenset({"NOUN", "PROPN", "SYM"})
_ROUGHLY = frozenset({"about", "around", "some", "nearly", "almost", "roughly", "over", "approximately"})
_GIVING = frozenset(
    "pay pays paid give gives gave given offer offers offered owe owes owed award awards awarded lend lends lent".split()  # noqa: SIM905
)
_VERBS = frozenset({"VERB", "AUX"})


class Tree:
    """A chunk's words with their tags, heads and labels, and each word's children."""

    def __init__(self, words: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]) -> None:
        self.words, self.tags, self.heads, self.labels = words, tags, heads, labels
        self.children: list[list[int]] = [[] for _ in words]
        for at, head in enumerate(heads):
            if head >= 0:
                self.children[head].append(at)

    def has(self, at: int, *labels: str) -> bool:
        """Whether a word has a child with one of the labels."""
        return any(self.labels[c] in labels for c in self.children[at])


def mended(words: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]) -> Mends:
    """The mends of a chunk of words with their tags, heads (-1 a root) and labels."""
    tree, found = Tree(words, tags, heads, labels), Mends()
    for at in range(len(words)):
        for mends in (_counted, _row, _number, _tally, _according, _yet, _given, _amount, _phrase, _apposed, _spoken, _to_do, _possessor):
            for word, mend in mends(tree, at):
                found.setdefault(word, mend)
    return found


def _counted(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """A preposition governs what is counted, not its number: "to 4 billion crowns"."""
    head = first = t.heads[at]
    if t.labels[at] != "case" or not at < head or t.tags[head] != "NUM":
        return
    while t.labels[head] in {"nummod", "compound"} and t.heads[head] > head:
        head = t.heads[head]
    if t.tags[head] in _COUNTED and head != first:
        yield at, (head, "case")


def _row(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """A participle behind its noun has no object of its own: "killed 31 people, injured 240 and left 12" is a row of predicates."""
    if t.labels[at] not in _PARTICIPLES or t.tags[at] != "VERB" or not at or t.words[at - 1] != "," or t.words[at].endswith("ing"):
        return
    if not any(t.labels[c] == "obj" and c > at for c in t.children[at]) or any(c < at and t.tags[c] not in _PLAIN for c in t.children[at]):
        return
    verb = t.heads[at]
    while verb >= 0 and t.tags[verb] != "VERB":
        verb = t.heads[verb]
    if 0 <= verb < at:
        yield at, (verb, "conj")


def _number(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """A number right before a plural noun counts it: "around 20,000 people celebrated"."""
    noun = at + 1
    if t.tags[at] != "NUM" or noun >= len(t.words) or t.tags[noun] != "NOUN" or t.heads[at] == noun or t.heads[noun] == at or _year(t.words[at]):
        return
    if t.labels[at] not in {"ccomp", "parataxis", "dep", "nsubj", "root", "advcl"} or (t.children[noun] and min(t.children[noun]) < at):
        return
    if not (t.words[noun].endswith("s") or t.words[noun].lower() in {"people", "children", "men", "women"}):
        return
    yield at, (noun, "nummod")
    if at and t.heads[at - 1] == at and t.words[at - 1].lower() in _ROUGHLY:
        yield at - 1, (at, "advmod")
    if t.labels[at] == "root":
        return
    for child in t.children[at]:
        if child > noun:
            yield child, (noun, t.labels[child])


def _year(word: str) -> bool:
    return len(word) == 4 and word[:2] in {"19", "20"} and word.isdigit()


def _tally(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """ "The injured now number 3,408": what has a figure behind it and a counted group before it is the predicate."""
    figure, before = at + 1, at - 1
    if t.words[at].lower() not in {"number", "numbers", "numbered"} or figure >= len(t.words) or t.tags[figure] != "NUM":
        return
    while before > 0 and t.tags[before] == "ADV":
        before -= 1
    if (
        before < 1
        or t.words[before - 1].lower() not in {"the", "those"}
        or not t.words[before].lower().endswith(("ed", "ing", "dead", "ill", "s", "sick"))
    ):
        return
    top = before if t.heads[at] == before else at
    if t.heads[before] not in {at, t.heads[top]} and top != before:
        return
    yield at, (t.heads[top], t.labels[top])
    yield before, (at, "nsubj")
    yield figure, (at, "obj")
    if top == before:
        for child in t.children[before]:
            if child not in {at, before - 1}:
                yield child, (at, t.labels[child])
    for child in t.children[at]:
        if child == before - 1:
            yield child, (before, "det")
        elif child > figure and t.tags[child] == "NUM" and t.words[child - 2].lower() == "the" and t.labels[child] == "conj":
            yield child, (child - 1, "obj")  # "and the missing 139"


def _according(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """ "according to" is a preposition, no verb: what it names depends on the clause, and the clause takes its place."""
    if t.words[at].lower() != "according" or t.labels[at] == "case" or at + 1 >= len(t.words) or t.words[at + 1].lower() != "to":
        return
    named = [c for c in t.children[at] if c > at + 1 and t.labels[c] in {"nsubj", "obl", "obj"}]
    clauses = [c for c in t.children[at] if c < at and t.labels[c] in {"ccomp", "parataxis", "advcl"}]
    if len(named) != 1 or len(clauses) != 1:
        return
    clause = clauses[0]
    yield clause, (t.heads[at], t.labels[at])
    yield named[0], (clause, "obl")
    yield at, (named[0], "case")
    yield at + 1, (at, "fixed")
    for child in t.children[at]:
        if child not in {clause, named[0], at + 1}:
            yield child, (named[0] if t.words[child] == "," and child == at - 1 else clause, t.labels[child])


def _yet(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """ "is yet to answer": the verb is the predicate."""
    if t.words[at].lower() != "yet" or t.tags[at] != "ADV" or not t.has(at, "cop", "aux"):
        return
    verb = next((c for c in t.children[at] if t.labels[c] in {"xcomp", "advcl", "ccomp"} and t.tags[c] == "VERB" and c > at), None)
    if verb is None:
        return
    yield verb, (t.heads[at], t.labels[at])
    yield at, (verb, "advmod")
    for child in t.children[at]:
        if child != verb:
            yield child, (verb, "aux" if t.labels[child] == "cop" else t.labels[child])


def _given(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """ "pay the family of each victim 250,000 kwacha": the second noun without a comma is what is paid."""
    head = t.heads[at]
    if t.labels[at] != "appos" or head < 0 or t.labels[head] != "obj" or "," in t.words[head:at] or not t.has(at, "nummod"):
        return
    verb = t.heads[head]
    if verb >= 0 and t.words[verb].lower() in _GIVING:
        yield at, (verb, "obj")
        yield head, (verb, "iobj")


def _amount(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """An amount is no clause: "has promised its investors EUR 450mn"."""
    head = t.heads[at]
    if t.labels[at] != "ccomp" or head < 0 or t.tags[at] != "SYM" or head > at or t.has(at, "nsubj", "cop", "aux"):
        return
    if not t.has(head, "obj"):
        yield at, (head, "obj")


def _phrase(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """What has a preposition and no conjunction is no conjunct: "the lead was down to 301"."""
    head = t.heads[at]
    if t.labels[at] != "conj" or t.tags[at] not in {"NUM", "NOUN", "PROPN"} or head < 0 or t.has(at, "cc") or "," in t.words[head:at]:
        return
    cases = [c for c in t.children[at] if t.labels[c] == "case" and c < at]
    if cases and cases[0] == head + 1 and t.tags[head] in _VERBS | {"ADV", "ADJ"}:
        yield at, (head, "obl")


def _apposed(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """A name that hangs loose behind a noun and a comma stands beside it: "according to the mayor, Ruth Albers"."""
    if t.labels[at] == "dep" and t.tags[at] == "PROPN" and at > 2 and t.words[at - 1] == "," and t.tags[at - 2] == "NOUN":
        yield at, (at - 2, "appos")


def _spoken(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """A verb that tells somebody something has a subject: "nine wrecks, one of them, Tomas Kral, told the Post that"."""
    if t.tags[at] != "VERB" or t.labels[at] not in {"ccomp", "parataxis", "conj"} or at < 3 or t.words[at - 1] != ",":
        return
    if t.has(at, "nsubj", "nsubj:pass", "csubj", "mark", "aux") or not t.has(at, "iobj") or not t.has(at, "ccomp"):
        return
    top = at - 2
    while t.labels[top] == "flat" and 0 <= t.heads[top] < top:
        top = t.heads[top]
    if t.labels[top] == "appos" and t.labels[t.heads[top]] == "appos":
        top = t.heads[top]  # "one of them, Tomas Kral"
    if t.labels[top] == "appos":
        yield top, (at, "nsubj")


def _to_do(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """ "that the junta means to hold elections": right behind a verb, what is to be done is that verb's."""
    verb = at - 2
    if at < 3 or t.words[at - 1].lower() != "to" or t.heads[at - 1] != at or t.labels[at] != "ccomp":
        return
    if t.tags[verb] == "VERB" and t.heads[verb] == t.heads[at] and t.labels[verb] == "ccomp":
        yield at, (verb, "xcomp")


def _possessor(t: Tree, at: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """A subject has no possessive: "Norway's exiled government, led by ..., says that"."""
    owned, noun = t.heads[at], -1
    if t.labels[at] not in {"nsubj", "nsubj:pass"} or not at < owned or not any(t.words[c] in {"'s", "’s"} and c == at + 1 for c in t.children[at]):
        return
    if t.tags[owned] == "VERB" and t.words[owned].endswith("ed") and owned == at + 2:
        noun = next((c for c in t.children[owned] if c > owned and t.labels[c] in {"obj", "nsubj", "nsubj:pass"}), -1)
    if noun < 0:
        return
    yield at, (noun, "nmod:poss")
    yield owned, (noun, "amod")
    verb = next((v for v in range(noun + 1, len(t.words)) if t.labels[v] == "root"), -1)
    if verb >= 0 and t.tags[verb] == "VERB" and not t.has(verb, "nsubj", "nsubj:pass", "csubj"):
        yield noun, (verb, "nsubj")
    else:
        yield noun, (t.heads[owned], "appos" if t.labels[owned].startswith("acl") else t.labels[owned])
