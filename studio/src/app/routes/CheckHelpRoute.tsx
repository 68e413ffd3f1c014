import { useParams } from "@tanstack/react-router";
import { CheckHelp, CheckIndex } from "@/features/help/CheckHelp";

export function CheckHelpRoute() {
  const { code } = useParams({ from: "/app/help/checks/$code" });
  return <CheckHelp code={code} />;
}

export const CheckIndexRoute = () => <CheckIndex />;
