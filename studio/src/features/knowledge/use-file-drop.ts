import { useEffect, useRef, useState } from "react";
import { isTyping } from "@/lib/typing";

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;

/** The whole page takes the files that are dropped on it, or with `null` refuses them: left to itself the browser would leave the page and
 *  open one. Says whether files are held over it that it would take. */
export function useFileDrop(onDrop: ((files: File[]) => void) | null): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onDrop);
  take.current = onDrop;
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = take.current ? "copy" : "none";
      setOver(take.current !== null);
    };
    // From one thing on the page to the next it is not left.
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onFiles = (event: DragEvent) => {
      setOver(false);
      // A link is opened, too; in a field it is text.
      if (!hasFiles(event) && isTyping(event.target)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) take.current?.(files);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onFiles);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onFiles);
    };
  }, []);
  return over;
}
