import { lazyRouteComponent } from "@tanstack/react-router";
import { catalogues } from "virtual:words/flows";
import { learn } from "@/i18n/speak";

/** A page of one flow: its words come before its modules, which may say some of them as they are loaded. A route that uses this is listed
 * in `scripts/translations/sources.mjs`. */
export const flowPage = (load: () => Promise<object>, name: string) =>
  lazyRouteComponent(async () => {
    await learn(catalogues);
    return (await load()) as Record<string, never>;
  }, name);
