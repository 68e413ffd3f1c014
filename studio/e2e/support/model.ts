// A model server that says what it is told to, at the one address outside that the product may reach in these journeys.
import { createServer, type IncomingMessage, type Server } from "node:http";

/** Where `scripts/with-product` lets it listen. */
const PORT = Number(process.env.FLOWRIGHT_MODEL_PORT ?? 0);

export interface Model {
  /** As an administrator enters it. */
  address: string;
  /** What it was asked, oldest first. */
  asked: { messages: { role: string; content: string }[] }[];
  /** What it says from now on; `null`: it keeps whoever asks waiting. */
  say: (text: string | (() => string) | null) => void;
  close: () => void;
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** Speaks as much of the OpenAI protocol as the product needs. */
export async function model(): Promise<Model> {
  if (PORT === 0) throw new Error("FLOWRIGHT_MODEL_PORT names no port; use scripts/with-product");
  let told: string | (() => string) | null = "I have nothing to say.";
  const asked: Model["asked"] = [];
  const server: Server = createServer((request, response) => {
    void body(request).then((sent) => {
      if (request.url !== "/v1/chat/completions") return void response.writeHead(404).end();
      asked.push(JSON.parse(sent) as Model["asked"][number]);
      if (told === null) return;
      const text = typeof told === "string" ? told : told();
      const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }];
      const usage = { prompt_tokens: 900, completion_tokens: 300, total_tokens: 1200 };
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ id: "c", object: "chat.completion", created: 1, model: "stub-1", choices, usage }));
    });
  });
  await new Promise<void>((done) => server.listen(PORT, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${PORT}/v1`,
    asked,
    say: (next) => void (told = next),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
