import { useEffect } from "react";
import { Link, Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { BookOpen, CircleUserRound, House, Inbox, type LucideIcon, Settings, Workflow, Wrench } from "lucide-react";
import { may } from "@/lib/may";
import { Logo } from "@/ui/logo";
import { Bell } from "@/features/desk/Bell";
import { useMe } from "./use-me";

interface Entry {
  to: "/" | "/flows" | "/desk" | "/kb" | "/tools" | "/admin";
  label: string;
  icon: LucideIcon;
  needs?: string[];
}

const ENTRIES: Entry[] = [
  { to: "/", label: "Home", icon: House },
  { to: "/flows", label: "Flows", icon: Workflow, needs: ["flows:read"] },
  { to: "/desk", label: "Desk", icon: Inbox, needs: ["tickets:read", "tickets:read_own"] },
  { to: "/kb", label: "Knowledge", icon: BookOpen, needs: ["kb:write", "flows:read"] },
  { to: "/tools", label: "Tools", icon: Wrench, needs: ["tools:read"] },
  { to: "/admin", label: "Admin", icon: Settings, needs: ["settings:write"] },
];

const entryClass =
  "flex h-12 flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-muted hover:bg-sunken hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent md:w-14 md:flex-none";

/** The rail on the left, six entries filtered by what one may do; on phones a bar at the bottom. */
export function Shell() {
  const me = useMe();
  const navigate = useNavigate();
  const router = useRouter();
  useEffect(() => {
    const leave = () => void navigate({ to: "/login", search: { next: router.state.location.href } });
    window.addEventListener("flowright:signed-out", leave);
    return () => window.removeEventListener("flowright:signed-out", leave);
  }, [navigate, router]);
  const visible = ENTRIES.filter((entry) => !entry.needs || entry.needs.some((one) => may(me.permissions, one)));
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-3">
        Skip to the content
      </a>
      <nav aria-label="Main" className="flex shrink-0 items-center gap-1 border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)] md:w-14 md:flex-col md:border-t-0 md:border-r md:py-2">
        <span className="hidden py-1.5 md:block">
          <Logo size={28} />
        </span>
        {visible.map((entry) => (
          <Link key={entry.to} to={entry.to} activeOptions={{ exact: entry.to === "/" }} className={entryClass} title={entry.label}>
            <entry.icon size={20} aria-hidden />
            <span className="text-[10px] leading-3 tracking-tight max-sm:sr-only">{entry.label}</span>
          </Link>
        ))}
        <span className="hidden flex-1 md:block" />
        {may(me.permissions, "notifications:read") && <Bell className={entryClass} />}
        <Link to="/me" className={entryClass} title={me.name}>
          <CircleUserRound size={20} aria-hidden />
          <span className="text-[10px] leading-3 tracking-tight max-sm:sr-only">Me</span>
        </Link>
      </nav>
      <main id="main" tabIndex={-1} className="relative min-h-0 min-w-0 flex-1 outline-none">
        <Outlet />
      </main>
    </div>
  );
}
