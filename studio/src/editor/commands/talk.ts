// Commands for what people say about a flow.
import { t } from "@/i18n";
import type { Command } from "./types";

export const talkCommands: Command[] = [
  {
    id: "comment",
    label: t("Comment on node"),
    keys: ["M"],
    group: "Edit",
    when: ({ editor }) => editor.getState().active !== null,
    perform: ({ editor }) => editor.setState(({ active }) => ({ panel: "comments", commenting: active === null ? null : { node: active } })),
  },
  { id: "comments", label: t("Comments"), keys: [], group: "Flow", perform: ({ editor }) => editor.setState({ panel: "comments" }) },
];
