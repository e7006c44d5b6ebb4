import { useState } from "preact/hooks";
import { requestOf, type TryForm } from "../../api/example-request";
import { Empty } from "../parts/empty";
import { wordsOf } from "../state/api";
import { about, say } from "../state/store";
import { AnswerPanel } from "../try/answer-panel";
import { CurlPanel } from "../try/curl-panel";
import { ExampleList } from "../try/example-list";
import type { Example } from "../try/examples";
import { RequestForm } from "../try/request-form";
import { type Sent, sendRequest } from "../try/send-request";
import { startForm } from "../try/start-form";

const Composer = ({ first }: { readonly first: TryForm }) => {
  const [form, setForm] = useState(first);
  const [sent, setSent] = useState<Sent>();
  const [busy, setBusy] = useState(false);
  const [stamp] = useState(() => ({ id: crypto.randomUUID(), at: new Date() }));
  const { maySend = false, projects = [] } = about.value ?? {};

  const send = async (example: Example | undefined): Promise<void> => {
    setBusy(true);
    try {
      setSent(await sendRequest(form, example));
    } catch (error) {
      say(wordsOf(error), "bad");
    }
    setBusy(false);
  };

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
          <button type="submit" class="button button-main" disabled={busy || !maySend}>
            {busy ? "Sending …" : "Send it"}
          </button>
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
  const first = about.value && startForm(about.value.projects, "whatsapp");
  return (
    <>
      <div class="view-head">
        <h1>Try it</h1>
        <p class="faint">A request as a client of the API sends it.</p>
      </div>
      {first === undefined ? (
        <Empty title={about.value === undefined ? "Loading …" : "No active project uses WhatsApp"}>
          <p>A request needs a project to be for. Projects stand in the stack config.</p>
        </Empty>
      ) : (
        <Composer first={first} />
      )}
    </>
  );
};
