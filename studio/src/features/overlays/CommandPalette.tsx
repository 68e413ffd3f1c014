import { useState } from "react";
import { Command } from "cmdk";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { flowsQuery } from "@/api/flows";
import { useTyped } from "@/editor/awaited";
import { commands } from "@/editor/commands/all";
import { keysOf } from "@/editor/commands/keymap";
import { shown } from "@/editor/commands/keys";
import { useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Dialog } from "@/ui/dialog";

const itemClass = "flex cursor-pointer items-center justify-between gap-4 rounded-control px-3 py-2 data-[selected=true]:bg-accent-soft";

/** Ctrl+K: every command, and every flow to go to. Loaded when first opened. */
export default function CommandPalette() {
  const tools = useTools();
  const navigate = useNavigate();
  const flows = useQuery(flowsQuery);
  const [search, setSearch] = useState("");
  useTyped(setSearch);
  const close = () => tools.editor.open(null);
  const usable = commands.filter((command) => command.id !== "commands" && (command.when?.(tools) ?? true));
  return (
    <Dialog title={t("All commands")} shape="top" hideTitle onClose={close}>
      <Command label={t("All commands")} loop>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type here */}
        <Command.Input autoFocus value={search} onValueChange={setSearch} placeholder={t("What would you like to do?")} className="sticky top-0 h-12 w-full border-b border-line bg-surface px-4 focus-visible:border-accent focus-visible:shadow-[inset_0_-1px_0_var(--accent)] focus-visible:outline-hidden" />
        <Command.List className="p-1">
          <Command.Empty className="p-3 text-muted">{t("Nothing of that name.")}</Command.Empty>
          <Command.Group heading={t("Commands")} className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
            {usable.map((command) => (
              <Command.Item
                key={command.id}
                value={`${command.label} ${command.id}`}
                className={itemClass}
                onSelect={() => {
                  close();
                  command.perform(tools);
                }}
              >
                {command.label}
                {keysOf(command)[0] && <kbd className="font-sans text-xs text-muted">{shown(keysOf(command)[0] as string)}</kbd>}
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading={t("Flows")} className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
            {flows.data?.map((flow) => (
              <Command.Item
                key={flow.id}
                value={`${flow.title} ${flow.name}`}
                className={itemClass}
                onSelect={() => {
                  close();
                  void navigate({ to: "/flows/$flow", params: { flow: flow.name } });
                }}
              >
                {flow.title || flow.name}
                <span className="font-mono text-xs text-muted">{flow.name}</span>
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}
