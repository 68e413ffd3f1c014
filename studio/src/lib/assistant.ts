// What people call an assistant whose flow they know only by its name in the address.
export function titleOfFlow(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.replace(/^it\b/, "IT").replace(/^./, (letter) => letter.toUpperCase());
}

const key = (flow: string) => `flowright.ask.${flow}`;

/** A question that was asked elsewhere, for the chat to say at once. Not in the address: a link must not speak for whoever follows it. */
export function leaveQuestion(flow: string, text: string): void {
  try {
    sessionStorage.setItem(key(flow), text);
  } catch {
    // Blocked storage: the chat opens empty.
  }
}

export function takeQuestion(flow: string): string | undefined {
  try {
    const text = sessionStorage.getItem(key(flow)) ?? undefined;
    sessionStorage.removeItem(key(flow));
    return text;
  } catch {
    return undefined;
  }
}
