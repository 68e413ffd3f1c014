import { Tabs as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";
import { cx } from "@/lib/cx";

interface TabItem {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

export function Tabs({ items, value, onChange, label, aside }: { items: TabItem[]; value: string; onChange: (id: string) => void; label: string; aside?: ReactNode }) {
  // The primitive puts the focus by itself into the tab that was pressed, which browsers take for the keyboard: the ring is for that alone.
  const [pointed, setPointed] = useState(false);
  return (
    <Primitive.Root value={value} onValueChange={onChange} className="flex h-full min-h-0 flex-col">
      <div className="flex items-center justify-between gap-2 border-b border-line pr-2">
        <Primitive.List
          aria-label={label}
          className="flex min-w-0 overflow-x-auto"
          onPointerDown={() => setPointed(true)}
          onKeyDown={() => setPointed(false)}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) setPointed(false);
          }}
        >
          {items.map((item) => (
            <Primitive.Trigger
              key={item.id}
              value={item.id}
              className={cx(
                "h-9 border-b-2 border-transparent px-3 whitespace-nowrap text-muted hover:text-text data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text max-sm:px-2",
                pointed ? "outline-none" : "focus-visible:-outline-offset-2",
              )}
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
