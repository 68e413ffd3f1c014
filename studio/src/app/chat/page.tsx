import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ChatPage } from "./ChatPage";

// The page for everybody. No Studio code is loaded here: no router, no canvas.
const root = document.getElementById("root");
if (!root) throw new Error("chat.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } })}>
      <ChatPage />
    </QueryClientProvider>
  </StrictMode>,
);
