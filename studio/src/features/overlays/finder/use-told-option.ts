import { type RefObject, useEffect } from "react";

const SELECTED = '[role=option][aria-selected="true"]';

/** Tells a screen reader at which option the field is. The list's own word for it comes before the option has been drawn as selected, and
 *  is that of the one before, or none. */
export function useToldOption(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = box.current;
    const field = root?.querySelector<HTMLElement>("[role=combobox]");
    if (!root || !field) return;
    const tell = () => {
      const id = root.querySelector(SELECTED)?.id;
      if (!id) field.removeAttribute("aria-activedescendant");
      else if (field.getAttribute("aria-activedescendant") !== id) field.setAttribute("aria-activedescendant", id);
    };
    tell();
    const watch = new MutationObserver(tell);
    watch.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-selected", "aria-activedescendant"] });
    return () => watch.disconnect();
  }, [box]);
}
