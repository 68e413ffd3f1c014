import { useNavigate } from "@tanstack/react-router";
import { useMutation } from "@tanstack/react-query";
import { GitFork, RotateCw } from "lucide-react";
import { asProblem } from "@/api/http";
import { forkRun, retryRun } from "@/api/runs";
import type { Run } from "@/api/types";
import { useRun } from "@/editor/context";
import { Button } from "@/ui/button";

/** Going on from a run in a new one: where it failed, or after the step that is chosen in the timeline. */
export function RunActions({ run }: { run: Run }) {
  const navigate = useNavigate();
  const step = useRun((state) => state.view?.steps.find((one) => one.key === state.step));
  const status = useRun((state) => state.view?.status) ?? run.status;
  const show = (made: Run) => void navigate({ to: "/flows/$flow/runs/$run", params: { flow: made.flow, run: made.id } });
  const retry = useMutation({ mutationFn: () => retryRun(run.id), onSuccess: show });
  const fork = useMutation({ mutationFn: (seq: number) => forkRun(run.id, seq), onSuccess: show });
  const error = retry.error ?? fork.error;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {status === "failed" && (
        <Button size="sm" busy={retry.isPending} title="What worked is not done again" onClick={() => retry.mutate()}>
          <RotateCw size={13} aria-hidden /> Retry
        </Button>
      )}
      {step && (
        <Button size="sm" busy={fork.isPending} title={`A new test run that goes on after ‘${step.address}’`} onClick={() => fork.mutate(step.seq)}>
          <GitFork size={13} aria-hidden /> Fork from here
        </Button>
      )}
      {error && (
        <span role="alert" className="text-node text-danger">
          {asProblem(error).message}
        </span>
      )}
    </span>
  );
}
