// The kinds as the palette lists them: by category, and the tools of MCP servers under theirs by server.
import type { NodeKind } from "@/flow/types";
import { byName } from "@/i18n/format";
import { CATEGORIES } from "./categories";

export interface KindGroup {
  id: string;
  title: string;
  /** The product's own kinds first, then a part for each server. */
  parts: { server: string | null; kinds: NodeKind[] }[];
}

/** The MCP server whose tool a kind is: `mcp:<server>/<tool>`. */
export const serverOf = (kind: NodeKind): string | null => /^mcp:([^/]+)\//.exec(kind.name)?.[1] ?? null;

/** What is empty is left out. */
export const kindGroup = (id: string, title: string, kinds: NodeKind[]): KindGroup[] => (kinds.length > 0 ? [{ id, title, parts: [{ server: null, kinds }] }] : []);

/** In the palette's order. */
export function kindGroups(kinds: NodeKind[]): KindGroup[] {
  return CATEGORIES.flatMap(({ id, title }) => {
    const inside = kinds.filter((kind) => kind.category === id);
    const servers = [...new Set(inside.map(serverOf))].toSorted((a, b) => byName(a ?? "", b ?? ""));
    const parts = servers.map((server) => ({ server, kinds: inside.filter((kind) => serverOf(kind) === server) }));
    return parts.length > 0 ? [{ id, title, parts }] : [];
  });
}
