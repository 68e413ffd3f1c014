/** How texts are compared when people search: without capitals and accents. The Polish ł is a letter of its own, and typed as l. */
export const plain = (text: string): string => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ł", "l");
