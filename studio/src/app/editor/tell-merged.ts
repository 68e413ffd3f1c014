// Says in passing what somebody else changed.
import { type Branch, draftAuthors } from "@/api/flows";
import { meQuery } from "@/api/session";
import type { Merged } from "@/editor/draft-sync";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { toast } from "@/ui/toast";
import { queryClient } from "../query-client";

/** Somebody who goes on typing is told of once in a while, not at each of their saves. */
const QUIET_MS = 30_000;
let lastTold = 0;

export async function tellMerged(flow: string, branch: Branch, { merged, conflicts, touched, hadOwn }: Merged): Promise<void> {
  // What is asked about did not come in.
  const count = merged - conflicts;
  if (count <= 0 || (!hadOwn && Date.now() - lastTold < QUIET_MS)) return;
  lastTold = Date.now();
  const name = await whose(flow, branch, touched);
  if (name === null) toast(t("Merged {count, plural, one {# change} other {# changes}} made elsewhere", { count }));
  else if (name === "") toast(t("Merged {count, plural, one {# change} other {# changes}} of yours from another tab", { count }));
  else toast(t("Merged {count, plural, one {# change} other {# changes}} by {name}", { count, name }));
}

/** Names of those who changed these places; empty when it was oneself; `null` when nobody can tell. */
async function whose(flow: string, branch: Branch, touched: ReadonlySet<string>): Promise<string | null> {
  const me = queryClient.getQueryData(meQuery.queryKey);
  const authors = await draftAuthors(flow, branch).catch(() => []);
  const there = authors.filter((author) => author.user && author.places.some((place) => touched.has(place.node ?? "")));
  const names = there.flatMap(({ user }) => (user && user.id !== me?.id ? [user.name] : []));
  if (names.length > 0) return list(names);
  return there.length > 0 ? "" : null;
}
