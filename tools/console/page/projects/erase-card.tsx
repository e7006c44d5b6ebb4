import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { ProjectView } from "../../api/about";
import { Button } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { Block, Card } from "../parts/frames";
import { ask } from "../state/api";
import { about, actions, say, useWork } from "../state/store";

/** Whom another view has asked to erase. */
export const toBeErased = signal("");

const scopes = [
  ["project", "What this project has of the person"],
  ["company", "What any project of this company has"],
] as const;

type Scope = (typeof scopes)[number][0];

const save = (receipt: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([receipt], { type: "application/json" }));
  link.download = `erasure-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
};

const Receipt = ({ receipt }: { readonly receipt: object }) => {
  const text = JSON.stringify(receipt, null, 2);
  return (
    <>
      <h3>Receipt</h3>
      <Block label="Receipt of the erasure" text={text} />
      <div class="buttons">
        <Button kind="main" onPress={() => save(text)}>
          Save the receipt
        </Button>
        <span class="faint">Nobody keeps it but you; it holds no personal data.</span>
      </div>
    </>
  );
};

/** Erases a person's data: looks first, tells what there is, asks for the reason, and gives a receipt. */
export const EraseCard = ({ project }: { readonly project: ProjectView }) => {
  const [scope, setScope] = useState<Scope>();
  const [recipient, setRecipient] = useState(toBeErased.value);
  const [plan, setPlan] = useState<string>();
  const [receipt, setReceipt] = useState<object>();
  const [busy, begin] = useWork();
  const { company_id, project_id, company_name } = project;
  const input = { project: { company_id, project_id }, scope, recipient: recipient.trim() };
  const running = actions.value.find(({ name, state }) => name === "erase" && state === "running");

  const look = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (scope === undefined) return say("Say how far it is to reach: nothing is chosen for you.", "bad");
    await begin(async () => setPlan((await ask<{ readonly text: string }>("erasure", input)).text));
  };

  return (
    <Card id="erase-title" title="Erase a person">
      <p class="faint">
        Everything personal in the person’s conversations with {company_name}, here and at OpenAI. First you see what
        there is.
      </p>
      <form class="stacked" onSubmit={look}>
        <label class="field">
          <span>Telephone number (with +) or email address</span>
          <input
            name="erase-recipient"
            value={recipient}
            autocomplete="off"
            onInput={({ currentTarget }) => setRecipient(currentTarget.value)}
          />
        </label>
        <fieldset class="choices">
          <legend>How far</legend>
          {scopes.map(([value, title]) => (
            <label key={value}>
              <input type="radio" name="scope" value={value} onChange={() => setScope(value)} />
              <span>{title}</span>
            </label>
          ))}
        </fieldset>
        <div class="buttons">
          <Button submits isOff={busy || !about.value?.mayAct}>
            {busy ? "Looking …" : "Look what there is"}
          </Button>
          <span class="faint" role="status">
            {running?.text ?? ""}
          </span>
        </div>
      </form>
      {receipt && <Receipt receipt={receipt} />}
      {plan !== undefined && (
        <Confirm
          title="Erase this for good?"
          verb="Erase it"
          action="erase"
          input={input}
          isDangerous
          onReceipt={setReceipt}
          onClose={() => setPlan(undefined)}
        >
          <Block label="What there is" text={plan} />
          <p class="faint">It takes about half a minute.</p>
        </Confirm>
      )}
    </Card>
  );
};
