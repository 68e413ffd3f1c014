import { useQuery } from "@tanstack/react-query";
import { runsQuery } from "@/api/runs";
import type { Environment, Version } from "@/api/types";
import { t } from "@/i18n";
import { Field, Select } from "@/ui/field";
import { versionLabel } from "./choices";
import { fared, oneIn } from "./share";

export interface Trial {
  version: number | null;
  share: number;
}

interface CandidateProps {
  versions: Version[];
  /** What everybody else gets. */
  main: number;
  trial: Trial;
  onChange: (trial: Trial) => void;
}

/** A second version that only some get. */
export function Candidate({ versions, main, trial: { version, share }, onChange }: CandidateProps) {
  // What everybody is to get is tried on nobody any more.
  const trial = { version: version === main ? null : version, share };
  return (
    <>
      <Field label={t("Try another version on some")} help={t("A share of new conversations gets it, and stays with it.")}>
        {(ids) => (
          <Select {...ids} value={trial.version ?? ""} onChange={(event) => onChange({ ...trial, version: event.target.value === "" ? null : Number(event.target.value) })}>
            <option value="">{t("Nobody")}</option>
            {versions
              .filter((version) => version.version !== main)
              .map((version) => (
                <option key={version.version} value={version.version}>
                  {versionLabel(version)}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {trial.version !== null && (
        <Field label={t("Percent of new conversations")} aside={<output className="tabular-nums">{t("{share} %", { share: trial.share })}</output>} help={words(trial.version, trial.share, main)}>
          {(ids) => <input {...ids} type="range" min={1} max={100} value={trial.share} onChange={(event) => onChange({ ...trial, share: Number(event.target.value) })} className="h-6 w-full accent-accent" />}
        </Field>
      )}
    </>
  );
}

function words(version: number, share: number, main: number): string {
  if (share === 100) return t("Every new conversation gets version {version}.", { version });
  if (share > 50) return t("Most new conversations get version {version}; the others get version {main}.", { version, main });
  return t("About 1 in {n} new conversations gets version {version}; the others get version {main}.", { n: oneIn(share), version, main });
}

/** How the two fare, from the runs themselves, while both are given out. */
export function Side({ flow, environment }: { flow: string; environment: Environment }) {
  const runs = useQuery(runsQuery({ flow, test: false }));
  if (!environment.candidate || environment.version === null || !runs.data) return null;
  const rows = [environment.version, environment.candidate.version].map((version) => fared(runs.data.data, version, environment.updated_at));
  return (
    <table className="w-full text-left text-node">
      <caption className="pb-1 text-left text-xs text-muted">{t("Among the newest {count} runs, since the trial began", { count: runs.data.data.length })}</caption>
      <thead>
        <tr className="text-xs text-muted">
          <th scope="col" className="py-1 pr-2 font-medium">{t("Version")}</th>
          <th scope="col" className="py-1 pr-2 font-medium">{t("Ended")}</th>
          <th scope="col" className="py-1 pr-2 font-medium">{t("Done without failing")}</th>
          <th scope="col" className="py-1 font-medium">{t("Tokens each")}</th>
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {rows.map((row) => (
          <tr key={row.version}>
            <th scope="row" className="py-1 pr-2 font-mono font-normal">v{row.version}</th>
            <td className="py-1 pr-2">{row.ended}</td>
            <td className="py-1 pr-2">{row.success === null ? "–" : t("{share} %", { share: row.success })}</td>
            <td className="py-1">{row.tokens ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
