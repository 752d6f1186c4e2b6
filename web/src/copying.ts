// A button that copies what is there to be cited, beside it; without script it is selected by hand.

export function copying(): void {
  for (const cited of document.querySelectorAll<HTMLElement>(".citation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(cited.textContent ?? "");
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2500);
    });
    cited.before(button);
  }
}
