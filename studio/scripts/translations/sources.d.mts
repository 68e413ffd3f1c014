export interface Module {
  messages: string[];
  imports: string[];
  problems: string[];
}

export interface Texts {
  messages: Set<string>;
  plain: Set<string>;
  reached: Record<"studio" | "chat" | "kinds", Set<string>>;
  problems: string[];
}

export function collect(): Texts;
export function read(file: string, text?: string): Module;
