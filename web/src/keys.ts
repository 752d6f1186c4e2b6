// The keyboard: moving through claims and tellings, opening, correcting, searching. Keys do nothing while somebody types.

const ITEMS = "table.claims tbody tr, table.stories tbody tr, ol.tellings > li, ul.hits > li";

export function keys(): void {
  const items = [...document.querySelectorAll<HTMLElement>(ITEMS)];
  let at = -1;

  const move = (by: number): void => {
    if (items.length === 0) return;
    items[at]?.classList.remove("at");
    at = Math.min(items.length - 1, Math.max(0, at + by));
    const item = items[at];
    if (!item) return;
    item.classList.add("at");
    item.scrollIntoView({ block: "nearest" });
    (item.querySelector<HTMLElement>("a") ?? item).focus({ preventScroll: true });
  };

  const follow = (selector: string): void => document.querySelector<HTMLAnchorElement>(selector)?.click();

  const correct = (key: string): void => {
    const form = document.querySelector<HTMLFormElement>(`details.correct form[data-key="${key}"]`);
    if (!form) {
      items[at]?.querySelector<HTMLAnchorElement>("a")?.click(); // the forms stand on the claim's own page
      return;
    }
    form.closest("details")?.setAttribute("open", "");
    const field = form.querySelector<HTMLElement>("input:not([type=hidden]), select");
    (field ?? form.querySelector<HTMLElement>("button"))?.focus();
  };

  const actions: Record<string, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    "[": () => follow("a[rel=prev]"),
    "]": () => follow("a[rel=next]"),
    "/": () => document.querySelector<HTMLInputElement>("#find")?.focus(),
    "?": () => location.assign("/help"),
    u: () => location.assign("/corrections"),
    c: () => correct("c"),
    x: () => correct("x"),
    e: () => correct("e"),
    m: () => correct("m"),
    s: () => correct("s"),
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
