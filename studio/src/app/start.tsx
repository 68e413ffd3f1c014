import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";

/** Starts a small page for everybody. No Studio code is loaded there: no router, no canvas. */
export function start(page: ReactNode): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } })}>{page}</QueryClientProvider>
    </StrictMode>,
  );
}
