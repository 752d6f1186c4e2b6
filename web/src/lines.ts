import type { Ends } from "./joined";

// Lines between the columns of the side-by-side page: from a claim's first words in one column to its first words in the next, in the claim's
// shade. They are drawn anew whenever something scrolls. Where an end is scrolled out of sight the line goes to the edge of its column. Across a
// column that leaves the claim out a line is drawn only while the claim is lit, so that no text is crossed out.

const SVG = "http://www.w3.org/2000/svg";

export function lines(frame: HTMLElement, columns: HTMLElement[], ends: Ends[]): () => void {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "lines");
  drawing.setAttribute("aria-hidden", "true"); // the numbers say the same
  frame.append(drawing);

  // Each claim with its ends, from left to right.
  const runs = [...new Set(ends.flatMap((end) => [...end.keys()]))].map((claim) =>
    ends.flatMap((end, column) => {
      const span = end.get(claim);
      return span ? [{ column, span }] : [];
    }),
  );

  const draw = (): void => {
    const base = frame.getBoundingClientRect();
    const boxes = columns.map((column) => column.getBoundingClientRect());
    const height = (at: { column: number; span: HTMLElement }): [number, boolean] => {
      const rect = at.span.getClientRects()[0];
      const box = boxes[at.column]!;
      const y = rect ? rect.top + rect.height / 2 : box.top;
      return [Math.min(box.bottom, Math.max(box.top, y)) - base.top, y >= box.top && y <= box.bottom];
    };
    const paths: SVGPathElement[] = [];
    for (const run of runs) {
      for (let n = 0; n + 1 < run.length; n += 1) {
        const [one, other] = [run[n]!, run[n + 1]!];
        const lit = one.span.classList.contains("lit");
        if (other.column - one.column > 1 && !lit) continue;
        const [[y, seen], [z, met]] = [height(one), height(other)];
        if (!seen && !met) continue;
        const [x, w] = [boxes[one.column]!.right - base.left, boxes[other.column]!.left - base.left];
        const m = (x + w) / 2;
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", `M${x} ${y}C${m} ${y} ${m} ${z} ${w} ${z}`);
        const shade = [...one.span.classList].find((name) => name.startsWith("shade-")) ?? "";
        path.setAttribute("class", `${shade}${lit ? " lit" : ""}${seen && met ? "" : " away"}`);
        paths.push(path);
      }
    }
    drawing.replaceChildren(...paths);
  };

  let asked = false;
  const soon = (): void => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
  for (const column of columns) column.addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  soon();
  return soon;
}
