import { ViewportPortal } from "@xyflow/react";
import { useEditorState } from "@/editor/context";
import { usePresence } from "@/editor/presence/presence";
import { findNode } from "@/flow/document";
import { NODE_WIDTH, nodeHeight, portsOf } from "@/flow/ports";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { byPerson, lookOf } from "./look";

/** Around the nodes that others have chosen, with their names. Drawn over the canvas, so that no card waits for it. */
export function Outlines() {
  const others = usePresence((state) => state.others);
  const nodes = [...new Set(others.flatMap((one) => one.node ?? []))];
  if (nodes.length === 0) return null;
  return (
    <ViewportPortal>
      {nodes.map((node) => (
        <Outline key={node} node={node} people={byPerson(others.filter((one) => one.node === node))} />
      ))}
    </ViewportPortal>
  );
}

function Outline({ node: id, people }: { node: string; people: ReturnType<typeof byPerson> }) {
  const at = useEditorState((state) => state.doc.layout.nodes[id]);
  const height = useEditorState((state) => {
    const node = findNode(state.doc.flow, id);
    return node ? nodeHeight(portsOf(node, state.kinds.get(node.kind))) : null;
  });
  const [first] = people;
  if (!at || height === null || !first) return null;
  const look = lookOf(first.id);
  return (
    <div
      data-present-at={id}
      className={cx("pointer-events-none absolute z-[5] rounded-card border-2 border-dashed", look.box)}
      style={{ transform: `translate(${at.x - 5}px, ${at.y - 5}px)`, width: NODE_WIDTH + 10, height: height + 10 }}
    >
      <span className={cx("absolute -top-6 left-2 max-w-56 truncate rounded-control border px-1.5 text-xs leading-5 font-medium", look.tag)}>
        {people.map((one) => (one.me ? t("You, in another tab") : one.name)).join(" · ")}
      </span>
    </div>
  );
}
