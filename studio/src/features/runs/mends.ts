// What an error of a run means and what probably helps, by its code. The codes are a closed list.
import type { ErrorCode } from "@/flow/generated/flow";
import { t } from "@/i18n";

export interface Mends {
  what: string;
  mends: string[];
  /** Whether the same attempt may well succeed now. */
  retry: boolean;
}

const BY_CODE: Record<ErrorCode, Mends> = {
  validation: {
    what: t("It was given something that it cannot work with."),
    mends: [t("Look at the value below: is it empty, of another type, or text where a number is wanted?"), t("Mend the field that it comes from, in “Set up”."), t("Check what the step before it answered.")],
    retry: false,
  },
  timeout: {
    what: t("It had not answered when its time was up."),
    mends: [t("Try again: it may have been busy."), t("Give it more time, in “Errors”."), t("Lead its error port to what should happen instead.")],
    retry: true,
  },
  rate_limited: {
    what: t("The service asked to be called less often."),
    mends: [t("Try again in a minute."), t("Let it be tried more often with longer pauses, in “Errors”."), t("Of a map, lower how many items are worked on at once.")],
    retry: true,
  },
  auth: {
    what: t("The service did not accept the key or password."),
    mends: [t("Renew the secret that it uses."), t("Test the connection: models under Settings, servers under Tools.")],
    retry: false,
  },
  permission: {
    what: t("The person for whom it ran may not do this."),
    mends: [t("Give their role the permission, or run it as somebody who has it."), t("Check the address: it may name a thing of somebody else.")],
    retry: false,
  },
  not_found: {
    what: t("What it addresses does not exist."),
    mends: [t("Look at the name or address below: is it spelled as it is there?"), t("It may have been renamed or deleted since this was set up."), t("Lead its error port to what should happen when there is none.")],
    retry: false,
  },
  conflict: {
    what: t("The thing that it wanted to change was changed by somebody else at that moment."),
    mends: [t("Try again: it then works with the newest state.")],
    retry: true,
  },
  upstream: {
    what: t("The service failed, or could not be reached."),
    mends: [t("Try again: it may be back."), t("Test the connection of the server or model."), t("Lead its error port to what should happen while it is away.")],
    retry: true,
  },
  policy_denied: {
    what: t("A rule of this workspace forbids it."),
    mends: [t("Read which rule it was, in the message."), t("Ask an administrator to allow the address or tool, or do it another way.")],
    retry: false,
  },
  budget_exceeded: {
    what: t("What it may use up is used up."),
    mends: [t("Raise the limit of the step or of the workspace."), t("Shorten what goes in: fewer passages, a shorter history."), t("Look for a loop that goes round more often than it should.")],
    retry: false,
  },
  cancelled: { what: t("Somebody stopped it."), mends: [t("Run it again.")], retry: true },
  internal: {
    what: t("That is a defect of ours, not of your flow."),
    mends: [t("Try again."), t("Tell the operator the number of the run.")],
    retry: true,
  },
};

export const ERROR_CODES = Object.keys(BY_CODE) as ErrorCode[];

export const mendsFor = (code: string): Mends => (Object.hasOwn(BY_CODE, code) ? BY_CODE[code as ErrorCode] : { what: t("It did not work."), mends: [t("Read the message, and look at what went in.")], retry: true });

/** In a list to choose from: what happened, and the code by which the event log calls it. */
export const errorWords = (code: ErrorCode): string => `${BY_CODE[code].what.replace(/\.$/, "")} (${code})`;
