import { useRef, useState } from "preact/hooks";
import { channels } from "../../api/channels";
import { Empty, ViewHead } from "../parts/frames";
import { boundsOf, DayRange, type Days } from "../parts/time";
import { channelNames, countText, numberText, statusChoices } from "../parts/words";
import { filter, rows, setFilter, total } from "../state/conversation-list";
import { route } from "../state/route";
import { about } from "../state/store";
import { ConversationList } from "./conversation-list";
import { ConversationPage } from "./conversation-page";

const TYPING_MS = 200;

type ChoiceProps = {
  readonly label: string;
  readonly name: "project" | "channel" | "status";
  readonly choices: readonly (readonly [string, string])[];
};

const Choice = ({ label, name, choices }: ChoiceProps) => (
  <label class="field">
    <span>{label}</span>
    <select
      name={name}
      value={filter.value[name]}
      onChange={({ currentTarget }) => setFilter({ [name]: currentTarget.value })}
    >
      <option value="">All</option>
      {choices.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

const foundText = (): string =>
  total.value === null ? `${numberText(rows.value.length)} shown` : countText(total.value, "conversation");

/** What the list is to show. */
const ConversationFilterForm = () => {
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const projects = about.value?.projects ?? [];
  const [days, setDays] = useState<Days>({ from: "", to: "" });
  const chooseDays = (chosen: Days): void => {
    setDays(chosen);
    setFilter(boundsOf(chosen));
  };
  return (
    <form class="filter" onSubmit={(event) => event.preventDefault()}>
      <label class="field field-wide">
        <span>Recipient</span>
        <input
          type="search"
          name="recipient"
          placeholder="Number, address, name or request id"
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => {
            clearTimeout(typing.current);
            typing.current = setTimeout(() => setFilter({ recipient: value }), TYPING_MS);
          }}
        />
      </label>
      <Choice
        label="Project"
        name="project"
        choices={projects.map(({ company_id, project_id, company_name, project_name }) => [
          `${company_id}/${project_id}`,
          `${company_name} · ${project_name}`,
        ])}
      />
      <Choice label="Channel" name="channel" choices={channels.map((channel) => [channel, channelNames[channel]])} />
      <Choice label="Status" name="status" choices={statusChoices} />
      <DayRange days={days} onChoose={chooseDays} />
      <p class="filter-count faint" role="status">
        {foundText()}
      </p>
    </form>
  );
};

/** The list, and beside it the conversation that is open. */
export const ConversationsView = () => {
  const open = route.value.one;
  return (
    <div class={open === undefined ? "conversations" : "conversations conversations-open"}>
      <section class="conversations-list" aria-label="List">
        <ViewHead title="Conversations" isPart={open !== undefined} />
        <ConversationFilterForm />
        <ConversationList open={open} />
      </section>
      <section class="conversations-one" aria-label="Conversation">
        {open === undefined ? (
          <Empty title="Choose a conversation">
            <p>It opens here: the message as its recipient sees it, and everything that led to it.</p>
          </Empty>
        ) : (
          <ConversationPage key={open} id={open} />
        )}
      </section>
    </div>
  );
};
