import { useState } from "preact/hooks";
import type { ProjectView } from "../../api/about";
import { type ConversationPage, type ConversationSummary, noFilter } from "../../api/conversation";
import type { ProjectDetails } from "../../api/project";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { AskButton } from "../parts/confirm";
import { Block, Box, Card, Empty } from "../parts/frames";
import { channelNames, numberText } from "../parts/words";
import { ask, get } from "../state/api";
import { conversationHref, hrefOf, projectName } from "../state/route";
import { about, actions, loadAbout, localPulse, orSay, useAnswer, useWork } from "../state/store";
import { EraseCard } from "./erase-card";
import { KeyCard } from "./key-card";
import { TotalsCard } from "./totals-card";

const idsOf = ({ company_id, project_id }: ProjectView) => ({ company_id, project_id });

/** Switches a project off or on, once a person has said why. */
export const SwitchButton = ({ project }: { readonly project: ProjectView }) => {
  const isActive = project.status === "active";
  const to = isActive ? "off" : "on";
  return (
    <AskButton
      label={`Switch ${to}`}
      title={`Switch ${project.company_name} · ${project.project_name} ${to}?`}
      verb={`Switch it ${to}`}
      action="set-project-status"
      isDangerous={isActive}
      input={{ project: idsOf(project), status: isActive ? "inactive" : "active" }}
      onClosed={() => orSay(loadAbout)}
    >
      <p>
        {isActive
          ? "New requests are refused with PROJECT_INACTIVE. What was accepted already goes on."
          : "New requests are taken again."}
      </p>
    </AskButton>
  );
};

type FindingView = {
  readonly subject: string;
  readonly verdict: "ok" | "warning" | "wrong";
  readonly detail: string;
};

const tones = { ok: "good", warning: "busy", wrong: "bad" } as const;

/** What `check` says of a project: whether what its config says is so, and will stay so. */
const CheckCard = ({ project: { company_id, project_id } }: { readonly project: ProjectView }) => {
  const [found, setFound] = useState<readonly FindingView[]>();
  const [busy, begin] = useWork();
  const check = async (): Promise<void> => {
    const { findings } = await ask<{ readonly findings: readonly FindingView[] }>("check", { company_id, project_id });
    setFound(findings);
  };
  return (
    <Card id="check-title" title="Check">
      <p class="faint">
        Compares what is in effect with the config, and asks the carriers and OpenAI; it changes nothing. The same as{" "}
        <code>npm run project -- check</code>.
      </p>
      <div class="buttons">
        <Button isOff={busy} onPress={() => begin(check)}>
          {busy ? "Checking …" : "Check it"}
        </Button>
      </div>
      <ul class="things findings" aria-live="polite">
        {found?.map(({ subject, verdict, detail }) => (
          <li key={`${subject}${detail}`}>
            <span>
              <strong>{subject}</strong> <span class="faint">{detail}</span>
            </span>
            <Badge text={verdict} tone={tones[verdict]} />
          </li>
        ))}
      </ul>
    </Card>
  );
};

const limitText = (name: string): string => name.replaceAll("_", " ").replace(/^max/, "longest");

const LimitCard = ({ limits }: Pick<ProjectDetails, "limits">) => (
  <Card id="limits-title" title="Limits">
    <Box kind="scroller" label="Limits, and what is used of them">
      <table>
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col">Used today</th>
            <th scope="col">Of</th>
          </tr>
        </thead>
        <tbody>
          {limits.map(({ name, limit, used }) => (
            <tr key={name} data-limit={name}>
              <th scope="row">{limitText(name)}</th>
              <td class={used !== null && used >= limit ? "bad" : ""}>{used === null ? "–" : numberText(used)}</td>
              <td>{numberText(limit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
    <p class="faint">Today is a day of UTC, as limits count. “–”: kept, and not counted over a day.</p>
  </Card>
);

type ChannelView = ProjectDetails["channels"][number];

/** The newest message of a channel: its template as the assistant has filled it. */
const useNewest = (project: string, channel: string): ConversationSummary | undefined =>
  useAnswer(
    () => get<ConversationPage>("/api/conversations", { ...noFilter, project, channel }),
    [project, channel, localPulse()],
  )?.rows.find(({ preview }) => preview !== "");

const Template = ({ project, view }: { readonly project: string; readonly view: ChannelView }) => {
  const newest = useNewest(project, view.channel);
  return (
    <>
      <h3>Template</h3>
      <dl class="variables">
        {Object.entries(view.variables).map(([name, meaning]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      {newest === undefined ? (
        <p class="faint">
          Not filled yet: <a href={hrefOf("try")}>send a test request</a>.
        </p>
      ) : (
        <figure class="preview">
          <blockquote class="bubble">{newest.preview}</blockquote>
          <figcaption>
            As it was filled last: <a href={conversationHref(newest.id)}>the conversation</a>
          </figcaption>
        </figure>
      )}
    </>
  );
};

const ChannelCard = ({ project, view }: { readonly project: string; readonly view: ChannelView }) => (
  <Card id={`channel-${view.channel}`} title={channelNames[view.channel]}>
    <p>
      {view.isAllowed ? <Badge text="in use" tone="good" /> : <Badge text="not allowed" tone="calm" />}{" "}
      {view.isSimulated && <Badge text="simulated: nobody gets anything" tone="busy" />}
    </p>
    {view.problem === null ? (
      <>
        <p>
          Sent by <strong>{view.sender}</strong>, written by {view.model}
          {about.value?.standIns ? "’s stand-in" : ""}.
        </p>
        <Template project={project} view={view} />
        <details>
          <summary>Instructions</summary>
          <Block label={`Instructions for ${channelNames[view.channel]}`} text={view.instructions} />
        </details>
      </>
    ) : (
      <p class="bad">It cannot send: {view.problem}.</p>
    )}
  </Card>
);

/** Everything about one project, and what can be done to it. */
export const ProjectPage = ({ project }: { readonly project: ProjectView }) => {
  const name = projectName(project);
  // Whatever was done may have changed the project, and whatever was sent what is used.
  const done = actions.value.filter(({ state }) => state !== "running").length;
  const details = useAnswer(() => ask<ProjectDetails | null>("project", idsOf(project)), [name, done, localPulse()]);
  return (
    <>
      <header class="view-head">
        <p>
          <a href={hrefOf("projects")}>All projects</a>
        </p>
        <h1>
          {project.company_name} · {project.project_name}
        </h1>
        <p class="faint id">{name}</p>
        <div class="buttons">
          <Badge text={project.status} tone={project.status === "active" ? "good" : "bad"} />
          <SwitchButton project={project} />
        </div>
      </header>
      {details === null && <Empty title="Its record is gone" />}
      <TotalsCard project={name} />
      {details && (
        <>
          <div class="columns">
            <KeyCard project={project} details={details} />
            <LimitCard limits={details.limits} />
          </div>
          <div class="columns">
            {details.channels.map((view) => (
              <ChannelCard key={view.channel} project={name} view={view} />
            ))}
          </div>
        </>
      )}
      <div class="columns">
        <CheckCard project={project} />
        <EraseCard project={project} />
      </div>
    </>
  );
};
