import { exportFlow } from "@/api/flows";
import { download } from "./download";

/** Hands a flow to the person as the file that an import takes, here or elsewhere. */
export async function saveFlow(flow: string): Promise<void> {
  download(`${flow}.flowright.json`, await exportFlow(flow));
}
