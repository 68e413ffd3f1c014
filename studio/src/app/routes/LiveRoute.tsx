import { LivePage } from "@/features/desk/LivePage";

export const LiveRoute = () => <LivePage />;
