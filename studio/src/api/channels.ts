import { queryOptions } from "@tanstack/react-query";
import { type Answer, asProblem, post, request } from "./http";

// Written out until the OpenAPI document has these.
export interface Widget {
  enabled: boolean;
  /** Missing until the widget has been saved for the first time. */
  public_id: string | null;
  origins: string[];
  title: string;
  greeting: string;
  /** `#rrggbb` */
  accent: string;
  position: "bottom_right" | "bottom_left";
}
export type WidgetChange = Omit<Widget, "public_id">;
export interface Channels {
  chat: { path: string };
  widget: Widget;
}

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}/channels`;

/** `null`: this server has no widget. */
export const channelsQuery = (flow: string) =>
  queryOptions({
    queryKey: ["flows", flow, "channels"],
    queryFn: async (): Promise<Answer<Channels> | null> => {
      try {
        return await request<Channels>("GET", at(flow));
      } catch (error) {
        if (asProblem(error).status === 404) return null;
        throw error;
      }
    },
    // What is being edited is not replaced under the hands.
    staleTime: Infinity,
  });

export const saveWidget = (flow: string, body: WidgetChange, ifMatch: string | null) => request<Channels>("PUT", `${at(flow)}/widget`, { body, ifMatch });

/** Gives the widget another id: every snippet in use stops working. */
export const rotateWidget = (flow: string) => post<Channels>(`${at(flow)}/widget/rotate`, {});
