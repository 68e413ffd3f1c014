import { useState } from "react";
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { environmentWithEtag, moveEnvironment, promotionQuery } from "@/api/flows";
import type { Environment, Promotion, Version } from "@/api/types";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Select } from "@/ui/field";
import { FindingLines } from "@/ui/finding-lines";
import { ErrorNote, Note } from "@/ui/notice";
import { TITLE } from "./Environments";

const NEWEST = "newest";

/** Promotes or rolls back: says what the version lacks before anything moves. */
export function MoveDialog({ flow, environment, versions, onClose }: { flow: string; environment: Environment; versions: Version[]; onClose: () => void }) {
  const newest = versions[0]?.version ?? 1;
  const [choice, setChoice] = useState(environment.follows_newest ? NEWEST : String(environment.version ?? newest));
  const [candidate, setCandidate] = useState(environment.candidate ? String(environment.candidate.version) : "");
  const [share, setShare] = useState(String(environment.candidate?.share ?? 10));
  const client = useQueryClient();
  // Read when the dialog opens: what somebody else moves meanwhile must not be overwritten.
  const seen = useQuery({ queryKey: ["flows", flow, "environments", environment.name, "seen"], queryFn: () => environmentWithEtag(flow, environment.name), gcTime: 0, staleTime: Infinity });
  const to = choice === NEWEST ? newest : Number(choice);
  const promotion = useQuery(promotionQuery(flow, environment.name, to));
  const percent = Number(share);
  const isShare = candidate === "" || (Number.isInteger(percent) && percent >= 1 && percent <= 100);
  const move = useMutation({
    mutationFn: () =>
      moveEnvironment(
        flow,
        environment.name,
        { ...(choice === NEWEST ? {} : { version: to }), ...(candidate ? { candidate: { version: Number(candidate), share: percent } } : {}) },
        seen.data?.etag ?? null,
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["flows"] });
      onClose();
    },
  });
  const title = TITLE[environment.name];
  const from = environment.version ?? newest;
  const action = to < from ? `Roll back to version ${to}` : to > from ? `Promote version ${to}` : "Save";
  const label = (version: Version) => `Version ${version.version}${version.message ? `: ${version.message}` : ""}`;
  return (
    <Dialog
      title={`${title}: which version runs`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={move.isPending} disabled={!promotion.data?.allowed || !isShare || !seen.data} onClick={() => move.mutate()}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Version">
          {(ids) => (
            <Select {...ids} value={choice} onChange={(event) => setChoice(event.target.value)}>
              <option value={NEWEST}>Always the newest (now version {newest})</option>
              {versions.map((version) => (
                <option key={version.version} value={version.version}>
                  {label(version)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Lacks to={to} promotion={promotion} />
        <Field label="Try another version on some" help="A share of new conversations gets it, and stays with it.">
          {(ids) => (
            <Select {...ids} value={candidate} onChange={(event) => setCandidate(event.target.value)}>
              <option value="">Nobody</option>
              {versions
                .filter((version) => version.version !== to)
                .map((version) => (
                  <option key={version.version} value={version.version}>
                    {label(version)}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        {candidate !== "" && (
          <Field label="Percent of new conversations" error={isShare ? undefined : "A whole number from 1 to 100."}>
            {(ids) => <Input {...ids} type="number" min={1} max={100} value={share} onChange={(event) => setShare(event.target.value)} />}
          </Field>
        )}
        {move.isError && <ErrorNote error={move.error} />}
        <p className="text-muted">Runs that are under way finish with the version they began with. The move is recorded, and undone by moving back.</p>
      </div>
    </Dialog>
  );
}

function Lacks({ to, promotion }: { to: number; promotion: UseQueryResult<Promotion> }) {
  if (promotion.isPending) return <p role="status" className="text-muted">Looking at what version {to} needs…</p>;
  if (promotion.isError) return <ErrorNote error={promotion.error} retry={() => void promotion.refetch()} />;
  const { findings, failed_tests, allowed } = promotion.data;
  if (allowed) return <Note tone="ok">Version {to} has everything it needs here.</Note>;
  return (
    <Note tone="danger">
      <p>Version {to} cannot run here as it is:</p>
      <ul className="mt-1 list-disc pl-5">
        <FindingLines findings={findings.filter((finding) => finding.severity === "error")} />
        {failed_tests.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Note>
  );
}
