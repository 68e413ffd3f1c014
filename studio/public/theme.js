// Before the first paint, so that a chosen theme does not flash. A file of its own because inline scripts are forbidden here.
try {
  var theme = localStorage.getItem("flowright.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (_) {
  // Storage can be blocked; the system's theme is then used.
}
