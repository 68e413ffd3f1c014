/** What a catalogue calls a text: short, so that a page that speaks another language does not load every English text twice. */
export function keyOf(text: string): string {
  // FNV-1a. Two texts with one key are an error of the build (`scripts/translations/plugin.mjs`).
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
