// The lines of a file: a click on a number names the line in the address, a click with shift the
// lines up to there. With the arrow keys one walks along the numbers, with shift the lines follow.
{
  const range = () => {
    const found = /^#L(\d+)(?:-L?(\d+))?$/.exec(location.hash);
    if (!found) return null;
    const one = Number(found[1]);
    const other = Number(found[2] ?? found[1]);
    return { from: Math.min(one, other), to: Math.max(one, other), anchor: one };
  };

  const show = (scroll) => {
    const table = document.querySelector("table[data-lines]");
    if (!table) return;
    for (const row of table.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    const chosen = range();
    const last = table.rows.length;
    for (let n = chosen?.from ?? 1; chosen && n <= Math.min(chosen.to, last); n++) {
      document.getElementById(`L${n}`)?.classList.add("chosen");
    }
    if (chosen && scroll) document.getElementById(`L${chosen.from}`)?.scrollIntoView({ block: "center" });
    // What keeps the lines leads to the same ones: another page of the same file.
    for (const link of document.querySelectorAll("a[data-keeps-lines]")) {
      link.hash = chosen ? location.hash : "";
    }
  };

  const choose = (number, extend) => {
    const before = range();
    const from = extend && before ? before.anchor : number;
    history.replaceState(null, "", from === number ? `#L${number}` : `#L${from}-${number}`);
    show(false);
  };

  const numberOf = (link) => Number(link.hash.slice(2));

  const only = (link) => {
    for (const other of document.querySelectorAll("table[data-lines] .num a[tabindex='0']")) other.tabIndex = -1;
    link.tabIndex = 0;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("table[data-lines] .num a");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    only(link);
    link.focus();
    choose(numberOf(link), event.shiftKey);
  });

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("table[data-lines] .num a");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!link || !step) return;
    const next = document.querySelector(`#L${numberOf(link) + step} .num a`);
    if (!next) return;
    event.preventDefault();
    only(next);
    next.focus();
    if (event.shiftKey) choose(numberOf(next), true);
  });

  addEventListener("hashchange", () => show(true));
  document.addEventListener("DOMContentLoaded", () => {
    const links = document.querySelectorAll("table[data-lines] .num a");
    // One of them is reached with the tab key, the others from there.
    for (const link of links) link.tabIndex = -1;
    const first = document.querySelector(`#L${range()?.from ?? 1} .num a`) ?? links[0];
    if (first) first.tabIndex = 0;
    show(true);
  });
}
