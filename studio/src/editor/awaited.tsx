// What is typed between asking for something that is loaded first (the list of commands, the search, a dialog) and its being there.
// It is meant for that, so nothing else hears of it: no letter is a shortcut, and its field takes up what was typed.
import { useEffect, useLayoutEffect, useRef } from "react";

let typed = "";

/** Puts what was typed meanwhile into the field of what has come. */
export function useTyped(put: (text: string) => void): void {
  const given = useRef(put);
  useEffect(() => {
    const text = typed;
    typed = "";
    if (text) given.current(text);
  }, []);
}

/** Stands in the place of what is being loaded. Escape asks for it no more. */
export function Awaited({ onCancel }: { onCancel: () => void }) {
  const cancel = useRef(onCancel);
  cancel.current = onCancel;
  const release = useRef<() => void>(() => undefined);
  // From the moment it is drawn: the next key may come before a passive effect.
  useLayoutEffect(() => {
    typed = "";
    const hold = (event: KeyboardEvent) => {
      event.stopPropagation();
      if (!isForField(event)) return;
      event.preventDefault();
      if (event.key === "Escape") cancel.current();
      else if (event.key === "Backspace") typed = [...typed].slice(0, -1).join("");
      else if ([...event.key].length === 1 && !event.ctrlKey && !event.metaKey) typed += event.key;
    };
    window.addEventListener("keydown", hold, true);
    release.current = () => window.removeEventListener("keydown", hold, true);
  }, []);
  // Cleaned up in one go with the effects of what takes its place, just before them: until then the focus is not there.
  useEffect(
    () => () => {
      release.current();
      // What has no field has no use for it.
      queueMicrotask(() => {
        typed = "";
      });
    },
    [],
  );
  return null;
}

/** The browser keeps its own keys (reload, F5), but looks for nothing itself when somebody asks twice. */
const isForField = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey || event.altKey ? /^[fk]$/i.test(event.key) : !/^F\d+$/.test(event.key));
