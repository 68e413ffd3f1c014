import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";

interface TabItem {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

export function Tabs({ items, value, onChange, label, aside }: { items: TabItem[]; value: string; onChange: (id: string) => void; label: string; aside?: ReactNode }) {
  return (
    <Primitive.Root value={value} onValueChange={onChange} className="flex h-full min-h-0 flex-col">
      <div className="flex items-center justify-between gap-2 border-b border-line pr-2">
        <Primitive.List aria-label={label} className="flex min-w-0 overflow-x-auto">
          {items.map((item) => (
            <Primitive.Trigger
              key={item.id}
              value={item.id}
              className="h-9 border-b-2 border-transparent px-3 whitespace-nowrap max-sm:px-2 text-muted hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text"
            >
              {item.label}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        {aside}
      </div>
      {items.map((item) => (
        <Primitive.Content key={item.id} value={item.id} tabIndex={-1} className="relative min-h-0 flex-1 overflow-auto outline-none">
          {item.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
