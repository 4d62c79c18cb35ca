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

  // Pages of many changes have no stream; data-every="3" asks again every three seconds.
  const asked = new WeakMap();
  setInterval(() => {
    if (document.hidden) return;
    for (const element of document.querySelectorAll("[data-every]")) {
      const due = (asked.get(element) ?? Date.now()) + element.dataset.every * 1000;
      if (!asked.has(element)) asked.set(element, Date.now());
      if (Date.now() >= due) {
        asked.set(element, Date.now());
        htmx.trigger(element, "live");
      }
    }
  }, 500);

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
  const told = new Map();
  const words = (html) => html.replace(/<time[^>]*>[^<]*/g, "");
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 401 || new URL(answer.responseURL).pathname === "/login") {
      event.detail.shouldSwap = false;
      location.reload();
    }
    // What says the same stays, with the focus and the open menus in it.
    const address = event.detail.pathInfo.requestPath;
    if (event.detail.elt.matches("[data-live], [data-every]")) {
      if (told.get(address) === words(answer.responseText)) event.detail.shouldSwap = false;
      told.set(address, words(answer.responseText));
    }
  });
}
