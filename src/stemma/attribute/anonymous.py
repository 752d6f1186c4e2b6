"""Anonymous sources belong to the newsroom that knows them: "three people familiar with the matter (Reuters)"."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.attribute.cast import Cast
from stemma.attribute.chains import Said
from stemma.attribute.who import Who
from stemma.lang.en.names import normal
from stemma.model import Ground

_PEOPLE = frozenset({"people", "person", "source", "sources", "individuals", "insiders", "insider"})


def newsrooms(told: Sequence[tuple[Cast, list[Said]]]) -> None:
    """Gives every anonymous voice its newsroom's key and name, and the newsroom its place before it in the chain.

    The newsroom is the agency or outlet that passes the anonymous words on; else the report's credited agency; else its outlet.
    """
    for cast, said in told:
        named: dict[str, Who | None] = {}
        for one in said:
            for place, who in enumerate(one.chain):
                if not who.key.startswith("anon:"):
                    continue
                front = next((w for w in reversed(one.chain[:place]) if w.relays), None)
                if named.get(who.key) is None:
                    named[who.key] = front
        for one in said:
            for place, who in enumerate(list(one.chain)):
                if who.key.startswith("anon:") and not any(w.relays for w in one.chain[:place]) and (front := named.get(who.key)) is not None:
                    one.chain.insert(place, front)
        for key, front in named.items():
            _rename(cast, cast.people[key], front)


def _rename(cast: Cast, who: Who, front: Who | None) -> None:
    own = cast.newsroom
    room, label = (
        (front.key, front.name) if front is not None else (own.key, own.name) if own is not None else (cast.report, cast.reading.report.outlet)
    )
    words = normal(who.name).split()
    sort = "people" if _PEOPLE & set(words) else words[0] if words else "people"
    del cast.people[who.key]
    who.aliases.setdefault(who.name)
    who.name = f"{who.name} ({label})" if label else who.name
    who.key = f"anon:{room}:{sort}"
    if who.key in cast.people:
        older = cast.people[who.key]
        older.mentions.update(who.mentions)
        older.aliases.update(who.aliases)
        older.aliases.setdefault(who.name)
    else:
        cast.people[who.key] = who
    sentence = f"Unnamed sources of one newsroom ({label or 'the report itself'}) are one origin, whoever repeats them."
    who.grounds.append(Ground(rule="voice.newsroom", sentence=sentence, spans=tuple(who.mentions)[:1]))
