// A slash leads to the search of a repository's pages, as long as nobody is typing.
{
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const field = document.querySelector("input[data-search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
