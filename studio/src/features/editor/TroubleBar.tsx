import { CircleAlert } from "lucide-react";
import { useEditorState, useTools } from "@/editor/context";
import type { SaveTrouble } from "@/editor/store";
import { t } from "@/i18n";
import { download } from "@/lib/download";
import { Button, buttonClass } from "@/ui/button";

/** Why nothing can be saved, and the ways out; what was edited stays here until there is one. */
export function TroubleBar() {
  const { editor } = useTools();
  const trouble = useEditorState((state) => state.save.trouble);
  const message = useEditorState((state) => state.save.message);
  const branch = useEditorState((state) => state.branch);
  if (trouble === null) return null;
  const save = () => {
    const { doc, name } = editor.getState();
    download(`${name}.flow.json`, `${JSON.stringify(doc.flow, null, 2)}\n`);
  };
  const back = location.pathname + location.search;
  return (
    <div role="alert" data-trouble={trouble} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn bg-warn-soft px-4 py-1.5">
      <CircleAlert size={16} aria-hidden className="shrink-0 text-warn" />
      <p className="min-w-60 flex-1 break-words">{explain(trouble, message, branch)}</p>
      {trouble === "signed-out" && (
        <a href={`/login?next=${encodeURIComponent(back)}`} className={buttonClass("primary", "sm")}>
          {t("Sign in")}
        </a>
      )}
      <Button size="sm" onClick={save}>
        {t("Download my version")}
      </Button>
    </div>
  );
}

function explain(trouble: SaveTrouble, message: string, branch: string | null): string {
  switch (trouble) {
    case "signed-out":
      return t("You are signed out. Go on editing if you like: your changes are kept here and saved after you have signed in.");
    case "read-only":
      return t("You may no longer change this flow. Your changes are kept in this browser; download them to hand them on.");
    case "gone":
      if (branch !== null) return t("The branch {branch} was deleted or merged while you edited it. Your changes are kept in this browser; download them to bring them elsewhere.", { branch });
      return t("This flow was deleted while you edited it. Your changes are kept in this browser; download them, and import the file to have the flow again.");
    case "refused":
      return t("The server does not take this draft: {message} Your next change is tried again.", { message });
  }
}
