/** With a capital at the beginning: a sentence, or a button. */
export const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
