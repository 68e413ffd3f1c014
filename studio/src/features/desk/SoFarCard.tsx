import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import type { Message } from "@/api/types";
import { t } from "@/i18n";
import { soFar } from "./so-far";

interface SoFarProps {
  messages: Message[];
  /** What the flow that has handed the conversation over says about it. */
  reason: string;
}

/** What a person should know before they say something: what it is about, and what was tried. */
export function SoFarCard({ messages, reason }: SoFarProps) {
  const { asked, sources, answers, tickets } = soFar(messages);
  return (
    <dl className="flex flex-col gap-3 text-node">
      {reason && <Fact name={t("The assistant says")}>{reason}</Fact>}
      <Fact name={t("Asked first")}>{asked || t("Nothing was said yet.")}</Fact>
      <Fact name={t("Looked up")}>
        {sources.length === 0 ? t("nothing yet") : (
          <ul className="flex flex-col gap-0.5">
            {sources.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        )}
      </Fact>
      {answers.map(({ question, answer }, at) => (
        <Fact key={at} name={question}>{answer}</Fact>
      ))}
      {tickets.length > 0 && (
        <Fact name={t("Tickets")}>
          {tickets.map((ticket) => (
            <Link key={ticket} to="/desk/$ticket" params={{ ticket }} className="block text-accent underline underline-offset-2">
              {ticket}
            </Link>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs font-medium text-muted">{name}</dt>
      <dd className="break-words whitespace-pre-line">{children}</dd>
    </div>
  );
}
