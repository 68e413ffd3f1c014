import { Link } from "@tanstack/react-router";
import { t } from "@/i18n";
import type { Me } from "@/api/types";
import { may } from "@/lib/may";
import { ADMIN_SECTIONS } from "@/lib/pages";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Audit } from "./Audit";
import { DeskHours } from "./DeskHours";
import { DeskPromises } from "./DeskPromises";
import { GitServer } from "./GitServer";
import { Models } from "./Models";
import { Users } from "./Users";

/** Settings: one page, one subject. */
export function AdminPage({ section, me }: { section: string; me: Me }) {
  const visible = ADMIN_SECTIONS.filter((one) => may(me.permissions, one.needs));
  return (
    <Page title={t("Administration")} wide>
      <nav aria-label={t("Settings")} className="-mt-2 flex gap-1 border-b border-line">
        {visible.map((one) => (
          <Link
            key={one.id}
            to="/admin/$section"
            params={{ section: one.id }}
            className="border-b-2 border-transparent px-3 py-2 text-muted hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
          >
            {one.label}
          </Link>
        ))}
      </nav>
      {section === "models" && <Models />}
      {section === "desk" && (
        <div className="flex flex-col gap-4">
          <DeskHours />
          <DeskPromises />
        </div>
      )}
      {section === "git" && <GitServer />}
      {section === "users" && <Users me={me} />}
      {section === "audit" && <Audit />}
      {!ADMIN_SECTIONS.some((one) => one.id === section) && <Empty title={t("There is no such page")}>{t("The address may be mistyped, or what was here is gone.")}</Empty>}
    </Page>
  );
}
