/** The server's texts are fragments (`the ticket does not exist`); people read sentences. */
export function sentence(text: string): string {
  const whole = text.trim();
  if (!whole) return whole;
  // A name in the first place (`it-helpdesk`, `kb.passages`) keeps its spelling.
  const first = /^\S+/.exec(whole)?.[0] ?? "";
  const start = /^[a-z]+['’]?[a-z]*[,;:]?$/.test(first) ? whole.charAt(0).toUpperCase() + whole.slice(1) : whole;
  return /[.!?…:)]$/.test(start) ? start : `${start}.`;
}
