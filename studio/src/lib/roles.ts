import type { Role } from "@/api/types";
import { t } from "@/i18n";

/** What each role is called, and what it may do. */
export const ROLES: readonly { id: Role; name: string; may: string }[] = [
  { id: "end_user", name: t("End user"), may: t("End user: asks, sees own tickets") },
  { id: "agent", name: t("Agent"), may: t("Agent: works on tickets and knowledge") },
  { id: "team_lead", name: t("Team lead"), may: t("Team lead: also flows and publishing") },
  { id: "admin", name: t("Administrator"), may: t("Administrator: also settings and users") },
  { id: "org_owner", name: t("Owner"), may: t("Owner: everything") },
  { id: "readonly", name: t("Read only"), may: t("Read only") },
];

/** A role this Studio does not know yet is called as the server calls it. */
export const roleName = (role: string): string => ROLES.find((one) => one.id === role)?.name ?? role.replaceAll("_", " ");
