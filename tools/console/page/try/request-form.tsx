import type { ProjectView } from "../../api/about";
import { wordsOf } from "../../api/action";
import type { TryForm } from "../../api/try-request";
import { ChannelChoice } from "../parts/channel-choice";

type Props = {
  readonly form: TryForm;
  readonly projects: readonly ProjectView[];
  readonly onChange: (part: Partial<TryForm>) => void;
};

type TextProps = Omit<Props, "projects"> & {
  readonly label: string;
  readonly name: "first_name" | "last_name" | "tel" | "email";
};

const Text = ({ label, name, form, onChange }: TextProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      name={name}
      value={form[name]}
      autocomplete="off"
      onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
    />
  </label>
);

const keyOf = ({ company_id, project_id }: Pick<TryForm, "company_id" | "project_id">): string =>
  `${company_id}/${project_id}`;

/** Where a text is no JSON, in the browser's words, which name the place. */
const faultIn = (text: string): string => {
  try {
    if (text.trim() !== "") JSON.parse(text);
    return "";
  } catch (error) {
    return `No JSON, and sent as a text: ${wordsOf(error)}`;
  }
};

type JsonProps = Omit<Props, "projects"> & {
  readonly label: string;
  readonly name: "project_data" | "consent_data";
  readonly rows: number;
  readonly example?: string;
};

const Json = ({ label, name, rows, example = "", form, onChange }: JsonProps) => (
  <label class="field">
    <span>{label}</span>
    <textarea
      name={name}
      rows={rows}
      spellcheck={false}
      placeholder={example}
      value={form[name]}
      onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
    />
    <small class="bad" role="status">
      {faultIn(form[name])}
    </small>
  </label>
);

/** What a request says. */
export const RequestForm = ({ form, projects, onChange }: Props) => {
  const chosen = projects.find((project) => keyOf(project) === keyOf(form));
  return (
    <>
      <label class="field">
        <span>Project</span>
        <select
          name="project"
          value={keyOf(form)}
          onChange={({ currentTarget }) => {
            const project = projects.find((one) => keyOf(one) === currentTarget.value);
            if (project === undefined) return;
            const { company_id, project_id, channels } = project;
            const channel = channels.includes(form.channel) ? form.channel : channels[0];
            onChange({ company_id, project_id, ...(channel && { channel }) });
          }}
        >
          {projects.map((project) => (
            <option key={keyOf(project)} value={keyOf(project)}>
              {project.company_name} · {project.project_name}
              {project.status === "active" ? "" : ` (${project.status})`}
            </option>
          ))}
        </select>
      </label>
      <ChannelChoice
        name="channel"
        channels={chosen?.channels ?? []}
        chosen={form.channel}
        onChoose={(channel) => onChange({ channel })}
      />
      <div class="pair">
        <Text label="First name" name="first_name" form={form} onChange={onChange} />
        <Text label="Last name" name="last_name" form={form} onChange={onChange} />
      </div>
      {form.channel === "email" ? (
        <Text label="Email address" name="email" form={form} onChange={onChange} />
      ) : (
        <Text label="Telephone number" name="tel" form={form} onChange={onChange} />
      )}
      <label class="check">
        <input
          type="checkbox"
          name="consent"
          checked={form.consent}
          onChange={({ currentTarget }) => onChange({ consent: currentTarget.checked })}
        />
        <span>The recipient consents to being contacted</span>
      </label>
      <Json
        label="What the company says of it (consent_data, JSON, may be left out)"
        name="consent_data"
        rows={2}
        example={'{ "basis": "consent", "channels": ["email"] }'}
        form={form}
        onChange={onChange}
      />
      <Json
        label="What the message is about (project_data, JSON)"
        name="project_data"
        rows={8}
        form={form}
        onChange={onChange}
      />
    </>
  );
};
