import { DropdownMenu as Primitive } from "radix-ui";
import { useEffect, useRef, useState } from "react";
import { ChevronRight } from "lucide-react";
import { useTools } from "@/editor/context";
import type { MenuOf } from "@/editor/store";
import type { Point } from "@/flow/types";
import { cx } from "@/lib/cx";
import { whenThere } from "@/lib/when-there";
import { type Item, menuOf, type Submenu } from "./items";

const PANEL = "z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-[min(320px,calc(100vw-16px))] min-w-56 overflow-y-auto rounded-card border border-line bg-surface p-1 shadow-float";
/** Where neither side of the place has room for so much, it stands over the place. */
const WIDEST = 330;
const ROW = "flex min-h-7 cursor-default items-center justify-between gap-6 rounded-control px-2 py-1 outline-none select-none data-highlighted:bg-accent-soft data-[state=open]:bg-sunken pointer-coarse:min-h-11";

/** What can be done where it was asked for, with the keys that do the same. Never modal: see `Popover`. It stands where it is rendered,
 *  inside of the page's landmark; what floats is fixed anyway. */
export default function ContextMenu({ at, of, isByKeyboard }: { at: Point; of: MenuOf; isByKeyboard: boolean }) {
  const tools = useTools();
  const { editor, canvas } = tools;
  // As it was when it opened: what is done may change what it is about.
  const [menu] = useState(() => menuOf(tools, of));
  const [before] = useState(() => document.activeElement);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isByKeyboard) return;
    // The primitive gives the focus to the menu as a whole first.
    const first = () => (panel.current?.contains(document.activeElement) ? panel.current.querySelector<HTMLElement>("[role^=menuitem]") : null);
    whenThere(first, (item) => item.focus());
  }, [isByKeyboard]);
  const close = () => {
    // What was chosen may have opened something else by now.
    if (editor.getState().overlay?.is === "menu") editor.open(null);
  };
  const goBack = () => {
    const { active } = editor.getState();
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus({ preventScroll: true });
    else if (active !== null) canvas.current?.focus(active);
  };
  const choose = (item: Item) => {
    // First, so that what is opened now knows where the focus is to return.
    goBack();
    close();
    item.perform();
  };
  return (
    <Primitive.Root open modal={false} onOpenChange={(open) => !open && close()}>
      <Primitive.Trigger asChild>
        <button type="button" tabIndex={-1} aria-hidden aria-label={menu.title} className="pointer-events-none fixed size-0 opacity-0" style={{ left: Math.max(0, Math.min(at.x, window.innerWidth - WIDEST)), top: at.y }} />
      </Primitive.Trigger>
      <Primitive.Content
        ref={panel}
        aria-label={menu.title}
        // Beside the place, and moved up or down as far as the page asks for.
        side="right"
        align="start"
        sideOffset={2}
        collisionPadding={8}
        loop
        className={PANEL}
        onContextMenu={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (document.activeElement === document.body || panel.current?.contains(document.activeElement)) goBack();
        }}
      >
        {menu.groups.map((group, index) => (
          <Primitive.Group key={index}>
            {index > 0 && <Primitive.Separator className="my-1 h-px bg-line" />}
            {group.map((one) => ("items" in one ? <More key={one.label} submenu={one} onChoose={choose} /> : <Row key={one.label} item={one} onChoose={choose} />))}
          </Primitive.Group>
        ))}
      </Primitive.Content>
    </Primitive.Root>
  );
}

function Row({ item, onChoose }: { item: Item; onChoose: (item: Item) => void }) {
  const className = cx(ROW, item.isDanger && "text-danger");
  const content = (
    <>
      <span className="min-w-0">{item.label}</span>
      {item.keys && <kbd className="shrink-0 font-sans text-xs text-muted pointer-coarse:hidden">{item.keys}</kbd>}
    </>
  );
  if (item.isOn === undefined) {
    return (
      <Primitive.Item className={className} onSelect={() => onChoose(item)}>
        {content}
      </Primitive.Item>
    );
  }
  return (
    <Primitive.CheckboxItem checked={item.isOn} className={className} onSelect={() => onChoose(item)}>
      {content}
      <Primitive.ItemIndicator aria-hidden>✓</Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}

function More({ submenu, onChoose }: { submenu: Submenu; onChoose: (item: Item) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  // There is no room beside it on a phone: it opens below.
  if (window.matchMedia("(max-width: 767px)").matches) {
    return (
      <>
        <Primitive.Item
          className={ROW}
          aria-expanded={isOpen}
          onSelect={(event) => {
            event.preventDefault();
            setIsOpen(!isOpen);
          }}
        >
          {submenu.label}
          <ChevronRight size={14} aria-hidden className={cx("text-muted", isOpen && "rotate-90")} />
        </Primitive.Item>
        {isOpen && (
          <Primitive.Group aria-label={submenu.label} className="ml-3 border-l border-line pl-1">
            {submenu.items.map((item) => (
              <Row key={item.label} item={item} onChoose={onChoose} />
            ))}
          </Primitive.Group>
        )}
      </>
    );
  }
  return (
    <Primitive.Sub>
      <Primitive.SubTrigger className={ROW}>
        {submenu.label}
        <ChevronRight size={14} aria-hidden className="text-muted" />
      </Primitive.SubTrigger>
      <Primitive.SubContent className={PANEL} collisionPadding={8} loop onContextMenu={(event) => event.preventDefault()}>
        {submenu.items.map((item) => (
          <Row key={item.label} item={item} onChoose={onChoose} />
        ))}
      </Primitive.SubContent>
    </Primitive.Sub>
  );
}
