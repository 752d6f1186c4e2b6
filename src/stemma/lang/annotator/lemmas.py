"""Lemma scripts: small rules that turn a word form into its lemma.

A script is ``base|cut|add``: take the form as it is (k), lower-cased (l) or title-cased (t), drop ``cut`` letters
from its end, add ``add``; or ``=|lemma``, the lemma itself, for forms that share no beginning with it. This is the
suffix half of the edit scripts of UDPipe (Straka et al. 2016); English needs no prefix half.
"""

from __future__ import annotations


def script(form: str, lemma: str) -> str:
    """The script that makes ``lemma`` of ``form``."""
    base, name = form.lower(), "l"
    if any(c.isupper() for c in lemma):
        base, name = (form, "k") if _shared(form, lemma) >= _shared(form.title(), lemma) else (form.title(), "t")
    same = _shared(base, lemma)
    if not same:
        return f"=|{lemma}"
    return f"{name}|{len(base) - same}|{lemma[same:]}"


def apply(rule: str, form: str) -> str:
    """The lemma of ``form`` by ``rule``; the plain form where the rule does not fit."""
    if rule.startswith("=|"):
        return rule[2:]
    name, cut, add = rule.split("|", 2)
    base = form if name == "k" else form.lower() if name == "l" else form.title()
    drop = int(cut)
    if drop > len(base) or (drop == len(base) and not add):
        return base or form
    return base[: len(base) - drop] + add


def verb(lemma: str, form: str) -> str:
    """The lemma of a verb's form: "denies" is of "deny", as all verbs in -ies of more than five letters but a few."""
    if form.lower().endswith("ies") and len(form) > 5 and lemma == form[:-1] and not form.lower().endswith(_IE):
        return lemma[:-2] + "y"
    return lemma


#: Ends of verbs in -ies whose lemma ends in -ie.
_IE = ("belies", "unties", "derlies", "verlies")


def _shared(a: str, b: str) -> int:
    n = 0
    while n < len(a) and n < len(b) and a[n] == b[n]:
        n += 1
    return n
