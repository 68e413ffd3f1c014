// Whose changes a draft has, as the dialog names them.
import type { DraftAuthor } from "@/api/draft-authors";

/** Before a first version there is nothing to compare with: the server names all that was ever edited, what has been deleted since as well. */
export const stillThere = (authors: DraftAuthor[], isThere: (node: string) => boolean): DraftAuthor[] =>
  authors.map((author) => ({ ...author, places: author.places.filter((place) => !place.node || isThere(place.node)) })).filter((author) => author.places.length > 0);

/** The nodes that are other than before. One that only leads elsewhere now (`start`, most of the time) is as it was. */
export const changedNodes = (places: DraftAuthor["places"]): string[] => [...new Set(places.flatMap((place) => (place.node && place.field !== "/edges" ? [place.node] : [])))];
