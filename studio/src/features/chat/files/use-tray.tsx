import { type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import { Paperclip } from "lucide-react";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";
import { lazily } from "@/ui/lazily";
import { Loading } from "@/ui/notice";
import type { FileTrayHandle } from "./FileTray";

// Most conversations do without files.
const FileTray = lazily(() => import("./FileTray"));

export interface Tray {
  /** Above the field in which one writes. */
  above: ReactNode;
  /** Before it. */
  before: ReactNode;
  /** How many files go with the message. One that was refused does not. */
  count: number;
  add: (files: File[]) => void;
  /** Once everything is there: the ids; `null` when something did not come. */
  ready: () => Promise<string[] | null>;
  clear: () => void;
}

/** The place for files beside the field in which one writes; loaded when somebody asks for it, or brings one. */
export function useTray(begin: () => Promise<string>, disabled: boolean, focus: () => void): Tray {
  /** What it is opened with; `null`: it is not there. */
  const [first, setFirst] = useState<File[] | null>(null);
  const [count, setCount] = useState(0);
  const tray = useRef<FileTrayHandle>(null);
  const close = useCallback(() => {
    setFirst(null);
    setCount(0);
  }, []);
  const add = (files: File[]) => {
    if (tray.current) tray.current.add(files);
    else setFirst((now) => [...(now ?? []), ...files]);
  };
  const leave = () => {
    close();
    focus();
  };
  return {
    count,
    add,
    // What was brought while the tray is still loading is in its place a moment later, and must not be left behind.
    ready: async () => (tray.current ? tray.current.ready() : first && first.length > 0 ? null : []),
    clear: close,
    above: first && (
      <Suspense fallback={<Loading what={t("what may be sent")} />}>
        <FileTray ref={tray} first={first} begin={begin} onCount={setCount} onClose={leave} />
      </Suspense>
    ),
    before: (
      <IconButton
        label={t("Add files")}
        aria-expanded={first !== null}
        disabled={disabled}
        className="size-11!"
        onClick={() => (first === null ? add([]) : count === 0 && leave())}
      >
        <Paperclip size={18} aria-hidden />
      </IconButton>
    ),
  };
}
