import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Link, Outlet, useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { BookOpen, CircleUserRound, Ellipsis, House, Inbox, type LucideIcon, Settings, Workflow, Wrench } from "lucide-react";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { may } from "@/lib/may";
import { ME, type Page, RAIL, sees } from "@/lib/pages";
import { Logo } from "@/ui/logo";
import { Popover } from "@/ui/popover";
import { Bell } from "@/features/desk/Bell";
import { FinderButton, Finding } from "./Finding";
import { useMe } from "./use-me";
import { useMedia } from "./use-media";

type Entry = Page<(typeof RAIL)[number]["to"] | "/me">;

const ICONS: Record<Entry["to"], LucideIcon> = { "/": House, "/flows": Workflow, "/desk": Inbox, "/kb": BookOpen, "/tools": Wrench, "/admin": Settings, "/me": CircleUserRound };

/** Places in a phone's bar that still leave room for a name under each icon. */
const BAR = 5;

const entryClass =
  "flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-xs text-muted -outline-offset-2 hover:bg-sunken hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent md:h-12 md:w-15 md:flex-none md:text-[10px] md:leading-3 md:tracking-tight";

const rowClass = "flex h-11 w-full items-center gap-3 rounded-control px-3 -outline-offset-2 hover:bg-sunken";

/** The rail on the left, six entries filtered by what one may do; on phones a bar at the bottom. */
export function Shell() {
  const me = useMe();
  const navigate = useNavigate();
  const router = useRouter();
  const isPhone = useMedia("(max-width: 767px)");
  useEffect(() => {
    const leave = () => void navigate({ to: "/login", search: { next: router.state.location.href } });
    window.addEventListener("flowright:signed-out", leave);
    return () => window.removeEventListener("flowright:signed-out", leave);
  }, [navigate, router]);
  const visible: Entry[] = RAIL.filter((entry) => sees(me.permissions, entry));
  const bell = may(me.permissions, "notifications:read");
  // Beside them stand the search and oneself.
  const folds = isPhone && visible.length + (bell ? 3 : 2) > BAR;
  const shown = folds ? visible.slice(0, BAR - (bell ? 2 : 1)) : visible;
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-3">
        {t("Skip to the content")}
      </a>
      <nav aria-label={t("Main")} className="flex shrink-0 items-center gap-1 border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)] md:w-16 md:flex-col md:overflow-y-auto md:border-t-0 md:border-r md:py-2">
        {!isPhone && (
          <span className="py-1.5">
            <Logo size={28} />
          </span>
        )}
        {shown.map((entry) => (
          <EntryLink key={entry.to} entry={entry} className={entryClass} />
        ))}
        {!isPhone && <span className="flex-1" />}
        {!folds && <FinderButton className={entryClass} />}
        {bell && <Bell className={entryClass} />}
        {folds ? <More entries={[...visible.slice(shown.length), ME]} /> : <EntryLink entry={ME} className={entryClass} title={me.name} />}
      </nav>
      <main id="main" tabIndex={-1} className="relative min-h-0 min-w-0 flex-1 outline-none">
        <Outlet />
      </main>
      <Finding />
    </div>
  );
}

function EntryLink({ entry, className, ...rest }: { entry: Entry; className: string } & Pick<ComponentProps<"a">, "title" | "onClick">) {
  const Icon = ICONS[entry.to];
  return (
    <Link to={entry.to} activeOptions={{ exact: entry.to === "/" }} className={className} {...rest}>
      <Icon size={20} aria-hidden className="shrink-0" />
      <span className="max-w-full truncate">{entry.label}</span>
    </Link>
  );
}

/** What has no room in the bar. */
function More({ entries }: { entries: Entry[] }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  const isHere = entries.some((entry) => path.startsWith(entry.to));
  return (
    <Popover
      label={t("More")}
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="w-56! p-1!"
      trigger={
        <button ref={button} type="button" className={cx(entryClass, isHere && "bg-accent-soft text-accent")}>
          <Ellipsis size={20} aria-hidden />
          <span>{t("More")}</span>
        </button>
      }
    >
      <ul>
        <li>
          <FinderButton
            className={rowClass}
            onBefore={() => {
              // What is open over the bar goes; the focus shall come back to what stays.
              button.current?.focus();
              setOpen(false);
            }}
          />
        </li>
        {entries.map((entry) => (
          <li key={entry.to}>
            <EntryLink entry={entry} onClick={() => setOpen(false)} className={cx(rowClass, "aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent")} />
          </li>
        ))}
      </ul>
    </Popover>
  );
}
