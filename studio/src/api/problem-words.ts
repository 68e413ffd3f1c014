// What the server refuses is told in English. To readers of other languages its code says the gist, and the server's words follow where
// they say more than that.
import { locale, t } from "@/i18n";
import { sentence } from "./sentence";
import type { ProblemBody } from "./types";

const GIST: Record<string, string> = {
  malformed: t("The server did not understand the request."),
  unknown_parameter: t("The server did not understand the request."),
  unauthenticated: t("Sign in first."),
  invalid_credentials: t("E-mail or password is wrong."),
  token_invalid: t("This link or session is not valid any more."),
  token_expired: t("This link or session has expired."),
  token_reused: t("This session was used elsewhere. Sign in again."),
  session_ended: t("The session has ended. Sign in again."),
  forbidden: t("You may not do this."),
  csrf: t("This page is too old. Load it again."),
  not_found: t("This does not exist, or not any more."),
  conflict: t("This does not go together with how things are now."),
  name_taken: t("This name is taken."),
  merge_conflict: t("Both sides changed the same."),
  no_model: t("No language model is connected."),
  in_progress: t("This is still being worked on."),
  setup_done: t("The set-up has been done."),
  stale: t("Somebody changed this in the meantime."),
  too_large: t("This is larger than the server accepts."),
  unsupported_media_type: t("The server does not take files of this type."),
  invalid: t("Something in it cannot be accepted."),
  flow_has_errors: t("The flow has problems that stop publishing."),
  tests_failed: t("The flow’s tests do not pass."),
  rate_limited: t("That was too often. Wait a moment."),
  internal: t("Something went wrong in the server."),
  upstream: t("Another system failed."),
  unavailable: t("This is not available at the moment."),
  storage_full: t("The server has no room left."),
  timeout: t("It took too long."),
};

/** Here the server names what it was about. */
const SAYS_MORE = new Set(["conflict", "forbidden", "invalid", "name_taken", "too_large", "unsupported_media_type", "upstream", "unavailable"]);

/** The permission that a role lacks, when it is one that was missing; what else is refused says why itself. */
export const lackedPermission = (body: ProblemBody | undefined): string | undefined =>
  body?.code === "forbidden" ? /\bneeds the permission ([a-z_]+:[a-z_]+)/.exec(body.detail ?? "")?.[1] : undefined;

export function problemWords(body: ProblemBody, status: number): string {
  // The name of a permission says something to administrators only.
  if (lackedPermission(body)) return t("Your role does not allow this. Ask an administrator.");
  const said = sentence(body.detail || body.title || "") || t("The server answered {status}.", { status });
  const code = body.code ?? "";
  const gist = GIST[code];
  if (locale() === "en" || !gist) return said;
  return SAYS_MORE.has(code) && body.detail ? t("{gist} The server says: “{said}”", { gist, said }) : gist;
}
