// Before the first paint, so that a chosen theme does not flash. A file of its own because inline scripts are forbidden here.
try {
  var theme = localStorage.getItem("flowright.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  // Of the Studio alone: the pages of end users have the room that a finger needs.
  if (document.currentScript.hasAttribute("data-density") && localStorage.getItem("flowright.density") === "compact") document.documentElement.dataset.density = "compact";
} catch (_) {
  // Storage can be blocked; the system's theme is then used.
}
