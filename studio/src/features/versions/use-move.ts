import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { environmentWithEtag, moveEnvironment } from "@/api/flows";
import type { EnvironmentName, Promote } from "@/api/types";

/** Moves an environment from what was seen when this began: what somebody else moves meanwhile is not overwritten. */
export function useMove(flow: string, name: EnvironmentName, onMoved: () => void) {
  const client = useQueryClient();
  const seen = useQuery({ queryKey: ["flows", flow, "environments", name, "seen"], queryFn: () => environmentWithEtag(flow, name), gcTime: 0, staleTime: Infinity });
  const move = useMutation({
    mutationFn: (body: Promote) => moveEnvironment(flow, name, body, seen.data?.etag ?? null),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["flows"] });
      onMoved();
    },
  });
  return { move, isReady: seen.isSuccess, error: seen.error ?? move.error };
}
