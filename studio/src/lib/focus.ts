/** What floats over the page and is closed when the focus leaves it. */
const layerOf = (element: Element | null | undefined) => element?.closest("[popover], dialog, [role=dialog]") ?? null;

/** Puts the focus where one goes on, after something that took its time. Whoever has opened a menu meanwhile stays in it. */
export function goOnAt(element: HTMLElement | null): void {
  const layer = layerOf(document.activeElement);
  if (layer === null || layer === layerOf(element)) element?.focus();
}
