"""In which language a report is written, as far as can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from resiliparse.parse.lang import detect_fast

from stemma.lang.fold import fold
from stemma.model import Rule, Trouble, Zone

#: Below this many letters no detector is to be trusted (measured: foreign names mislead all of them on single sentences).
_ENOUGH_LETTERS = 200
#: Languages that the detector chooses from: those of much news. With all of its 110, small neighbours win over big languages.
_LANGUAGES = (
    "en ar az be bg bn bs cs da de el es et fa fi fr gu he hi hr hu hy id it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my ne nl no pa pl ps pt ro "  # noqa: SIM905
    "ru si sk sl sq sr sv sw ta te tg th tl tr uk ur uz vi zh".split()
)
#: resiliparse's distance above which it says that it does not know.
_TOO_FAR = 1200
_FUNCTION_WORDS = frozenset(
    "the of and to in a is was for on that with as by at from it he has had be are were an have said not this who but its his will would "  # noqa: SIM905
    "which they after been".split()
)
#: Little words of big languages that no English sentence has (names have some: "von der", "de la"), and how many different ones tell the language.
_LITTLE_WORDS = {
    "de": frozenset("der das und ist nicht mit dem den ein eine einen auf von zu im am des sich wurde wurden nach bei aus".split()),  # noqa: SIM905
    "fr": frozenset("le la les des du et est une un dans sur selon au aux ont été pour par avec qui sont après ce cette".split()),  # noqa: SIM905
    "es": frozenset("el la los las del y en una un por con que se según para fue han como más tras su".split()),  # noqa: SIM905
    "it": frozenset("il la gli le di che della nel una un sono per con è dopo secondo stato alla dei delle".split()),  # noqa: SIM905
    "pt": frozenset("o os as do da dos das e em uma um por com que se segundo para foi não no na após".split()),  # noqa: SIM905
    "nl": frozenset("de het een van en op voor met niet zijn werd volgens bij naar uit door aan dat".split()),  # noqa: SIM905
}
_TELLING = 3
#: Share of function words in English news is .30 to .45; other languages written in Latin letters stay below .10.
_ENGLISH_SHARE = 0.18

RULES = (
    Rule(
        name="read.language",
        explain="Tells the language of the body by letter statistics when it has 200 letters or more, else by the share of English "
        "function words. Reports in other languages are listed but not read. Short texts full of foreign names may come out unknown.",
    ),
)


def tell(text: str, zones: Sequence[Zone], *, report: str, path: str) -> tuple[str, list[Trouble]]:
    """ISO 639-1 code of the report's language, or "unknown"; with a trouble unless it is English."""
    body = fold(" ".join(text[z.start : z.end] for z in zones if z.kind == "body") or text)
    code = _of(body)
    if code == "en":
        return code, []
    if code == "unknown":
        hint = "If it is not English, leave it out."
        return code, [
            Trouble(
                code="unknown-language",
                message=f"{path} is too short to tell its language; it is read as English.",
                hint=hint,
                report=report,
                path=path,
            )
        ]
    message = f"{path} is written in another language than English ({code}); it is listed but not read."
    hint = "Stemma reads English only. Give an English translation, and name the translator in the file's outlet."
    return code, [Trouble(code="not-english", message=message, hint=hint, report=report, path=path)]


def _of(body: str) -> str:
    words = re.findall(r"[^\W\d_]+", body[:20000].lower())
    letters = sum(map(len, words))
    if words and sum(w in _FUNCTION_WORDS for w in words) >= _ENGLISH_SHARE * len(words) and letters >= 30:
        return "en"
    if letters < _ENOUGH_LETTERS:
        latin = sum(w.isascii() for w in words) >= 0.5 * len(words)
        return _by_little_words(words) if latin or not words else _by_script("".join(words))
    code, distance = detect_fast(body[:20000], langs=_LANGUAGES)
    return str(code) if distance <= _TOO_FAR or not body.isascii() else "unknown"


def _by_little_words(words: Sequence[str]) -> str:
    """A language for a short text in Latin letters, where its little words are that language's and hardly any is English."""
    seen = set(words)
    code, hits = max(((code, len(seen & own)) for code, own in _LITTLE_WORDS.items()), key=lambda found: found[1])
    return code if hits >= _TELLING and hits > 2 * len(seen & _FUNCTION_WORDS) else "unknown"


def _by_script(letters: str) -> str:
    """A language for a text too short for statistics, from its letters alone."""
    code, distance = detect_fast(letters, langs=_LANGUAGES)
    return str(code) if distance <= _TOO_FAR and code != "en" else "unknown"
