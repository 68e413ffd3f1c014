import type { Page } from "./types";

export interface Listed<T> {
  list: T[];
  total: number;
  /** There is nothing after these. */
  isAll: boolean;
}

/** The first so many pages of a list, asked for anew together: what changes moves up, and may then be on two of them. */
export async function firstPages<T extends { id: string }>(pages: number, ask: (page: number) => Promise<Page<T>>): Promise<Listed<T>> {
  const all = await Promise.all(Array.from({ length: pages }, (_, index) => ask(index + 1)));
  const list = [...new Map(all.flatMap((page) => page.data).map((one) => [one.id, one])).values()];
  return { list, total: all[0]?.meta.total ?? 0, isAll: pages >= (all[0]?.meta.total_pages ?? 1) };
}
