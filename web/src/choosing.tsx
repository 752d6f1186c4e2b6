import { render } from "preact";

// Choosing rows of the table of claims, on more than one page of it: what is chosen is listed with what the merged claim would be, and sent as the
// form sends it that stands there without script. It is kept for this window until something was done with it.

interface Row {
  id: string;
  number: string;
  statement: string;
  figure: string;
  certainty: string;
  reports: number[];
}

export interface Choosing {
  /** Chooses the claim of a row, or lets it go. */
  turn(row: HTMLElement): void;
  /** Moves to the button of a correction when as many are chosen as it needs, counting the row that one is at; whether it did. */
  towards(verb: "merge" | "confirm" | "hide", at: HTMLElement | undefined): boolean;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
const words = (cell: Element | null): string => cell?.textContent?.trim() ?? "";
const boxOf = (row: HTMLElement): HTMLInputElement | null => row.querySelector<HTMLInputElement>("input[name=claims]");

function rowOf(row: HTMLElement): Row {
  return {
    id: row.dataset["claim"] ?? "",
    number: words(row.querySelector(".box")),
    statement: words(row.querySelector("th a")),
    figure: words(row.querySelector(".figure")),
    certainty: words(row.querySelector("[data-label='How sure']")),
    reports: (row.dataset["reports"] ?? "").split(" ").filter(Boolean).map(Number),
  };
}

/** The claim in whose words they are one, unless somebody says otherwise: the one that most reports tell. */
const best = (rows: Row[]): Row | undefined => rows.reduce<Row | undefined>((a, b) => (a && a.reports.length >= b.reports.length ? a : b), undefined);

export function choosing(): Choosing | null {
  const form = document.querySelector<HTMLFormElement>("#chosen");
  const island = form?.querySelector<HTMLElement>(".island");
  const status = form?.querySelector<HTMLElement>("[role=status]");
  if (!form || !island || !status) return null;
  const shown = [...document.querySelectorAll<HTMLElement>("tr[data-claim]")];
  const name = `chosen:${form.dataset["story"] ?? ""}`;
  const chosen = new Map<string, Row>();
  let into = "";

  const keep = (): void => {
    if (chosen.size === 0) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify([[...chosen.values()], into]));
  };
  const draw = (): void => {
    const rows = [...chosen.values()];
    const kept = chosen.get(into) ?? best(rows);
    for (const row of shown) {
      const box = boxOf(row);
      if (box) box.checked = chosen.has(box.value);
      row.classList.toggle("picked", chosen.has(row.dataset["claim"] ?? ""));
    }
    for (const button of form.querySelectorAll<HTMLButtonElement>("button[name=verb]")) button.disabled = rows.length < (button.value === "merge-chosen" ? 2 : 1);
    form.classList.toggle("some", rows.length > 0);
    const elsewhere = rows.filter((row) => !shown.some((one) => one.dataset["claim"] === row.id));
    render(kept ? <Chosen rows={rows} kept={kept} elsewhere={elsewhere} choose={choose} drop={drop} /> : null, island);
  };
  const choose = (id: string): void => {
    into = id;
    keep();
    draw();
  };
  const drop = (id: string | null): void => {
    if (id === null) chosen.clear();
    else chosen.delete(id);
    after();
    (id === null || chosen.size === 0 ? shown.map(boxOf).find(Boolean) : island.querySelector<HTMLElement>("button"))?.focus({ preventScroll: true });
  };
  const after = (): void => {
    if (!chosen.has(into)) into = "";
    status.textContent = `${count(chosen.size, "claim")} chosen.`;
    keep();
    draw();
  };
  const turn = (row: HTMLElement): void => {
    const one = rowOf(row);
    if (!chosen.delete(one.id)) chosen.set(one.id, one);
    after();
  };

  for (const row of shown) boxOf(row)?.addEventListener("change", () => turn(row));
  if (new URLSearchParams(location.search).has("done")) sessionStorage.removeItem(name);
  try {
    const [rows, stays] = JSON.parse(sessionStorage.getItem(name) ?? "[[],\"\"]") as [Row[], string];
    for (const row of rows) chosen.set(row.id, row);
    into = stays;
  } catch {
    sessionStorage.removeItem(name);
  }
  addEventListener("pageshow", draw); // a browser that goes back puts its own marks into boxes
  draw();

  return {
    turn,
    towards(verb, at) {
      const wanted = verb === "merge" ? 2 : 1;
      if (chosen.size === wanted - 1 && chosen.size > 0 && at?.dataset["claim"] && !chosen.has(at.dataset["claim"])) turn(at);
      if (chosen.size < wanted) return false;
      form.querySelector<HTMLButtonElement>(`button[value=${verb}-chosen]`)?.focus();
      return true;
    },
  };
}

interface Shown {
  rows: Row[];
  kept: Row;
  /** Chosen on another page of the table: no box of this page sends them. */
  elsewhere: Row[];
  choose(id: string): void;
  drop(id: string | null): void;
}

function Chosen({ rows, kept, elsewhere, choose, drop }: Shown) {
  return (
    <div>
      <fieldset>
        <legend>{rows.length > 1 ? `${count(rows.length, "claim")} chosen: whose words stay if they are merged?` : "1 claim chosen; choose another one to merge them"}</legend>
        <ul>
          {rows.map((row) => (
            <li key={row.id}>
              <label>
                {rows.length > 1 && <input type="radio" name="into" value={row.id} checked={row === kept} onChange={() => choose(row.id)} />} {row.number}. <bdi>{row.statement}</bdi>
              </label>{" "}
              <span class="quiet">{[count(row.reports.length, "report"), row.figure].filter(Boolean).join(", ")}</span>{" "}
              <button type="button" aria-label={`Let claim ${row.number} go`} onClick={() => drop(row.id)}>
                ✕
              </button>
            </li>
          ))}
        </ul>
      </fieldset>
      {rows.length > 1 && <Merged rows={rows} kept={kept} />}
      {elsewhere.map((row) => (
        <input key={row.id} type="hidden" name="claims" value={row.id} />
      ))}
      <button type="button" class="all" onClick={() => drop(null)}>
        Let all go
      </button>
    </div>
  );
}

/** What the merged claim would be, as far as the table tells; who stands behind it is counted anew when it is done. */
function Merged({ rows, kept }: { rows: Row[]; kept: Row }) {
  const reports = [...new Set(rows.flatMap((row) => row.reports))].sort((a, b) => a - b);
  const both = reports.filter((n) => rows.filter((row) => row.reports.includes(n)).length > 1).length;
  const figures = [...new Set(rows.map((row) => row.figure).filter(Boolean))];
  const sure = [...new Set(rows.map((row) => row.certainty))];
  const figure = kept.figure || figures[0];
  return (
    <div class="merged">
      <p>
        As one: <b><bdi>{kept.statement}</bdi></b> Told by {count(reports.length, "report")} {reports.map((n) => `[${n}]`).join(" ")}
        {both > 0 && `; ${both} of them ${both === 1 ? "tells" : "tell"} more than one of these`}. Its independent origins are counted anew.
      </p>
      {figures.length > 1 && (
        <p class="warn">
          Their figures differ: {figures.join("; ")}. The figure would be {figure}. If one came later, or both cannot be true, leave them apart.
        </p>
      )}
      {sure.length > 1 && <p class="warn">They are not put equally sure: {sure.join(", ")}. What most tellings say will stand; of two that are as many, the more careful one.</p>}
    </div>
  );
}
