// Shows a person's notices while no page is open, and opens what one is about. It keeps nothing and answers no request for the page.

/** Only a place on this site. */
const placeOf = (link) => (typeof link === "string" && /^\/(?!\/)/.test(link) ? link : "/portal");

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data?.json() ?? {};
  } catch {
    // A notice that cannot be read still has to be shown: the browser would say so itself.
  }
  const title = typeof said.title === "string" && said.title ? said.title : "Flowright";
  // The same notice twice is one.
  event.waitUntil(self.registration.showNotification(title, { tag: said.id, icon: "/icon-192.png", data: { link: placeOf(said.link) } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(placeOf(event.notification.data?.link)));
});

async function show(link) {
  const { href } = new URL(link, self.location.origin);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => page.url === href);
  return open ? open.focus() : self.clients.openWindow(href);
}
