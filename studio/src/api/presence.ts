import { request } from "./http";
import type { Announce, PresenceView } from "./types";

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}/presence`;

/** Says where this tab is in the flow; answers who else is there, and which draft the server has. */
export const announce = async (flow: string, where: Announce) => (await request<PresenceView>("PUT", at(flow), { body: where })).data;

export const leave = (flow: string, tab: string) => request<unknown>("DELETE", `${at(flow)}/${tab}`, { keepalive: true });
