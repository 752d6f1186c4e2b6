import { joined, type Ends } from "./joined";
import { lines } from "./lines";

// Side by side: pointing at a claim in one column lights it in all and brings it into view; the columns scroll together, shared claim by shared
// claim, so that what tells the same stands at the same height wherever the order of both reports allows it.

export function sideBySide(): void {
  const columns = [...document.querySelectorAll<HTMLElement>(".side .column")];
  if (columns.length < 2) return;
  const spans = [...document.querySelectorAll<HTMLElement>(".side .claim")];
  const claims = (span: HTMLElement): string[] => (span.dataset["claims"] ?? "").split(" ");
  const ends: Ends[] = columns.map((column) => {
    const first = new Map<string, HTMLElement>();
    for (const span of column.querySelectorAll<HTMLElement>(".claim")) for (const claim of claims(span)) if (!first.has(claim)) first.set(claim, span);
    return first;
  });

  const drawn = lines(columns[0]!.parentElement!, columns, ends);
  let led = -1; // the column that a person scrolls; the others follow
  let free = 0;
  const follow = (at: number): void => {
    led = at;
    clearTimeout(free);
    free = window.setTimeout(() => (led = -1), 120);
    columns.forEach((other, n) => {
      if (n !== at) other.scrollTop = joined(columns[at]!, other, ends[at]!, ends[n]!);
    });
  };
  columns.forEach((column, at) => column.addEventListener("scroll", () => (led === -1 || led === at) && follow(at), { passive: true }));

  const light = (from: HTMLElement, bring: boolean): void => {
    const wanted = new Set(claims(from));
    for (const span of spans) span.classList.toggle("lit", claims(span).some((n) => wanted.has(n)));
    drawn();
    if (!bring) return;
    const own = columns.findIndex((column) => column.contains(from));
    led = own;
    clearTimeout(free);
    free = window.setTimeout(() => (led = -1), 400);
    columns.forEach((column, n) => {
      const twin = column.querySelector<HTMLElement>(".claim.lit");
      if (n !== own && twin) column.scrollTop += twin.getBoundingClientRect().top - from.getBoundingClientRect().top;
    });
  };
  for (const span of spans) {
    span.addEventListener("pointerenter", () => light(span, false));
    span.addEventListener("click", () => light(span, true));
    span.querySelector("a")?.addEventListener("focus", () => light(span, true));
  }
}
