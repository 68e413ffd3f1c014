// Notices on one's own devices.
import { queryOptions } from "@tanstack/react-query";
import type { components } from "./generated/schema";
import { get, post, request } from "./http";

export type Push = components["schemas"]["PushView"];

export const pushQuery = queryOptions({ queryKey: ["push"], queryFn: () => get<Push>("/push"), retry: false });

export const addPushDevice = (subscription: PushSubscriptionJSON) => post<unknown>("/push/devices", { endpoint: subscription.endpoint, keys: subscription.keys });

export const removePushDevice = (id: string) => request<undefined>("DELETE", `/push/devices/${id}`);
