// An address names a section of a file as the file does; on the page its id has a prefix.
{
  const goTo = () => {
    let name = location.hash.slice(1);
    try {
      name = decodeURIComponent(name);
    } catch {
      return;
    }
    if (!name || document.getElementById(name)) return;
    document.getElementById(`user-content-${name}`)?.scrollIntoView();
  };

  addEventListener("hashchange", goTo);
  goTo();
}
