// The stemma under the pointer or the focus: where a report has its words from, all the way up, and who has them from it, all the way down.
// Lines without an arrow, of which nobody can tell which way they run, are shown with the report that they touch and followed no further.

interface Line {
  element: Element;
  child: string;
  parent: string;
  directed: boolean;
}

export function tracing(): void {
  const figure = document.querySelector<HTMLElement>("figure.stemma");
  if (!figure) return;
  const boxes = new Map<string, Element[]>();
  for (const element of figure.querySelectorAll("[data-node]")) {
    const id = element.getAttribute("data-node") ?? "";
    boxes.set(id, [...(boxes.get(id) ?? []), element]);
  }
  const lines: Line[] = [...figure.querySelectorAll("[data-child]")].map((element) => ({
    element,
    child: element.getAttribute("data-child") ?? "",
    parent: element.getAttribute("data-parent") ?? "",
    directed: element.getAttribute("data-directed") === "1",
  }));
  const said = document.createElement("p");
  said.className = "traced quiet";
  said.setAttribute("role", "status");
  said.textContent = "Point at a report, or move to it with Tab: its ancestors and what descends from it stand out.";
  const first = said.textContent;
  figure.after(said);

  /** Everything on the way from these, up or down, themselves among it. */
  const way = (from: string[], next: (line: Line) => [string, string]): Set<string> => {
    const met = new Set(from);
    for (const id of met) for (const line of lines) if (line.directed && next(line)[0] === id) met.add(next(line)[1]); // a set grows while it is walked
    return met;
  };
  const up = (from: string[]): Set<string> => way(from, (line) => [line.child, line.parent]);
  const down = (from: string[]): Set<string> => way(from, (line) => [line.parent, line.child]);

  const show = (above: Set<string>, below: Set<string>, touched: Line[]): void => {
    const lit = new Set<Element>(touched.map((line) => line.element));
    const beside = touched.flatMap((line) => [line.child, line.parent]);
    for (const id of [...above, ...below, ...beside]) for (const box of boxes.get(id) ?? []) lit.add(box);
    for (const line of lines) {
      const within = (met: Set<string>): boolean => met.has(line.child) && met.has(line.parent);
      if (line.directed && (within(above) || within(below))) lit.add(line.element);
    }
    figure.classList.add("tracing");
    for (const element of figure.querySelectorAll("[data-node], [data-child]")) element.classList.toggle("on", lit.has(element));
  };
  const clear = (): void => {
    figure.classList.remove("tracing");
    said.textContent = first;
  };
  const name = (id: string): string => boxes.get(id)?.[0]?.getAttribute("data-name") ?? "";
  const listed = (met: Set<string>, but: string): string => [...met].filter((id) => id !== but).map(name).join(", ");

  const trace = (target: Element): void => {
    const id = target.getAttribute("data-node");
    if (id !== null) {
      const [above, below] = [up([id]), down([id])];
      const open = lines.filter((line) => !line.directed && (line.child === id || line.parent === id));
      show(above, below, open);
      const parts = [above.size > 1 ? `has words from ${listed(above, id)}` : "has its words from no other here"];
      if (below.size > 1) parts.push(`gave words to ${listed(below, id)}`);
      if (open.length > 0) parts.push(`shares words with ${listed(new Set(open.flatMap((l) => [l.child, l.parent])), id)}, which way cannot be told`);
      said.textContent = `${name(id)} ${parts.join("; ")}.`;
      return;
    }
    const line = lines.find((one) => one.element === target);
    if (!line) return;
    show(line.directed ? up([line.parent]) : new Set(), line.directed ? down([line.child]) : new Set(), [line]);
    said.textContent = `${name(line.child)} ${line.directed ? "has words from" : "shares words with"} ${name(line.parent)}.`;
  };

  let focused: Element | null = null;
  for (const element of figure.querySelectorAll("[data-node], [data-child]")) {
    element.addEventListener("pointerenter", () => trace(element));
    element.addEventListener("pointerleave", () => (focused ? trace(focused) : clear()));
    element.addEventListener("focusin", () => trace((focused = element)));
    element.addEventListener("focusout", () => {
      focused = null;
      clear();
    });
  }
}
