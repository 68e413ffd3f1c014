import { queryOptions } from "@tanstack/react-query";
import { get, newKey, post, request } from "./http";
import type { AuditEntry, Checklist, DeskHours, DeskHoursNow, ModelChange, ModelSettings, ModelTest, NewUser, Page, UpdatePromises, User, UserChange } from "./types";

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: async () => (await get<Page<User>>("/admin/users", { limit: 100 })).data,
});

export const createUser = (body: NewUser) =>
  post<User>("/admin/users", body, { idempotencyKey: newKey() });

export const patchUser = (id: string, body: UserChange) => request<User>("PATCH", `/admin/users/${id}`, { body, contentType: "application/merge-patch+json" });

export const deleteUser = (id: string) => request<unknown>("DELETE", `/admin/users/${id}`);

export const auditPage = (after?: number) =>
  get<{ data: AuditEntry[]; next?: number | null }>("/admin/audit-logs", { after, limit: 100 });

export const modelsQuery = queryOptions({ queryKey: ["models"], queryFn: () => get<ModelSettings>("/admin/models") });

export const saveModels = (body: ModelChange) => request<ModelSettings>("PUT", "/admin/models", { body });

export const deskHoursQuery = queryOptions({ queryKey: ["desk-hours"], queryFn: () => get<DeskHoursNow>("/admin/desk-hours") });

export const deskPromisesQuery = queryOptions({ queryKey: ["desk-promises"], queryFn: () => get<UpdatePromises>("/admin/desk-promises") });

export const saveDeskPromises = (body: UpdatePromises) => request<UpdatePromises>("PUT", "/admin/desk-promises", { body });

export const saveDeskHours = (body: { hours: DeskHours | null }) => request<DeskHoursNow>("PUT", "/admin/desk-hours", { body });

/** Tries what is saved. A body, were it an empty one, would be other settings to try. */
export const testModels = async () => (await request<ModelTest>("POST", "/admin/models/test")).data;

const allDone = (steps: Checklist | undefined): boolean => steps !== undefined && steps.asked && steps.model_connected && steps.knowledge_added && steps.published;

/** Asked again while something is left to do: what is done ticks itself, whoever did it and wherever. */
export const checklistQuery = queryOptions({
  queryKey: ["checklist"],
  queryFn: () => get<Checklist>("/admin/checklist"),
  refetchInterval: ({ state }) => (allDone(state.data) ? false : 5_000),
});
