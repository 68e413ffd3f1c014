import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deviceWords, devicesQuery, revokeDevice } from "@/api/session";
import type { Device } from "@/api/types";
import { t } from "@/i18n";
import { ago } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/notice";
import { Card } from "@/ui/page";

/** The server notes the use of a device only now and then; this one is in use while one reads it. */
function usedWords({ current, address, last_used_at: at }: Device): string {
  if (current) return address ? t("in use now, from {address}", { address }) : t("in use now");
  return address ? t("last used {ago}, from {address}", { ago: ago(at), address }) : t("last used {ago}", { ago: ago(at) });
}

export function Devices() {
  const devices = useQuery(devicesQuery);
  const client = useQueryClient();
  const revoke = useMutation({ mutationFn: revokeDevice, onSettled: () => client.invalidateQueries({ queryKey: ["devices"] }) });
  return (
    <Card title={t("Devices")} className="lg:col-span-2">
      {devices.isError && <ErrorNote error={devices.error} className="m-4" />}
      {revoke.isError && <ErrorNote error={revoke.error} className="m-4" />}
      <ul>
        {devices.data?.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-row last:border-0">
            <span>
              <span className="font-medium">{deviceWords(device.device) || t("Unnamed device")}</span> {device.current && <Badge tone="accent">{t("this one")}</Badge>}
              <span className="block text-xs text-muted">{usedWords(device)}</span>
            </span>
            {!device.current && (
              <Button size="sm" look="danger" busy={revoke.isPending && revoke.variables === device.id} onClick={() => revoke.mutate(device.id)}>
                {t("Sign out")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
