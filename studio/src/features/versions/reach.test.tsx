// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { environmentsQuery } from "@/api/flows";
import type { Environment, EnvironmentName } from "@/api/types";
import { Reach } from "./Reach";

const at = (name: EnvironmentName, version: number | null, follows_newest = false): Environment => ({ name, version, follows_newest, candidate: null, updated_at: null, updated_by: null });

function said(environments: Environment[], { isFirst = false, failing = 0 } = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(environmentsQuery("helpdesk").queryKey, environments);
  const { container, unmount } = render(
    <QueryClientProvider client={client}>
      <Reach flow="helpdesk" isFirst={isFirst} failing={failing} />
    </QueryClientProvider>,
  );
  const [first, warning] = [container.querySelector("p")?.textContent, container.querySelector(".text-warn")?.textContent];
  unmount();
  return { first, warning };
}

const UNDER_WAY = [at("dev", 3, true), at("staging", 3, true), at("production", 3, true)];

test("publishing says which environments get the version at once", () => {
  expect(said(UNDER_WAY).first).toBe("Dev, Staging, and Production follow the newest version and get it at once.");
});

test("an environment that does not follow is said to stay where it is", () => {
  expect(said([at("dev", 4, true), at("staging", 3), at("production", 3)]).first).toBe("Dev follows the newest version and gets it at once. Staging and Production stay at v3; promote them in Versions.");
  expect(said([at("dev", 4, true), at("staging", 4, true), at("production", 3)]).first).toContain("Production stays at v3; promote it in Versions.");
});

test("tests that fail are named beside those who get the version at once, and nowhere else", () => {
  expect(said(UNDER_WAY, { failing: 2 }).warning).toBe(" 2 tests fail with it.");
  expect(said([at("production", 3)], { failing: 2 }).warning).toBeUndefined();
});

test("before the first version it says what will happen, too", () => {
  expect(said([at("dev", null, true), at("production", null, true)], { isFirst: true }).first).toBe("Dev and Production follow the newest version and get it at once.");
  expect(said([], { isFirst: true }).first).toBe("All environments get it at once.");
});
