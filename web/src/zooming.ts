import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform } from "d3-zoom";

// A drawing seen closer: moved with the mouse, a finger or the arrow keys, made larger and smaller with buttons, keys, two fingers, or the wheel
// while Ctrl is held (the wheel alone scrolls the page). Without script a drawing is as wide as the page.

export interface Drawing {
  by(factor: number): void;
  whole(): void;
}

/** How much of the window's height a drawing takes; the least at which its words are read without effort; how close one comes. */
const PART = 0.8;
const LEGIBLE = 0.75;
const CLOSEST = 6;
const STEP = 90;

export function zooming(): Drawing | null {
  const found = [...document.querySelectorAll<HTMLElement>("figure.stemma, figure.drawn")].map(zoomed);
  return found[0] ?? null;
}

function zoomed(figure: HTMLElement): Drawing {
  const content = figure.querySelector<SVGSVGElement | HTMLImageElement>("svg, img")!;
  const pane = document.createElement("div");
  pane.className = "pane";
  content.replaceWith(pane);
  pane.append(content);
  const seen = select(figure);
  const moved = zoom<HTMLElement, unknown>()
    .filter((event: Event) => (event instanceof WheelEvent ? event.ctrlKey || event.metaKey : !(event instanceof MouseEvent) || event.button === 0))
    .clickDistance(4)
    .on("zoom", ({ transform }: { transform: { x: number; y: number; k: number } }) => {
      pane.style.transform = `translate(${transform.x}px, ${transform.y}px) scale(${transform.k})`;
      figure.classList.toggle("moved", transform.k !== start);
    });

  const size = (): [number, number] =>
    content instanceof HTMLImageElement ? [content.naturalWidth, content.naturalHeight] : [content.viewBox.baseVal.width, content.viewBox.baseVal.height];
  let start = 1;
  const fit = (): number => Math.min(1, figure.clientWidth / size()[0], figure.clientHeight / size()[1]);
  const begin = (): void => {
    const [width, height] = size();
    if (width === 0 || figure.clientWidth === 0) return;
    figure.classList.add("zoomed");
    pane.style.width = `${width}px`;
    start = Math.min(1, Math.max(figure.clientWidth / width, LEGIBLE));
    figure.style.height = `${Math.ceil(Math.min(height * start, window.innerHeight * PART))}px`;
    moved.scaleExtent([fit(), CLOSEST]).extent([[0, 0], [figure.clientWidth, figure.clientHeight]]).translateExtent([[0, 0], [width, height]]);
    seen.call(moved).on("dblclick.zoom", null);
    seen.call(moved.transform, zoomIdentity.scale(start));
  };
  if (content instanceof HTMLImageElement && !content.complete) content.addEventListener("load", begin, { once: true });
  else begin();
  let width = figure.clientWidth;
  addEventListener("resize", () => {
    if (figure.clientWidth !== width) begin();
    width = figure.clientWidth;
  });

  const drawing: Drawing = {
    by: (factor) => seen.call(moved.scaleBy, factor),
    whole: () => {
      const [w, h] = size();
      const k = fit();
      seen.call(moved.transform, zoomIdentity.translate((figure.clientWidth - w * k) / 2, (figure.clientHeight - h * k) / 2).scale(k));
    },
  };
  const arrows: Record<string, [number, number]> = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
  figure.addEventListener("keydown", (event) => {
    const arrow = arrows[event.key];
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
    const k = zoomTransform(figure).k;
    const before = pane.style.transform;
    seen.call(moved.translateBy, arrow[0] / k, arrow[1] / k);
    if (pane.style.transform !== before) event.preventDefault(); // at its edge the page goes on
  });
  // What gets the focus is moved into view; the browser would scroll the frame, which the drawing knows nothing of.
  figure.addEventListener("focusin", ({ target }) => {
    figure.scrollTo(0, 0);
    if (target === figure || !(target instanceof Element)) return;
    const [frame, box, k] = [figure.getBoundingClientRect(), target.getBoundingClientRect(), zoomTransform(figure).k];
    const over = (low: number, high: number, from: number, to: number): number => (high - low > to - from || low < from ? from - low : high > to ? to - high : 0);
    const [dx, dy] = [over(box.left, box.right, frame.left, frame.right), over(box.top, box.bottom, frame.top, frame.bottom)];
    if (dx || dy) seen.call(moved.translateBy, dx / k, dy / k);
  });
  figure.addEventListener("scroll", () => figure.scrollTo(0, 0));
  tools(figure, drawing);
  return drawing;
}

function tools(figure: HTMLElement, drawing: Drawing): void {
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Size of the drawing");
  const said: [string, string, () => void][] = [
    ["+", "Zoom in (+)", () => drawing.by(1.4)],
    ["−", "Zoom out (-)", () => drawing.by(1 / 1.4)],
    ["Whole", "Whole drawing (0)", () => drawing.whole()],
  ];
  bar.append(
    ...said.map(([text, name, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.title = name;
      if (text.length === 1) button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      return button;
    }),
  );
  figure.before(bar);
}
