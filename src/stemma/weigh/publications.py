"""Agencies and outlets that others take their matter from, out of the table of known voices."""

from __future__ import annotations

from functools import cache

from stemma.lang.en.voices import Known, country_in, named, office_in, table


@cache
def aliases() -> tuple[str, ...]:
    """Every name under which a known publication is cited, as written."""
    return tuple(sorted({a for known in table().by_key.values() if known.relays and not known.ambiguous for a in (known.name, *known.aliases)}))


def canonical(name: str) -> str | None:
    """The publication's one short name; None for a name that is not known."""
    known = named(name.strip()) if name.strip() else None
    return _short(known) if known is not None and known.relays else None


def _short(known: Known) -> str:
    """An agency goes by the letters of its credit line ("AP"), anybody else by name."""
    if known.kind != "agency":
        return known.name
    letters = sorted((a for a in known.aliases if a.isupper() and a.isalpha() and 2 <= len(a) <= 5), key=lambda a: (len(a), a))
    return letters[0] if letters and len(known.name.split()) > 1 else known.name


def known_organisation(name: str) -> str | None:
    """The organisation, office or government that goes under this name, if the table has one; media and people are none."""
    plain = name.strip().removeprefix("The ").removeprefix("the ")
    known = named(plain) if plain else None
    if known is not None:
        return None if known.relays or known.kind == "person" else known.name
    office = office_in(plain) if plain else None
    if office is not None and office not in ("media", "state media", "officials") and country_in(plain) is not None:
        return plain
    return None
