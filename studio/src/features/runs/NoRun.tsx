import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { runsQuery } from "@/api/runs";
import { t } from "@/i18n";
import { Button, buttonClass } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Loading } from "@/ui/notice";

interface NoRunProps {
  flow: string;
  /** The tests are what is listed. */
  isTest: boolean;
  onTests: () => void;
}

/** Nothing ran, or nothing but tests of the draft, which the list leaves out unless it is asked for them. */
export function NoRun({ flow, isTest, onTests }: NoRunProps) {
  const tests = useQuery({ ...runsQuery({ flow, test: true, limit: 1 }), enabled: !isTest });
  if (tests.isLoading) return <Loading what={t("the runs")} />;
  const tested = tests.data?.meta.total ?? 0;
  if (!isTest && tested > 0) {
    return (
      <Empty title={t("No run here but tests")} action={<Button look="primary" onClick={onTests}>{t("Show the tests of the draft")}</Button>}>
        {t("{count, plural, one {The draft was tested once.} other {The draft was tested # times.}} What people ask of the published flow is listed here.", { count: tested })}
      </Empty>
    );
  }
  return (
    <Empty
      title={t("No run here")}
      example={t("“My VPN does not connect”: done in 3.1 s, 1,204 tokens, version 4.")}
      action={
        <Link to="/flows/$flow" params={{ flow }} search={{ panel: "run" }} className={buttonClass("primary")}>
          {t("Open the test chat")}
        </Link>
      }
    >
      {t("Each message in the chat is carried out by a run. Ask something, and it is listed here with every step.")}
    </Empty>
  );
}
