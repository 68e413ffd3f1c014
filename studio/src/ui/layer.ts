import { createContext } from "react";

/** The open modal dialog around a piece of the page. What floats must float inside it: the rest of the page lies beneath, and is inert. */
export const Layer = createContext<HTMLElement | null>(null);
