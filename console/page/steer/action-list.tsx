import { timeText } from "../parts/words";
import { actions } from "../state/store";

/** What was done from this console, by whom and why. */
export const ActionList = () => (
  <section class="card" aria-labelledby="actions-title">
    <h2 id="actions-title">What was done</h2>
    {actions.value.length === 0 ? (
      <p class="faint">Nothing yet since this console was started.</p>
    ) : (
      <ol class="done">
        {actions.value.map((action) => (
          <li key={action.id} class={`done-${action.state}`}>
            <p>
              <strong>{action.name}</strong> {action.subject}
            </p>
            <p>{action.text}</p>
            <p class="faint">
              {timeText(action.at)} by {action.operator}: {action.reason}
            </p>
          </li>
        ))}
      </ol>
    )}
  </section>
);
