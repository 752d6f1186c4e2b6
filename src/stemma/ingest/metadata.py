"""What a page says of itself: JSON-LD, OpenGraph, meta tags, microdata, times; read once, before anything is taken out of the tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from stemma.ingest import dates

_PUBLISHED = (  # noqa: SIM905
    "article:published_time og:article:published_time og:pubdate pubdate publishdate publish-date publish_date published_time datepublished "
    "article.published dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date dcterms.date sailthru.date parsely-pub-date "
    "cxenseparse:recs:publishtime bt:pubdate rnews:datepublished article_date_original originalpublicationdate date"
).split()
_UPDATED = (
    "article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified lastmod last-modified article.updated revision_date".split()  # noqa: SIM905
)
_AUTHOR = "author article:author parsely-author byl dc.creator dcterms.creator sailthru.author citation_author".split()  # noqa: SIM905
_SITE = "og:site_name application-name publisher dc.publisher".split()  # noqa: SIM905
_SOURCE = "syndication-source original-source article:source news_source source dc.source".split()  # noqa: SIM905
_ARTICLE = re.compile(r"(?:News|Reportage|Analysis|Opinion|Background|Blog|LiveBlog|Satirical|Review|Scholarly|Tech)?(?:Article|Posting|Report)$")
_SKIP_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,60}$")
_BY = re.compile(r"^\s*(?:(?:written|posted|reported)\s+)?by\b[:\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """According to the page."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    credits: tuple[str, ...] = ()
    #: The story as JSON-LD repeats it; the fallback when no extractor finds it.
    article_body: str | None = None


def of(tree: html.HtmlElement) -> tuple[Metadata, list[str]]:
    """What the page says of itself, and what was wrong with it, in words."""
    said: list[str] = []
    nodes = list(_nodes(tree, said))
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str)}
    url = _url(tree)
    article = _article(nodes, url)
    meta = _meta(tree)
    outlet = _name(_resolved(article.get("publisher"), by_id)) or _first(meta, _SITE)
    found = Metadata(
        url=url or _http(article.get("url")),
        outlet=outlet,
        title=_title(tree, article, meta, outlet),
        byline=_byline(tree, article, meta, by_id),
        published=dates.iso(article.get("datePublished")) or _first_date(meta, _PUBLISHED) or _time(tree, "datePublished"),
        updated=dates.iso(article.get("dateModified")) or _first_date(meta, _UPDATED) or _time(tree, "dateModified"),
        credits=tuple(dict.fromkeys([*_sources(article, by_id), *(v for k in _SOURCE for v in meta.get(k, ()))])),
        article_body=_string(article.get("articleBody")),
    )
    return found, said if found.published is None else []


def _nodes(tree: html.HtmlElement, said: list[str]) -> Iterator[dict[str, Any]]:
    """All objects of the page's JSON-LD, the nested ones of @graph and lists too."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:\]\]>|-->)\s*$|;\s*$", "", script.text or "").strip()
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            if text:
                said.append("its JSON-LD is broken, and it states no date elsewhere.")
            continue
        waiting: list[Any] = [value]
        for _ in range(2000):
            if not waiting:
                break
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                yield item
                waiting += [item[k] for k in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(item.get(k), dict | list)]


def _article(nodes: list[dict[str, Any]], url: str | None) -> dict[str, Any]:
    """The node of the page's own article; an empty one when there is none."""
    articles = [n for n in nodes if any(_ARTICLE.search(str(t)) for t in _list(n.get("@type")))]
    for node in articles:
        page = node.get("mainEntityOfPage")
        named = {str(page.get("@id")) if isinstance(page, dict) else str(page), str(node.get("url")), str(node.get("@id"))}
        if url and url.split("?")[0].rstrip("/") in {n.split("?")[0].split("#")[0].rstrip("/") for n in named}:
            return node
    return max(articles, key=lambda n: len([k for k in ("headline", "datePublished", "author", "articleBody") if n.get(k)]), default={})


