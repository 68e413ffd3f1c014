import type { Approval } from "@/api/approvals";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { roleName } from "./roles";

const ROLES: Record<string, string> = { agent: t("any agent at the desk"), team_lead: t("any team lead"), admin: t("any administrator"), org_owner: t("any owner") };

/** Those who are asked for an approval, by address or by role. */
export function asked(people: Approval["approvers"]): string {
  const names = people.map((person) => person.email || (person.role ? (ROLES[person.role] ?? t("anybody who is {role}", { role: roleName(person.role) })) : "")).filter(Boolean);
  return names.length ? list(names, "unit") : t("nobody any more");
}
