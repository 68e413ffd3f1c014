// What the address of the desk may say. It can be mistyped, or made for another version of the Studio.

export interface DeskSearch {
  status?: string;
  priority?: string;
  q?: string;
  mine?: boolean;
  sort?: string;
}

export const STATUSES = ["new", "open", "pending", "resolved", "closed"];
export const PRIORITIES = ["P1", "P2", "P3", "P4", "P5"];
export const SORTS = ["-created_at", "created_at", "-updated_at", "priority"];

/** Without what the list cannot go by: it is usable, and its selects show what it goes by. */
export const knownSearch = ({ status, priority, sort, ...rest }: DeskSearch): DeskSearch => ({
  ...rest,
  status: STATUSES.find((one) => one === status),
  priority: PRIORITIES.find((one) => one === priority),
  sort: SORTS.find((one) => one === sort),
});
