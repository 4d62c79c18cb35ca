// What holds on every page, as a list of sentences about what does not.
() => {
  const broken = [];
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const short = (element) => element.outerHTML.slice(0, 120);
  const text = (elements) => [...elements].map((each) => each.textContent).join(" ");
  const named = (ids) => text(ids.split(/\s+/).flatMap((id) => document.getElementById(id) ?? []));

  const typed = (element) => element.matches("input, select, textarea");
  const nameOf = (element) =>
    [
      named(element.getAttribute("aria-labelledby") ?? ""),
      element.getAttribute("aria-label") ?? "",
      text(element.labels ?? []),
      typed(element) ? "" : element.textContent,
      [...element.querySelectorAll("img[alt]")].map((image) => image.alt).join(" "),
      element.matches("input[type=submit], input[type=button]") ? element.value : "",
    ]
      .join(" ")
      .trim();

  const firsts = document.querySelectorAll("h1").length;
  if (firsts !== 1) broken.push(`has ${firsts} headings of the first level`);

  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const control of document.querySelectorAll(controls)) {
    if (shown(control) && !nameOf(control)) broken.push(`has no name for ${short(control)}`);
    if (control.tabIndex > 0) broken.push(`has an order of its own for ${short(control)}`);
  }

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((each, i) => ids.indexOf(each) !== i))) {
    broken.push(`has the id ${id} more than once`);
  }

  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) broken.push(`is ${wide} wide on a screen of ${innerWidth}`);
  return broken;
}
