import { useState } from "react";
import type { Outbox } from "@/editor/outbox";
import { t } from "@/i18n";
import { download } from "@/lib/download";
import { Button } from "@/ui/button";
import { Note } from "@/ui/notice";

/** Edits of a flow that cannot be opened any more: it was deleted, perhaps. They can be taken along as a file. */
export function KeptEdits({ name, outbox }: { name: string; outbox: Outbox }) {
  const [found, setFound] = useState(outbox.found);
  if (found.length === 0) return null;
  const drop = () => {
    setFound([]);
    void outbox.clear();
  };
  return (
    <Note tone="info" className="mt-3">
      <p>{t("This browser still has changes to this flow that were never saved.")}</p>
      <p className="mt-2 flex flex-wrap gap-2">
        {found.map((kept) => (
          <Button key={kept.id} size="sm" onClick={() => download(`${name}.flow.json`, `${JSON.stringify(kept.doc.flow, null, 2)}\n`)}>
            {t("Download my version")}
          </Button>
        ))}
        <Button size="sm" look="ghost" onClick={drop}>
          {t("Throw them away")}
        </Button>
      </p>
    </Note>
  );
}
