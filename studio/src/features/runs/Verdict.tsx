import type { Comparison } from "@/api/runs";
import type { Run } from "@/api/types";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { type Ways, waysOf } from "./same-way";

const TONES = { same: "border-ok bg-ok-soft", going: "border-info bg-info-soft", other: "border-warn bg-warn-soft" };

/** What two runs have in common, in a few sentences. */
export function Verdict({ found, a, b }: { found: Comparison; a: Run | undefined; b: Run | undefined }) {
  const first = found.first_difference;
  const ways = waysOf(found, a, b);
  const tone = isAlike(ways, first !== null) ? (ways.going.length > 0 ? "going" : "same") : "other";
  return (
    <p data-first-difference={first ? (first.node ?? "") : undefined} className={cx("rounded-control border px-3 py-2", TONES[tone])}>
      {tone === "same" ? t("Both went the same way and answered the same, step by step.") : told(ways, tone === "going").join(" ")}
    </p>
  );
}

/** As far as both have come. Where they stop being alike, one of them has no further step. */
const isAlike = ({ input, version, parting, from, answers }: Ways, differs: boolean) => !differs || (!input && !version && parting === null && from === null && answers === 0);

function told(ways: Ways, isAlikeSoFar: boolean): string[] {
  const said: string[] = [];
  if (ways.input) said.push(t("They were given different input."));
  if (ways.version) said.push(t("They ran two different versions of the flow."));
  said.push(isAlikeSoFar ? t("So far both went the same way and answered the same, step by step.") : way(ways));
  if (!isAlikeSoFar) said.push(t("{count, plural, =0 {No node answered something else.} one {# node answered something else.} other {# nodes answered something else.}}", { count: ways.answers }));
  if (ways.going.length > 1) said.push(t("Neither has ended yet."));
  else if (ways.going[0]) said.push(ways.going[0] === "a" ? t("Run A has not ended yet.") : t("Run B has not ended yet."));
  return said;
}

function way({ parting, from, going }: Ways): string {
  if (parting?.only === "a") return t("They go different ways: only run A came to ‘{node}’.", { node: parting.node });
  if (parting?.only === "b") return t("They go different ways: only run B came to ‘{node}’.", { node: parting.node });
  if (parting) return t("They go different ways from ‘{node}’ on.", { node: parting.node });
  if (from) return going.length > 0 ? t("So far they went the same way, with other values from ‘{node}’ on.", { node: from }) : t("They went the same way, with other values from ‘{node}’ on.", { node: from });
  return going.length > 0 ? t("So far they went the same way.") : t("They went the same way.");
}
