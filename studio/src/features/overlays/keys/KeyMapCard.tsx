import { useState } from "react";
import { resetAll } from "@/editor/commands/keymap";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Card } from "@/ui/page";
import { KeyMap, useChanged } from "./KeyMap";

/** The keyboard map of the editor, where one sets up what concerns oneself. The list is long, so it opens when it is wanted. */
export function KeyMapCard() {
  const changed = useChanged();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title={t("Keyboard")} className="lg:col-span-2">
      <div className="flex flex-wrap items-center gap-3 p-4">
        <p className="min-w-0 flex-1 text-muted">
          {changed.length === 0 ? t("The keys of the editor are as they came.") : t("{count, plural, one {# command of the editor has other keys.} other {# commands of the editor have other keys.}}", { count: changed.length })}
        </p>
        {changed.length > 0 && <Button onClick={resetAll}>{t("Set all back")}</Button>}
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("Done changing keys") : t("Change keys")}
        </Button>
      </div>
      {isOpen && (
        <div className="border-t border-line p-4">
          <KeyMap changing />
        </div>
      )}
    </Card>
  );
}
