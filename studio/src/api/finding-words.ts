// What the check says, in the reader's language. A finding carries its sentences in English and, beside them, the template and the values
// they were made of; the catalogue of the kinds has the templates. Findings are translated where they come in, so whoever shows one only
// shows it.
import type { Phrase, PhraseValue } from "@/flow/generated/flow";
import type { Finding } from "@/flow/types";
import { known, locale } from "@/i18n";
import { learnKinds } from "./kind-words";

/** An answer with its findings in the reader's language, as far as the catalogue knows their sentences; the others stay English, without
 *  `cause_words`. */
export async function inReadersWords<T extends { findings: Finding[] | null }>(answer: T): Promise<T> {
  if (locale() === "en" || !answer.findings?.length) return answer;
  // Without its words, as with no network, a finding is still worth more in English than none.
  await learnKinds().catch(() => undefined);
  return { ...answer, findings: answer.findings.map(translated) };
}

/** Whether a finding is said in the language of the page. */
export const isInReadersWords = ({ cause_words }: Pick<Finding, "cause_words">): boolean => locale() === "en" || cause_words !== undefined;

function translated({ cause_words, mend_words, fix, ...finding }: Finding): Finding {
  const [cause, mend] = [inWords(cause_words), inWords(mend_words)];
  // One language for both.
  const isSaid = cause !== null && mend !== null && cause_words !== undefined && mend_words !== undefined;
  return {
    ...finding,
    ...(isSaid && { cause, cause_words, mend, mend_words }),
    ...(fix && { fix: { ...fix, title: inWords(fix.title_words) ?? fix.title } }),
  };
}

/** A place of a template; other braces mean themselves. */
const PLACE = /\{([a-z_]+)\}/g;

/** The sentence in the reader's language; `null` when the catalogue does not have it. */
export function inWords(phrase: Phrase | undefined): string | null {
  const template = phrase && known(phrase.template, "");
  return template ? filled(template, phrase.values ?? {}) : null;
}

function filled(template: string, values: Record<string, PhraseValue>): string {
  return template.replace(PLACE, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return place;
    if (typeof value === "string") return value;
    // A word of a tool from elsewhere, such as its title, is in no catalogue.
    return inWords(value) ?? filled(value.template, value.values ?? {});
  });
}
