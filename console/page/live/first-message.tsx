import { useState } from "preact/hooks";
import { requestOf } from "../../api/example-request";
import type { TryAnswer } from "../../api/try-answer";
import { post, wordsOf } from "../state/api";
import { loading, rows } from "../state/conversation-list";
import { conversationHref, goTo, hrefOf } from "../state/route";
import { about, say } from "../state/store";
import { startForm } from "../try/start-form";

/** What a newcomer does first: one press, and a message is on its way. */
export const FirstMessage = () => {
  const [busy, setBusy] = useState(false);
  const now = about.value;
  const form = now && startForm(now.projects, "whatsapp");
  if (
    now === undefined ||
    !now.maySend ||
    !now.mayBreak ||
    form === undefined ||
    loading.value ||
    rows.value.length > 0
  )
    return null;

  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const body = JSON.stringify(requestOf(form, crypto.randomUUID(), new Date()));
      const project = { company_id: form.company_id, project_id: form.project_id };
      const answer = await post<TryAnswer>("/api/try", { project, body, key: "own" });
      if (answer.conversation_id === null) say(`The API refused it (${answer.status}): ${answer.body}`, "bad");
      else goTo(conversationHref(answer.conversation_id));
    } catch (error) {
      say(wordsOf(error), "bad");
    }
    setBusy(false);
  };

  return (
    <section class="first" aria-labelledby="first-title">
      <h2 id="first-title">The engine is up. Nothing has been sent yet.</h2>
      <p>
        Send a WhatsApp message to {form.first_name} {form.last_name}, who exists on this machine only, and watch it
        from the request to the blue ticks.
      </p>
      <div class="buttons">
        <button type="button" class="button button-main button-big" disabled={busy} onClick={send}>
          {busy ? "Sending …" : "Send a first message"}
        </button>
        <a class="button button-big" href={hrefOf("try")}>
          Write a request yourself
        </a>
      </div>
    </section>
  );
};
