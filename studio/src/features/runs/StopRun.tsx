import { useMutation } from "@tanstack/react-query";
import { Octagon } from "lucide-react";
import { cancelRun } from "@/api/runs";
import { asProblem } from "@/api/http";
import { t } from "@/i18n";
import { Button } from "@/ui/button";

/** Ends a run that works or waits. What it has done stays done. */
export function StopRun({ id }: { id: string }) {
  const stop = useMutation({ mutationFn: () => cancelRun(id, "stopped by hand") });
  return (
    <>
      {stop.isError && <span role="alert" className="text-danger">{asProblem(stop.error).message}</span>}
      {/* Until its end has been told, it stays as it is. */}
      <Button size="sm" busy={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>
        <Octagon size={13} aria-hidden /> {t("Stop the run")}
      </Button>
    </>
  );
}
