import type { AssistantView } from "../../api/conversation-view";

/** What the assistant was asked, and what it answered. */
export const AssistantPanel = ({ assistant }: { readonly assistant: AssistantView | null }) => {
  if (assistant === null) return <p class="faint">The record does not hold what the assistant was asked.</p>;
  const variables = Object.entries(assistant.variables);
  return (
    <div class="assistant">
      <h3>Variables that it wrote</h3>
      {variables.length === 0 ? (
        <p class="faint">None yet.</p>
      ) : (
        <dl class="variables">
          {variables.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <h3>Its instructions</h3>
      <pre class="block">{assistant.instructions}</pre>
      <h3>Its input</h3>
      <pre class="block">{assistant.input}</pre>
      <p class="faint">{assistant.origin}</p>
    </div>
  );
};
