// Files dropped anywhere on the page for adding go into its field; what was chosen is listed, and too much of it is told before it is sent.

const size = (bytes: number): string => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

export function dropping(): void {
  const field = document.querySelector<HTMLInputElement>("#files");
  const zone = field?.closest<HTMLElement>(".drop");
  const list = document.querySelector<HTMLElement>("#chosen");
  const form = field?.form;
  if (!field || !zone || !list || !form) return;
  const most = Number(field.dataset["most"]);

  const tell = (): void => {
    const files = [...(field.files ?? [])];
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const much = total > most;
    const lines = files.slice(0, 20).map((file) => `${file.name} (${size(file.size)})`);
    if (files.length > 20) lines.push(`and ${files.length - 20} more`);
    if (much) lines.unshift(`Together ${size(total)}: more than the ${size(most)} that fit here. Leave some out, or take “stemma add”.`);
    list.replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
    list.classList.toggle("much", much);
    field.setCustomValidity(much ? lines[0]! : "");
  };

  field.addEventListener("change", tell);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const came = event.dataTransfer?.files;
    if (!came || came.length === 0) return;
    const all = new DataTransfer(); // what was chosen before stays
    for (const file of [...(field.files ?? []), ...came]) all.items.add(file);
    field.files = all.files;
    tell();
    field.focus();
  });
  // Without this a person who sends many files sees nothing until all of them are there.
  form.addEventListener("submit", () => {
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    const status = document.querySelector<HTMLElement>("#sending");
    if (button) button.disabled = true;
    if (status) status.textContent = "Sending …";
  });
}
