"""One voice over all reports: what the casts of single reports have in common is joined, each join with its ground.

Theory of operation. Voices of the table carry the table's key and join by it. Persons join when their full names are the same or spelled
alike with the same first name; a bare surname joins the one full name of all reports that ends in it. Organisations join by equal
names, and acronyms by their definition. Anonymous sources join when one newsroom knows them and the reports tell of the same. Everything
else stays apart: two voices are better than one wrong merge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from stemma.attribute.around import SPEAKING
from stemma.attribute.cast import Cast
from stemma.attribute.shortened import COMMON, LONG, bare, shortens
from stemma.attribute.who import Who
from stemma.lang.en import voices
from stemma.lang.en.called import sorts
from stemma.lang.en.names import ROLES, gender_of_name, is_acronym_of, longest, normal, same_person, spelled_alike, words
from stemma.lang.reading import Reading
from stemma.model import Ground, Place, Voice, content_id

_SMALL = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "another", "one", "some"})


def share_countries(casts: Sequence[Cast]) -> None:
    """A head of state whose country one report tells keeps it in the others: it decides whose "our intelligence" is."""
    people = [w for c in casts for w in c.people.values() if w.kind == "person"]
    told = [w for w in people if w.country is not None]
    for who in people:
        if who.country is None:
            known = {w.country for w in told if w.key == who.key or same_person(w.name, who.name)}
            who.country = known.pop() if len(known) == 1 else None


def share_descriptions(casts: Sequence[Cast]) -> None:
    """What one report says somebody is ("health minister", "Perth-based") tells in the others whom "the minister" and "the Perth company" mean."""
    said: dict[str, set[str]] = defaultdict(set)
    for cast in casts:
        for who in cast.people.values():
            said[who.key] |= who.described
    for cast in casts:
        for who in cast.people.values():
            who.described |= said[who.key] if who.key.startswith(("org:", "person:")) and (" " in who.key or who.key.startswith("org:")) else set()


def names_called(casts: Sequence[Cast]) -> dict[str, str]:
    """The organisations of two words and more that a report calls a firm or a body -> which."""
    out: dict[str, str] = {}
    for cast in casts:
        for who in cast.people.values():
            sort = cast.called.get(normal(who.name), "")
            sort = sort or ("body" if words(who.name)[-1:] and words(who.name)[-1] in ROLES["bodies_by_name"] else "")
            if who.kind == "organisation" and who.key.startswith("org:") and " " in who.name and (sort in {"firm", "body"} or who.firm):
                out.setdefault(who.name, sort or "firm")
    return out


def firms(readings: Sequence[Reading]) -> frozenset[str]:
    """Single words that some report calls a firm or a body, and that end or begin no person's full name in any."""
    called: set[str] = set()
    people: set[str] = set()
    whole: set[str] = set()
    for reading in readings:
        docs = [p.doc for p in reading.passages if p.kind in SPEAKING]
        called |= {name for name, sort in sorts(docs).items() if sort in {"firm", "body"} and " " not in name}
        for entity in (e for d in docs for e in d.ents):
            parts = words(entity.text)
            if entity.label_ in {"PER", "PERSON"} and len(parts) > 1:
                people |= {parts[0], parts[-1]}
            elif entity.label_ == "ORG" and 1 < len(parts) <= 3 and parts[-1] not in ROLES["newsrooms"] and voices.named(entity.text) is None:
                whole.add(parts[0])
    return frozenset(n for n in called | (whole - COMMON) if n not in people and not gender_of_name(n) and voices.country_in(n) is None)


