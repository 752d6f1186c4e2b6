// What an address leads to is unfolded: the evidence of an edge of the stemma, the forms for correcting.

export function folding(): void {
  const unfold = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    const found = id ? document.getElementById(id) : null;
    const folded = found?.closest("details");
    if (!folded) return;
    folded.open = true;
    folded.scrollIntoView({ block: "start" });
    folded.querySelector<HTMLElement>("summary")?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", unfold);
  unfold();
}
