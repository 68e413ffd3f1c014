// The catalogues of a page, made by `scripts/translations/plugin.mjs`.
declare module "virtual:words/*" {
  type Load = () => Promise<{ default: Record<string, never> }>;
  export const catalogues: Record<"en" | "de" | "pl" | "es", Load>;
}
