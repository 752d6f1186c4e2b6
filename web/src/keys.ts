// The keyboard: moving through claims and tellings, opening, correcting, searching. Keys do nothing while somebody types.

import type { Choosing } from "./choosing";
import type { Drawing } from "./zooming";

const ITEMS = "main tbody tr, .tellings > li, ul.hits > li, details.edge, article[aria-labelledby]";

export function keys(choosing: Choosing | null, drawing: Drawing | null): void {
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
    (item.querySelector<HTMLElement>("th a, a:not(.pen), summary, button") ?? item).focus({ preventScroll: true });
  };

  const follow = (selector: string): void => document.querySelector<HTMLAnchorElement>(selector)?.click();

  const open = (form: HTMLFormElement): void => {
    form.closest("details")?.setAttribute("open", "");
    const field = form.querySelector<HTMLElement>("input:not([type=hidden]), select");
    (field ?? form.querySelector<HTMLElement>("button"))?.focus();
  };

  const form = (key: string): HTMLFormElement | null => document.querySelector<HTMLFormElement>(`details.correct form[data-key="${key}"]`);

  // In a table of claims the forms stand on the claim's own page: the key goes there with the address. What is done with chosen rows is done here.
  const several = { c: "confirm", x: "hide", m: "merge" } as const;
  const correct = (key: string): void => {
    if (key in several && choosing?.towards(several[key as keyof typeof several], items[at])) return;
    const link = items[at]?.dataset["claim"] ? items[at]?.querySelector<HTMLAnchorElement>("th a") : null;
    const own = form(key);
    if (link) location.assign(`${link.href}#correct-${key}`);
    else if (own) open(own);
  };

  const undo = (): void => {
    const button = document.querySelector<HTMLButtonElement>("#undo button");
    if (button) button.click();
    else if (location.pathname === "/corrections") latest();
    else location.assign("/corrections#undo");
  };
  const latest = (): void => document.querySelector<HTMLButtonElement>("table button")?.focus();

  const actions: Record<string, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    "[": () => follow("a[rel=prev]"),
    "]": () => follow("a[rel=next]"),
    f: () => document.querySelector<HTMLElement>("form.filters input, form.filters select")?.focus(),
    y: () => document.querySelector<HTMLButtonElement>("button.copy")?.click(),
    "/": () => document.querySelector<HTMLInputElement>("#find")?.focus(),
    "?": () => location.assign("/help"),
    u: undo,
    a: () => {
      const item = items[at];
      if (item?.dataset["claim"]) choosing?.turn(item);
    },
    "+": () => drawing?.by(1.4),
    "=": () => drawing?.by(1.4),
    "-": () => drawing?.by(1 / 1.4),
    "0": () => drawing?.whole(),
    c: () => correct("c"),
    x: () => correct("x"),
    e: () => correct("e"),
    m: () => correct("m"),
    s: () => correct("s"),
  };

  document.querySelectorAll<HTMLAnchorElement>(".views a").forEach((view, n) => (actions[`${n + 1}`] = () => view.click()));

  const asked = /^#correct-([a-z])$/.exec(location.hash);
  const wanted = asked && form(asked[1]!);
  if (wanted) open(wanted);
  if (location.pathname === "/corrections" && location.hash === "#undo") latest();

  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.key === "Escape" && target.closest("input, textarea, select, [contenteditable]")) target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
