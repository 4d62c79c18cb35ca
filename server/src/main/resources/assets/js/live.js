// An element with data-live="/events/…" follows that stream: at each event, and after the stream was
// away, it gets "live", on which htmx fetches its fragment again. One stream per address, none in a
// tab that nobody sees: browsers allow six connections to a server.
{
  const streams = new Map();

  const refresh = (address) => {
    for (const element of document.querySelectorAll("[data-live]")) {
      if (element.dataset.live === address) htmx.trigger(element, "live");
    }
  };

  const open = (address, missed) => {
    const stream = new EventSource(address);
    let lost = missed;
    let due = 0;
    const soon = () => {
      clearTimeout(due);
      due = setTimeout(refresh, 40, address);
    };
    stream.onmessage = soon;
    stream.onopen = () => {
      if (lost) soon();
      lost = false;
    };
    stream.onerror = () => {
      lost = true;
    };
    streams.set(address, stream);
  };

  const follow = (missed) => {
    if (document.hidden) return;
    const wanted = new Set();
    for (const element of document.querySelectorAll("[data-live]")) wanted.add(element.dataset.live);
    for (const address of wanted) if (!streams.has(address)) open(address, missed);
    for (const [address, stream] of streams) {
      if (!wanted.has(address)) {
        stream.close();
        streams.delete(address);
      }
    }
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      for (const stream of streams.values()) stream.close();
      streams.clear();
    } else {
      follow(true);
    }
  });
  document.addEventListener("DOMContentLoaded", () => follow(false));
  document.addEventListener("htmx:afterSettle", () => follow(false));

  // A session that ended answers with the log-in page, which belongs into the window.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 401 || new URL(answer.responseURL).pathname === "/login") {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
}
