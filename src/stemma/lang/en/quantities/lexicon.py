"""The word tables of quantities, read once from words.yml."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from stemma.lang.en.quantities.atoms import words_of

#: first atom -> phrases that begin with it, longest first, each with its meaning
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All tables, in the forms in which the grammar asks for them."""

    cardinals: dict[str, float]
    scales: dict[str, float]
    glued_scales: dict[str, float]
    magnitudes: dict[str, float]
    parts: dict[str, float]
    glyphs: dict[str, float]
    #: keyed by their last atom, since they are read from the number backwards
    bounds_before: Phrases
    bounds_after: Phrases
    additional_before: frozenset[str]
    additional_after: frozenset[str]
    #: keyed by their last atom
    currency_before: Phrases
    currency_after: Phrases
    currency_echo: frozenset[str]
    measures: Phrases
    #: one or two letters that mean a unit only in this case ("W", "C")
    cased: dict[str, str]
    rate_units: frozenset[str]
    rate_adverbs: dict[str, str]
    rate_short: Phrases
    nouns: dict[str, str]
    person_measures: frozenset[str]
    casualty_words: frozenset[str]
    irregular: dict[str, str]
    labels: frozenset[str]
    streets: frozenset[str]
    months: frozenset[str]
    clock: frozenset[str]
    year_before: frozenset[str]
    change: frozenset[str]
    function_words: frozenset[str]
    no_people: frozenset[str]
    unchanged_plurals: frozenset[str]
    plain_labels: frozenset[str]


def _split(block: str) -> list[str]:
    return [w.strip('"').replace("_", " ") for w in str(block).split()]


def _set(block: str) -> frozenset[str]:
    return frozenset(w.lower() for w in _split(block))


def _phrases(pairs: list[tuple[str, str]], *, key: int = 0) -> Phrases:
    out: Phrases = {}
    for phrase, meaning in pairs:
        atoms = words_of(phrase)
        out.setdefault(atoms[key], []).append((atoms, meaning))
    for rows in out.values():
        rows.sort(key=lambda row: -len(row[0]))
    return out


def _pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(phrase, meaning) for meaning, block in table.items() for phrase in _split(block)]


def _load() -> Lexicon:
    raw: dict[str, Any] = yaml.load(
        files(__package__).joinpath("words.yml").read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )

    def numbers(name: str) -> dict[str, float]:
        return {str(w): float(v) for w, v in raw[name].items()}

    return Lexicon(
        cardinals=numbers("cardinals"),
        scales=numbers("scales"),
        glued_scales=numbers("glued_scales"),
        magnitudes=numbers("magnitudes"),
        parts=numbers("parts"),
        glyphs=numbers("glyphs"),
        bounds_before=_phrases(_pairs(raw["bounds_before"]), key=-1),
        bounds_after=_phrases(_pairs(raw["bounds_after"])),
        additional_before=_set(raw["additional_before"]),
        additional_after=_set(raw["additional_after"]),
        currency_before=_phrases([(k.replace("_", " "), v) for k, v in raw["currency_before"].items()], key=-1),
        currency_after=_phrases(_pairs(raw["currency_after"])),
        currency_echo=_set(raw["currency_echo"]),
        measures=_phrases(_pairs(raw["measures"])),
        cased=dict(raw["cased"]),
        rate_units=_set(raw["rate_units"]),
        rate_adverbs=dict(raw["rate_adverbs"]),
        rate_short=_phrases([(k.replace("_", " "), v) for k, v in raw["rate_short"].items()]),
        nouns=dict(_pairs(raw["nouns"])),
        person_measures=_set(raw["person_measures"]),
        casualty_words=_set(raw["casualty_words"]),
        irregular=dict(raw["irregular"]),
        labels=_set(raw["labels"]),
        streets=_set(raw["streets"]),
        months=_set(raw["months"]),
        clock=_set(raw["clock"]),
        year_before=_set(raw["year_before"]),
        change=_set(raw["change"]),
        function_words=_set(raw["function_words"]),
        no_people=_set(raw["no_people"]),
        unchanged_plurals=_set(raw["unchanged_plurals"]),
        plain_labels=_set(raw["plain_labels"]),
    )


WORDS = _load()


def longest(phrases: Phrases, low: list[str], i: int) -> tuple[int, str] | None:
    """The longest phrase that begins at atom `i`, as (number of atoms, meaning)."""
    for atoms, meaning in phrases.get(low[i], ()) if 0 <= i < len(low) else ():
        if tuple(low[i : i + len(atoms)]) == atoms:
            return len(atoms), meaning
    return None


def longest_before(phrases: Phrases, low: list[str], i: int) -> tuple[int, str] | None:
    """The longest phrase whose last atom stands right before atom `i`, as (number of atoms, meaning)."""
    for atoms, meaning in phrases.get(low[i - 1], ()) if i > 0 else ():
        if i >= len(atoms) and tuple(low[i - len(atoms) : i]) == atoms:
            return len(atoms), meaning
    return None


def singular(word: str) -> str:
    """The singular of an English noun by its ending; a table holds the exceptions. Leaves mass nouns and singulars alone."""
    word = word.lower()
    known = WORDS.irregular.get(word)
    if known:
        return known
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
