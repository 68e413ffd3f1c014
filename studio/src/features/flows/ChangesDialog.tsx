import { useQuery } from "@tanstack/react-query";
import { changesQuery } from "@/api/flows";
import { Dialog } from "@/ui/dialog";
import { ErrorNote, Loading } from "@/ui/notice";

const words = (state: string) => (state === "draft" ? "the draft" : `version ${state}`);

/** What changed between two states of a flow, by meaning. */
export function ChangesDialog({ flow, base, head, onClose }: { flow: string; base: string; head: string; onClose: () => void }) {
  const changes = useQuery(changesQuery(flow, base, head));
  return (
    <Dialog title={`From ${words(base)} to ${words(head)}`} shape="wide" scrolls onClose={onClose}>
      {changes.isPending && <Loading what="the changes" />}
      {changes.isError && <ErrorNote error={changes.error} retry={() => void changes.refetch()} />}
      {changes.data && <Changes text={changes.data.text} />}
    </Dialog>
  );
}

/** The text marks what went as `[-so-]` and what came as `{+so+}`; here they are colours, and marks for who does not see them. */
function Changes({ text }: { text: string }) {
  const parts = text.split(/(\[-[\s\S]*?-\]|\{\+[\s\S]*?\+\})/);
  return (
    <pre className="font-sans text-sm leading-6 break-words whitespace-pre-wrap">
      {parts.map((part, at) => {
        if (/^\[-[\s\S]*-\]$/.test(part)) return <del key={at} className="rounded-sm bg-danger-soft text-danger">{part.slice(2, -2)}</del>;
        if (/^\{\+[\s\S]*\+\}$/.test(part)) return <ins key={at} className="rounded-sm bg-ok-soft text-ok no-underline">{part.slice(2, -2)}</ins>;
        return part;
      })}
    </pre>
  );
}