def _meta(tree: html.HtmlElement) -> dict[str, list[str]]:
    """The page's meta tags: lower-case name to contents, in order."""
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = " ".join((tag.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and tag.get(attribute):
                found.setdefault(tag.get(attribute).strip().lower(), []).append(content[:1000])
    return found


def _title(tree: html.HtmlElement, article: dict[str, Any], meta: dict[str, list[str]], outlet: str | None) -> str | None:
    stated = _string(article.get("headline"))
    if stated:
        return stated
    heads = [t for h in tree.iter("h1") if (t := " ".join("".join(h.itertext()).split()))]
    title = _first(meta, ["og:title", "twitter:title", "dc.title"]) or next((" ".join((t.text or "").split()) for t in tree.iter("title")), None)
    if title and outlet and title.casefold().endswith(outlet.casefold()):
        title = title[: -len(outlet)].rstrip(" |–—-:") or title
    if title and len(heads) == 1 and title.casefold().startswith(heads[0].casefold()):
        return heads[0]
    if title:
        return _SKIP_SUFFIX.sub("", title) if len(heads) != 1 and len(title) > 60 else title
    return heads[0] if heads else None


def _byline(tree: html.HtmlElement, article: dict[str, Any], meta: dict[str, list[str]], by_id: dict[str, Any]) -> str | None:
    names = [n for a in _list(article.get("author")) if (n := _name(_resolved(a, by_id)))]
    names = names or [v for k in _AUTHOR for v in meta.get(k, ()) if not v.startswith(("http:", "https:", "@"))][:4]
    if not names:
        marked = tree.xpath("//*[@rel='author' or @itemprop='author' or contains(concat(' ', normalize-space(@class), ' '), ' byline ')]")
        names = [t for e in marked[:4] if 2 < len(t := " ".join(" ".join(e.itertext()).split())) <= 120][:1]
    clean = [_BY.sub("", n).strip() for n in names]
    return ", ".join(dict.fromkeys(n for n in clean if n)) or None


def _time(tree: html.HtmlElement, what: str) -> str | None:
    """A date in microdata, or for the date of publication in the first <time> of the article or page."""
    for element in tree.xpath("//*[@itemprop=$what]", what=what):
        if value := dates.iso(element.get("datetime") or element.get("content") or "".join(element.itertext())):
            return value
    if what != "datePublished":
        return None
    for path in ("//article//time[@datetime]", "//main//time[@datetime]", "//time[@pubdate]", "//time[@datetime]"):
        for element in tree.xpath(path)[:3]:
            if value := dates.iso(element.get("datetime")):
                return value
    return None


def _sources(article: dict[str, Any], by_id: dict[str, Any]) -> Iterator[str]:
    """Organisations and works that the article is credited to or based on."""
    for field in ("sourceOrganization", "isBasedOn", "provider"):
        for item in _list(article.get(field)):
            node = _resolved(item, by_id)
            name = _name(node)
            if name is None and isinstance(node, dict):
                name = _name(_resolved(node.get("publisher"), by_id)) or _http(node.get("url") or node.get("@id"))
            if name:
                yield name


def _name(node: Any) -> str | None:
    if isinstance(node, list):
        return next((n for item in node if (n := _name(item))), None)
    return _string(node.get("name")) if isinstance(node, dict) else _string(node)


def _resolved(node: Any, by_id: dict[str, Any]) -> Any:
    """The node itself, or the one that it only refers to."""
    if isinstance(node, dict) and set(node) <= {"@id", "@type"}:
        return by_id.get(str(node.get("@id")), node)
    return node


def _url(tree: html.HtmlElement) -> str | None:
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for value in tree.xpath(path):
            if _http(value):
                return str(value).strip()
    return None


def _http(value: Any) -> str | None:
    """The value if it is a web address."""
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _first(meta: dict[str, list[str]], names: list[str]) -> str | None:
    return next((v for n in names for v in meta.get(n, ())), None)


def _first_date(meta: dict[str, list[str]], names: list[str]) -> str | None:
    return next((d for n in names for v in meta.get(n, ()) if (d := dates.iso(v))), None)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _string(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    text = html.fromstring(f"<p>{value}</p>").text_content() if "&" in value and ";" in value and "<" not in value else value
    return text.strip() or None
