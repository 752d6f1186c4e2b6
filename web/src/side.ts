import { lines } from "./lines";

// Side by side: pointing at a claim in one column lights it in all and brings it into view; the columns scroll together.

export function sideBySide(): void {
  const columns = [...document.querySelectorAll<HTMLElement>(".side .column")];
  if (columns.length < 2) return;
  const spans = [...document.querySelectorAll<HTMLElement>(".side .claim")];
  const claims = (span: HTMLElement): string[] => (span.dataset["claims"] ?? "").split(" ");

  const drawn = lines(columns[0]!.parentElement!, columns);
  let scrolling = false;
  const light = (from: HTMLElement, bring: boolean): void => {
    const wanted = new Set(claims(from));
    for (const span of spans) span.classList.toggle("lit", claims(span).some((n) => wanted.has(n)));
    drawn();
    if (!bring) return;
    const own = from.closest(".column");
    scrolling = true;
    for (const column of columns) {
      if (column === own) continue;
      const twin = [...column.querySelectorAll<HTMLElement>(".claim.lit")][0];
      if (twin) column.scrollTop += twin.getBoundingClientRect().top - from.getBoundingClientRect().top;
    }
    requestAnimationFrame(() => (scrolling = false));
  };

  for (const span of spans) {
    span.addEventListener("pointerenter", () => light(span, false));
    span.addEventListener("click", () => light(span, true));
    span.querySelector("a")?.addEventListener("focus", () => light(span, false));
  }

  for (const column of columns) {
    column.addEventListener("scroll", () => {
      if (scrolling) return;
      scrolling = true;
      const share = column.scrollTop / Math.max(1, column.scrollHeight - column.clientHeight);
      for (const other of columns) {
        if (other !== column) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
      }
      requestAnimationFrame(() => (scrolling = false));
    });
  }
}
