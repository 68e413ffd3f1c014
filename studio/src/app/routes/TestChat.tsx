import { useEffect, useRef, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { checklistQuery } from "@/api/admin";
import { useEditorState, useTools } from "@/editor/context";
import type { Schema } from "@/flow/defaults";
import { findNode } from "@/flow/document";
import { WithApprovals } from "../chat/WithApprovals";
import { ChatPanel } from "@/features/chat/ChatPanel";
import { isBusy } from "@/features/chat/reducer";
import { useChat } from "@/features/chat/use-chat";
import { NodeTrial } from "@/features/runs/NodeTrial";
import { RunOnce } from "@/features/runs/RunOnce";
import { Timeline } from "@/features/runs/Timeline";
import { t } from "@/i18n";
import { may } from "@/lib/may";
import { forget, keep, recall } from "@/lib/storage";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { cx } from "@/lib/cx";
import { BesideChat } from "../runs/BesideChat";
import { useMe } from "../use-me";

const SUGGESTIONS = [t("My VPN does not connect"), t("How do I reset my password?"), t("The printer on the second floor is jammed")];

/** Test chat on the left, timeline on the right: what I test is what my users get. */
export function RunPanel() {
  const name = useEditorState((state) => state.name);
  const branch = useEditorState((state) => state.branch);
  const { runs } = useTools();
  const key = `flowright.test.${name}${branch === null ? "" : `@${branch}`}`;
  const [round, setRound] = useState(0);
  const [mode, setMode] = useState<"chat" | "input">("chat");
  const [side, setSide] = useState<"chat" | "steps">("chat");
  const again = () => {
    forget(key);
    runs.clear();
    setRound(round + 1);
  };
  const tab = (on: boolean) => cx("h-7 rounded-control px-2 text-node whitespace-nowrap max-sm:px-1.5", on ? "bg-sunken font-medium" : "text-muted hover:text-text");
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-2 py-1 max-sm:gap-0.5">
        <button type="button" aria-pressed={mode === "chat"} className={tab(mode === "chat")} onClick={() => setMode("chat")}>
          {t("Test chat")}
        </button>
        <button type="button" aria-pressed={mode === "input"} className={tab(mode === "input")} onClick={() => setMode("input")}>
          {t("With an input")}
        </button>
        <span className="flex-1" />
        <NodeTrial />
        <DemoMark />
        <button type="button" className={cx(tab(false), "md:hidden")} onClick={() => setSide(side === "chat" ? "steps" : "chat")}>
          {side === "chat" ? t("Steps") : t("Chat")}
        </button>
        <Button size="sm" look="ghost" title={t("New test")} className="max-sm:px-1.5!" onClick={again}>
          <RotateCcw size={13} aria-hidden /> <span className="max-sm:sr-only">{t("New test")}</span>
        </Button>
      </div>
      <div className="grid min-h-0 flex-1 md:grid-cols-2">
        <div className={cx("min-h-0 bg-bg md:border-r md:border-line", side === "steps" && "max-md:hidden")}>
          {mode === "chat" ? <TestChat key={round} flow={name} storageKey={key} /> : <RunOnce />}
        </div>
        <div className={cx("min-h-0", side === "chat" && "max-md:hidden")}>
          <Timeline onRun={(run) => runs.watch(run.id)} asks={<BesideChat canAct />} />
        </div>
      </div>
    </div>
  );
}

/** Until a model is connected, what answers quotes the best passage; nobody should take that for a model. */
function DemoMark() {
  const me = useMe();
  const leads = may(me.permissions, "settings:write");
  const steps = useQuery({ ...checklistQuery, enabled: leads });
  if (!leads || steps.data?.model_connected !== false) return null;
  return (
    <Link to="/admin/$section" params={{ section: "models" }} title={t("A built-in model quotes the best passages. Connect your own for answers in its words.")} className="inline-flex min-h-6 items-center">
      <Badge tone="warn" className="underline underline-offset-2">
        {t("Demo answers")}
      </Badge>
    </Link>
  );
}

function TestChat({ flow, storageKey }: { flow: string; storageKey: string }) {
  const { editor, runs, sync, trial, focusChat } = useTools();
  const input = useEditorState((state) => state.doc.flow.input) as Schema | undefined;
  const panel = useRef<{ focus(again?: string): void }>(null);
  const [known] = useState(() => recall<string>(storageKey));
  const chat = useChat({
    flow,
    draft: true,
    branch: editor.getState().branch,
    known,
    onConversation: (id) => (id === null ? forget(storageKey) : void keep(storageKey, id)),
    // A link to a run shows that one; the last of this chat is shown when there is nothing else to see.
    onRun: (run, live) => (live || runs.getState().now === null ? runs.watch(run, live) : undefined),
    // The test runs what is on the screen.
    before: async () => {
      await sync?.flush();
      return trial.asked((node) => findNode(editor.getState().doc.flow, node) !== undefined);
    },
  });
  // Run, and run again: what was asked last is offered, unless the flow waits for something else to be said.
  const isResting = !isBusy(chat.state) && chat.state.run?.status !== "waiting";
  const last = isResting ? chat.state.messages.findLast((message) => message.role === "user" && message.kind === "text")?.content : undefined;
  useEffect(() => {
    focusChat.current = () => panel.current?.focus(last);
    return () => {
      focusChat.current = null;
    };
  }, [focusChat, last]);
  const message = (input?.properties as Record<string, Schema> | undefined)?.message;
  const examples = (message?.examples as string[] | undefined) ?? SUGGESTIONS;
  return (
    <WithApprovals chat={chat}>
      {(extras) => (
        <ChatPanel
          ref={panel}
          chat={chat}
          intro={
            <>
              {t("Try the draft as your users would.")} <span className="max-md:hidden">{t("Every step lights up on the canvas.")}</span>
              <span className="md:hidden">{t("“Steps”, above, shows what it did.")}</span>
            </>
          }
          suggestions={examples.slice(0, 3)}
          ticketHref={(number) => `/desk/${number}`}
          {...extras}
        />
      )}
    </WithApprovals>
  );
}
