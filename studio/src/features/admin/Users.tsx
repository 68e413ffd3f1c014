import { type FormEvent, useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createUser, deleteUser, patchUser, usersQuery } from "@/api/admin";
import { asProblem } from "@/api/http";
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

const ROLES = [
  ["end_user", "End user: asks, sees own tickets"],
  ["agent", "Agent: works on tickets and knowledge"],
  ["team_lead", "Team lead: also flows and publishing"],
  ["admin", "Administrator: also settings and users"],
  ["org_owner", "Owner: everything"],
  ["readonly", "Read only"],
] as const;

export function Users({ me }: { me: Me }) {
  const users = useQuery(usersQuery);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["users"] });
  const change = useMutation({ mutationFn: ({ id, role }: { id: string; role: Role }) => patchUser(id, { role }), onSettled: refresh });
  const [leaving, setLeaving] = useState<User | null>(null);
  const remove = useMutation({ mutationFn: deleteUser, onSuccess: () => setLeaving(null), onSettled: refresh });
  const [adding, setAdding] = useState(false);
  const canWrite = may(me.permissions, "users:write");
  return (
    <div className="flex flex-col gap-4">
      {canWrite && (
        <Button look="primary" className="self-start" onClick={() => setAdding(true)}>
          Add user
        </Button>
      )}
      {users.isPending && <Loading what="users" />}
      {users.isError && <ErrorNote error={users.error} retry={() => void users.refetch()} />}
      {change.error && <ErrorNote error={change.error} />}
      {users.data && (
        <Table label="Users" head={["Name", "E-mail", "Role", <span key="actions" className="sr-only">Actions</span>]}>
          {users.data.map((user) => (
            <tr key={user.id}>
              <td className="font-medium whitespace-nowrap">
                {user.name} {user.id === me.id && <Badge tone="accent">you</Badge>} {user.status !== "active" && <Badge>{user.status}</Badge>}
              </td>
              <td className="whitespace-nowrap">{user.email}</td>
              <td>
                <Select
                  aria-label={`Role of ${user.name}`}
                  className="min-w-40"
                  disabled={!canWrite || user.id === me.id || change.isPending}
                  value={user.role}
                  onChange={(event) => change.mutate({ id: user.id, role: event.target.value as Role })}
                >
                  {ROLES.map(([role, label]) => (
                    <option key={role} value={role}>
                      {label.split(":")[0]}
                    </option>
                  ))}
                </Select>
              </td>
              <td className="text-right">
                {canWrite && user.id !== me.id && (
                  <Button size="sm" look="danger" aria-label={`Remove ${user.name}`} onClick={() => setLeaving(user)}>
                    Remove
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {leaving && (
        <Confirm
          title={`Remove ${leaving.name}?`}
          action="Remove"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
          onClose={() => {
            remove.reset();
            setLeaving(null);
          }}
        >
          {leaving.email} can no longer sign in, and is signed out everywhere. Tickets and conversations stay.
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
    <Dialog title="Add user" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" required error={problem?.field("name")}>
          {(ids) => <Input {...ids} required value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />}
        </Field>
        <Field label="E-mail" required error={problem?.field("email")}>
          {(ids) => <Input {...ids} required type="email" value={form.email} onChange={(event) => setForm({ ...form, email: event.target.value })} />}
        </Field>
        <Field label="Role">
          {(ids) => (
            <Select {...ids} value={form.role} onChange={(event) => setForm({ ...form, role: event.target.value as Role })}>
              {ROLES.map(([role, label]) => (
                <option key={role} value={role}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="First password" required help={passwordRules(form.password, form.email).map((rule) => rule.text).join(", ")} error={problem?.field("password")}>
          {(ids) => <Input {...ids} required type="password" autoComplete="new-password" value={form.password} onChange={(event) => setForm({ ...form, password: event.target.value })} />}
        </Field>
        {problem && !problem.body?.errors?.length && <ErrorNote error={problem} />}
        <Button type="submit" look="primary" className="self-end" busy={add.isPending}>
          Add
        </Button>
      </form>
    </Dialog>
  );
}
