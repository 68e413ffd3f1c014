import { type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { Pickers, Steps } from "@/features/versions/Pickers";
import { branchOf, states, stateWords } from "@/features/versions/choices";
import { ChangeFields } from "@/features/versions/ChangeFields";
import { ChangeList } from "@/features/versions/ChangeList";
import { type Entry, summary } from "@/flow/changes";
import { t } from "@/i18n";
import { isTyping } from "@/lib/typing";
import { FlowTabs } from "@/ui/flow-tabs";
import { lazily } from "@/ui/lazily";
import { ErrorNote, Loading } from "@/ui/notice";
import { scopeOf } from "@/editor/outbox";
import { may } from "@/lib/may";
import { useMe } from "../use-me";
import { useMedia } from "../use-media";
import { DiffCanvas } from "./DiffCanvas";
import { useComparison } from "./use-comparison";

const MergeBar = lazily(() => import("@/features/branches/MergeBar"));

interface CompareProps {
  flow: string;
  base: string;
  head: string;
  moved: boolean;
  onChange: (search: { base: string; head: string; moved?: true }) => void;
}

/** Two states of a flow drawn as one, with everything between them in a list. */
export function CompareScreen({ flow, base, head, moved, onChange }: CompareProps) {
  const compared = useComparison(flow, base, head);
  const me = useMe();
  const branch = branchOf(head);
  const isPhone = useMedia("(max-width: 767px)");
  const isNarrow = useMedia("(max-width: 1099px)");
  const [at, setAt] = useState<string | null>(null);
  const list = useMemo(() => compared.list ?? [], [compared.list]);
  const index = list.findIndex((entry) => entry.key === at);
  const current = list[index];
  useEffect(() => {
    document.title = t("Changes of {flow} · Flowright", { flow: compared.title });
  }, [compared.title]);
  // What is drawn belongs to one comparison; another one is drawn anew.
  const [shown, setShown] = useState({ drawn: compared.drawn, count: 0 });
  if (shown.drawn !== compared.drawn) setShown({ drawn: compared.drawn, count: shown.count + 1 });
  const step = (by: 1 | -1) => {
    const next = list[index < 0 ? (by > 0 ? 0 : list.length - 1) : (index + by + list.length) % list.length];
    if (next) setAt(next.key);
  };
  useBrackets(step);
  const choose = (entry: Entry) => setAt(entry.key === at && isPhone ? null : entry.key);
  return (
    <div className="flex h-full flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1.5">
        <h1 className="min-w-0 truncate text-[16px] leading-6 font-semibold">{t("Changes of {flow}", { flow: compared.title })}</h1>
        <FlowTabs flow={flow} compact />
      </header>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-3 py-2">
        <Pickers states={states(compared.versions ?? [], compared.environments ?? [], compared.branches)} base={base} head={head} onChange={(pair) => onChange({ ...pair, moved: moved || undefined })} />
        {!isPhone && (
          <label className="flex min-h-6 items-center gap-2">
            <input type="checkbox" checked={moved} onChange={(event) => onChange({ base, head, moved: event.target.checked || undefined })} />
            {t("Show what was moved")}
          </label>
        )}
        <span className="flex-1 max-md:hidden" />
        {compared.list && <Steps at={index} of={list.length} onStep={step} />}
      </div>
      {base === "draft" && branch !== null && compared.before && may(me.permissions, "flows:write") && (
        <Suspense>
          <MergeBar flow={flow} branch={branch} draft={compared.before} scope={scopeOf(me.tenant.id, me.id, flow)} />
        </Suspense>
      )}
      <Body error={compared.error} retry={compared.retry} isReady={compared.list !== null && compared.drawn !== null}>
        <div className="flex min-h-0 flex-1">
          {/* Its rows are the way to scroll it by keyboard. */}
          <aside aria-label={t("Changes")} className="w-80 shrink-0 overflow-y-auto border-r border-line bg-bg max-md:w-full max-md:border-r-0">
            <p className="border-b border-line px-4 py-2 text-node text-muted">{list.length === 0 ? t("From {base} to {head} nothing changes that means anything.", { base: stateWords(base), head: stateWords(head) }) : summary(list).join(", ")}</p>
            <ChangeList entries={list} kinds={compared.known} at={at} onChoose={choose} inline={isPhone} />
          </aside>
          {!isPhone && compared.drawn && compared.kinds && (
            <DiffCanvas key={shown.count} name={flow} kinds={compared.kinds} drawn={compared.drawn} showMoved={moved} current={current} onNode={(id) => setAt(list.find((entry) => entry.group === "nodes" && entry.name === id)?.key ?? null)}>
              {current && (
                <aside aria-label={t("Before and after")} className={isNarrow ? "absolute inset-x-0 bottom-0 z-10 max-h-[45%] overflow-y-auto border-t border-line bg-surface" : "w-[380px] shrink-0 overflow-y-auto border-l border-line bg-surface"}>
                  {/* Long fields scroll by keyboard too. */}
                  {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
                  <div tabIndex={0} role="group" aria-label={current.name} className="p-4 -outline-offset-2">
                    <h2 className="mb-3 font-semibold break-words">{current.name}</h2>
                    <ChangeFields entry={current} kind={compared.known.get(current.kind ?? "")} />
                  </div>
                </aside>
              )}
            </DiffCanvas>
          )}
        </div>
      </Body>
    </div>
  );
}

function Body({ error, retry, isReady, children }: { error: unknown; retry: () => void; isReady: boolean; children: ReactNode }) {
  if (error) return <ErrorNote error={error} retry={retry} className="m-4" />;
  return isReady ? children : <Loading what={t("the changes")} />;
}

/** `]` and `[` walk through the changes wherever the focus is, but not while typing. */
function useBrackets(step: (by: 1 | -1) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== "]" && event.key !== "[") || isTyping(event.target) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      step(event.key === "]" ? 1 : -1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
