// The page of an adding that still runs: its status is read aloud as it changes, and the page is shown anew when all is done.

export function progress(): void {
  const status = document.querySelector<HTMLElement>("[role=status]");
  if (!status || !document.querySelector("meta[http-equiv=refresh]")) return;
  document.querySelector("meta[http-equiv=refresh]")?.remove();
  const look = async (): Promise<void> => {
    const answer = await fetch(`${location.pathname}.json`);
    if (!answer.ok) return location.reload();
    const job = (await answer.json()) as { running: boolean; doing: string };
    if (!job.running) return location.reload();
    if (status.textContent !== job.doing) status.textContent = job.doing;
    setTimeout(look, 700);
  };
  setTimeout(look, 400);
}
