import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { flowsQuery, versionsQuery } from "@/api/flows";
import { deleteTest, type FlowTest, putTest, runTests, setGate, type TestResults, type Tests, testsQuery } from "@/api/tests";

/** Which tests are run (all, when no names are given), and whether somebody wants what a model judges, which costs. */
interface Wanted {
  names?: string[];
  judge?: boolean;
}

/** A flow's tests, how they went last, and everything that is done with them; the header, the panel and the page share it. */
export function useTests(flow: string, version?: number) {
  const client = useQueryClient();
  const list = useQuery(testsQuery(flow));
  const key = ["flows", flow, "test-results", version ?? "draft"];
  const results = useQuery<TestResults | null>({ queryKey: key, queryFn: () => null, staleTime: Infinity, enabled: false });
  const know = (found: TestResults, names: string[] | undefined) => client.setQueryData<TestResults | null>(key, (before) => (names && before ? merged(before, found) : found));
  const reload = () => client.invalidateQueries({ queryKey: testsQuery(flow).queryKey });

  const run = useMutation({
    mutationFn: ({ names, judge }: Wanted) => runTests(flow, { names, version, judge }),
    onSuccess: (found, { names }) => {
      know(found, names);
      // Of a version it is written down, and lists show it.
      if (version !== undefined) {
        void client.invalidateQueries({ queryKey: versionsQuery(flow).queryKey });
        void client.invalidateQueries({ queryKey: flowsQuery.queryKey, exact: true });
      }
    },
  });
  const put = useMutation({
    mutationFn: (test: FlowTest) => putTest(flow, test),
    onSuccess: async (item) => {
      await reload();
      run.mutate({ names: [item.name], judge: true });
    },
  });
  const remove = useMutation({
    mutationFn: (name: string) => deleteTest(flow, name),
    onSuccess: async () => {
      await reload();
      run.mutate({});
    },
  });
  const gate = useMutation({
    mutationFn: (on: boolean) => setGate(flow, on),
    onSuccess: ({ gate_on_tests }) => client.setQueryData<Tests>(testsQuery(flow).queryKey, (before) => before && { ...before, gate_on_tests }),
  });
  return { list, results: results.data ?? null, run, put, remove, gate };
}

/** Some of the tests again: their results in the place of those before; what is covered is known of all together only. */
function merged(before: TestResults, found: TestResults): TestResults {
  const names = new Set(found.results.map((one) => one.name));
  const results = [...before.results.filter((one) => !names.has(one.name)), ...found.results];
  const passed = results.filter((one) => one.passed).length;
  const open = results.filter((one) => one.not_judged).length;
  return { ...found, results, passed, not_judged: open, failed: results.length - passed - open, coverage: before.coverage };
}
