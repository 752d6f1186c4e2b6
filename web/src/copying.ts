// A button that copies what is there to be cited, beside it; without script it is selected by hand.

export function copying(): void {
  for (const cited of document.querySelectorAll<HTMLElement>(".citation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(cited.textContent ?? "");
      button.textContent = "Copied";
    });
    cited.before(button);
  }
}
