"""The desk as a person has it: a process, a browser, a mouse and a keyboard. From adding to starting again, all is still there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.library.conftest import EXAMPLES
from tests.tell import hand
from tests.tell.payloads import poisoned
from tests.web.browser import FLAGS, WATCH, chromium, playwright, served
from tests.web.conftest import desk_over
from tests.web.payloads import batches
from tests.web.test_injection import addresses, library_of

#: What a person can act on.
REACHED = "a[href], button, input:not([type=hidden]), select, textarea, summary"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    with playwright() as started:
        one = started.chromium.launch(executable_path=path, args=list(FLAGS), timeout=120_000)
        yield one
        one.close()


def page_of(browser: Any, **given: Any) -> Any:
    """A window that notes what a policy stopped, what failed, and what asked for attention."""
    context = browser.new_context(**given)
    context.set_default_timeout(120_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.bad = []
    page.on("pageerror", lambda error: page.bad.append(str(error)))
    page.on("dialog", lambda dialog: (page.bad.append(dialog.message), dialog.dismiss()))
    return page


def clean(page: Any) -> None:
    """Nothing was stopped by the policy, and nothing failed."""
    assert page.evaluate("window.violations") == []
    assert page.evaluate("window.ran") is None
    assert page.bad == []


def test_from_adding_to_starting_again(browser: Any, tmp_path: Path) -> None:
    store = tmp_path / "new" / "desk.stemma"
    files = [str(p) for p in sorted((EXAMPLES / "troops").iterdir())[:4]]
    with served(store) as address:
        page = page_of(browser, accept_downloads=True)
        page.goto(address)
        assert "key=" not in page.url, "the key has gone into the cookie"
        assert page.inner_text("h1") == "Nothing here yet"
        page.click("main >> text=Add reports")
        page.set_input_files("#files", files)
        page.click("main button:has-text('Add')")
        page.wait_for_selector("h2:has-text('Stories')")
        page.click("main ul a")

        # Read, filter, compare.
        rows = page.locator("table.claims tbody tr").count()
        assert rows > 10
        page.check("input[name=numbers]")
        page.click("main form.filters button")
        assert 0 < page.locator("table.claims tbody tr").count() < rows
        page.go_back()
        page.click("text=Side by side")
        assert page.locator(".side .column").count() == 2
        page.wait_for_selector(".side .lines path", state="attached")
        page.locator(".side .claim").first.hover()
        assert page.locator(".side .claim.lit").count() >= 2
        clean(page)
        page.click(".views >> text=Claims")
        page.wait_for_selector("table.claims")
        page.wait_for_load_state("load")  # the keys come with the script, after the page

        # Correct by keyboard: the first claim is edited from the table.
        page.keyboard.press("j")
        page.wait_for_selector("tr.at")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("e")
        page.wait_for_selector("details.correct[open]")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("A sentence by hand.")
        page.keyboard.press("Enter")
        page.wait_for_selector(".done")
        assert page.inner_text("h1") == "A sentence by hand."
        assert "Ana Field" in page.inner_text("p.by-hand")
        page.keyboard.press("u")
        page.wait_for_selector(".done:has-text('taken back')")
        assert page.inner_text("h1") == first

        # Correct by mouse: confirmed with a note.
        page.click("summary:has-text('Correct this claim')")
        page.fill("form[data-key=c] input[name=note]", "seen it")
        page.click("form[data-key=c] button")
        page.wait_for_selector(".done")
        assert "seen it" in page.inner_text("p.by-hand")
        claim = page.url.partition("?")[0]

        # Take away.
        page.click(".crumbs a")
        page.click(".views >> text=Take away")
        with page.expect_download() as taken:
            page.click("a[href$='/export/md'], a[download] >> nth=0")
        assert Path(taken.value.path()).stat().st_size > 500
        clean(page)
        path = "/" + claim.split("/", 3)[3]
        page.context.close()

    with served(store) as address:
        page = page_of(browser)
        page.goto(address)
        assert page.locator("table.stories tbody tr").count() == 1
        page.goto(address.split("/?")[0] + path)
        assert "seen it" in page.inner_text("p.by-hand")
        page.click("nav >> text=Corrections")
        assert page.locator("tbody tr").count() == 3
        clean(page)
        page.context.close()


@pytest.fixture(scope="module")
def read(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The desk over the examples: its address, and its pages."""
    store = Path(shutil.copy(made, tmp_path_factory.mktemp("browsed") / "desk.stemma"))
    one = desk_over(store)
    pages = [*one.pages(), f"/story/{one.hostile}"]
    with served(store) as address:
        yield address, pages


