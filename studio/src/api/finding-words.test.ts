import { i18n } from "@lingui/core";
import { afterEach, describe, expect, test } from "vitest";
import examples from "@/flow/generated/examples.json";
import type { Phrase } from "@/flow/generated/flow";
import type { Finding } from "@/flow/types";
import { inReadersWords, inWords, isInReadersWords } from "./finding-words";
import { learnKinds } from "./kind-words";

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const speak = (locale: string) => i18n.loadAndActivate({ locale, messages: {} });

const use: Phrase = { template: "use ‘{near}’", values: { near: "{near}" } };
const finding: Finding = {
  code: "FR012",
  severity: "error",
  node: "kb",
  field: "/config/top_k",
  cause: "‘top_k’ must be a whole number, and is a text",
  cause_words: { template: "‘{name}’ must be {expected}, and is {found}", values: { name: "top_k", expected: { template: "a whole number" }, found: { template: "a text" } } },
  mend: "use ‘{near}’",
  mend_words: use,
  fix: { title: "use ‘{near}’", title_words: use, edits: [] },
};

const said = async (one: Finding) => (await inReadersWords({ findings: [one] })).findings[0] as Finding;

describe("what the check says", () => {
  test("stays as it came for who reads English", async () => {
    const answer = { findings: [finding] };
    expect(await inReadersWords(answer)).toBe(answer);
    expect(isInReadersWords(finding)).toBe(true);
  });

  test("is said in the reader’s language, with its parts; names and whatever looks like a place stay", async () => {
    speak("de");
    const german = await said(finding);
    expect(german).toMatchObject({ code: "FR012", node: "kb", cause: "‚top_k‘ muss sein: eine ganze Zahl; ist: ein Text", mend: "‚{near}‘ verwenden", fix: { title: "‚{near}‘ verwenden" } });
    expect(isInReadersWords(german)).toBe(true);
  });

  test("is as it came where a sentence is not known, both sentences in one language", async () => {
    speak("pl");
    const strange = await said({ ...finding, cause_words: { template: "a sentence of a newer server" } });
    expect(strange).toMatchObject({ cause: finding.cause, mend: finding.mend });
    expect(isInReadersWords(strange)).toBe(false);
    const { cause_words: _, mend_words: __, ...old } = finding;
    expect(isInReadersWords(await said(old))).toBe(false);
  });

  test("is said with a title that no catalogue has, such as that of a tool from elsewhere", async () => {
    speak("es");
    await learnKinds();
    expect(inWords({ template: "‘{kind}’ cannot fail, so this does nothing", values: { kind: { template: "jira: create" } } })).toBe("«jira: create» no puede fallar, así que esto no hace nada");
  });

  test.each(["de", "pl", "es"])("on the pages of the codes is said in %s, every place filled in", async (language) => {
    speak(language);
    await learnKinds();
    const all = Object.entries(examples as Record<string, Record<"cause" | "mend", Phrase>>);
    expect(all.length).toBeGreaterThan(70);
    for (const [code, { cause, mend }] of all)
      for (const phrase of [cause, mend]) {
        const text = inWords(phrase);
        expect(text, code).toBeTruthy();
        for (const place of Object.keys(phrase.values ?? {})) expect(text, code).not.toContain(`{${place}}`);
      }
  });
});
