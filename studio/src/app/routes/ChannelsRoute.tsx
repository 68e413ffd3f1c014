import { useParams } from "@tanstack/react-router";
import { ChannelsPage } from "@/features/channels/ChannelsPage";

export function ChannelsRoute() {
  const { flow } = useParams({ from: "/app/flows/$flow/channels" });
  return <ChannelsPage flow={flow} />;
}
