// Lines between the columns of the side-by-side page: from a claim's first words in one column to its first words in the next. They are drawn
// anew whenever something scrolls, and only where both ends can be seen.

const SVG = "http://www.w3.org/2000/svg";

export function lines(frame: HTMLElement, columns: HTMLElement[]): () => void {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "lines");
  drawing.setAttribute("aria-hidden", "true"); // the numbers say the same
  frame.append(drawing);

  const ends = columns.map((column) => {
    const first = new Map<string, HTMLElement>();
    for (const span of column.querySelectorAll<HTMLElement>(".claim")) {
      for (const claim of (span.dataset["claims"] ?? "").split(" ")) if (!first.has(claim)) first.set(claim, span);
    }
    return first;
  });

  const draw = (): void => {
    const base = frame.getBoundingClientRect();
    const paths: SVGPathElement[] = [];
    for (let n = 0; n + 1 < columns.length; n += 1) {
      const [left, right] = [columns[n]!.getBoundingClientRect(), columns[n + 1]!.getBoundingClientRect()];
      for (const [claim, one] of ends[n]!) {
        const other = ends[n + 1]!.get(claim);
        if (!other) continue;
        const [a, b] = [one.getClientRects()[0], other.getClientRects()[0]];
        if (!a || !b) continue;
        const [y, z] = [a.top + a.height / 2, b.top + b.height / 2];
        if (y < left.top || y > left.bottom || z < right.top || z > right.bottom) continue;
        const [x, w, m] = [left.right - base.left, right.left - base.left, (left.right + right.left) / 2 - base.left];
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", `M${x} ${y - base.top}C${m} ${y - base.top} ${m} ${z - base.top} ${w} ${z - base.top}`);
        if (one.classList.contains("lit")) path.setAttribute("class", "lit");
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
