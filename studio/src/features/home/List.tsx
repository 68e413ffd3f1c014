import type { ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { ErrorNote, Loading } from "@/ui/notice";
import { Card } from "@/ui/page";

const MOST = 6;
export const row = "flex items-center justify-between gap-3 px-4 py-row hover:bg-sunken -outline-offset-2";
export const all = "text-accent hover:underline";

/** A list of the first page: a card with what matters most, and the way to all of it. */
interface ListProps<T> {
  title: string;
  aside?: ReactNode;
  /** For “Loading …”. */
  what: string;
  query: Pick<UseQueryResult, "isPending" | "isError" | "error" | "refetch">;
  items: T[];
  empty: ReactNode;
  draw: (item: T) => ReactNode;
  id: (item: T) => string;
}

export function List<T>({ title, aside, what, query, items, empty, draw, id }: ListProps<T>) {
  return (
    <Card title={title} aside={aside}>
      {query.isPending && <Loading what={what} />}
      {query.isError && <ErrorNote error={query.error} retry={() => void query.refetch()} className="m-4" />}
      {!query.isPending && !query.isError && items.length === 0 && <p className="p-4 text-muted">{empty}</p>}
      <ul>
        {items.slice(0, MOST).map((item) => (
          <li key={id(item)} className="border-b border-line last:border-0">
            {draw(item)}
          </li>
        ))}
      </ul>
    </Card>
  );
}
