export const LANGUAGES: string[];
export function catalogue(language: string): Record<string, string>;
export function faults(language: string, text: string, translation: string, isPlain: boolean): string[];
