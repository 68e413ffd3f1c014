// What each code of the check means, from the pages that the check itself writes (`docs/findings`): an explanation, a wrong flow and a
// right one.
import { catalogues } from "virtual:words/checks";
import { inWords } from "@/api/finding-words";
import { learnKinds } from "@/api/kind-words";
import type { Phrase } from "@/flow/generated/flow";
import type { Flow } from "@/flow/types";
import { known, locale } from "@/i18n";
import { learn } from "@/i18n/speak";

export interface Example {
  /** As it stands in the page; of some codes it is no flow, or not even JSON. */
  text: string;
  flow: Flow | null;
  /** What there is beside it, where that matters: bases, models, other flows. */
  around: string | null;
}

export interface CheckPage {
  code: string;
  title: string;
  isError: boolean;
  explanation: string;
  wrong: Example | null;
  right: Example | null;
  cause: string;
  mend: string;
  /** The node that the cause is about. */
  node: string | null;
  /** Of the explanation, the cause and the mend, where it is not the reader's. */
  language: "en" | undefined;
}

const files = import.meta.glob<string>("../../../../docs/findings/FR*.md", { query: "?raw", import: "default" });
const byCode = new Map(Object.entries(files).map(([path, load]) => [/(FR\d+)\.md$/.exec(path)?.[1] ?? "", load]));

export const CODES: string[] = [...byCode.keys()].filter(Boolean).toSorted();

/** Once what it is called in the reader's language is known, too; `null` for a code that there is none of. */
export async function loadPage(code: string): Promise<CheckPage | null> {
  const load = byCode.get(code);
  if (!load) return null;
  const [text, said] = await Promise.all([load(), sentences(), learnKinds(), learn(catalogues)]);
  return translated(parsePage(code, text), said[code]);
}

interface Sentences {
  cause: Phrase;
  mend: Phrase;
}

/** What the pages quote the check with, in parts; in English it stands there as it is. */
const sentences = async (): Promise<Record<string, Sentences>> => (locale() === "en" ? {} : (await import("@/flow/generated/examples.json")).default);

function translated(page: CheckPage, said: Sentences | undefined): CheckPage {
  if (locale() === "en") return page;
  const explanation = known(page.explanation, "");
  const [cause, mend] = [inWords(said?.cause), inWords(said?.mend)];
  // Either all of it is in one language or in the other.
  if (!explanation || (page.wrong && !(cause && mend))) return { ...page, language: "en" };
  const place = / (\((?:node )?`[^)]*\))\.$/.exec(page.cause)?.[1]?.replace("(node ", "(");
  return { ...page, explanation, cause: cause ? `${[cause, place].filter(Boolean).join(" ")}.` : "", mend: mend ? `${mend}.` : "" };
}

export function parsePage(code: string, text: string): CheckPage {
  const of = (pattern: RegExp) => pattern.exec(text)?.[1]?.trim() ?? "";
  const cause = of(/^- Cause: (.*)$/m);
  return {
    code,
    title: of(/^# FR\d+: (.*)$/m),
    isError: /^\*\*Error\.\*\*/m.test(text),
    explanation: of(/^\*\*(?:Error|Warning)\.\*\* (.*)$/m),
    wrong: exampleOf(of(/^## Wrong\n([\s\S]*?)(?=^## |(?![\s\S]))/m)),
    right: exampleOf(of(/^## Right\n([\s\S]*?)(?=^## |(?![\s\S]))/m)),
    cause,
    mend: of(/^- Mend: (.*)$/m),
    node: /\(node `([^`]+)`/.exec(cause)?.[1] ?? null,
    language: undefined,
  };
}

function exampleOf(section: string): Example | null {
  const blocks = [...section.matchAll(/^```json\n([\s\S]*?)\n```$/gm)].map(([, block]) => block ?? "");
  const text = blocks.at(-1);
  return text === undefined ? null : { text, flow: flowOf(text), around: blocks.length > 1 ? (blocks[0] ?? null) : null };
}

/** Only what can be drawn: of a wrong document anything may be missing. */
function flowOf(text: string): Flow | null {
  try {
    const read = JSON.parse(text) as Partial<Flow>;
    const isDrawn = Array.isArray(read.nodes) && Array.isArray(read.edges) && read.nodes.every((node) => typeof node?.id === "string" && typeof node.kind === "string") && read.edges.every((edge) => typeof edge?.from === "string" && typeof edge.to === "string");
    return isDrawn ? (read as Flow) : null;
  } catch {
    return null;
  }
}
