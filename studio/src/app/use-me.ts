import { useSuspenseQuery } from "@tanstack/react-query";
import { meQuery } from "@/api/session";
import { may } from "@/lib/may";

/** Who is signed in; the route guard has it loaded before any page shows. */
export const useMe = () => useSuspenseQuery(meQuery).data;

export const useMay = (permission: string) => may(useMe().permissions, permission);
