// By what the runs of a flow are listed. The address that says it can be mistyped, or made for another version of the Studio.
import type { RunFilter } from "@/api/runs";
import { ERROR_CODES } from "./mends";

export interface Filter extends Pick<RunFilter, "status" | "test" | "version" | "code" | "node" | "page"> {
  since?: "day" | "week" | "month";
}

export const STATUSES = ["queued", "running", "waiting", "completed", "failed", "cancelled"];

const counted = (n: number | undefined) => (n !== undefined && Number.isSafeInteger(n) && n > 0 ? n : undefined);

/** One of two runs to compare; what cannot be an id is as if none were chosen. */
export const knownRun = (id: string | undefined): string | undefined => (id && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id : undefined);

/** Without what the list cannot go by: it is usable, and its selects show what it goes by. */
export const knownFilter = ({ status, version, code, page, ...rest }: Filter): Filter => ({
  ...rest,
  status: STATUSES.find((one) => one === status),
  version: counted(version),
  code: ERROR_CODES.find((one) => one === code),
  page: counted(page),
});
