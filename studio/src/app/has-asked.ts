import type { QueryClient } from "@tanstack/react-query";
import { checklistQuery } from "@/api/admin";
import type { Me } from "@/api/types";
import { may } from "@/lib/may";

/** Whether somebody asked the assistant something already. Only who sets the product up can know; that it cannot be told is no reason to keep a page from anybody. */
export async function hasAsked(client: QueryClient, me: Me): Promise<boolean> {
  if (!may(me.permissions, "settings:write")) return false;
  return client.fetchQuery(checklistQuery).then(({ asked }) => asked, () => false);
}
