import type { DraftAuthor } from "@/api/draft-authors";
import type { SharedPlace } from "@/api/publish";
import { summary } from "@/flow/changes";
import { t } from "@/i18n";
import { list } from "@/i18n/format";
import { ago } from "@/lib/time";
import { Note } from "@/ui/notice";
import { ChangedNodes } from "./PublishParts";
import { changedNodes } from "./authored";
import type { Publishing } from "./use-publishing";

const key = (author: DraftAuthor) => author.user?.id ?? null;
const nameOf = (author: DraftAuthor) => author.user?.name ?? t("Somebody who is gone");

/** Whose unpublished changes these are: somebody else's should not go live unseen, and need not. */
export function Authors({ publishing }: { publishing: Publishing }) {
  const { authors, canChoose, leaves, leave, only } = publishing;
  if (authors.length === 0) return null;
  if (!canChoose) {
    return (
      <section>
        <h3 className="mb-1 font-semibold">{t("Changed by")}</h3>
        <ul className="flex flex-col gap-1">
          {authors.map((author) => (
            <li key={key(author)}>
              <Author author={author} />
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-semibold">{t("Whose changes are published")}</legend>
      {authors.map((author) => (
        <label key={key(author)} className="flex min-h-6 items-start gap-2">
          <input type="checkbox" className="mt-0.5 size-4 shrink-0" checked={!leaves.includes(key(author))} onChange={(event) => leave(key(author), !event.target.checked)} />
          <span>
            <Author author={author} />
          </span>
        </label>
      ))}
      {only?.length === 0 && <Note tone="info">{t("Choose somebody whose changes are to be published.")}</Note>}
    </fieldset>
  );
}

function Author({ author }: { author: DraftAuthor }) {
  const nodes = changedNodes(author.places);
  return (
    <>
      <span className="font-medium">{nameOf(author)}</span>{" "}
      <span className="text-muted">
        {nodes.length > 0
          ? nodes.map((node) => (
              <code key={node} className="mr-1 rounded-[3px] bg-sunken px-1 font-mono text-xs">
                {node}
              </code>
            ))
          : `${author.places.some((place) => place.node) ? t("connections") : t("the flow’s settings")} `}
        · {ago(author.changed_at)}
      </span>
    </>
  );
}

/** What is left out stays where it was; what cannot be left out is said. */
export function Stays({ publishing }: { publishing: Publishing }) {
  const { only, stays, shared } = publishing;
  if (only === null) return null;
  return (
    <>
      {shared.length > 0 && (
        <Note tone="danger">
          <p>{t("This cannot be taken apart, so nothing is published yet:")}</p>
          <ul className="mt-1 list-disc pl-5">
            {shared.map((place) => (
              <li key={`${place.node ?? ""}${place.field}`}>{words(place)}</li>
            ))}
          </ul>
          <p className="mt-1">{t("Publish the changes of all of them, or ask them to agree on one.")}</p>
        </Note>
      )}
      {stays.length > 0 && shared.length === 0 && (
        <section data-stays>
          <h3 className="mb-1 font-semibold">{t("Stays in the draft")}</h3>
          <p>{summary(stays).join(", ")}</p>
          <ChangedNodes list={stays} />
        </section>
      )}
    </>
  );
}

function words({ node, field, by }: SharedPlace): string {
  const names = list(by.map((one) => one?.name ?? t("Somebody who is gone")));
  const path = field.replace(/^\/(config\/)?/, "").replaceAll("/", " › ");
  if (!node) return t("The flow’s ‘{field}’ was changed by {names}.", { field: path, names });
  if (field === "") return t("‘{node}’ was changed by {names}.", { node, names });
  if (field === "/edges") return t("The connections of ‘{node}’ were changed by {names}.", { node, names });
  return t("‘{field}’ of ‘{node}’ was changed by {names}.", { field: path, node, names });
}
