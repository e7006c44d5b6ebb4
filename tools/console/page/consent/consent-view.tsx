import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { ConsentView as Consent } from "../../api/consent";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { AskButton } from "../parts/confirm";
import { saidText, whyText } from "../parts/consent-words";
import { Card, ViewHead } from "../parts/frames";
import { Time } from "../parts/time";
import { channelText, countText } from "../parts/words";
import { ask } from "../state/api";
import { about, actions, localPulse, useAnswer } from "../state/store";

type Whom = { readonly company_id: string; readonly address: string };

/** Whom this view shows; another view may name somebody before it leads here. No address stands in the browser's history. */
export const lookedUp = signal<Whom>({ company_id: "", address: "" });

const lookUp = (whom: Whom): void => {
  lookedUp.value = whom;
};

/** By company, since an opt-out holds for all of its projects. */
const companies = (): readonly (readonly [id: string, name: string])[] => [
  ...new Map(about.value?.projects.map(({ company_id, company_name }) => [company_id, company_name])),
];

const Since = ({ of }: { readonly of: Consent }) =>
  of.since === null ? null : (
    <>
      since <Time at={of.since} />
    </>
  );

const History = ({ of: { history } }: { readonly of: Consent }) => (
  <ol class="done" aria-label="History">
    {[...history].reverse().map((one) => (
      <li key={`${one.at}${one.source}${one.state}`}>
        <p>{saidText(one)}.</p>
        <p class="faint">
          <Time at={one.at} isExact />
          {one.channel === null ? "" : ` by ${channelText(one.channel)}`}
          {one.evidence === null ? "" : `: ${one.evidence}`}
        </p>
      </li>
    ))}
  </ol>
);

const decisions = {
  suppress: {
    label: "Suppress",
    title: "Write to this address no more?",
    verb: "Suppress it",
    text: "No project of the company begins a message to it from then on. What is on its way may still arrive.",
  },
  lift: {
    label: "Lift",
    title: "Write to this address again?",
    verb: "Lift it",
    text: "The company’s projects may write to it again. What the person has said themselves stays: only they lift that.",
  },
} as const;

const DecisionButton = ({ action, whom }: { readonly action: keyof typeof decisions; readonly whom: Whom }) => {
  const { text, ...words } = decisions[action];
  return (
    <AskButton {...words} action={action} input={whom} isDangerous={action === "suppress"}>
      <p>{text}</p>
    </AskButton>
  );
};

/** What is on record of the address that was looked up. */
const Found = ({ whom }: { readonly whom: Whom }) => {
  const done = actions.value.filter(({ state }) => state !== "running").length;
  const found = useAnswer(() => ask<Consent>("consent", whom), [whom.company_id, whom.address, done, localPulse()]);
  if (found === undefined) return null;
  const isSuppressed = found.state === "suppressed";
  return (
    <div class="stacked" data-state={found.state}>
      <p>
        <strong>{found.address}</strong>{" "}
        <Badge text={isSuppressed ? "suppressed" : "may be written to"} tone={isSuppressed ? "bad" : "good"} />{" "}
        {isSuppressed && (
          <span>
            {whyText(found)}, <Since of={found} />.
          </span>
        )}
      </p>
      {isSuppressed && found.set_by === "person" && (
        <p class="hint">Only the person lifts what they have set, by writing START; the company cannot.</p>
      )}
      <div class="buttons">
        <DecisionButton action={isSuppressed ? "lift" : "suppress"} whom={whom} />
      </div>
      {found.history.length === 0 ? <p class="faint">Nobody has said anything of it.</p> : <History of={found} />}
    </div>
  );
};

const LookUp = ({ whom }: { readonly whom: Whom }) => {
  const [address, setAddress] = useState(whom.address);
  return (
    <Card id="address-title" title="One address">
      <form
        class="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          lookUp({ ...whom, address: address.trim() });
        }}
      >
        <label class="field">
          <span>Telephone number (with +) or email address</span>
          <input
            name="consent-address"
            value={address}
            autocomplete="off"
            onInput={({ currentTarget }) => setAddress(currentTarget.value)}
          />
        </label>
        <div class="buttons">
          <Button submits kind="main">
            Look it up
          </Button>
        </div>
      </form>
      <div aria-live="polite">{whom.address !== "" && <Found whom={whom} />}</div>
    </Card>
  );
};

const SuppressedList = ({ company }: { readonly company: string }) => {
  const done = actions.value.filter(({ state }) => state !== "running").length;
  const found = useAnswer(
    () => ask<readonly Consent[]>("opt-outs", { company_id: company }),
    [company, done, localPulse()],
  );
  return (
    <Card id="suppressed-title" title="Suppressed addresses">
      <p class="faint" role="status">
        {found && `${countText(found.length, "address is", "addresses are")} written to no more.`}
      </p>
      <ul class="things" aria-labelledby="suppressed-title">
        {found?.map((one, index) => {
          const { address } = one;
          return (
            <li key={address ?? index} data-address={address}>
              <span>
                <strong>{address ?? "(not kept)"}</strong>{" "}
                <span class="faint">
                  {whyText(one)}, <Since of={one} />
                </span>
              </span>
              {address !== null && !address.includes("*") && (
                <Button onPress={() => lookUp({ company_id: company, address })}>History</Button>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
};

/** Who is written to no more, by company: looked at, decided, and explained. */
export const ConsentView = () => {
  const known = companies();
  const { company_id, address } = lookedUp.value;
  const company = company_id || (known[0]?.[0] ?? "");
  return (
    <>
      <ViewHead title="Opt-outs">
        Who is written to no more. An opt-out holds for every project of the company, on every channel to that address.
      </ViewHead>
      <label class="field field-company">
        <span>Company</span>
        <select
          name="company"
          value={company}
          onChange={({ currentTarget }) => lookUp({ company_id: currentTarget.value, address: "" })}
        >
          {known.map(([id, name]) => (
            <option key={id} value={id}>
              {name} ({id})
            </option>
          ))}
        </select>
      </label>
      {company !== "" && (
        <div class="columns">
          <LookUp key={`${company}/${address}`} whom={{ company_id: company, address }} />
          <SuppressedList company={company} />
        </div>
      )}
    </>
  );
};
