import { Suspense } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { MePage } from "@/features/me/MePage";
import { PushCard } from "@/features/push/PushCard";
import { may } from "@/lib/may";
import { t } from "@/i18n";
import { lazily } from "@/ui/lazily";
import { Card } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { withFlowWords } from "../flow-page";
import { useMe } from "../use-me";

const MyKeys = lazily(async () => ({ default: (await withFlowWords(() => import("./MyKeys"))).MyKeys }));

export function MeRoute() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  return (
    <MePage
      me={me}
      keys={
        may(me.permissions, "flows:read") && (
          <Suspense fallback={<Card title={t("Keyboard")} className="lg:col-span-2"><Skeleton what={t("the keys")} /></Card>}>
            <MyKeys />
          </Suspense>
        )
      }
      notices={<PushCard />}
      onSignedOut={() => {
        void navigate({ to: "/login" }).then(() => client.clear());
      }}
    />
  );
}
