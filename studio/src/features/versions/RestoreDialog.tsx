import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ChangeSummary } from "./ChangeSummary";

/** Says what of the draft is replaced before it is. */
export function RestoreDialog({ flow, version, onRestore, onClose }: { flow: string; version: number; onRestore: () => void; onClose: () => void }) {
  return (
    <Dialog
      title={t("Restore version {version} as draft", { version })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button look="primary" onClick={onRestore}>
            {t("Restore version {version}", { version })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t("The draft becomes what version {version} was. What it replaces in the draft:", { version })}</p>
        <ChangeSummary flow={flow} base="draft" head={String(version)} />
        <p className="text-muted">{t("It is one step in the editor: Undo brings the draft back as it was. What is published does not change.")}</p>
      </div>
    </Dialog>
  );
}
