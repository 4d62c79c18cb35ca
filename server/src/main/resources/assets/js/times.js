// Keeps relative times true while a page stays open; the words are those of the server.
{
  const ago = (seconds) => {
    if (seconds < 10) return "just now";
    if (seconds < 60) return `${Math.floor(seconds)} s ago`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
    if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
    const days = Math.floor(seconds / 86400);
    if (days <= 30) return days === 1 ? "1 day ago" : `${days} days ago`;
    return null;
  };

  setInterval(() => {
    for (const time of document.querySelectorAll("time[datetime]:not([data-clock])")) {
      const words = ago((Date.now() - Date.parse(time.dateTime)) / 1000);
      if (words && words !== time.textContent) time.textContent = words;
    }
  }, 10000);
}
