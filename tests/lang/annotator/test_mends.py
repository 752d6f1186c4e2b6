"""Mends of trees: each with words that show it, beside words that look alike and stay."""

from __future__ import annotations

import pytest

from stemma.lang.annotator.mends import mended

#: Words, each with tag, head (by place, -1 the root) and label; then what is mended.
CASES = {
    "a preposition governs what is counted": (
        "rose/VERB/-1/root to/ADP/3/case 4/NUM/3/compound billion/NUM/4/nummod crowns/NOUN/0/obl",
        {1: (4, "case")},
    ),
    "... and stays with a number that counts nothing": ("rose/VERB/-1/root to/ADP/2/case 40/NUM/0/obl", {}),
    "a row of predicates": (
        "killed/VERB/-1/root 31/NUM/0/obj ,/PUNCT/3/punct injured/VERB/1/acl 240/NUM/3/obj and/CCONJ/6/cc left/VERB/0/conj 12/NUM/6/obj",
        {3: (0, "conj")},
    ),
    "... and a participle": ("saw/VERB/-1/root men/NOUN/0/obj ,/PUNCT/3/punct injured/VERB/1/acl badly/ADV/3/advmod", {}),
    "a number before a plural": (
        "Around/SCONJ/1/mark 20,000/NUM/3/nsubj people/NOUN/3/nsubj sang/VERB/-1/root",
        {0: (1, "advmod"), 1: (2, "nummod")},
    ),
    "... and a year": ("In/ADP/1/case 2019/NUM/3/nsubj people/NOUN/3/nsubj sang/VERB/-1/root", {}),
    "a tally": (
        "The/DET/3/det injured/VERB/3/amod now/ADV/3/advmod number/NOUN/-1/root 408/NUM/3/flat",
        {3: (-1, "root"), 1: (3, "nsubj"), 4: (3, "obj"), 0: (1, "det")},
    ),
    "... and a number's own number": ("The/DET/1/det number/NOUN/3/nsubj 10/NUM/1/nummod won/VERB/-1/root", {}),
    "according to": (
        "Ships/NOUN/1/nsubj sank/VERB/3/ccomp ,/PUNCT/3/punct according/VERB/-1/root to/ADP/3/fixed Roe/PROPN/3/nsubj",
        {1: (-1, "root"), 5: (1, "obl"), 3: (5, "case"), 4: (3, "fixed"), 2: (5, "punct")},
    ),
    "yet to answer": (
        "Roe/PROPN/2/nsubj is/AUX/2/cop yet/ADV/-1/root to/PART/4/mark answer/VERB/2/xcomp",
        {4: (-1, "root"), 2: (4, "advmod"), 0: (4, "nsubj"), 1: (4, "aux")},
    ),
    "what is paid": ("pay/VERB/-1/root families/NOUN/0/obj 250/NUM/3/nummod crowns/NOUN/1/appos", {3: (0, "obj"), 1: (0, "iobj")}),
    "... and a true apposition": ("pay/VERB/-1/root families/NOUN/0/obj ,/PUNCT/4/punct 250/NUM/4/nummod souls/NOUN/1/appos", {}),
    "an amount is no clause": ("promised/VERB/-1/root holders/NOUN/0/iobj €/SYM/0/ccomp 450/NUM/2/nummod", {2: (0, "obj")}),
    "down to a figure": ("was/AUX/1/cop down/ADV/-1/root to/ADP/3/case 301/NUM/1/conj", {3: (1, "obl")}),
    "a name beside its noun": ("mayor/NOUN/3/nsubj ,/PUNCT/2/punct said/VERB/3/dep so/ADV/-1/root", {}),
    "a loose name behind a comma": (
        "the/DET/2/det dear/ADJ/2/amod mayor/NOUN/5/obl ,/PUNCT/4/punct Roe/PROPN/5/dep sang/VERB/-1/root",
        {4: (2, "appos")},
    ),
    "who told somebody something": (
        "wrecks/NOUN/10/obj ,/PUNCT/2/punct one/NUM/0/appos ,/PUNCT/4/punct Roe/PROPN/2/appos ,/PUNCT/2/punct told/VERB/10/ccomp "
        "Post/PROPN/6/iobj all/PRON/9/nsubj old/ADJ/6/ccomp said/VERB/-1/root",
        {2: (6, "nsubj")},
    ),
    "what is to be done": (
        "said/VERB/-1/root junta/NOUN/2/nsubj means/VERB/0/ccomp to/PART/4/mark hold/VERB/0/ccomp",
        {4: (2, "xcomp")},
    ),
    "a possessor is no subject": (
        "Norway/PROPN/2/nsubj:pass 's/PART/0/case exiled/VERB/4/acl rulers/NOUN/2/obj said/VERB/-1/root so/ADV/4/advmod",
        {0: (3, "nmod:poss"), 2: (3, "amod"), 3: (4, "nsubj")},
    ),
}


@pytest.mark.parametrize(("text", "found"), CASES.values(), ids=CASES)
def test_mends(text: str, found: dict[int, tuple[int, str]]) -> None:
    words, tags, heads, labels = zip(*(part.split("/") for part in text.split()), strict=True)
    assert mended(words, tags, [int(h) for h in heads], labels) == found
