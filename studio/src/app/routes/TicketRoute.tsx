import { useParams } from "@tanstack/react-router";
import { TicketPage } from "@/features/desk/TicketPage";
import { useMe } from "../use-me";

export function TicketRoute() {
  const { ticket } = useParams({ from: "/app/desk/$ticket" });
  return <TicketPage key={ticket} id={ticket} me={useMe()} />;
}
