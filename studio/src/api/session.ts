import { queryOptions } from "@tanstack/react-query";
import { t } from "@/i18n";
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

const deviceName = () => deviceOf(navigator.userAgent);

// Most browsers also name those they descend from, and Android also says Linux: the particular comes before the general.
const BROWSERS: [RegExp, string][] = [[/Edg/, "Edge"], [/Firefox|FxiOS/, "Firefox"], [/Chrome|CriOS/, "Chrome"], [/Safari/, "Safari"]];
const SYSTEMS: [RegExp, string][] = [[/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS/, "Mac"], [/Linux/, "Linux"]];

/** What `deviceOf` found, in the reader's language; it is kept in English, for whatever language it is read in. */
export function deviceWords(device: string): string {
  const found = /^(\w+) on (\w+)$/.exec(deviceOf(device));
  return found ? t("{browser} on {system}", { browser: found[1] ?? "", system: found[2] ?? "" }) : deviceOf(device);
}

/** “Chrome on Linux” out of what a browser says about itself; a name that somebody gave stays as it is. */
export function deviceOf(agent: string): string {
  if (!agent.startsWith("Mozilla/")) return agent;
  const first = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const system = first(SYSTEMS);
  return `${first(BROWSERS) ?? "Browser"}${system ? ` on ${system}` : ""}`;
}
