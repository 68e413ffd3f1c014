import { Component, type ComponentType, lazy, type ReactNode, useEffect, useState } from "react";
import { t } from "@/i18n";
import { Button } from "./button";

/** The file of a part could not be fetched: the network is away, or another release has taken its place. */
class NotLoaded extends Error {}

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/** When a part is fetched at the latest, wanted or not: with the first key of a shortcut, soon after the page stands, or at leisure. */
type When = "key" | "soon" | "later";

/** How often a file was asked for under an address of its own. */
let asked = 0;

/** Browsers keep in mind that a module could not be fetched, and never ask for it again (the module map of the HTML standard): so each
 *  further try goes to an address of its own. Not all of them say which file it was; then only loading the page anew helps. */
async function fetchPart<P>(load: Load<P>): ReturnType<Load<P>> {
  try {
    return await load();
  } catch (error) {
    const address = /https?:\/\/\S+\.js/.exec(String(error))?.[0];
    if (address === undefined) throw error;
    asked += 1;
    const part = (await import(/* @vite-ignore */ `${address}?again=${asked}`)) as Partial<Awaited<ReturnType<Load<P>>>>;
    // What the file holds may be named otherwise inside.
    if (part.default === undefined) throw error;
    return part as { default: ComponentType<P> };
  }
}

/** All that may be wanted, as far as its names are known yet. */
const parts = new Map<() => Promise<unknown>, When>();

/** It is fetched again when it is wanted, which says what is wrong. */
const fetchAll = (when: readonly When[]) => Promise.all([...parts].flatMap(([load, one]) => (when.includes(one) ? [load().catch(() => undefined)] : [])));

/** What a shortcut opens: its first key is pressed before the others. */
export const fetchForKeys = (): Promise<unknown> => fetchAll(["key"]);

/** Fetches what is wanted soon, and then all else while there is nothing to do, one after the other: so it is there without a network, too. */
export async function fetchAhead(rest: () => Promise<void>): Promise<void> {
  await fetchAll(["key", "soon"]);
  for (const [load, when] of parts) {
    if (when !== "later") continue;
    await rest();
    await load().catch(() => undefined);
  }
}

/** A part of a page that is loaded when it is wanted. When it cannot be, that is said, tried again when the network is back, and the page
 *  around it stays as it is. */
export function lazily<P extends object>(load: Load<P>, when: When = "later"): ComponentType<P> {
  parts.set(load, when);
  const make = (): ComponentType<P> =>
    lazy(() =>
      fetchPart(load).catch((error: unknown) => {
        throw new NotLoaded(String(error));
      }),
    ) as ComponentType<P>;
  let Part = make();
  return function Later(props: P) {
    const [shown, setShown] = useState(() => ({ Part, attempt: 0 }));
    // One that could not be loaded stays so: whoever wants it next gets a new one, which asks again.
    const renew = () => {
      if (Part === shown.Part) Part = make();
    };
    return (
      <Catch key={shown.attempt} wasTried={shown.attempt > 0} onMissing={renew} onAgain={() => setShown({ Part, attempt: shown.attempt + 1 })}>
        <shown.Part {...props} />
      </Catch>
    );
  };
}

interface CatchProps {
  wasTried: boolean;
  onMissing: () => void;
  onAgain: () => void;
  children: ReactNode;
}

class Catch extends Component<CatchProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }
  override componentDidCatch(error: unknown): void {
    if (error instanceof NotLoaded) this.props.onMissing();
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    // A fault of the part itself is for whoever is above.
    if (!(error instanceof NotLoaded)) throw error;
    return <Missing wasTried={this.props.wasTried} onAgain={this.props.onAgain} />;
  }
}

function Missing({ wasTried, onAgain }: Pick<CatchProps, "wasTried"> & { onAgain: () => void }) {
  const [isOpen, setOpen] = useState(true);
  useEffect(() => {
    window.addEventListener("online", onAgain);
    return () => window.removeEventListener("online", onAgain);
  }, [onAgain]);
  if (!isOpen) return null;
  return (
    <div role="alert" className="fixed bottom-4 left-1/2 z-50 flex w-max max-w-[calc(100vw-24px)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-card border border-warn bg-surface px-3 py-2 shadow-float">
      <span>{t("This part could not be loaded. Everything else stays as it is.")}</span>
      <Button size="sm" onClick={onAgain}>
        {t("Try again")}
      </Button>
      {/* Another release has taken the place of this one, or the browser does not ask again. */}
      {wasTried && (
        <Button size="sm" onClick={() => window.location.reload()}>
          {t("Reload the page")}
        </Button>
      )}
      <Button size="sm" look="ghost" onClick={() => setOpen(false)}>
        {t("Dismiss")}
      </Button>
    </div>
  );
}
