import { slug } from "@/lib/slug";

/** What an imported flow is called at first: as it was in an export of ours, else like its file. */
export function importName(text: string, file: string): string {
  return ownName(text) ?? slug(file.replace(/\.[^.]*$/, ""));
}

function ownName(text: string): string | null {
  try {
    const value = JSON.parse(text) as { format?: unknown; name?: unknown; flow?: { name?: unknown } } | null;
    if (typeof value?.format !== "string" || !/^flowright(-bundle)?\//.test(value.format)) return null;
    const name = value.flow?.name ?? value.name;
    return typeof name === "string" ? name : null;
  } catch {
    return null;
  }
}
