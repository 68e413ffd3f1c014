import { useCallback, useEffect, useRef, useState } from "react";
import { inTicket } from "@/api/attachments";
import { t } from "@/i18n";
import { SayForm } from "@/ui/say-form";
import { useTray } from "./files/use-tray";

interface AddCommentProps {
  ticket: string;
  /** It was files that somebody wanted to add. */
  withFiles: boolean;
  busy: boolean;
  error: unknown;
  onSend: (body: string, attachments: string[]) => void;
  onClose: () => void;
}

/** A word to those who work on the ticket, and what goes with it. */
export function AddComment({ ticket, withFiles, busy, error, onSend, onClose }: AddCommentProps) {
  const place = useCallback(() => Promise.resolve(inTicket(ticket)), [ticket]);
  const box = useRef<HTMLDivElement>(null);
  const [isWaiting, setWaiting] = useState(false);
  const tray = useTray(place, busy, () => box.current?.querySelector("textarea")?.focus());
  useEffect(() => {
    if (withFiles) tray.add([]);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once: later it is opened and closed by its own button
  }, []);
  const send = async (body: string) => {
    setWaiting(true);
    const attachments = await tray.ready();
    setWaiting(false);
    // What did not come says so in its place, and the words stay where they are.
    if (attachments && (body || attachments.length > 0)) onSend(body, attachments);
  };
  return (
    <div ref={box}>
      <SayForm label={t("Comment")} send={t("Send comment")} maxLength={10_000} takesFocus={!withFiles} busy={busy || isWaiting} error={error} onSend={(body) => void send(body)} onClose={onClose} isEnough={tray.count > 0} aside={tray.before}>
        {tray.above}
      </SayForm>
    </div>
  );
}
