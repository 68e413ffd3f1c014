// Icons of node kinds by their lucide name. Named imports only, so that the rest of the set is left out of the bundle.
import {
  Bell,
  Box,
  Code,
  Database,
  FileText,
  Flag,
  Globe,
  ListChecks,
  type LucideIcon,
  MessageCircleQuestionMark,
  MessageSquare,
  Play,
  Plug,
  Route,
  Search,
  Sparkles,
  Split,
  Tags,
  Ticket,
  TicketCheck,
  TicketPlus,
} from "lucide-react";

const ICONS: Record<string, LucideIcon> = {
  bell: Bell,
  code: Code,
  database: Database,
  "file-text": FileText,
  flag: Flag,
  globe: Globe,
  "list-checks": ListChecks,
  "message-circle-question": MessageCircleQuestionMark,
  "message-square": MessageSquare,
  play: Play,
  plug: Plug,
  route: Route,
  search: Search,
  sparkles: Sparkles,
  split: Split,
  tags: Tags,
  ticket: Ticket,
  "ticket-check": TicketCheck,
  "ticket-plus": TicketPlus,
};

/** A kind with an icon we do not have still gets a tile. */
export const iconOf = (name: string | undefined): LucideIcon => ICONS[name ?? ""] ?? Box;
