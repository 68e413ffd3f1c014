import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { addComment, commentsQuery } from "@/api/comments";
import { useEditorState, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { Composer } from "./Composer";
import { isOpen } from "./threads";
import { ThreadView } from "./ThreadView";
import { useThreads } from "./use-comments";

/** What people say about the flow, in threads that can be settled. */
export default function CommentsPanel() {
  const { editor, canvas } = useTools();
  const client = useQueryClient();
  const { name, threads, comments } = useThreads();
  const about = useEditorState((state) => state.commenting);
  const active = useEditorState((state) => state.active);
  const asked = useEditorState((state) => state.thread);
  // An outline has no places to point at.
  const isList = useEditorState((state) => state.view === "outline") || window.matchMedia("(max-width: 767px)").matches;
  const [showAll, setShowAll] = useState(false);
  if (comments.isPending) return <Loading what={t("the comments")} />;
  if (comments.isError) return <ErrorNote error={comments.error} retry={() => void comments.refetch()} className="m-3" />;
  const shown = threads.filter((thread) => showAll || isOpen(thread) || thread.first.id === asked);
  const close = () => editor.setState({ commenting: null });
  return (
    <div className="mx-auto max-w-3xl">
      <div className="flex flex-wrap items-center gap-2 px-4 py-2">
        {active !== null && (
          <Button size="sm" onClick={() => editor.setState({ commenting: { node: active } })}>
            {t("Comment on ‘{node}’", { node: active })}
          </Button>
        )}
        {isList ? (
          <Button size="sm" onClick={() => editor.setState({ commenting: { flow: true } })}>
            {t("Comment on the flow")}
          </Button>
        ) : (
          <Button size="sm" onClick={() => editor.setState({ commenting: { point: canvas.current?.middle() ?? { x: 0, y: 0 } } })}>
            {t("Comment on the middle of the canvas")}
          </Button>
        )}
        <label className="ml-auto flex min-h-7 items-center gap-2">
          <input type="checkbox" checked={showAll} onChange={(event) => setShowAll(event.target.checked)} />
          {t("Resolved ones too")}
        </label>
      </div>
      {about && (
        <section aria-label={t("New comment")} className="border-t border-line px-4 py-3">
          <p className="mb-1 font-medium">{"node" in about ? t("About ‘{node}’", { node: about.node }) : "point" in about ? t("At a point of the canvas") : t("About the flow")}</p>
          <Composer
            key={JSON.stringify(about)}
            label={t("Comment")}
            action={t("Comment")}
            draft={`comment.${name}.${JSON.stringify(about)}`}
            focus
            onCancel={close}
            onSend={async (text, mentions) => {
              const made = await addComment(name, { text, mentions, ...("flow" in about ? {} : about) });
              await client.invalidateQueries({ queryKey: commentsQuery(name).queryKey });
              editor.setState({ commenting: null, thread: made.id });
            }}
          />
        </section>
      )}
      {shown.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-muted">{!isList
            ? t("Nothing to settle. Comments are for questions and wishes about a node: choose it and press M; @ tells somebody.")
            : t("Nothing to settle. Comments are for questions and wishes about a node: choose “Comment on node” in its menu; @ tells somebody.")}</p>
      ) : (
        <ol aria-label={t("Comments")} className="divide-y divide-line border-t border-line">
          {shown.map((thread) => (
            <ThreadView key={thread.first.id} flow={name} thread={thread} />
          ))}
        </ol>
      )}
    </div>
  );
}
