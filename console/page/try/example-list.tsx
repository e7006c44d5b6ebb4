import { type Example, examples } from "./examples";

type Props = { readonly busy: boolean; readonly onSend: (example: Example) => void };

/** A request for every way to be refused. */
export const ExampleList = ({ busy, onSend }: Props) => (
  <section class="card" aria-labelledby="examples-title">
    <h2 id="examples-title">What can be wrong with a request</h2>
    <p class="faint">
      Each sends the request above with one thing changed. INTERNAL_ERROR is missing: it stands for what nobody foresaw.
    </p>
    <ul class="examples">
      {examples.map((example) => (
        <li key={example.code}>
          <button type="button" class="example" disabled={busy} onClick={() => onSend(example)}>
            <code>{example.code}</code>
            <span class="faint">{example.status}</span>
            <span class="example-what">{example.what}</span>
          </button>
        </li>
      ))}
    </ul>
  </section>
);
