import { useEffect, useRef, useState } from "react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { addComment, changeComment, commentsQuery, deleteComment } from "@/api/comments";
import type { FlowComment } from "@/api/types";
import { goTo } from "@/editor/go-to";
import { useEditorState, useTools } from "@/editor/context";
import { findNode } from "@/flow/document";
import { t } from "@/i18n";
import { ago, fullTime } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Markdown } from "@/ui/markdown";
import { ErrorNote } from "@/ui/notice";
import { Composer } from "./Composer";
import { isOpen, isUnread, type Thread } from "./threads";
import { markSeen, useSeen } from "./use-comments";

/** One thread: what it is about, what was said, and the answer that is being written. */
export function ThreadView({ flow, thread }: { flow: string; thread: Thread }) {
  const tools = useTools();
  const client = useQueryClient();
  const isHere = useEditorState((state) => state.thread === thread.first.id);
  const isThere = useEditorState((state) => thread.first.node !== null && findNode(state.doc.flow, thread.first.node) !== undefined);
  const [replying, setReplying] = useState(false);
  const unread = isUnread(thread, useSeen(flow));
  const box = useRef<HTMLLIElement>(null);
  const refresh = () => client.invalidateQueries({ queryKey: commentsQuery(flow).queryKey });
  const settle = useMutation({ mutationFn: () => changeComment(flow, thread.first.id, { resolved: isOpen(thread) }), onSuccess: refresh });
  useEffect(() => {
    if (!isHere) return;
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.focus();
    markSeen(flow, thread);
  }, [isHere, flow, thread]);
  const { node, point } = thread.first;
  return (
    <li ref={box} tabIndex={-1} data-thread={thread.first.id} className={`flex flex-col gap-2 px-4 py-3 -outline-offset-2 ${isHere ? "bg-accent-soft/40" : ""}`}>
      <div className="flex flex-wrap items-center gap-2">
        {node !== null && isThere && (
          <button type="button" className="min-h-6 font-medium text-accent underline" onClick={() => goTo(tools, node)}>
            {t("About ‘{node}’", { node })}
          </button>
        )}
        {node !== null && !isThere && <span className="text-muted">{t("About ‘{node}’, which is no more", { node })}</span>}
        {node === null && <span className="text-muted">{point ? t("At a point of the canvas") : t("About the flow")}</span>}
        {unread && <Badge tone="info">{t("new")}</Badge>}
        {!isOpen(thread) && <Badge tone="ok">{thread.first.resolved_by ? t("resolved by {name}", { name: thread.first.resolved_by }) : t("resolved")}</Badge>}
      </div>
      {[thread.first, ...thread.replies].map((comment) => (
        <Said key={comment.id} flow={flow} comment={comment} onDone={refresh} isReply={comment !== thread.first} hasReplies={comment === thread.first && thread.replies.length > 0} />
      ))}
      {settle.isError && <ErrorNote error={settle.error} />}
      {replying ? (
        <Composer
          label={t("Reply")}
          action={t("Reply")}
          draft={`comment.${thread.first.id}`}
          focus
          onCancel={() => setReplying(false)}
          onSend={async (text, mentions) => {
            await addComment(flow, { text, mentions, parent_id: thread.first.id });
            await refresh();
            setReplying(false);
          }}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            onClick={() => {
              markSeen(flow, thread);
              setReplying(true);
            }}
          >
            {t("Reply")}
          </Button>
          <Button size="sm" busy={settle.isPending} onClick={() => settle.mutate()}>
            {isOpen(thread) ? t("Resolve") : t("Open again")}
          </Button>
          {unread && (
            <Button size="sm" look="ghost" onClick={() => markSeen(flow, thread)}>
              {t("Mark as read")}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Said({ flow, comment, isReply, hasReplies, onDone }: { flow: string; comment: FlowComment; isReply: boolean; hasReplies: boolean; onDone: () => Promise<unknown> }) {
  const [editing, setEditing] = useState(false);
  const remove = useMutation({ mutationFn: () => deleteComment(flow, comment.id), onSuccess: onDone });
  return (
    <article aria-label={t("{name}, {when}", { name: comment.author.name, when: ago(comment.created_at) })} className={isReply ? "border-l-2 border-line pl-3" : ""}>
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
        <span className="font-medium text-text">{comment.author.name}</span>
        <time dateTime={comment.created_at} title={fullTime(comment.created_at)}>
          {ago(comment.created_at)}
        </time>
        {comment.edited_at && <span>{t("edited")}</span>}
        {comment.mine && !editing && (
          <>
            <button type="button" className="min-h-6 underline" onClick={() => setEditing(true)}>
              {t("Edit")}
            </button>
            <button type="button" className="min-h-6 underline" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {hasReplies ? t("Delete with its replies") : t("Delete")}
            </button>
          </>
        )}
      </p>
      {remove.isError && <ErrorNote error={remove.error} />}
      {editing ? (
        <Composer
          label={t("Comment")}
          action={t("Save")}
          initial={comment.text}
          known={comment.mentions}
          focus
          onCancel={() => setEditing(false)}
          onSend={async (text, mentions) => {
            await changeComment(flow, comment.id, { text, mentions });
            await onDone();
            setEditing(false);
          }}
        />
      ) : (
        <Markdown text={comment.text} />
      )}
    </article>
  );
}
