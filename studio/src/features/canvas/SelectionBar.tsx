import { memo, useState } from "react";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  Group as GroupIcon,
  type LucideIcon,
  PowerOff,
  Trash2,
  WandSparkles,
  Workflow,
} from "lucide-react";
import { ALIGNMENTS, DISTRIBUTIONS } from "@/editor/commands/arrange";
import { command } from "@/editor/commands/all";
import { useEditorState, useTools } from "@/editor/context";
import type { Alignment, Axis } from "@/flow/arrange";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { Popover } from "@/ui/popover";

const ALIGN_ICONS: Record<Alignment, LucideIcon> = { left: AlignStartVertical, centre: AlignCenterVertical, right: AlignEndVertical, top: AlignStartHorizontal, middle: AlignCenterHorizontal, bottom: AlignEndHorizontal };
const SPREAD_ICONS: Record<Axis, LucideIcon> = { across: AlignHorizontalDistributeCenter, down: AlignVerticalDistributeCenter };

/** What can be done with several things at once; with one the inspector and the keys are nearer. */
export const SelectionBar = memo(function SelectionBar() {
  const nodes = useEditorState((state) => state.nodes.size);
  const notes = useEditorState((state) => state.notes.size);
  const steps = useEditorState((state) => [...state.nodes].filter((id) => id !== "start").length);
  return (
    <div role="toolbar" aria-label={t("What is chosen")} className="absolute top-3 left-1/2 z-[4] flex -translate-x-1/2 items-center gap-0.5 rounded-card border border-line bg-surface p-1 shadow-float">
      <span className="px-2 text-node whitespace-nowrap text-muted">{t("{count, plural, one {# chosen} other {# chosen}}", { count: nodes + notes })}</span>
      <Align several={nodes + notes > 2} />
      {steps > 0 && <Action id="group" label={t("Group")} icon={GroupIcon} />}
      {steps > 0 && <Action id="extract" label={t("Make a sub-flow")} icon={Workflow} />}
      {steps > 0 && <Action id="disable" label={t("Switch off or on")} icon={PowerOff} />}
      {steps > 1 && <Action id="tidy-selection" label={t("Tidy up what is chosen")} icon={WandSparkles} />}
      <Action id="copy" label={t("Copy")} icon={Copy} />
      <Action id="delete" label={t("Delete")} icon={Trash2} />
    </div>
  );
});

function Action({ id, label, icon: Icon }: { id: string; label: string; icon: LucideIcon }) {
  const tools = useTools();
  return (
    <IconButton size="sm" label={label} onClick={() => command(id)?.perform(tools)}>
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}

function Align({ several }: { several: boolean }) {
  const tools = useTools();
  const [open, setOpen] = useState(false);
  const item = (id: string, label: string, Icon: LucideIcon) => (
    <li key={id}>
      <Button
        size="sm"
        look="ghost"
        className="w-full justify-start!"
        onClick={() => {
          setOpen(false);
          command(id)?.perform(tools);
        }}
      >
        <Icon size={16} aria-hidden /> {label}
      </Button>
    </li>
  );
  return (
    <Popover
      label={t("Align")}
      open={open}
      onOpenChange={setOpen}
      className="w-56"
      trigger={
        <IconButton size="sm" label={t("Align and distribute")}>
          <AlignStartVertical size={16} aria-hidden />
        </IconButton>
      }
    >
      <ul>
        {ALIGNMENTS.map(({ how, label }) => item(`align-${how}`, label, ALIGN_ICONS[how]))}
        {several && DISTRIBUTIONS.map(({ axis, label }) => item(`distribute-${axis}`, label, SPREAD_ICONS[axis]))}
      </ul>
    </Popover>
  );
}
