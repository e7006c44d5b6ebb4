import type { ProjectView } from "../../api/about";
import type { Channel } from "../../api/channels";
import { exampleData, type TryForm } from "../../api/example-request";

/** The form as it stands at first: a sound request of the first project. */
export const startForm = (projects: readonly ProjectView[], channel: Channel): TryForm | undefined => {
  const project = projects.find(({ channels, status }) => status === "active" && channels.includes(channel));
  return (
    project && {
      company_id: project.company_id,
      project_id: project.project_id,
      channel,
      first_name: "Ada",
      last_name: "Byron",
      tel: "+447400123456",
      email: "ada@example.com",
      consent: true,
      project_data: JSON.stringify(exampleData, null, 2),
    }
  );
};
