// The four first steps and how far one is: read from what really happened, not from what was clicked.
import { type ReactNode, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { checklistQuery } from "@/api/admin";
import { flowsQuery } from "@/api/flows";
import { t } from "@/i18n";
import { keep, recall } from "@/lib/storage";
import { toast } from "@/ui/toast";

const HIDDEN = "flowright.first-steps.hidden";
const linked = "text-accent underline underline-offset-2";

interface FirstStep {
  title: string;
  done: boolean;
  /** Where it is done. */
  way: ReactNode;
}

/** What the page that one is on can do by itself, without going anywhere. */
export interface OwnWays {
  flow: string;
  ask: () => void;
  publish: () => void;
}

/** `null` while it is not known how far one is, and when nothing is left to do. */
export function useFirstSteps(isAsked: boolean, own?: OwnWays): FirstStep[] | null {
  const state = useQuery({ ...checklistQuery, enabled: isAsked });
  const flows = useQuery({ ...flowsQuery, enabled: isAsked && !own });
  const done = state.data;
  if (!isAsked || !done || (done.asked && done.model_connected && done.knowledge_added && done.published)) return null;
  const flow = own?.flow ?? flows.data?.find((one) => one.name === "it-helpdesk")?.name ?? flows.data?.[0]?.name;
  const here = (text: string, perform: () => void) => (
    <button type="button" onClick={perform} className={`text-left ${linked}`}>
      {text}
    </button>
  );
  const ask = () => {
    if (own) return here(t("Open the test chat"), own.ask);
    return flow ? <Link to="/flows/$flow" params={{ flow }} search={{ panel: "run" }} className={linked}>{t("Open the test chat")}</Link> : <Link to="/welcome" search={{ from: "help" }} className={linked}>{t("Choose a first flow")}</Link>;
  };
  const publish = () => {
    if (done.published && flow) return <a href={`/chat/${flow}`} className={linked}>{t("Open the chat page")}</a>;
    if (own) return here(t("Make it available to everybody"), own.publish);
    return flow ? <Link to="/flows/$flow" params={{ flow }} search={{ dialog: "publish" }} className={linked}>{t("Make it available to everybody")}</Link> : t("after the first flow");
  };
  return [
    { done: done.asked, title: t("Ask a question"), way: ask() },
    { done: done.model_connected, title: t("Connect your model"), way: <Link to="/admin/$section" params={{ section: "models" }} className={linked}>{t("Enter its address and test it")}</Link> },
    { done: done.knowledge_added, title: t("Add your knowledge"), way: <Link to="/kb" className={linked}>{t("Drop a file into a base")}</Link> },
    { done: done.published, title: t("Publish"), way: publish() },
  ];
}

/** Whoever has enough of them has so on every page. */
export function useHiddenSteps(): [boolean, () => void] {
  const [hidden, setHidden] = useState(() => recall<boolean>(HIDDEN) === true);
  const hide = () => {
    keep(HIDDEN, true);
    setHidden(true);
    toast(t("The first steps stay under Help in the editor."));
  };
  return [hidden, hide];
}
