// What a flow can begin as: what is in it, what it needs, and how it is made.
import { createFlow, getDraft, getLayout, putDraft, putLayout } from "@/api/flows";
import { passwordReset } from "@/flow/password-reset";
import { t } from "@/i18n";

export type TemplateId = "it-helpdesk" | "access" | "blank";

export interface Template {
  id: TemplateId;
  title: string;
  text: string;
  /** What comes with it. */
  has: string;
  /** What it lacks to be of use. */
  needs: string;
}

export const TEMPLATES: Template[] = [
  {
    id: "it-helpdesk",
    title: t("IT helpdesk"),
    text: t("Answers from a knowledge base with its sources; makes a ticket when that does not help."),
    has: t("19 steps, 13 sample articles, a ticket form, 7 tests"),
    needs: t("Nothing to try it; your own articles and a model to go live"),
  },
  {
    id: "access",
    title: t("Password reset & access"),
    text: t("Sorts out what is locked, explains the reset, and asks for the rest in a form."),
    has: t("7 steps: sorting, search, answer, question, ticket"),
    needs: t("A knowledge base called “it”, as the IT helpdesk brings it"),
  },
  {
    id: "blank",
    title: t("Empty flow"),
    text: t("Start from nothing and draw your own."),
    has: t("The start, and a reply to change"),
    needs: t("Nothing"),
  },
];

/** Makes the flow, with all that comes with it; gives its name. */
export async function createFrom(template: TemplateId, as: { name: string; title: string }): Promise<string> {
  const { name } = await createFlow({ ...as, template: template === "it-helpdesk" ? template : "blank" });
  if (template === "access") {
    const draft = await getDraft(name);
    await putDraft(name, passwordReset(draft.data), draft.etag);
    // Where the blank flow's one node stood says nothing of these: they are put in order when it is opened.
    const layout = await getLayout(name);
    await putLayout(name, { nodes: { start: { x: 0, y: 0 } } }, layout.etag);
  }
  return name;
}
