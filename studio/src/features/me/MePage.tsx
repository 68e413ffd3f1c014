import type { ReactNode } from "react";
import { useMutation } from "@tanstack/react-query";
import { logout } from "@/api/session";
import type { Me } from "@/api/types";
import { t } from "@/i18n";
import { roleName } from "@/lib/roles";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Appearance } from "./Appearance";
import { Devices } from "./Devices";
import { PasswordCard } from "./PasswordCard";

/** What concerns oneself alone, a section in a file each. `notices`: which reach this device; `keys`: the keyboard map, for whoever may
 *  edit flows. */
export function MePage({ me, notices, keys = null, onSignedOut }: { me: Me; notices?: ReactNode; keys?: ReactNode; onSignedOut: () => void }) {
  const out = useMutation({ mutationFn: logout, onSuccess: onSignedOut });
  return (
    <Page
      title={me.name}
      lead={`${me.email} · ${roleName(me.role)} · ${me.tenant.name}`}
      actions={
        <Button busy={out.isPending} onClick={() => out.mutate()}>
          {t("Sign out")}
        </Button>
      }
    >
      {out.isError && <ErrorNote error={out.error} />}
      <div className="grid gap-5 lg:grid-cols-2">
        <Appearance />
        <PasswordCard email={me.email} />
        {notices}
        <Devices />
        {keys}
      </div>
    </Page>
  );
}
