import { memo, useState } from "react";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { ChevronDown, ChevronRight, CircleAlert, Ellipsis } from "lucide-react";
import { setGroup, ungroup } from "@/editor/commands/frames";
import { useEditorState, useTools } from "@/editor/context";
import { findGroup } from "@/flow/groups";
import type { Group } from "@/flow/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { Button, IconButton } from "@/ui/button";
import { Popover } from "@/ui/popover";
import { type GroupNode, IN } from "./rf";
import { Swatches } from "./Swatches";

/** A frame around nodes that people drew, or the block that stands for it. Its title moves what is in it, and chooses it. */
export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<GroupNode>) {
  const tools = useTools();
  const group = useEditorState((state) => findGroup(state.doc.layout, data.group));
  const titling = useEditorState((state) => state.titling === data.group);
  const readOnly = useEditorState((state) => state.readOnly);
  const isStop = useEditorState((state) => data.collapsed && state.active !== null && group?.nodes.includes(state.active) === true);
  const problems = useEditorState((state) => (data.collapsed ? state.findings.filter((finding) => finding.node && group?.nodes.includes(finding.node)).length : 0));
  if (!group) return null;
  const inside = t("{count, plural, one {# node} other {# nodes}}", { count: group.nodes.length });
  const choose = () => tools.editor.select([...group.nodes].toReversed());
  const title = titling ? (
    <Titling group={group} />
  ) : (
    <button
      type="button"
      tabIndex={-1}
      title={t("Select the group and what is in it")}
      onClick={choose}
      onDoubleClick={() => !readOnly && tools.editor.setState({ titling: group.id })}
      className="min-w-0 flex-1 cursor-grab truncate rounded-control px-1 text-left text-node leading-6 font-semibold"
    >
      {group.title || t("Group")}
    </button>
  );
  return (
    <section
      aria-label={data.collapsed ? t("Group {title}, collapsed, {inside}", { title: group.title, inside }) : t("Group {title}, {inside}", { title: group.title, inside })}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it stands for the nodes in it, which have the focus of the graph in turn
      tabIndex={data.collapsed ? (isStop ? 0 : -1) : undefined}
      data-group-id={group.id}
      data-colour={group.colour}
      className={cx("h-full w-full rounded-card border", data.collapsed ? "paper flex flex-col justify-center px-2" : "paper-frame border-2")}
    >
      {data.collapsed && <Handle id={IN} type="target" position={Position.Left} isConnectable={false} className="port" />}
      <div className={cx("pointer-events-auto flex items-center gap-1", !data.collapsed && "h-8 px-1.5")}>
        <IconButton
          size="sm"
          tabIndex={-1}
          className="nodrag"
          label={data.collapsed ? t("Expand the group") : t("Collapse the group")}
          aria-expanded={!data.collapsed}
          disabled={readOnly}
          onClick={() => setGroup(tools, group.id, { collapsed: !data.collapsed })}
        >
          {data.collapsed ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        </IconButton>
        {title}
        {!readOnly && <Menu group={group} />}
      </div>
      {data.collapsed && (
        <span className="flex items-center gap-2 px-2 text-xs text-text">
          {inside}
          {problems > 0 && (
            <span className="inline-flex items-center gap-1 text-danger">
              <CircleAlert size={12} aria-hidden /> {t("{count, plural, one {# problem} other {# problems}}", { count: problems })}
            </span>
          )}
        </span>
      )}
      {data.collapsed && <Handle id="out" type="source" position={Position.Right} isConnectable={false} className="port" />}
    </section>
  );
});

function Titling({ group }: { group: Group }) {
  const tools = useTools();
  const end = () => {
    tools.editor.setState({ titling: null });
    const first = group.nodes[0];
    if (first) tools.canvas.current?.focus(tools.editor.getState().active ?? first);
  };
  return (
    <input
      // eslint-disable-next-line jsx-a11y/no-autofocus -- the group was made, or asked to be renamed, to type here
      autoFocus
      aria-label={t("Title of the group")}
      value={group.title}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setGroup(tools, group.id, { title: event.target.value })}
      onBlur={() => tools.editor.setState({ titling: null })}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" || event.key === "Escape") end();
      }}
      className="nodrag min-w-0 flex-1 rounded-control border border-line-strong bg-surface px-1 text-node leading-5"
    />
  );
}

function Menu({ group }: { group: Group }) {
  const tools = useTools();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("Group")}
      open={open}
      onOpenChange={setOpen}
      className="w-auto"
      trigger={
        <IconButton size="sm" tabIndex={-1} className="nodrag" label={t("More about this group")}>
          <Ellipsis size={14} aria-hidden />
        </IconButton>
      }
    >
      <div className="flex flex-col items-start gap-2">
        <Swatches value={group.colour} onChange={(colour) => setGroup(tools, group.id, { colour })} />
        <Button
          size="sm"
          look="ghost"
          onClick={() => {
            setOpen(false);
            tools.editor.setState({ titling: group.id });
          }}
        >
          {t("Rename")}
        </Button>
        <Button
          size="sm"
          look="ghost"
          onClick={() => {
            setOpen(false);
            ungroup(tools, group.nodes);
          }}
        >
          {t("Ungroup")}
        </Button>
      </div>
    </Popover>
  );
}
