import { lazyRouteComponent } from "@tanstack/react-router";
import { catalogues } from "virtual:words/flows";
import { learn } from "@/i18n/speak";

/** What is loaded here says words of a flow's pages: they come before its modules, which may say some of them as they are loaded. What a
 * route or a part loads with it is listed in `scripts/translations/sources.mjs`. */
export const withFlowWords = async <M>(load: () => Promise<M>): Promise<M> => {
  await learn(catalogues);
  return load();
};

/** A page of one flow. */
export const flowPage = (load: () => Promise<object>, name: string) => lazyRouteComponent(async () => (await withFlowWords(load)) as Record<string, never>, name);
