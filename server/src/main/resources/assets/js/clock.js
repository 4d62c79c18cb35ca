// Instants in the reader's own zone: the server does not know it, so it says UTC until this ran.
{
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const two = (number) => String(number).padStart(2, "0");
  const day = (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = (at) => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

  const show = () => {
    for (const time of document.querySelectorAll("time[data-clock=own]")) {
      const at = new Date(time.dateTime);
      const words = `${day(at)} ${clock(at)}`;
      if (time.textContent !== words) time.textContent = words;
    }
    // A form that asks for a date and time begins with now, where its reader is.
    for (const input of document.querySelectorAll("input[data-guess=zone]")) {
      input.value = zone;
      delete input.dataset.guess;
    }
    for (const input of document.querySelectorAll("input[data-guess=now]")) {
      const now = new Date();
      input.value = `${day(now)}T${clock(now)}`;
      delete input.dataset.guess;
    }
  };

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:afterSettle", show);
}
