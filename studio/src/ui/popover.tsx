import { Popover as Primitive } from "radix-ui";
import { type ReactElement, type ReactNode, useContext } from "react";
import { cx } from "@/lib/cx";
import { Layer } from "./layer";

interface PopoverProps {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  className?: string;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Never modal: the modal form of the primitive injects a style element, which the content security policy refuses. */
export function Popover({ trigger, label, children, className, align = "start", open, onOpenChange }: PopoverProps) {
  const layer = useContext(Layer);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal container={layer ?? undefined}>
        <Primitive.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cx("z-50 max-h-[min(480px,var(--radix-popover-content-available-height))] w-80 max-w-[calc(100vw-16px)] overflow-y-auto rounded-card border border-line bg-surface p-3 shadow-float", className)}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
