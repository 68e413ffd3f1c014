import { queryOptions } from "@tanstack/react-query";
import { get, post, request } from "./http";
import type { Device, Me } from "./types";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => get<Me>("/auth/me"),
  staleTime: 60_000,
  retry: false,
});

export const devicesQuery = queryOptions({
  queryKey: ["devices"],
  queryFn: async () => (await get<{ data: Device[] }>("/auth/devices")).data,
});

export const setupState = (token: string) => get<{ valid: boolean; tenant_name: string }>("/auth/setup", { token });

export const setup = (body: { token: string; email: string; name: string; password: string }) =>
  post<unknown>("/auth/setup", body);

export const login = (email: string, password: string) =>
  post<unknown>("/auth/login", { email, password, device: deviceName() });

export const logout = () => post<unknown>("/auth/logout");

export const changePassword = (current_password: string, new_password: string) =>
  request<unknown>("PUT", "/auth/me/password", { body: { current_password, new_password } });

export const revokeDevice = (id: string) => request<unknown>("DELETE", `/auth/devices/${id}`);

function deviceName(): string {
  const agent = navigator.userAgent;
  const browser = /Firefox|Edg|Chrome|Safari/.exec(agent)?.[0] ?? "Browser";
  const system = /Windows|Mac OS|Android|iPhone|iPad|Linux/.exec(agent)?.[0] ?? "";
  return `${browser === "Edg" ? "Edge" : browser}${system ? ` on ${system}` : ""}`;
}
