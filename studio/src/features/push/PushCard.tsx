import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { pushQuery, removePushDevice } from "@/api/push";
import { deviceWords } from "@/api/session";
import { t } from "@/i18n";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { Card } from "@/ui/page";
import NotifyHere from "./NotifyHere";

/** Notices on this device, and which others get them. */
export function PushCard() {
  const push = useQuery(pushQuery);
  const client = useQueryClient();
  const remove = useMutation({ mutationFn: removePushDevice, onSettled: () => client.invalidateQueries({ queryKey: ["push"] }) });
  const devices = push.data?.devices ?? [];
  return (
    <Card title={t("Notices on your devices")} className="lg:col-span-2">
      <div className="p-4">
        <NotifyHere />
      </div>
      {remove.isError && <ErrorNote error={remove.error} className="m-4" />}
      {devices.length > 0 && (
        <ul aria-label={t("Devices that get notices")} className="border-t border-line">
          {devices.map((device) => (
            <li key={device.id} className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-2.5 last:border-0">
              <span>
                <span className="font-medium">{deviceWords(device.device) || t("Unnamed device")}</span> {device.current && <Badge tone="accent">{t("this one")}</Badge>}
                <span className="block text-xs text-muted">{t("since {ago}", { ago: ago(device.created_at) })}</span>
              </span>
              <Button size="sm" busy={remove.isPending && remove.variables === device.id} onClick={() => remove.mutate(device.id)}>
                {t("No more notices")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
