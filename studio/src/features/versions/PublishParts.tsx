import { Link } from "@tanstack/react-router";
import type { TestResults } from "@/api/tests";
import { type Entry, summary } from "@/flow/changes";
import { costWords } from "@/flow/cost";
import { type CostDelta, costDeltaWords } from "@/flow/cost-delta";
import type { Cost } from "@/flow/generated/flow";
import { openWords } from "@/flow/verdict";
import { t } from "@/i18n";
import { ErrorNote, Note } from "@/ui/notice";
import type { Publishing } from "./use-publishing";

interface ChangesProps {
  flow: string;
  last: number | undefined;
  isFirst: boolean;
  nodes: number;
  list: Entry[] | null;
  error: unknown;
  /** Not all of the draft: the canvas shows no part of it. */
  isPart: boolean;
}

export function DraftChanges({ flow, last, isFirst, nodes, list, error, isPart }: ChangesProps) {
  const said = list ? summary(list) : null;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{last === undefined ? t("The first version") : t("Since version {version}", { version: last })}</h3>
      {isFirst && <p>{t("{count, plural, one {# node} other {# nodes}}, and the chat page works from then on.", { count: nodes })}</p>}
      {error !== null && <ErrorNote error={error} />}
      {!isFirst && said === null && error === null && <p role="status" className="text-muted">{t("Comparing…")}</p>}
      {said?.length === 0 && <p className="text-muted">{t("Nothing has changed since, so there is nothing to publish.")}</p>}
      {said && said.length > 0 && last !== undefined && (
        <>
          <p data-summary>{said.join(", ")}</p>
          {list && <ChangedNodes list={list} />}
          {!isPart && (
            <Link to="/flows/$flow/versions" params={{ flow }} search={{ base: String(last), head: "draft" }} className="inline-flex min-h-6 items-center text-accent underline underline-offset-2">
              {t("See the changes on the canvas")}
            </Link>
          )}
        </>
      )}
    </section>
  );
}

/** Each node by its name, with what became of it. */
export function ChangedNodes({ list }: { list: Entry[] }) {
  const nodes = list.filter((entry) => entry.group === "nodes");
  if (nodes.length === 0) return null;
  return (
    <ul className="mt-1 max-h-28 list-disc overflow-y-auto pl-5 text-node text-muted">
      {nodes.map((entry) => (
        <li key={entry.key}>{line(entry)}</li>
      ))}
    </ul>
  );
}

function line(entry: Entry): string {
  if (entry.mark === "added") return t("added ‘{name}’", { name: entry.name });
  if (entry.mark === "removed") return t("removed ‘{name}’", { name: entry.name });
  if (entry.mark === "renamed") return t("renamed ‘{was}’ to ‘{name}’", { was: entry.was ?? "", name: entry.name });
  return t("changed ‘{name}’", { name: entry.name });
}

export function CostOfOne({ cost }: { cost: Cost | null }) {
  if (!cost) return null;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t("The most one run can cost")}</h3>
      {costWords(cost).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

/** Its tests are run as soon as the draft is saved, and again by publishing: that result is kept with the version. */
export function Tests({ tests, isBroken }: { tests: Publishing["tests"]; isBroken: boolean }) {
  const { count, insists, isKnown, results, error } = tests;
  if (!isKnown) return null;
  return (
    <section data-publish-tests>
      <h3 className="mb-1 font-semibold">{t("Tests")}</h3>
      {count === 0 && <p className="text-muted">{insists ? t("There is none, and the flow is published only when they pass. A test is made of a run, under Runs.") : t("There is none. A test is made of a run, under Runs.")}</p>}
      {count > 0 && isBroken && <p className="text-muted">{t("They cannot run while there are errors.")}</p>}
      {count > 0 && !isBroken && !results && !error && <p role="status" className="text-muted">{t("{count, plural, one {The test runs…} other {# tests run…}}", { count })}</p>}
      {count > 0 && !isBroken && results && <Outcome results={results} insists={insists} />}
      {!isBroken && error && <ErrorNote error={error} />}
    </section>
  );
}

function Outcome({ results, insists }: { results: TestResults; insists: boolean }) {
  const open = results.results.filter((result) => result.not_judged);
  if (results.failed === 0 && open.length > 0) {
    return (
      <Note tone="info">
        <p>{t("{passed} of {all} tests pass, {open} not judged:", { passed: results.passed, all: results.results.length, open: open.length })}</p>
        <Open results={open} />
        <p className="mt-1">{t("That does not stop publishing; the history will say so.")}</p>
      </Note>
    );
  }
  if (results.failed === 0) return <Note tone="ok">{t("{count, plural, one {The test passes.} other {All # tests pass.}}", { count: results.passed })}</Note>;
  return (
    <Note tone="danger">
      <p>{t("{failed} of {all} tests fail:", { failed: results.failed, all: results.results.length })}</p>
      <ul className="mt-1 list-disc pl-5">
        {results.results
          .filter((result) => !result.passed && !result.not_judged)
          .map((result) => (
            <li key={result.name}>
              {result.title || result.name}: {result.failures[0]}
            </li>
          ))}
      </ul>
      {open.length > 0 && <Open results={open} />}
      <p className="mt-1">{insists ? t("The flow is published only when all pass.") : t("It can be published all the same; the history will say so.")}</p>
    </Note>
  );
}

/** Tests that nobody judged, and why. */
function Open({ results }: { results: TestResults["results"] }) {
  return (
    <ul className="mt-1 list-disc pl-5">
      {results.map((result) => (
        <li key={result.name}>
          {result.title || result.name}: {openWords(result.verdicts)}
        </li>
      ))}
    </ul>
  );
}

/** What a run of each test uses up with the draft, beside the last published version. */
export function CostChange({ cost }: { cost: CostDelta | null }) {
  if (!cost || cost.tests.length === 0) return null;
  const { said, notes, rows } = costDeltaWords(cost);
  return (
    <section data-cost-delta>
      <h3 className="mb-1 font-semibold">{t("Cost of the tests, beside version {version}", { version: cost.version })}</h3>
      <p>{said}</p>
      {rows.length > 0 && (
        <ul className="mt-1 max-h-28 list-disc overflow-y-auto pl-5 text-node text-muted">
          {rows.map((row) => (
            <li key={row.name}>
              {row.title}: {row.said}
            </li>
          ))}
        </ul>
      )}
      {notes.map((note) => (
        <p key={note} className="text-node text-muted">
          {note}
        </p>
      ))}
    </section>
  );
}
