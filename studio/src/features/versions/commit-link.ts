/** A commit's page on a Git server, as GitHub, GitLab, Gitea and Forgejo have it; nothing for an address browsers cannot open. */
export function commitLink(remote: string, commit: string): string | null {
  if (!/^https?:\/\//.test(remote)) return null;
  try {
    const url = new URL(remote);
    const path = url.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
    // Never with the name and the password that may stand in a remote's address.
    return path === "" ? null : `${url.origin}${path}/commit/${commit}`;
  } catch {
    return null;
  }
}
