"""What other programs take: RIS and CSL-JSON for bibliographies, Web Annotations, schema.org claims."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pytest

from stemma.model import Ledger
from stemma.tell.exports.annotations import as_annotations
from stemma.tell.exports.bibliography import as_csl, as_ris, authors
from stemma.tell.exports.linked_claims import as_linked_claims
from tests.tell.exports.payloads import PAYLOADS
from tests.tell.hand import TEXTS, ledger
from tests.tell.payloads import poisoned


def test_ris() -> None:
    text = as_ris(ledger(), taken={"r-harbour": "2025-03-06T10:00:00Z"}).decode()
    records = text.split("ER  - \r\n")
    assert records.pop() == ""
    assert len(records) == 4
    lines = records[0].split("\r\n")
    assert lines[:3] == ["TY  - NEWS", "ID  - r-harbour", "TI  - Ferry aground off Cape Lorn"]
    assert {
        "T2  - The Harbour Post",
        "PY  - 2025",
        "DA  - 2025/03/04/",
        "UR  - https://harbour-post.example/ferry",
        "LA  - en",
        "Y2  - 2025/03/06/",
    } <= {*lines}
    assert "DA" not in records[3]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_opens_a_record_or_a_tag_of_its_own(payload: str) -> None:
    text = as_ris(poisoned(ledger(), payload, "https://x.example/")).decode()
    assert text.count("TY  - ") - payload.count("TY  - ") * 4 == 4
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n") if line)


def test_csl() -> None:
    first, _, third, fourth = json.loads(as_csl(ledger()))
    assert first["type"] == "article-newspaper"
    assert (first["title"], first["container-title"]) == ("Ferry aground off Cape Lorn", "The Harbour Post")
    assert first["issued"] == {"date-parts": [[2025, 3, 4]]}
    assert "title" not in third
    assert "issued" not in fourth


def test_a_date_that_stemma_inferred_is_no_date_of_publication() -> None:
    guessed = dataclasses.replace(ledger(), reports=tuple(dataclasses.replace(r, published_from="inferred") for r in ledger().reports))
    assert b"DA  - " not in as_ris(guessed)
    assert b"issued" not in as_csl(guessed)
    assert b"datePublished" not in as_linked_claims(guessed)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Brandt and Bo Lind", ["Ada Brandt", "Bo Lind"]),
        ("Ada Brandt, Bo Lind & Cy Day", ["Ada Brandt", "Bo Lind", "Cy Day"]),
        ("By our correspondent in the port of Meridian and others", ["our correspondent in the port of Meridian and others"]),
        (None, []),
        ("", []),
    ],
)
def test_authors(byline: str | None, names: list[str]) -> None:
    assert [n for n in authors(dataclasses.replace(ledger().reports[0], byline=byline)) if n] == names


def test_annotations_find_their_words_twice() -> None:
    value = json.loads(as_annotations(ledger()))
    assert value["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (value["type"], value["total"], value["first"]["type"]) == ("AnnotationCollection", 1, "AnnotationPage")
    (one,) = value["first"]["items"]
    assert (one["id"], one["type"]) == ("urn:stemma:a-1", "Annotation")
    (target,) = one["target"]
    assert target["source"] == "https://harbour-post.example/ferry"
    quote, place = target["selector"]
    text = TEXTS["r-harbour"]
    assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert text[place["start"] : place["end"]] == quote["exact"]
    assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
    assert [b["value"] for b in one["body"] if "value" in b] == ["Coast Guard chief Ada Brandt said (indirect)", "Ada Brandt"]


def test_claims_as_linked_data_point_at_what_is_there() -> None:
    value = json.loads(as_linked_claims(ledger()))
    assert value["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = value["@graph"]
    ids = [node["@id"] for node in graph]
    assert len(set(ids)) == len(ids)
    assert {"NewsArticle", "Person", "NewsMediaOrganization", "Organization", "Claim"} == {n["@type"] for n in graph}
    assert "ClaimReview" not in json.dumps(graph)

    def pointed(node: Any) -> list[str]:
        if isinstance(node, dict):
            return [node["@id"]] if set(node) == {"@id"} else [p for v in node.values() for p in pointed(v)]
        return [p for v in node for p in pointed(v)] if isinstance(node, list) else []

    assert set(pointed(graph)) <= set(ids)
    taken = next(n for n in graph if n["@id"] == "urn:stemma:c-taken")
    assert taken["firstAppearance"] == {"@id": "urn:stemma:r-harbour"}
    assert taken["temporalCoverage"] == "2025-03-04/2025-03-04"
    assert [q["text"] for q in taken["isBasedOn"]] == ["at least 70 passengers had been taken off by nightfall"] * 3


def test_who_denies_a_claim_is_not_told_as_its_author() -> None:
    denied = next(n for n in json.loads(as_linked_claims(ledger()))["@graph"] if n["@id"] == "urn:stemma:c-overloaded")
    assert "author" not in denied
    assert "spokenByCharacter" not in denied["isBasedOn"][0]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("write", [as_csl, as_annotations, as_linked_claims])
def test_no_address_but_those_of_the_web(write: Any, payload: str) -> None:
    def addresses(node: Any) -> list[str]:
        if isinstance(node, dict):
            return [v for k, v in node.items() if k in ("url", "URL", "source", "@id", "id")] + [a for v in node.values() for a in addresses(v)]
        return [a for v in node for a in addresses(v)] if isinstance(node, list) else []

    found = addresses(json.loads(write(poisoned(ledger(), payload, "javascript:alert(1)"))))
    assert found
    assert not [a for a in found if "javascript:" in a]
    assert b"UR  - " not in as_ris(poisoned(ledger(), payload, "javascript:alert(1)"))


@pytest.mark.parametrize("write", [as_ris, as_csl, as_annotations, as_linked_claims])
def test_nothing_read_gives_an_empty_file_of_the_form(write: Any) -> None:
    assert write(Ledger()) == b"" if write is as_ris else json.loads(write(Ledger())) is not None
