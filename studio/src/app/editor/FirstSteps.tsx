import { Suspense, useEffect } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useEditorState, useRun, useTools } from "@/editor/context";
import { command } from "@/editor/commands/all";
import { may } from "@/lib/may";
import { lazily } from "@/ui/lazily";
import { useMe } from "../use-me";

const CanvasSteps = lazily(() => import("@/features/home/CanvasSteps"));

/** The first steps on the canvas, for whoever can take them. */
export function FirstSteps() {
  const tools = useTools();
  const me = useMe();
  const flow = useEditorState((state) => state.name);
  const isDraft = useEditorState((state) => !state.readOnly && state.branch === null);
  const isTight = useEditorState((state) => state.panel !== null);
  const run = useRun((state) => state.now?.status);
  const client = useQueryClient();
  // What was asked just now ticks at once.
  useEffect(() => {
    if (run !== undefined) void client.invalidateQueries({ queryKey: ["checklist"] });
  }, [client, run]);
  if (!isDraft || !may(me.permissions, "settings:write")) return null;
  const perform = (id: string) => command(id)?.perform(tools);
  return (
    <Suspense>
      <CanvasSteps isTight={isTight} own={{ flow, ask: () => perform("run"), publish: () => perform("publish") }} />
    </Suspense>
  );
}
