// Where one column is to be scrolled when another is at some place: between two claims that both tell, as far as the other is between them.

export type Ends = Map<string, HTMLElement>;

export function joined(led: HTMLElement, other: HTMLElement, from: Ends, to: Ends): number {
  const top = (column: HTMLElement, span: HTMLElement): number => span.getBoundingClientRect().top - column.getBoundingClientRect().top + column.scrollTop;
  const room = [led.scrollHeight - led.clientHeight, other.scrollHeight - other.clientHeight] as const;
  const pairs: [number, number][] = [];
  for (const [claim, span] of from) {
    const twin = to.get(claim);
    if (twin) pairs.push([top(led, span), top(other, twin)]);
  }
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  // Reports tell in different orders: only pairs that go down in both are followed.
  const knots: [number, number][] = [[0, 0]];
  for (const pair of rising(pairs)) if (pair[0] > knots.at(-1)![0] && pair[1] > knots.at(-1)![1]) knots.push(pair);
  knots.push([Math.max(led.scrollHeight, knots.at(-1)![0] + 1), Math.max(other.scrollHeight, knots.at(-1)![1] + 1)]);
  // The line that is kept level moves from the head of the column to its foot, so that both ends are reached.
  const share = room[0] > 0 ? led.scrollTop / room[0] : 0;
  const at = led.scrollTop + share * led.clientHeight;
  const n = Math.max(1, knots.findIndex((knot) => knot[0] >= at));
  const [a, b] = [knots[n - 1]!, knots[n]!];
  const there = a[1] + ((at - a[0]) / (b[0] - a[0])) * (b[1] - a[1]);
  return Math.min(room[1], Math.max(0, there - share * other.clientHeight));
}

/** The longest run of pairs in which the second numbers rise. */
function rising(pairs: [number, number][]): [number, number][] {
  const best = pairs.map(() => 1);
  const before = pairs.map(() => -1);
  for (let n = 0; n < pairs.length; n += 1) {
    for (let m = 0; m < n; m += 1) {
      if (pairs[m]![1] < pairs[n]![1] && best[m]! + 1 > best[n]!) [best[n], before[n]] = [best[m]! + 1, m];
    }
  }
  const out: [number, number][] = [];
  for (let n = best.indexOf(Math.max(...best)); n >= 0 && pairs.length > 0; n = before[n]!) out.unshift(pairs[n]!);
  return out;
}
