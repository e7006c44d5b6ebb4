import { useState } from "preact/hooks";
import { requestOf, type TryForm } from "../../api/try-request";
import { Button } from "../parts/button";
import { Block, Card, Empty, ViewHead } from "../parts/frames";
import { countText, isWide } from "../parts/words";
import { get } from "../state/api";
import { about, orSay, say, useWork } from "../state/store";
import { AnswerPanel } from "./answer-panel";
import { type Example, examples } from "./examples";
import { RequestForm } from "./request-form";
import { curlText, type Sent, sendRequest, startForm } from "./try-request";

/** The same request as a command to paste into a terminal. The key is shown when it is asked for. */
const CurlPanel = ({ form, body }: { readonly form: TryForm; readonly body: string }) => {
  const [shown, setShown] = useState<{ readonly project: string; readonly key: string }>();
  const project = `${form.company_id}/${form.project_id}`;
  const key = shown?.project === project ? shown.key : undefined;
  const text = curlText(about.value?.apiUrl ?? null, body, key);

  const reveal = async (): Promise<void> => {
    const query = { company: form.company_id, project: form.project_id };
    const { value } = await get<{ readonly value: string }>("/api/key", query);
    setShown({ project, key: value });
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied.");
    } catch {
      say("The browser did not allow copying; select the text instead.", "bad");
    }
  };

  return (
    <Card id="curl-title" title="The same from a terminal">
      <Block label="The command" text={text} />
      <div class="buttons">
        {about.value?.maySend && (
          <Button onPress={() => (key === undefined ? orSay(reveal) : setShown(undefined))}>
            {key === undefined ? "Show the key" : "Hide the key"}
          </Button>
        )}
        <Button onPress={copy}>Copy</Button>
      </div>
    </Card>
  );
};

/** A request for every way to be refused. */
const ExampleList = ({ busy, onSend }: { readonly busy: boolean; readonly onSend: (example: Example) => void }) => (
  <Card id="examples-title" title="What can be wrong with a request">
    <p class="faint">
      Each sends the request above with one thing changed. INTERNAL_ERROR is missing: it stands for what nobody foresaw.
    </p>
    <details open={isWide()}>
      <summary>{countText(examples.length, "example")}</summary>
      <ul class="examples">
        {examples.map((example) => (
          <li key={example.code}>
            <Button class="example" isOff={busy} onPress={() => onSend(example)}>
              <code>{example.code}</code>
              <span class="faint">{example.status}</span>
              <span class="example-what">{example.what}</span>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  </Card>
);

const Composer = ({ first }: { readonly first: TryForm }) => {
  const [form, setForm] = useState(first);
  const [sent, setSent] = useState<Sent>();
  const [busy, begin] = useWork();
  const [stamp] = useState(() => ({ id: crypto.randomUUID(), at: new Date() }));
  const { maySend = false, projects = [] } = about.value ?? {};

  const send = (example: Example | undefined): Promise<void> =>
    begin(async () => setSent(await sendRequest(form, example)));

  return (
    <div class="try">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          send(undefined);
        }}
      >
        <h2>Request</h2>
        <RequestForm form={form} projects={projects} onChange={(part) => setForm({ ...form, ...part })} />
        <div class="buttons">
          <Button submits kind="main" isOff={busy || !maySend}>
            {busy ? "Sending …" : "Send it"}
          </Button>
          {!maySend && <p class="faint">This console has no key of the project: send it from a terminal.</p>}
        </div>
      </form>
      <div class="try-results">
        {sent && <AnswerPanel key={sent.body} sent={sent} />}
        <CurlPanel form={form} body={JSON.stringify(requestOf(form, stamp.id, stamp.at))} />
        {maySend && <ExampleList busy={busy} onSend={send} />}
      </div>
    </div>
  );
};

/** Composes a request, sends it, and follows what becomes of it. */
export const TryView = () => {
  const first = about.value && startForm(about.value.projects);
  return (
    <>
      <ViewHead title="Test request">Try it: a request as a client of the API sends it.</ViewHead>
      {first === undefined ? (
        <Empty title={about.value === undefined ? "Loading …" : "No active project has a channel"}>
          <p>A request needs a project to be for. Projects stand in the stack config.</p>
        </Empty>
      ) : (
        <Composer first={first} />
      )}
    </>
  );
};
