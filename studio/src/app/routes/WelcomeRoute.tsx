import { WelcomePage } from "@/features/home/WelcomePage";

export function WelcomeRoute() {
  return <WelcomePage />;
}
