// Our content security policy lets no text become markup or a script (`require-trusted-types-for`). What is left are the addresses
// that workers are started from: browsers that know trusted types ask this one policy about each, the others never do.

interface TrustedTypes {
  createPolicy(name: "default", rules: { createScriptURL: (url: string) => string | null }): unknown;
}

/** What the build made, from where the page is from. */
export function isOwnScript(url: string, page: string): boolean {
  const { origin, pathname } = new URL(url, page);
  return origin === new URL(page).origin && /^\/assets\/[\w.-]+\.js$/.test(pathname);
}

/** Once, before anything starts a worker. Any other address, and any text, is refused. */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", { createScriptURL: (url) => (isOwnScript(url, location.href) ? url : null) });
}
