import { sharedHelp } from "../shared-help";

export const newHelp = `Adds a project to the config of a stack. In a terminal it asks for whatever the options leave out.

  npm run project -- new [options]

  --company ID             --company-name NAME   (the name is known where the company has a project already)
  --project ID             --project-name NAME
  --channel NAME           whatsapp, sms or email; repeatable
  --sender CHANNEL=SENDER  number or address; repeatable; CHANNEL= may be left out where there is one channel
  --model NAME             the assistant's model (default gpt-6-luna)
  --instructions TEXT      what the assistant is told; or --instructions-file FILE, inside of this folder
  --variable NAME=MEANING  a variable of the approved template and what belongs there; repeatable
  --requests-per-minute N  --requests-per-day N   limits of the project's own
  --tier NAME              the limits of one of the config's usageTiers instead
  --real                   sends for real; without it the channels are simulated, and nobody gets anything
  --simulate               simulates, without asking
  --up                     brings the config into effect, too: updates the local engine, or runs npx pulumi up
  --yes                    with --up: does not let Pulumi ask

  Every value is checked as the program checks it. The file keeps its comments and its form. For local, values that the
  stand-ins accept are written for the secrets; for any other stack no secret is written: the answer has the commands to
  type.

${sharedHelp}`;
