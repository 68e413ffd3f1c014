import { useEffect, useRef } from "react";
import { FlaskConical } from "lucide-react";
import type { TestResults } from "@/api/tests";
import { useEditorState, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Rich } from "@/ui/rich";
import { useTests } from "./use-tests";

/** After an edit was saved the tests are run again; nothing is called, so that is cheap. No model judges: that is asked for by hand. */
const SETTLE_MS = 1_500;

const all = ({ passed, failed, not_judged }: TestResults) => passed + failed + not_judged;

/** In the header: how the draft's tests go. Pressed, it opens them. */
export function TestsButton({ flow }: { flow: string }) {
  const { editor, trial } = useTools();
  const { list, results, run } = useTests(flow);
  const saved = useEditorState((state) => (state.save.state === "saved" ? (state.save.at ?? 0) : null));
  const there = list.data?.data.length ?? 0;
  const { mutate } = run;
  const asked = useRef(0);
  useEffect(() => {
    if (there === 0 || saved === null) return;
    const timer = setTimeout(() => mutate({}), asked.current === 0 ? 0 : SETTLE_MS);
    asked.current += 1;
    return () => clearTimeout(timer);
  }, [there, saved, mutate]);
  useEffect(() => trial.setState({ coverage: results?.coverage ?? null }), [trial, results]);
  if (there === 0) return null;
  const open = () => editor.setState({ panel: "tests" });
  if (!results) {
    return (
      <Button size="sm" look="ghost" title={run.isError ? t("They cannot run while the draft has problems") : undefined} onClick={open}>
        <FlaskConical size={14} aria-hidden /> {t("Tests")}
      </Button>
    );
  }
  return (
    <Button size="sm" look="ghost" data-tests={`${results.passed}/${all(results)}`} title={results.not_judged > 0 ? t("{count, plural, one {# test is not judged} other {# tests are not judged}}", { count: results.not_judged }) : undefined} onClick={open} className={results.failed > 0 ? "text-danger!" : ""}>
      <FlaskConical size={14} aria-hidden className={results.failed > 0 ? "" : results.not_judged > 0 ? "text-muted" : "text-ok"} /> {/* On a phone the sign and the numbers say it. */}
      <span>
        <Rich text={t("<words>Tests </words>{passed}/{all}", { passed: results.passed, all: all(results) })} parts={{ words: (words) => <span className="max-sm:sr-only">{words}</span> }} />
      </span>
    </Button>
  );
}
