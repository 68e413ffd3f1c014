// What can be compared: the draft, every version, and what an environment runs now.
import { t } from "@/i18n";
import type { Environment, Version } from "@/api/types";

export interface State {
  /** As in the address and for the server. */
  id: string;
  label: string;
}

export const environmentTitle = (name: Environment["name"]): string => ({ dev: t("Dev"), staging: t("Staging"), production: t("Production") })[name];

const BRANCH = "branch:";

export function states(versions: Version[], environments: Environment[], branches: string[] = []): State[] {
  return [
    { id: "draft", label: t("The draft") },
    ...branches.map((name) => ({ id: `${BRANCH}${name}`, label: t("Branch {branch}", { branch: name }) })),
    ...environments.filter((one) => one.version !== null).map((one) => ({ id: one.name, label: t("{environment} (version {version})", { environment: environmentTitle(one.name), version: one.version ?? 0 }) })),
    ...versions.map((one) => ({ id: String(one.version), label: versionLabel(one) })),
  ];
}

export const versionLabel = (version: Version): string =>
  version.message ? t("Version {version}: {message}", { version: version.version, message: version.message }) : t("Version {version}", { version: version.version });

/** In a sentence: “the draft”, “version 3”, “Production”. */
export function stateWords(id: string): string {
  if (id === "draft") return t("the draft");
  const branch = branchOf(id);
  if (branch !== null) return t("the branch {branch}", { branch });
  if (id === "dev" || id === "staging" || id === "production") return environmentTitle(id);
  return t("version {version}", { version: Number(id) });
}

/** The branch that a state is. */
export const branchOf = (id: string): string | null => (id.startsWith(BRANCH) ? id.slice(BRANCH.length) : null);

/** Which version a state stands for; `null` for the draft and for a branch. */
export function versionOf(id: string, environments: Environment[]): number | null {
  if (id === "draft" || branchOf(id) !== null) return null;
  return environments.find((one) => one.name === id)?.version ?? Number(id);
}
