import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ROLES } from "@/lib/roles";
import { list } from "@/i18n/format";
import { t } from "@/i18n";
import { createUser, deleteUser, patchUser, usersQuery } from "@/api/admin";
import { asProblem } from "@/api/http";
import { sentence } from "@/api/sentence";
import type { Me, NewUser, Role, User } from "@/api/types";
import { may } from "@/lib/may";
import { passwordRules } from "@/lib/password";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Select } from "@/ui/field";
import { ErrorNote, Loading } from "@/ui/notice";
import { Table } from "@/ui/table";

export function Users({ me }: { me: Me }) {
  const users = useQuery(usersQuery);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["users"] });
  const change = useMutation({ mutationFn: ({ id, role }: { id: string; role: Role }) => patchUser(id, { role }), onSettled: refresh });
  const [leaving, setLeaving] = useState<User | null>(null);
  const remove = useMutation({ mutationFn: deleteUser, onSuccess: () => setLeaving(null), onSettled: refresh });
  const readmit = useMutation({ mutationFn: (id: string) => patchUser(id, { status: "active" }), onSettled: refresh });
  const [adding, setAdding] = useState(false);
  const canWrite = may(me.permissions, "users:write");
  return (
    <div className="flex flex-col gap-4">
      {canWrite && (
        <Button look="primary" className="self-start" onClick={() => setAdding(true)}>
          {t("Add user")}
        </Button>
      )}
      {users.isPending && <Loading what={t("users")} />}
      {users.isError && <ErrorNote error={users.error} retry={() => void users.refetch()} />}
      {change.error && <ErrorNote error={change.error} />}
      {readmit.error && <ErrorNote error={readmit.error} />}
      {users.data && (
        <Table label={t("Users")} head={[t("Name"), t("E-mail"), t("Role"), <span key="actions" className="sr-only">{t("Actions")}</span>]}>
          {users.data.map((user) => (
            <tr key={user.id}>
              <td className="font-medium whitespace-nowrap">
                {user.name} {user.id === me.id && <Badge tone="accent">{t("you")}</Badge>} {user.status !== "active" && <Badge>{user.status === "disabled" ? t("locked out") : user.status}</Badge>}
              </td>
              <td className="whitespace-nowrap">{user.email}</td>
              <td>
                <Select
                  aria-label={t("Role of {name}", { name: user.name })}
                  className="min-w-40"
                  disabled={!canWrite || user.id === me.id || change.isPending}
                  value={user.role}
                  onChange={(event) => change.mutate({ id: user.id, role: event.target.value as Role })}
                >
                  {ROLES.map((role) => (
                    <option key={role.id} value={role.id}>
                      {role.name}
                    </option>
                  ))}
                </Select>
              </td>
              <td className="text-right">
                {/* One place for both, so that one becomes the other and keeps the focus. */}
                {canWrite &&
                  user.id !== me.id &&
                  (user.status === "disabled" ? (
                    <Button size="sm" aria-label={t("Let {name} in again", { name: user.name })} busy={readmit.isPending && readmit.variables === user.id} onClick={() => readmit.mutate(user.id)}>
                      {t("Let in again")}
                    </Button>
                  ) : (
                    <Button size="sm" look="danger" aria-label={t("Remove {name}", { name: user.name })} onClick={() => setLeaving(user)}>
                      {t("Remove")}
                    </Button>
                  ))}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {leaving && (
        <Confirm
          title={t("Remove {name}?", { name: leaving.name })}
          action={t("Remove")}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
          onClose={() => {
            remove.reset();
            setLeaving(null);
          }}
        >
          {t("{email} is signed out everywhere and can no longer sign in. What they wrote stays: tickets, conversations and comments. They can be let in again at any time.", { email: leaving.email })}
        </Confirm>
      )}
      {adding && <AddUser onClose={() => setAdding(false)} />}
    </div>
  );
}

function AddUser({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState<NewUser>({ name: "", email: "", role: "end_user", password: "" });
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => createUser(form),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["users"] });
      onClose();
    },
  });
  const problem = add.error ? asProblem(add.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog title={t("Add user")} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("Name")} required error={problem?.field("name")}>
          {(ids) => <Input {...ids} required value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />}
        </Field>
        <Field label={t("E-mail")} required error={problem?.field("email")}>
          {(ids) => <Input {...ids} required type="email" value={form.email} onChange={(event) => setForm({ ...form, email: event.target.value })} />}
        </Field>
        <Field label={t("Role")}>
          {(ids) => (
            <Select {...ids} value={form.role} onChange={(event) => setForm({ ...form, role: event.target.value as Role })}>
              {ROLES.map((role) => (
                <option key={role.id} value={role.id}>
                  {role.may}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("First password")} required help={sentence(list(passwordRules(form.password, form.email).map((rule) => rule.text), "unit"))} error={problem?.field("password")}>
          {(ids) => <Input {...ids} required type="password" autoComplete="new-password" value={form.password} onChange={(event) => setForm({ ...form, password: event.target.value })} />}
        </Field>
        {problem && !problem.body?.errors?.length && <ErrorNote error={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={add.isPending}>
            {t("Add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
