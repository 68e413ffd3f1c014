import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellOff } from "lucide-react";
import { addPushDevice, pushQuery, removePushDevice } from "@/api/push";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { ErrorNote, Loading, Note } from "@/ui/notice";
import { ability, fingerprint, NotSubscribed, subscribe, unsubscribe } from "./browser";

/** Whether this device gets notices: said before the browser asks for permission, and whatever comes of it is said too. */
export default function NotifyHere() {
  const client = useQueryClient();
  const [can, setCan] = useState(ability);
  const push = useQuery({ ...pushQuery, enabled: can !== "missing" });
  const here = useQuery({ queryKey: ["push", "here"], queryFn: fingerprint, enabled: can !== "missing", staleTime: 0 });
  const settled = async () => {
    setCan(ability());
    await client.invalidateQueries({ queryKey: ["push"] });
  };
  const on = useMutation({ mutationFn: async (key: string) => addPushDevice(await subscribe(key)), onSettled: settled });
  const off = useMutation({
    mutationFn: async (id: string) => {
      await removePushDevice(id);
      await unsubscribe();
    },
    onSettled: settled,
  });
  if (can === "missing") return <p className="text-muted">{t("This browser cannot show notices of this page. On an iPhone or iPad, add the page to the home screen first.")}</p>;
  if (push.isPending || here.isPending) return <Loading what={t("notices")} />;
  if (push.isError) return <ErrorNote error={push.error} retry={() => void push.refetch()} />;
  const device = push.data.devices.find((one) => one.fingerprint === here.data);
  if (device) {
    return (
      <div data-push="on" className="flex flex-col items-start gap-2">
        <p role="status" className="flex items-center gap-2">
          <Bell size={16} aria-hidden className="shrink-0 text-ok" /> {t("This device gets your notices, until you sign out here.")}
        </p>
        {off.isError && <ErrorNote error={off.error} className="self-stretch" />}
        <Button className="pointer-coarse:h-11" busy={off.isPending} onClick={() => off.mutate(device.id)}>
          {t("Stop on this device")}
        </Button>
      </div>
    );
  }
  if (can === "blocked") {
    return (
      <p data-push="blocked" role="status" className="flex items-start gap-2 text-muted">
        <BellOff size={16} aria-hidden className="mt-0.5 shrink-0" /> {t("Notices of this site are blocked in this browser. Allow them in the browser’s settings for this site, then come back.")}
      </p>
    );
  }
  return (
    <div data-push="off" className="flex flex-col items-start gap-2">
      <p className="text-muted">{t("Get a notice here when somebody answers, has a question for you or your ticket changes, also while this page is closed. It says what it is about and nothing more. Your browser asks for permission first.")}</p>
      {on.isError && <Failed error={on.error} />}
      <Button className="pointer-coarse:h-11" busy={on.isPending} onClick={() => on.mutate(push.data.public_key)}>
        {t("Notify me on this device")}
      </Button>
    </div>
  );
}

function Failed({ error }: { error: unknown }) {
  if (!(error instanceof NotSubscribed)) return <ErrorNote error={error} className="self-stretch" />;
  if (error.why === "unreachable") return <Note tone="danger" className="self-stretch">{t("It did not work: the push service of this browser did not answer. Nothing was switched on; try again later.")}</Note>;
  return <Note tone="info" className="self-stretch">{t("The browser was not allowed to show notices, so nothing was switched on.")}</Note>;
}
