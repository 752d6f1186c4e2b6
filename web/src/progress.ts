// The page of an adding that still runs: what it does is read aloud as it changes, what came of each file stands there at once, and the page is
// shown anew when all is done.

interface Job {
  running: boolean;
  doing: string;
  taken: number;
  total: number | null;
  counted: string;
  troubles: string[];
}

export function progress(): void {
  const status = document.querySelector<HTMLElement>("[role=status][data-job]");
  const refresh = document.querySelector("meta[http-equiv=refresh]");
  if (!status || !refresh) return;
  refresh.remove();
  const bar = document.querySelector<HTMLProgressElement>("#bar");
  const counted = document.querySelector<HTMLElement>("#counted");
  const troubles = document.querySelector<HTMLElement>("#troubles");

  const show = (job: Job): void => {
    if (status.textContent !== job.doing) status.textContent = job.doing;
    if (counted) counted.textContent = job.counted;
    if (bar && job.total !== null) {
      bar.max = Math.max(1, job.total);
      bar.value = job.taken;
    }
    if (troubles && troubles.childElementCount !== job.troubles.length) {
      troubles.replaceChildren(
        ...job.troubles.map((said) => {
          const item = document.createElement("li");
          item.textContent = said;
          return item;
        }),
      );
    }
  };
  const look = async (): Promise<void> => {
    const answer = await fetch(`${location.pathname}.json`);
    if (!answer.ok) return location.reload();
    const job = (await answer.json()) as Job;
    if (!job.running) return location.reload();
    show(job);
    setTimeout(look, 400);
  };
  setTimeout(look, 150);
}
