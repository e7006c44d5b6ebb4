import { useState } from "preact/hooks";
import type { ProjectView } from "../../api/about";
import { Badge } from "../parts/badge";
import { Confirm } from "../parts/confirm";
import { wordsOf } from "../state/api";
import { loadAbout } from "../state/start";
import { about, say } from "../state/store";

/** Every project, to be switched off and on. */
export const ProjectCard = () => {
  const [asking, setAsking] = useState<ProjectView>();
  const isActive = asking?.status === "active";
  return (
    <section class="card" aria-labelledby="projects-title">
      <h2 id="projects-title">Projects</h2>
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
            loadAbout().catch((error: unknown) => say(wordsOf(error), "bad"));
          }}
        >
          <p>
            {isActive
              ? "New requests are refused with PROJECT_INACTIVE. What was accepted already goes on."
              : "New requests are taken again."}
          </p>
        </Confirm>
      )}
    </section>
  );
};
