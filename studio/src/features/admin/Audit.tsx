import { useNavigate, useSearch } from "@tanstack/react-router";
import type { AuditFilter } from "./audit-filter";
import { AuditLog } from "./AuditLog";

/** The audit log, filtered as the address says. */
export function Audit() {
  const { who, action, object } = useSearch({ strict: false }) as AuditFilter;
  const navigate = useNavigate();
  return <AuditLog filter={{ who, action, object }} onFilter={(search) => void navigate({ to: "/admin/$section", params: { section: "audit" }, search, replace: true })} />;
}
