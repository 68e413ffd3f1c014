/** What a kind travels under while it is dragged from the palette. */
export const KIND_TYPE = "application/x-flowright-kind";
