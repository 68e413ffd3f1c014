import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { resetAll } from "@/editor/commands/keymap";
import { useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { KeyMap, useChanged } from "./keys/KeyMap";

/** `?`: every key there is, in the groups of the commands, and each can be another. */
export default function HelpDialog() {
  const { editor } = useTools();
  const changed = useChanged();
  const [changing, setChanging] = useState(false);
  return (
    <Dialog
      title={t("Keyboard")}
      shape="wide"
      scrolls={!changing}
      onClose={() => editor.open(null)}
      footer={
        <>
          {changed.length > 0 && (
            <Button className="mr-auto" onClick={resetAll}>
              {t("Set all back")}
            </Button>
          )}
          <Button aria-pressed={changing} onClick={() => setChanging(!changing)}>
            {changing ? t("Done changing keys") : t("Change keys")}
          </Button>
        </>
      }
    >
      <KeyMap changing={changing} />
      <p className="mt-2">
        <Link to="/welcome" search={{ from: "help" }} className="text-accent underline underline-offset-2">
          {t("First steps with the product")}
        </Link>
      </p>
      <p className="mt-2 text-muted">{t("Tab goes into the flow and out of it again; the keys work on the node that has the focus.")}</p>
    </Dialog>
  );
}
