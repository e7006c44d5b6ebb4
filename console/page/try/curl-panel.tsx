import { useState } from "preact/hooks";
import type { TryForm } from "../../api/example-request";
import { get, wordsOf } from "../state/api";
import { about, say } from "../state/store";
import { curlText } from "./curl";

/** The same request as a command to paste into a terminal. The key is shown when it is asked for. */
export const CurlPanel = ({ form, body }: { readonly form: TryForm; readonly body: string }) => {
  const [shown, setShown] = useState<{ readonly project: string; readonly key: string }>();
  const project = `${form.company_id}/${form.project_id}`;
  const key = shown?.project === project ? shown.key : undefined;
  const text = curlText(about.value?.apiUrl ?? null, body, key);

  const reveal = async (): Promise<void> => {
    try {
      const query = { company: form.company_id, project: form.project_id };
      const { value } = await get<{ readonly value: string }>("/api/key", query);
      setShown({ project, key: value });
    } catch (error) {
      say(wordsOf(error), "bad");
    }
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
    <section class="card" aria-labelledby="curl-title">
      <h2 id="curl-title">The same from a terminal</h2>
      <pre class="block">{text}</pre>
      <div class="buttons">
        {about.value?.maySend &&
          (key === undefined ? (
            <button type="button" class="button" onClick={reveal}>
              Show the key
            </button>
          ) : (
            <button type="button" class="button" onClick={() => setShown(undefined)}>
              Hide the key
            </button>
          ))}
        <button type="button" class="button" onClick={copy}>
          Copy
        </button>
      </div>
    </section>
  );
};
