// Our content security policy lets no text become markup or a script (`require-trusted-types-for`). What is left are the addresses
// that workers are started from: browsers that know trusted types ask this one policy about each, the others never do.

interface TrustedTypes {
  defaultPolicy: unknown;
  createPolicy(name: "default", rules: { createScriptURL: (url: string) => string | null }): unknown;
}

/** Shows notices; its address says for which pages it is, so it is not among the build's. */
export const PUSH_WORKER = "/push-worker.js";

/** What the build made, from where the page is from. */
export function isOwnScript(url: string, page: string): boolean {
  const { origin, pathname } = new URL(url, page);
  return origin === new URL(page).origin && (pathname === PUSH_WORKER || /^\/assets\/[\w.-]+\.js$/.test(pathname));
}

/** Before anything starts a worker; again changes nothing. Any other address, and any text, is refused. */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes?.defaultPolicy) return;
  trustedTypes?.createPolicy("default", { createScriptURL: (url) => (isOwnScript(url, location.href) ? url : null) });
}