class Joined:
    """The voices of all reports, and who of which cast is which."""

    def __init__(self, casts: Sequence[tuple[str, Iterable[Who]]], texts: dict[str, str]) -> None:
        self._texts = texts
        members: dict[str, list[tuple[str, Who]]] = defaultdict(list)
        for report, people in casts:
            for who in people:
                members[who.key].append((report, who))
        self._root = {key: key for key in members}
        self._why: dict[str, list[Ground]] = defaultdict(list)
        self._members = members
        self._join_persons()
        self._join_acronyms()
        self._join_short_names()
        groups: dict[str, list[tuple[str, Who]]] = defaultdict(list)
        for key in sorted(members, key=lambda k: (self.root(k) != k, k)):
            groups[self.root(key)].extend(members[key])
        self.groups = groups

    def root(self, key: str) -> str:
        """The key under which a key was joined."""
        while self._root[key] != key:
            key = self._root[key]
        return key

    def id_of(self, key: str) -> str:
        """The id of the voice that a cast's key became."""
        return content_id("voi", self.root(key))

    def house_of(self, key: str) -> str | None:
        """The root key of the voice as whose mouthpiece this one speaks in any of the reports; None where reports differ."""
        houses = {self.root(w.speaks_for) for _, w in self.groups[self.root(key)] if w.mouthpiece and w.speaks_for is not None}
        return houses.pop() if len(houses) == 1 else None

    def spoken_for(self) -> dict[str, str]:
        """Root key -> the root key of the voice that it speaks for in the most reports; the first by name where as many say two things."""
        out = {}
        for root, group in self.groups.items():
            houses = Counter(self.root(w.speaks_for) for _, w in group if w.speaks_for is not None)
            if houses:
                out[root] = min(houses, key=lambda h: (-houses[h], h))
        return out

    def _merge(self, a: str, b: str, rule: str, sentence: str) -> None:
        x, y = sorted((self.root(a), self.root(b)), key=lambda k: (voices.by_key(k) is None, k))
        if x == y:
            return
        self._root[y] = x
        spans = tuple(next(iter(w.mentions)) for key in (a, b) for _, w in self._members[key][:1] if w.mentions)
        self._why[x].append(Ground(rule=rule, sentence=sentence, spans=spans))
        self._why[x].extend(self._why.pop(y, []))

    def _join_persons(self) -> None:
        names = {key: self._members[key][0][1].name for key in sorted(self._members) if key.startswith("person:")}
        full = {k: n for k, n in names.items() if len(words(n)) > 1}
        for (a, x), (b, y) in combinations(full.items(), 2):
            if same_person(x, y):
                self._merge(a, b, "voice.same-person", f'"{x}" and "{y}" are one name, written alike.')
        for key, name in names.items():
            last = words(name)
            if len(last) != 1:
                continue
            fits = {self.root(k): n for k, n in full.items() if words(n)[-1] == last[0] or spelled_alike(words(n)[-1], last[0])}
            if len(fits) == 1:
                ((fit, whole),) = fits.items()
                self._merge(key, fit, "voice.surname", f'"{name}" is the surname of {whole}, the only one so named in these reports.')

    def _join_acronyms(self) -> None:
        organisations = {k: self._members[k][0][1].name for k in sorted(self._members) if k.startswith("org:")}
        for (a, x), (b, y) in combinations(organisations.items(), 2):
            short, whole = sorted((x, y), key=len)
            if " " in whole and is_acronym_of(short, whole):
                self._merge(a, b, "voice.acronym", f'"{short}" are the initials of "{whole}".')

    def _join_short_names(self) -> None:
        """ "Observatory for Birds" is the only "Northern Observatory for Birds"; a single word is too little over several reports."""
        names = {k: words(bare(self._members[k][0][1].name)) for k in sorted(self._members) if k.startswith("org:")}
        for key, short in names.items():
            fits = {self.root(k) for k, full in names.items() if len(short) >= LONG and shortens(short, full)}
            if len(fits) == 1 and self.root(key) not in fits:
                (full,) = fits
                whole = self._members[full][0][1].name
                self._merge(key, full, "voice.short-name", f'"{" ".join(short)}" is short for "{whole}", the only one of that name in these reports.')

    def voices(self, wanted: Iterable[str]) -> tuple[Voice, ...]:
        """The voices with these root keys, in order of their first mention."""
        made = [self._voice(key) for key in sorted(set(wanted))]
        return tuple(sorted(made, key=lambda v: (v.mentions[:1], v.id)))

    def _voice(self, root: str) -> Voice:
        group = [who for _, who in self.groups[root]]
        mentions = sorted({place for who in group for place in who.mentions})
        name = self._name(group)
        known = voices.by_key(root)
        called = frozenset(known.called) if known is not None else frozenset[str]()
        aliases = dict.fromkeys(a for who in group for a in (who.name, *who.aliases))
        aliases.update(dict.fromkeys(s for place in mentions if (s := self._surface(place, called, office=known is not None)) is not None))
        grounds = {(g.rule, g.sentence): g for who in group for g in who.grounds}
        why = [*self._why.get(root, ()), *grounds.values()]
        kind = Counter(who.kind for who in group).most_common(1)[0][0]
        return Voice(
            id=content_id("voi", root),
            name=name,
            kind=kind,
            aliases=tuple(sorted(a for a in aliases if a != name)),
            mentions=tuple(mentions),
            vague=all(who.vague for who in group),
            grounds=tuple(sorted(why, key=lambda g: (g.rule, g.sentence))),
        )

    def _name(self, group: Sequence[Who]) -> str:
        counts = Counter(who.name for who in group for _ in who.mentions or (None,))
        if group[0].kind == "person":
            most = max(len(words(n)) for n in counts)
            top = max(c for n, c in counts.items() if len(words(n)) == most)
            return min(n for n, c in counts.items() if len(words(n)) == most and c == top)
        return longest(counts) if group[0].kind == "anonymous" else group[0].name

    def _surface(self, place: Place, called: frozenset[str], *, office: bool) -> str | None:
        """The words of a mention, when they name somebody: short, capitals in them, a noun by which it is `called`, an office in full; no pronoun."""
        parts = self._texts[place.report][place.start : place.end].replace("\n", " ").split()
        while parts and parts[0].lower() in _SMALL:
            parts.pop(0)
        text = " ".join(parts).strip(' ,;:.()"“”')
        if len(parts) == 1 and normal(text) in called:
            return text
        if office and 2 <= len(parts) <= 5 and "," not in text and parts[-1] in ROLES["bodies"]:
            return text  # "state election commission", as the reports write it
        if not 1 <= len(parts) <= 6 or not any(c.isupper() for c in text) or "," in text or normal(text) in {"i", "he", "she", "it", "they", "we"}:
            return None
        return text
