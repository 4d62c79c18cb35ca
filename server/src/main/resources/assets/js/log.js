// A log panel follows its log by ranges of lines and keeps a window of them in the page: as long as
// one stands at its end it follows, scrolling up fetches what came before.
{
  const RANGE = 500;
  const WINDOW = 3000;

  const count = (log) => log.querySelectorAll(".lines > div").length;
  const blocks = (log) => log.querySelectorAll(".lines");
  const atEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

  const fetchLines = async (panel, query) => {
    const answer = await fetch(`${panel.dataset.log}&${query}`);
    if (!answer.ok) throw new Error(answer.status);
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    return holder.content.querySelector(".lines");
  };

  const follow = async (panel, log) => {
    while (panel.isConnected) {
      const last = [...blocks(log)].at(-1);
      if (last.dataset.complete === "true") return;
      if (panel.dataset.detached) return;
      const following = atEnd(log);
      const more = await fetchLines(panel, `from=${last.dataset.next}&limit=${RANGE}&wait=true`);
      if (panel.dataset.detached) return;
      log.append(more);
      if (following) {
        while (count(log) > WINDOW && blocks(log).length > 1) blocks(log)[0].remove();
        log.scrollTop = log.scrollHeight;
      }
    }
  };

  const followAgain = (panel, log) =>
    follow(panel, log).catch(() => setTimeout(followAgain, 2000, panel, log));

  // Replaces the window by the lines from one on, or by the last ones for a negative number.
  const jump = async (panel, log, from) => {
    panel.dataset.detached = from < 0 ? "" : "yes";
    const lines = await fetchLines(panel, `from=${from}&limit=${RANGE}`);
    log.replaceChildren(lines);
    log.scrollTop = from < 0 ? log.scrollHeight : 0;
    if (from < 0) followAgain(panel, log);
  };

  const scrolled = async (panel, log) => {
    if (panel.dataset.busy) return;
    const first = Number(blocks(log)[0].dataset.first);
    const last = [...blocks(log)].at(-1);
    panel.dataset.busy = "yes";
    try {
      if (log.scrollTop < 60 && first > 0) {
        const from = Math.max(0, first - RANGE);
        const before = await fetchLines(panel, `from=${from}&limit=${first - from}`);
        const height = log.scrollHeight;
        log.prepend(before);
        log.scrollTop += log.scrollHeight - height;
      } else if (panel.dataset.detached && atEnd(log) && last.dataset.complete !== "true") {
        const after = await fetchLines(panel, `from=${last.dataset.next}&limit=${RANGE}`);
        if (after.childElementCount > 0) log.append(after);
        while (count(log) > WINDOW && blocks(log).length > 1) blocks(log)[0].remove();
      }
    } finally {
      delete panel.dataset.busy;
    }
  };

  const attach = () => {
    for (const panel of document.querySelectorAll("[data-log]:not([data-attached])")) {
      panel.dataset.attached = "yes";
      const log = panel.querySelector(".log");
      log.scrollTop = log.scrollHeight;
      log.addEventListener("scroll", () => scrolled(panel, log));
      for (const [name, from] of [["first", 0], ["end", -RANGE]]) {
        const button = panel.querySelector(`[data-log-${name}]`);
        button.hidden = false;
        button.addEventListener("click", () => jump(panel, log, from));
      }
      followAgain(panel, log);
    }
  };

  document.addEventListener("DOMContentLoaded", attach);
  document.addEventListener("htmx:afterSettle", attach);
}
