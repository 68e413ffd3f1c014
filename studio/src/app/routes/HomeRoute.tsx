import { HomePage } from "@/features/home/HomePage";
import { useMe } from "../use-me";

export function HomeRoute() {
  return <HomePage me={useMe()} />;
}
