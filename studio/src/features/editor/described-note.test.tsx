// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { keepWords } from "@/api/describe";
import { DescribedNote } from "./DescribedNote";

test("what the model said stands there until it is closed, at its own flow only", async () => {
  const client = new QueryClient();
  keepWords(client, "greets", { made: "It greets.", missing: ["Your hours."] });
  const at = (flow: string) => (
    <QueryClientProvider client={client}>
      <DescribedNote flow={flow} />
    </QueryClientProvider>
  );
  const { rerender } = render(at("greets"));
  expect(screen.getByText("It greets.")).toBeTruthy();
  expect(screen.getByText("Your hours.")).toBeTruthy();
  rerender(at("other"));
  expect(screen.queryByText("It greets.")).toBeNull();
  rerender(at("greets"));
  fireEvent.click(screen.getByRole("button", { name: "Close what the model said" }));
  await waitFor(() => expect(screen.queryByText("It greets.")).toBeNull());
});
