// The pages of the Studio that the rail and the search lead to, and what one must be allowed to do to see them.
import { t } from "@/i18n";
import { may } from "./may";

export interface Page<To extends string = string> {
  to: To;
  label: string;
  /** One of these is enough. */
  needs?: string[];
  /** The page it belongs to. */
  within?: string;
}

const DESK = ["tickets:read", "tickets:read_own"];

export const RAIL: Page<"/" | "/flows" | "/desk" | "/kb" | "/tools" | "/admin">[] = [
  { to: "/", label: t("Home") },
  { to: "/flows", label: t("Flows"), needs: ["flows:read"] },
  { to: "/desk", label: t("Desk"), needs: DESK },
  { to: "/kb", label: t("Knowledge"), needs: ["kb:write", "flows:read"] },
  { to: "/tools", label: t("Tools"), needs: ["tools:read"] },
  { to: "/admin", label: t("Admin"), needs: ["settings:write"] },
];

export const ME: Page<"/me"> = { to: "/me", label: t("Me") };

const OF_DESK: Page[] = [
  { to: "/desk/approvals", label: t("Approvals"), needs: DESK, within: t("Desk") },
  { to: "/desk/live", label: t("Live conversations"), needs: ["tickets:write"], within: t("Desk") },
];

/** The tabs of the administration. */
export const ADMIN_SECTIONS = [
  { id: "models", label: t("Models"), needs: "settings:write" },
  { id: "desk", label: t("Desk"), needs: "settings:write" },
  { id: "git", label: "Git", needs: "settings:read" },
  { id: "users", label: t("Users"), needs: "users:read" },
  { id: "audit", label: t("Audit"), needs: "audit:read" },
] as const;

const OF_ADMIN: Page[] = ADMIN_SECTIONS.map(({ id, label, needs }) => ({ to: `/admin/${id}`, label, needs: [needs], within: t("Admin") }));

export const sees = (permissions: readonly string[], page: Page): boolean => page.needs?.some((one) => may(permissions, one)) ?? true;

/** Every page that somebody with these permissions finds, their parts after them. */
export function pagesFor(permissions: readonly string[]): Page[] {
  const isAdmin = RAIL.some((one) => one.to === "/admin" && sees(permissions, one));
  return [...RAIL, ME, ...OF_DESK, ...(isAdmin ? OF_ADMIN : [])].filter((one) => sees(permissions, one));
}
