import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import { branchesQuery } from "@/api/branches";
import { changesQuery, environmentsQuery, kindsQuery, loadDraft, loadVersion, versionsQuery } from "@/api/flows";
import { branchOf, versionOf } from "@/features/versions/choices";
import { entries } from "@/flow/changes";
import type { Doc } from "@/flow/document";
import { drawnDiff } from "@/flow/drawn-diff";
import { complete } from "@/flow/layout";

/** Two states of a flow with what lies between them, ready to be drawn. */
export function useComparison(flow: string, base: string, head: string) {
  const versions = useQuery(versionsQuery(flow));
  const branches = useQuery(branchesQuery(flow));
  const environments = useQuery(environmentsQuery(flow));
  const kinds = useQuery(kindsQuery);
  const changes = useQuery(changesQuery(flow, base, head));
  const load = (id: string) => {
    const version = versionOf(id, environments.data ?? []);
    return version === null ? loadDraft(flow, branchOf(id)) : loadVersion(flow, version);
  };
  const documents = useQuery({
    queryKey: ["flows", flow, "compared", base, head],
    enabled: environments.isSuccess,
    queryFn: async () => {
      const [from, to] = await Promise.all([load(base), load(head)]);
      return { base: from, head: to };
    },
    staleTime: 0,
  });
  const known = useMemo(() => new Map((kinds.data ?? []).map((kind) => [kind.name, kind])), [kinds.data]);
  const list = useMemo(() => (changes.data ? entries(changes.data.diff) : null), [changes.data]);
  const pair = documents.data;
  const drawn = useMemo(() => {
    if (!list || !pair || known.size === 0) return null;
    // Where nobody has put a node, both sides place it by the same rule.
    const placed = ({ flow: document, layout }: Doc): Doc => ({ flow: document, layout: complete(document, layout, known) });
    return drawnDiff(placed(pair.base), placed(pair.head), list);
  }, [list, pair, known]);
  return {
    versions: versions.data,
    branches: branches.data?.map((branch) => branch.name),
    before: documents.data?.base,
    environments: environments.data,
    title: documents.data?.head.flow.title || flow,
    kinds: kinds.data,
    known,
    list,
    drawn,
    error: versions.error ?? environments.error ?? kinds.error ?? changes.error ?? documents.error,
    retry: () => void Promise.all([versions.refetch(), environments.refetch(), kinds.refetch(), changes.refetch(), documents.refetch()]),
  };
}
