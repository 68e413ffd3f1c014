import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { draftAuthorsQuery } from "@/api/draft-authors";
import { changesQuery, draftCheckQuery, flowQuery } from "@/api/flows";
import { type AuthorId, publishPreviewQuery } from "@/api/publish";
import { runTests, testsQuery } from "@/api/tests";
import { useEditorState } from "@/editor/context";
import { type Entry, entries } from "@/flow/changes";
import { findNode } from "@/flow/document";
import { stillThere } from "./authored";

/** What would be published: all of the draft, or it without what some of its authors changed. */
export function usePublishing(flow: string, isSaved: boolean) {
  const findings = useEditorState((state) => state.findings);
  const [left, setLeft] = useState<AuthorId[]>([]);
  const about = useQuery(flowQuery(flow));
  const last = about.data?.published?.version;
  const authors = useQuery({ ...draftAuthorsQuery(flow), enabled: isSaved });
  const isFirst = about.isSuccess && last === undefined;
  const doc = useEditorState((state) => state.doc.flow);
  const known = isFirst ? stillThere(authors.data ?? [], (node) => findNode(doc, node) !== undefined) : (authors.data ?? []);
  const ids = known.map((author) => author.user?.id ?? null);
  // The first version has nothing that a part of it could be put on.
  const canChoose = last !== undefined && ids.length > 1;
  const only = canChoose && left.length > 0 ? ids.filter((id) => !left.includes(id)) : null;
  const part = useQuery({ ...publishPreviewQuery(flow, only ?? []), enabled: isSaved && only !== null && only.length > 0 });
  const whole = useQuery({ ...changesQuery(flow, String(last), "draft"), enabled: last !== undefined && isSaved });
  const check = useQuery({ ...draftCheckQuery(flow), enabled: isSaved });
  const tests = useQuery(testsQuery(flow));
  const count = tests.data?.data.length ?? 0;
  const run = useQuery({ queryKey: ["flows", flow, "draft", "tests-now"], queryFn: () => runTests(flow, { judge: true, compare_cost: true }), enabled: isSaved && count > 0, staleTime: Infinity, gcTime: 0, retry: false });
  const isPart = only !== null;
  const diff = isPart ? part.data?.diff : whole.data?.diff;
  return {
    last,
    isFirst,
    authors: known,
    knowsAuthors: authors.isFetched,
    canChoose,
    only,
    leaves: left,
    leave: (author: AuthorId, isLeft: boolean) => setLeft((before) => (isLeft ? [...before, author] : before.filter((one) => one !== author))),
    list: diff ? entries(diff) : null,
    stays: isPart && part.data ? entries(part.data.left) : ([] as Entry[]),
    shared: isPart ? (part.data?.shared ?? []) : [],
    findings: isPart ? (part.data?.findings ?? []) : findings,
    cost: (isPart ? part.data?.cost : check.data?.cost) ?? null,
    tests: { count, insists: tests.data?.gate_on_tests ?? false, isKnown: tests.isSuccess, results: (isPart ? part.data?.tests : run.data) ?? null, error: isPart ? null : run.error },
    error: isPart ? part.error : whole.error,
    isPending: isPart ? only.length > 0 && part.isPending : last !== undefined && whole.isPending,
  };
}

export type Publishing = ReturnType<typeof usePublishing>;