def scale(page: Any) -> float:
    """How large the drawing of the page is shown."""
    return float(page.evaluate("new DOMMatrix(getComputedStyle(document.querySelector('figure .pane')).transform).a"))


def test_the_keys_that_help_lists_all_work(browser: Any, read: tuple[str, list[str]]) -> None:
    address, pages = read
    page = page_of(browser)
    page.goto(address)
    base = address.split("/?")[0]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
    story = next(p for p in pages if p.startswith("/story/") and p.count("/") == 2)
    claim = next(p for p in pages if "/claim/" in p)
    tried = set()

    def press(key: str) -> None:
        tried.add(key)
        page.keyboard.press("Escape" if key == "Esc" else key)

    page.goto(base + story)
    press("j")
    one = page.evaluate("document.activeElement.href")
    press("j")
    two = page.evaluate("document.activeElement.href")
    assert one != two
    press("k")
    assert page.evaluate("document.activeElement.href") == one
    press("Enter")
    page.wait_for_url(one)
    press("]")
    page.wait_for_url(two)
    press("[")
    page.wait_for_url(one)
    page.goto(base + story)
    for key in ("j", "a", "j", "a"):
        press(key)
    assert page.locator("input[name=claims]:checked").count() == 2
    for key in ("c", "x", "m"):
        press(key)
        assert page.evaluate("document.activeElement.value") == {"c": "confirm", "x": "hide", "m": "merge"}[key] + "-chosen"
    press("a")
    assert page.locator("input[name=claims]:checked").count() == 1
    page.goto(base + next(p for p in pages if p.endswith("/descent")))
    page.wait_for_selector("figure.zoomed")
    sizes = [scale(page)]
    for key in ("+", "-", "-", "0"):
        press(key)
        sizes.append(scale(page))
    assert sizes[1] > sizes[0] == pytest.approx(sizes[2])
    assert sizes[3] < sizes[2]
    press("0")
    assert page.evaluate("(() => { const [f, p] = ['figure', '.pane > *'].map((s) => document.querySelector(s).getBoundingClientRect());"
        " return p.left >= f.left - 1 && p.right <= f.right + 1 && p.bottom <= f.bottom + 1; })()"), "the whole of it"  # fmt: skip
    page.goto(base + claim)
    for key, name in (("c", "confirm-claim"), ("x", "hide-claim"), ("e", "edit-claim"), ("m", "merge-claims"), ("s", "split-claim")):
        press(key)
        assert page.evaluate("document.activeElement.form.elements.verb.value") == name
        press("Esc")
        assert page.evaluate("document.activeElement === document.body")
    press("y")
    page.wait_for_selector("button.copy:has-text('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == page.inner_text("#citation")
    press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("j?")
    assert page.input_value("#find") == "j?", "keys do nothing while somebody types"
    press("Esc")
    page.goto(base + story)
    press("f")
    assert page.evaluate("document.activeElement.name") == "words"
    press("Esc")
    for n, view in enumerate(("", "/figures", "/timeline", "/pledges", "/descent", "/side", "/omissions", "/export"), 1):
        with page.expect_navigation(url=base + story + view):  # the first view is where we are: its address says nothing of whether it has come
            press(str(n))
    press("?")
    page.wait_for_url("**/help")
    listed = page.locator("kbd").all_inner_texts()
    keys = {k for said in listed for k in ([str(n) for n in range(1, 9)] if said == "1 to 8" else said.split(" / ") if len(said) > 1 else [said])}
    press("u")
    page.wait_for_url("**/corrections#undo")
    assert keys == tried, "every key of the list, and no other"
    clean(page)
    page.context.close()


#: Drops files with these names and words onto the page, as a hand would.
DROP = """
(files) => {
  const data = new DataTransfer();
  for (const [name, words] of files) data.items.add(new File([words], name, {type: name.endsWith(".json") ? "application/json" : "text/plain"}));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.querySelector("main").dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
  }
}
"""


def test_files_dropped_on_add(browser: Any, tmp_path: Path) -> None:
    """Several at once and then one more, a bad one among them: all listed, what is done is seen while it is done, what is bad is told."""
    store = tmp_path / "dropped.stemma"
    with served(store) as address:
        page = page_of(browser)
        page.goto(address)
        page.goto(address.split("/?")[0] + "/add")
        good = [[p.name, p.read_text(encoding="utf-8")] for p in sorted((EXAMPLES / "troops").glob("*.json"))[:3]]
        page.wait_for_load_state("load")
        page.evaluate(DROP, [*good, ["broken.json", '{"text": '], ["<b>bold</b>.txt", "   "]])
        assert page.locator("#chosen li").count() == 5
        page.evaluate(DROP, [["one-more.txt", "The harbour master of Lunfors said two ferries collided in fog on Sunday."]])
        assert page.locator("#chosen li").count() == 6, "what was chosen before stays"
        assert page.evaluate("document.querySelector('#files').files.length") == 6
        assert "<b>bold</b>.txt" in page.inner_text("#chosen")
        seen: set[str] = set()
        page.on("response", lambda answer: seen.add(answer.url) if answer.url.endswith(".json") else None)
        page.click("button[type=submit]")
        page.wait_for_selector("h1:has-text('Added')")
        assert any("/add/job/" in url for url in seen), "progress was asked for while it went on"
        assert "4 new reports" in page.inner_text("#counted")
        troubles = page.locator("#troubles li").all_inner_texts()
        assert any("broken.json" in t for t in troubles)
        assert page.locator("h2:has-text('Stories') + ul li").count() == 2
        clean(page)

        # More than fits is told before it is sent, and nothing is sent.
        page.goto(address.split("/?")[0] + "/add")
        page.wait_for_load_state("load")
        page.evaluate(
            "() => { const data = new DataTransfer(); const half = new Uint8Array(26e6);"
            " for (const name of ['a.txt', 'b.txt']) data.items.add(new File([half], name));"
            " document.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: data})); }"
        )
        assert "more than the 50.0 MB" in page.inner_text("#chosen li >> nth=0")
        page.click("button[type=submit]")
        assert page.url.endswith("/add")
        assert not page.evaluate("document.querySelector('#files').checkValidity()")
        clean(page)
        page.context.close()


@pytest.fixture
def own_desk(made: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A desk to write to: its address, and the path of its story."""
    store = Path(shutil.copy(made, tmp_path / "own.stemma"))
    story = f"/story/{desk_over(store).story}"
    with served(store) as address:
        yield address, story


def test_claims_are_merged_in_the_table_by_keyboard(browser: Any, own_desk: tuple[str, str]) -> None:
    """Chosen with the preview of what they would be, on two pages of the table, merged at once, taken back with one key."""
    address, story = own_desk
    page = page_of(browser)
    page.goto(address)
    base = address.split("/?")[0]
    page.goto(base + story)
    page.wait_for_load_state("load")
    whole = page.inner_text("caption")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert "1 claim chosen" in page.inner_text(".chosen .island")
    assert page.is_disabled("button[value=merge-chosen]"), "one alone cannot be merged"
    assert page.is_enabled("button[value=confirm-chosen]")
    first = page.input_value("tr.at input[name=claims]")
    page.goto(f"{base}{story}?at=60")
    page.wait_for_selector(".chosen .island li")  # chosen on the page before
    page.keyboard.press("j")
    other = page.input_value("tr.at input[name=claims]")
    words = page.inner_text("tr.at th a")
    page.keyboard.press("m")  # the row that one is at is the second one
    assert page.evaluate("document.activeElement.value") == "merge-chosen"
    assert page.locator(".chosen .island li").count() == 2
    assert "Told by" in page.inner_text(".merged")
    page.check(f".chosen input[name=into][value='{other}']")
    assert words in page.inner_text(".merged b")
    assert "2 claims chosen" in page.inner_text("#chosen [role=status]")
    clean(page)
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    assert words in page.inner_text(".done")
    assert page.locator(".chosen .island li").count() == 0, "what was done is no longer chosen"
    page.goto(base + story)
    assert page.inner_text("caption") != whole
    found = page.evaluate(f"fetch('{story}/claim/{other}.json').then((a) => a.status)")
    assert (found, page.evaluate(f"fetch('{story}/claim/{first}.json').then((a) => a.status)")) == (200, 404)
    page.goto(f"{base}/corrections")
    page.keyboard.press("u")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ahead")
    page.goto(base + story)
    assert page.inner_text("caption") == whole
    clean(page)
    page.context.close()


def test_claims_are_merged_in_the_table_without_script(browser: Any, own_desk: tuple[str, str]) -> None:
    address, story = own_desk
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.goto(address.split("/?")[0] + story)
    before = page.inner_text("caption")
    for n in (1, 2, 4):
        page.locator("input[name=claims]").nth(n).check()
    page.fill(".chosen input[name=note]", "the same count")
    page.click("button[value=merge-chosen]")
    assert page.locator(".done li").count() == 2
    assert "the same count" in page.inner_text("tr.set p.by-hand >> nth=0")
    assert page.inner_text("caption") != before
    page.click("#undo button")
    assert page.inner_text("caption") == before
    assert "taken back" in page.inner_text(".done")
    page.context.close()


def test_drawings_are_moved_and_the_stemma_is_traced(browser: Any, read: tuple[str, list[str]]) -> None:
    address, pages = read
    page = page_of(browser, viewport={"width": 390, "height": 800})
    page.goto(address)
    base = address.split("/?")[0]
    page.goto(base + next(p for p in pages if p.endswith("/descent")))
    page.wait_for_selector("figure.zoomed")
    before = scale(page)
    page.click(".tools button[aria-label^='Zoom in']")
    assert scale(page) > before
    page.click(".tools button:has-text('Whole')")
    assert scale(page) < before
    page.reload()
    page.wait_for_selector("figure.zoomed")

    # What gets the focus is in the frame, and its ancestors and descendants stand out, in words too.
    inside = (
        "(() => { const f = document.querySelector('figure').getBoundingClientRect(), e = document.activeElement.getBoundingClientRect();"
        " return e.left >= f.left - 1 && e.right <= f.right + 1 && document.querySelector('figure').scrollLeft === 0; })()"
    )
    seen = 0
    page.focus("figure.stemma")
    for _ in range(page.locator("figure.stemma a").count()):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-node]')"):
            assert page.evaluate(inside), "what one is at can be seen"
            name = page.evaluate("document.activeElement.dataset.name")
            assert page.inner_text(".traced").startswith(name)
            assert page.locator("figure.tracing [data-node].on").count() >= 1
            seen += page.locator("figure.tracing [data-node]:not(.on)").count() > 0
    assert seen >= 3
    assert "has words from" in page.evaluate(
        "(() => { const line = document.querySelector('[data-directed=\"1\"]'), child = line.dataset.child;"
        " document.querySelector(`a[data-node='${child}']`).focus(); return document.querySelector('.traced').textContent; })()"
    )
    page.focus("figure.stemma")
    moved = page.evaluate("document.querySelector('.pane').style.transform")
    page.keyboard.press("ArrowLeft" if "translate(-" in moved else "ArrowRight")
    assert page.evaluate("document.querySelector('.pane').style.transform") != moved
    clean(page)
    page.context.close()


def test_columns_scroll_together_and_are_joined(browser: Any, read: tuple[str, list[str]]) -> None:
    address, pages = read
    page = page_of(browser, viewport={"width": 1200, "height": 500})
    page.goto(address)
    base, side = address.split("/?")[0], next(p for p in pages if p.endswith("/side"))
    page.goto(base + side)
    reports = page.locator("fieldset.choices input").evaluate_all("found => found.map((e) => e.value)")
    for many in (2, 3, 4):
        page.goto(base + side + "?" + "&".join(f"r={r}" for r in reports[:many]))
        page.wait_for_load_state("load")
        assert page.locator(".side .column").count() == many
        found = page.evaluate(
            """() => {
              const columns = [...document.querySelectorAll('.side .column')];
              columns[0].scrollTop = columns[0].scrollHeight;
              return new Promise((done) => setTimeout(() => done(columns.map((c) => [c.scrollTop, c.scrollHeight - c.clientHeight])), 300));
            }"""
        )
        assert all(abs(at - most) < 3 for at, most in found), f"the foot of one is the foot of all: {found}"
        shared = set(page.locator(".side .claim").evaluate_all("found => found.flatMap((e) => e.dataset.claims.split(' '))"))
        assert shared
        page.locator(".side .claim a.ref").first.focus()
        page.wait_for_selector(".side .claim.lit")
        assert page.locator(".side .claim.lit").count() >= 2
        tops = page.evaluate(
            "[...document.querySelectorAll('.side .column')].map((c) => c.querySelector('.claim.lit')).filter(Boolean)"
            ".map((e) => e.getBoundingClientRect().top)"
        )
        assert len(tops) >= 2
        assert page.locator(".side .lines path.lit").count() >= 1
        assert page.locator(".side .lines path[class*=shade-]").count() == page.locator(".side .lines path").count(), "each in its claim's colour"
        silent = page.locator(".side .column .left-out li").count()
        told = page.locator(".side .column a[href^='#left-out']").all_inner_texts()
        assert silent == sum(int(t.split(" ")[2]) for t in told)
        grey, ink = (page.evaluate(f"getComputedStyle(document.querySelector('{e}')).color") for e in (".left-out", "body"))
        assert grey != ink
    clean(page)
    page.context.close()


def test_a_line_of_the_stemma_opens_its_passages(browser: Any, read: tuple[str, list[str]]) -> None:
    address, pages = read
    page = page_of(browser)
    page.goto(address)
    page.goto(address.split("/?")[0] + next(p for p in pages if p.endswith("/descent")))
    page.wait_for_load_state("load")
    assert page.locator("details.edge[open]").count() == 0
    line = page.locator(".stemma a").first
    line.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("details.edge[open]")
    (opened,) = page.locator("details.edge[open]").evaluate_all("found => found.map((e) => e.id)")
    assert line.get_attribute("href") == f"#{opened}"
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    clean(page)
    page.context.close()


def test_landmarks_and_names_for_a_screen_reader(browser: Any, read: tuple[str, list[str]]) -> None:
    """One banner, one main, one footer, navigations and searches with names of their own; every control and picture is named."""
    address, pages = read
    page = page_of(browser)
    page.goto(address)
    for path in pages:
        page.goto(address.split("/?")[0] + path)
        found = page.evaluate(
            """() => ({
              one: ['body > header', 'main', 'body > footer', 'h1'].map((s) => document.querySelectorAll(s).length),
              navs: [...document.querySelectorAll('nav')].map((n) => n.getAttribute('aria-label')),
              lang: document.documentElement.lang,
              unnamed: [...document.querySelectorAll('button, select, textarea, input:not([type=hidden])')]
                .filter((e) => !e.labels?.length && !e.getAttribute('aria-label') && !e.textContent.trim()).map((e) => e.outerHTML.slice(0, 80)),
              pictures: [...document.querySelectorAll('img, svg[role=img]')]
                .filter((e) => !e.getAttribute('alt') && !e.getAttribute('aria-label')).length,
              scrolled: [...document.querySelectorAll('main *')].filter((e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY)
                && e.scrollHeight > e.clientHeight + 1 && e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 80)),
            })"""
        )
        assert found["one"] == [1, 1, 1, 1], path
        assert found["lang"] == "en"
        assert None not in found["navs"]
        assert len(found["navs"]) == len(set(found["navs"])), path
        assert found["unnamed"] == [], path
        assert found["pictures"] == 0, path
        assert found["scrolled"] == [], f"{path}: scrolls and is not reached by keyboard"
        assert page.locator("details.help summary").count() == 1, f"{path} explains itself"
    page.context.close()


def test_all_that_can_be_done_is_reached_by_tab_and_seen(browser: Any, read: tuple[str, list[str]]) -> None:
    address, pages = read
    page = page_of(browser)
    page.goto(address)
    claim = next(p for p in pages if "/claim/" in p)
    for path in ("/", "/add", claim):
        page.goto(address.split("/?")[0] + path)
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        wanted = page.evaluate(f"[...document.querySelectorAll('{REACHED}')].filter((e) => e.checkVisibility()).length")
        seen = 0
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for _ in range(wanted * 4):
            at = page.evaluate(
                "(() => { const e = document.activeElement; if (e === document.body) return null; const s = getComputedStyle(e);"
                " const fresh = !e.dataset.met; e.dataset.met = '1'; return [fresh, s.outlineStyle, e.tagName]; })()"
            )
            if at is None or (not at[0] and at[2] == "A"):
                break
            if at[0]:
                seen += 1
                assert at[1] != "none", f"{at[2]} on {path} shows no focus"
            page.keyboard.press("Tab")
        assert seen >= wanted, path
    page.context.close()


@pytest.mark.parametrize(("width", "scheme", "zoom"), [(1200, "light", 1), (1200, "dark", 1), (390, "light", 1), (1200, "light", 2)])
def test_nothing_serious_for_axe(browser: Any, packages: Path, read: tuple[str, list[str]], width: int, scheme: str, zoom: int) -> None:
    axe = packages / "axe-core" / "axe.min.js"
    address, pages = read
    page = page_of(browser, viewport={"width": width // zoom, "height": 900 // zoom}, device_scale_factor=zoom, color_scheme=scheme)
    page.goto(address)
    script = axe.read_text(encoding="utf-8")
    found = []
    for path in pages:
        page.goto(address.split("/?")[0] + path)
        clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} is wider than the window"
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        page.evaluate("document.querySelectorAll('input[name=claims]').forEach((box, n) => n < 2 && box.click())")
        page.evaluate(script)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{path}: {v['id']} ({v['impact']}): {v['nodes'][0]['html'][:120]}"
            for v in result["violations"]
            if v["impact"] in ("serious", "critical")
        ]
    page.context.close()
    assert found == []


def test_print_shows_the_matter_and_no_controls(browser: Any, read: tuple[str, list[str]]) -> None:
    address, pages = read
    page = page_of(browser)
    page.goto(address)
    for path in (p for p in pages if p.startswith(("/story/", "/report/"))):
        page.goto(address.split("/?")[0] + path)
        page.emulate_media(media="print")
        shown = page.evaluate(
            "[...document.querySelectorAll('nav, form, button, input')].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))"
        )
        assert shown == [], path
        assert page.is_visible("h1")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.emulate_media(media="screen")
    page.context.close()


def test_no_payload_runs(browser: Any, tmp_path: Path) -> None:
    words = batches(60)[1]
    ledger = poisoned(hand.ledger(), words, "javascript:window.ran=1")
    store = tmp_path / "hostile.stemma"
    library_of(store, ledger)
    with served(store) as address:
        page = page_of(browser)
        page.goto(address)
        for path, query in addresses(ledger, words[:1500]):
            from urllib.parse import urlencode

            page.goto(address.split("/?")[0] + path + (f"?{urlencode(query)}" if query else ""))
            clean(page)
            assert page.url.startswith(address.split("/?")[0])
        page.context.close()
