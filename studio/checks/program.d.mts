export interface Checker {
  /** Whether they can be understood. */
  surround(surroundings: string): boolean;
  /** JSON: `{ "findings": […] }`, or `{ "runs": […] }` when the document needs the surroundings of those flows. */
  check(document: string): string;
}
export function checkerOf(module: WebAssembly.Module): Promise<Checker>;
