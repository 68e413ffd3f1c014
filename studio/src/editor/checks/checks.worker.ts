// The check of flows as WebAssembly (`studio/checks`), where it holds up nobody's typing. Here, and nowhere else, the server's
// content security policy lets WebAssembly be compiled.
import { type Checker, checkerOf } from "../../../checks/program.mjs";
import type { Asked, Told } from "./talk";

let checker: Checker | null = null;

async function answer({ program, surroundings, document }: Asked): Promise<string> {
  if (program !== undefined) checker = await checkerOf(await WebAssembly.compileStreaming(fetch(program)));
  if (checker === null) throw new Error("nothing is loaded");
  if (surroundings !== undefined && !checker.surround(surroundings)) throw new Error("the surroundings are not understood");
  return document === undefined ? "" : checker.check(document);
}

addEventListener("message", (event: MessageEvent<Asked>) => {
  const { id } = event.data;
  const tell = (told: Told) => postMessage(told);
  answer(event.data).then(
    (said) => tell({ id, said }),
    (error: unknown) => tell({ id, failed: String(error) }),
  );
});
