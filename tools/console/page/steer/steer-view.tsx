import { useState } from "preact/hooks";
import type { ProjectView } from "../../api/about";
import { type Channel, channels } from "../../api/channels";
import { Badge } from "../parts/badge";
import { Confirm } from "../parts/confirm";
import { Card, ViewHead } from "../parts/frames";
import { channelNames, numberText, timeText } from "../parts/words";
import { about, actions, loadAbout, orSay, picture } from "../state/store";
import { UncertainCard } from "./uncertain-card";

/** What was done from this console, by whom and why. */
const ActionList = () => (
  <Card id="actions-title" title="What was done">
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
  </Card>
);

const Progress = () => {
  const running = actions.value.find(({ name, state }) => name === "redrive" && state === "running");
  return running === undefined ? null : (
    <div class="progress" role="status">
      <progress aria-label="Redrive" /> <span>{running.text === "" ? "starting" : running.text}</span>
    </div>
  );
};

/** What lies in the dead letters, and the way back for it. */
const DeadLetterCard = () => {
  const [asking, setAsking] = useState<Channel>();
  const queues = picture.value?.queues;
  return (
    <Card id="dead-title" title="Dead letters">
      <p class="faint">
        Messages that were received too often. Mend the cause first; moved back too early, they return.
      </p>
      <ul class="things">
        {channels.map((channel) => {
          const count = queues?.[channel].deadLetters ?? 0;
          return (
            <li key={channel} data-channel={channel}>
              <span>
                <strong>{channelNames[channel]}</strong>{" "}
                <span class={count > 0 ? "bad" : "faint"}>{count === 0 ? "none" : numberText(count)}</span>
              </span>
              <button
                type="button"
                class="button"
                disabled={count === 0 || !about.value?.mayAct}
                onClick={() => setAsking(channel)}
              >
                Redrive
              </button>
            </li>
          );
        })}
      </ul>
      <Progress />
      {asking && (
        <Confirm
          title={`Move the dead letters of ${channelNames[asking]} back?`}
          verb="Move them back"
          action="redrive"
          input={{ channel: asking }}
          onClose={() => setAsking(undefined)}
        >
          <p>
            {numberText(queues?.[asking].deadLetters ?? 0)} messages go back to the queue, each at most once. Those of
            conversations that are final do nothing; none is sent twice.
          </p>
        </Confirm>
      )}
    </Card>
  );
};

/** Every project, to be switched off and on. */
const ProjectCard = () => {
  const [asking, setAsking] = useState<ProjectView>();
  const isActive = asking?.status === "active";
  return (
    <Card id="projects-title" title="Projects">
      <ul class="things">
        {about.value?.projects.map((project) => (
          <li key={`${project.company_id}/${project.project_id}`} data-project={project.project_id}>
            <span>
              <strong>{project.company_name}</strong> <span class="faint">{project.project_name}</span>{" "}
              <Badge text={project.status} tone={project.status === "active" ? "good" : "bad"} />
            </span>
            <button type="button" class="button" disabled={!about.value?.mayAct} onClick={() => setAsking(project)}>
              {project.status === "active" ? "Switch off" : "Switch on"}
            </button>
          </li>
        ))}
      </ul>
      {asking && (
        <Confirm
          title={`Switch ${asking.company_name} · ${asking.project_name} ${isActive ? "off" : "on"}?`}
          verb={isActive ? "Switch it off" : "Switch it on"}
          action="set-project-status"
          isDangerous={isActive}
          input={{
            project: { company_id: asking.company_id, project_id: asking.project_id },
            status: isActive ? "inactive" : "active",
          }}
          onClose={() => {
            setAsking(undefined);
            orSay(loadAbout);
          }}
        >
          <p>
            {isActive
              ? "New requests are refused with PROJECT_INACTIVE. What was accepted already goes on."
              : "New requests are taken again."}
          </p>
        </Confirm>
      )}
    </Card>
  );
};

/** What an operator decides; each decision is asked for twice and recorded. */
export const SteerView = () => (
  <>
    <ViewHead title="Steer it">
      Every step asks for a reason and is recorded as {about.value?.operator ?? "…"}.
    </ViewHead>
    {about.value?.mayAct === false && (
      <p class="hint">This console only looks. Start it with --allow-actions to act on {about.value.stack}.</p>
    )}
    <div class="columns">
      <DeadLetterCard />
      <UncertainCard />
      <ProjectCard />
    </div>
    <ActionList />
  </>
);
