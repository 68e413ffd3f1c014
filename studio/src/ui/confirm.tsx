import type { ReactNode } from "react";
import { t } from "@/i18n";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ErrorNote } from "./notice";

interface ConfirmProps {
  title: string;
  /** What will be gone, and what stays. */
  children: ReactNode;
  /** The verb on the button. */
  action: string;
  busy: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asked before something that cannot be undone. */
export function Confirm({ title, children, action, busy, error, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="break-words">{children}</div>
        {error !== undefined && error !== null && <ErrorNote error={error} />}
      </div>
    </Dialog>
  );
}
