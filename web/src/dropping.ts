// Files dropped anywhere on the page for adding go into its field.

export function dropping(): void {
  const field = document.querySelector<HTMLInputElement>("#files");
  if (!field) return;
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer && event.dataTransfer.files.length > 0) {
      field.files = event.dataTransfer.files;
      field.focus();
    }
  });
}
