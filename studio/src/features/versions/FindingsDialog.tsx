import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { versionQuery } from "@/api/flows";
import { t } from "@/i18n";
import { buttonClass } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { FindingLines } from "@/ui/finding-lines";
import { ErrorNote, Loading } from "@/ui/notice";

/** What the check said when the version was published: today it might say something else. */
export function FindingsDialog({ flow, version, onClose }: { flow: string; version: number; onClose: () => void }) {
  const about = useQuery(versionQuery(flow, version));
  return (
    <Dialog
      title={t("What the check said about version {version}", { version })}
      onClose={onClose}
      footer={
        <Link to="/flows/$flow" params={{ flow }} search={{ version, panel: "problems" }} className={buttonClass("secondary")}>
          {t("What it says today")}
        </Link>
      }
    >
      {about.isPending && <Loading what={t("the version")} />}
      {about.isError && <ErrorNote error={about.error} retry={() => void about.refetch()} />}
      {about.data && (
        <ul aria-label={t("Problems")} className="flex list-disc flex-col gap-2 pl-5 break-words">
          <FindingLines findings={about.data.findings ?? []} />
        </ul>
      )}
    </Dialog>
  );
}
