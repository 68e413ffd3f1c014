import type { ReactNode } from "react";

interface RichProps {
  /** From `t`: `Open <desk>the desk</desk> to see it.` */
  text: string;
  /** What stands for each tag, around its words. */
  parts: Record<string, (words: string) => ReactNode>;
}

/** A sentence with links or emphasis in it, whose order of words belongs to the language. */
export function Rich({ text, parts }: RichProps) {
  const drawn: ReactNode[] = [];
  let end = 0;
  for (const found of text.matchAll(/<(\w+)>(.*?)<\/\1>/g)) {
    drawn.push(text.slice(end, found.index));
    const draw = parts[found[1] ?? ""];
    drawn.push(<span key={found.index} className="contents">{draw ? draw(found[2] ?? "") : found[2]}</span>);
    end = found.index + found[0].length;
  }
  drawn.push(text.slice(end));
  return <>{drawn}</>;
}
