import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cx } from "@/lib/cx";

export interface MenuItem {
  label: ReactNode;
  onSelect: () => void;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
}

export function Menu({ trigger, items, align = "end" }: { trigger: ReactElement; items: MenuItem[]; align?: "start" | "end" }) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content align={align} sideOffset={4} collisionPadding={8} className="z-50 min-w-48 rounded-card border border-line bg-surface p-1 shadow-float">
          {items.map((item, index) => (
            <Primitive.Item
              key={index}
              disabled={item.disabled}
              onSelect={item.onSelect}
              className={cx(
                "flex h-8 cursor-pointer items-center justify-between gap-6 rounded-control px-2 outline-none data-[disabled]:text-muted data-[highlighted]:bg-sunken",
                item.danger && "text-danger",
              )}
            >
              {item.label}
              {item.shortcut && <kbd className="font-sans text-xs text-muted">{item.shortcut}</kbd>}
            </Primitive.Item>
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
