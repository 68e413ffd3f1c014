import { ArrowUp, Trash2, UserPlus, UsersRound } from "lucide-react";
import { findingsOf } from "@/flow/describe";
import { pointed } from "@/flow/ports";
import { Button, IconButton } from "@/ui/button";
import { t } from "@/i18n";
import { Select } from "@/ui/field";
import { FindingNote } from "../FindingNote";
import type { SchemaFieldProps } from "../SchemaField";
import { TextControl } from "../TextControl";

type Person = { email?: string; role?: string };

const ROLES: Record<string, string> = { agent: t("Agent at the desk"), team_lead: t("Team lead"), admin: t("Administrator"), org_owner: t("Owner") };

/** Who is asked, in order: one person by e-mail address (or a value that gives one), or anybody of a role. */
export function People({ node, name, schema, value, findings, pointer, disabled, onChange }: SchemaFieldProps) {
  const list = Array.isArray(value) ? (value as Person[]) : [];
  const roles = (pointed(schema, "/items/properties/role/enum") as string[] | undefined) ?? Object.keys(ROLES);
  const put = (next: Person[]) => onChange(next.length > 0 ? next : undefined);
  const set = (index: number, next: Person) => put(list.map((one, at) => (at === index ? next : one)));
  const up = (index: number) => put(list.map((one, at) => (at === index - 1 ? (list[index] as Person) : at === index ? (list[index - 1] as Person) : one)));
  return (
    <div className="flex flex-col gap-2">
      {list.length === 0 && <p className="text-xs text-muted">{t("Nobody is named yet.")}</p>}
      <ol className="flex flex-col gap-2 empty:hidden">
        {list.map((person, index) => {
          const isRole = person.role !== undefined;
          const label = isRole ? t("Role {n}", { n: index + 1 }) : t("E-mail of person {n}", { n: index + 1 });
          return (
            <li key={index} data-field={`${pointer}/${index}`} className="flex flex-col gap-1">
              <div className="flex items-start gap-1">
                <div className="min-w-0 flex-1">
                  {isRole ? (
                    <Select aria-label={label} disabled={disabled} value={person.role} onChange={(event) => set(index, { role: event.target.value })}>
                      {!roles.includes(person.role as string) && <option value={person.role}>{person.role || t("Choose…")}</option>}
                      {roles.map((role) => (
                        <option key={role} value={role}>
                          {ROLES[role] ?? role}
                        </option>
                      ))}
                    </Select>
                  ) : (
                    <TextControl
                      node={node}
                      schema={{ "x-ui": { placeholder: "name@company.com" } }}
                      value={person.email}
                      widget="text"
                      literal={false}
                      ids={{ id: `${node}-${name}-${index}`, "aria-describedby": undefined, "aria-invalid": undefined, "aria-required": undefined, disabled, ...{ "aria-label": label } }}
                      onChange={(email) => set(index, { email: typeof email === "string" ? email : "" })}
                    />
                  )}
                </div>
                {index > 0 && (
                  <IconButton label={t("Ask person {n} earlier", { n: index + 1 })} disabled={disabled} onClick={() => up(index)}>
                    <ArrowUp size={14} aria-hidden />
                  </IconButton>
                )}
                <IconButton label={t("Remove person {n}", { n: index + 1 })} disabled={disabled} onClick={() => put(list.filter((_, at) => at !== index))}>
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              </div>
              {findingsOf(findings, `${pointer}/${index}`).map((finding) => (
                <FindingNote key={`${finding.code} ${finding.field} ${finding.cause}`} finding={finding} />
              ))}
            </li>
          );
        })}
      </ol>
      {!disabled && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => put([...list, { email: "" }])}>
            <UserPlus size={13} aria-hidden /> {t("Add person")}
          </Button>
          <Button size="sm" onClick={() => put([...list, { role: roles[0] ?? "admin" }])}>
            <UsersRound size={13} aria-hidden /> {t("Add role")}
          </Button>
        </div>
      )}
    </div>
  );
}
