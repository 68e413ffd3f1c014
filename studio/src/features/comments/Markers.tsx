import { ViewportPortal, useStore } from "@xyflow/react";
import { MessageSquare } from "lucide-react";
import { boxOf } from "@/editor/boxes";
import { useEditorState, useTools } from "@/editor/context";
import { NODE_HEIGHT } from "@/flow/ports";
import type { Point } from "@/flow/types";
import { t } from "@/i18n";
import { markerSpot } from "./spot";
import { isOpen, isUnread, type Thread } from "./threads";
import { useSeen, useThreads } from "./use-comments";

/** On the canvas: how many open threads a node has, and a pin where a point was commented. */
export function Markers() {
  const { name, threads } = useThreads();
  const seen = useSeen(name);
  const open = threads.filter(isOpen);
  const nodes = [...new Set(open.flatMap((thread) => thread.first.node ?? []))];
  const points = open.filter((thread) => thread.first.node === null && thread.first.point);
  if (nodes.length + points.length === 0) return null;
  return (
    <ViewportPortal>
      {nodes.map((node) => (
        <NodeMarker key={node} node={node} threads={open.filter((thread) => thread.first.node === node)} seen={seen} />
      ))}
      {points.map((thread) => thread.first.point && <Marker key={thread.first.id} at={thread.first.point} threads={[thread]} seen={seen} label={t("Comment by {name}", { name: thread.first.author.name })} />)}
    </ViewportPortal>
  );
}

interface MarkerProps {
  threads: Thread[];
  seen: Record<string, string>;
}

function NodeMarker({ node, threads, seen }: MarkerProps & { node: string }) {
  const place = useEditorState((state) => state.doc.layout.nodes[node]);
  const height = useEditorState((state) => boxOf(state, node)?.height ?? NODE_HEIGHT);
  if (!place) return null;
  const label = t("{count, plural, one {# comment on ‘{node}’} other {# comments on ‘{node}’}}", { count: threads.length, node });
  return <Marker at={markerSpot(place, height)} threads={threads} seen={seen} label={label} />;
}

function Marker({ at, threads, seen, label }: MarkerProps & { at: Point; label: string }) {
  const { editor } = useTools();
  // Seen from afar it keeps a size that can be hit: it grows to the right and down.
  const grown = useStore((state) => Math.min(3, Math.max(1, 1 / state.transform[2])));
  const unread = threads.some((thread) => isUnread(thread, seen));
  const said = unread ? t("{label}, new", { label }) : label;
  return (
    <button
      type="button"
      data-comment-marker
      title={said}
      aria-label={`${threads.length} ${said}`}
      onClick={() => editor.setState({ panel: "comments", thread: threads[0]?.first.id ?? null })}
      className="nodrag nopan pointer-events-auto absolute z-[6] inline-flex h-7 min-w-9 items-center justify-center gap-1 rounded-full border border-line-strong bg-surface px-1.5 text-xs font-medium shadow-float"
      style={{ transform: `translate(${at.x}px, ${at.y}px) scale(${grown})`, transformOrigin: "0 0" }}
    >
      <MessageSquare size={13} aria-hidden /> {threads.length}
      {unread && <span aria-hidden className="size-2 rounded-full bg-accent" />}
    </button>
  );
}
