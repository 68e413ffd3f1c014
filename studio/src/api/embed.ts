// A visit to an assistant on somebody's page: short, without an account, and no key is in the page.
import { chatAt } from "./chat";
import { post, request, sendCsrf } from "./http";

export interface Visit {
  expires_at: string;
  csrf: string;
  title: string;
  greeting: string;
  accent: string;
  visitor: { name: string | null; identified: boolean };
}

let identity: string | undefined;

/** Who the page says its reader is: a token that its own server has signed. */
export const identifyAs = (token: string): void => {
  identity = token;
};

/** Begins a visit, or goes on with it; conversations are below its address from then on. */
export async function beginVisit(assistant: string): Promise<Visit> {
  const prefix = `/embed/${encodeURIComponent(assistant)}`;
  const visit = await post<Visit>(`${prefix}/session`, identity ? { identity } : {});
  sendCsrf(visit.csrf);
  chatAt({ prefix, renew: () => beginVisit(assistant) });
  return visit;
}

/** The reader has signed out of the page: whoever comes next in this browser is somebody else. */
export async function endVisit(assistant: string): Promise<void> {
  identity = undefined;
  await request<unknown>("DELETE", `/embed/${encodeURIComponent(assistant)}/session`);
}
