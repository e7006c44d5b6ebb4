import { startLambdaHost } from "../../../../tools/aws/lambda/lambda-host";
import { until } from "../../../helpers/time-and-chance";

/** A host with one busy and one idle worker, which prints their process ids and then waits to be killed. */
const main = async (codeFolder: string): Promise<void> => {
  let logged = 0;
  const host = await startLambdaHost({
    accessKey: "local",
    onLogLine: () => {
      logged += 1;
    },
  });
  const spec = {
    arn: "arn:aws:lambda:eu-north-1:000000000000:function:doomed",
    codeFolder,
    environment: {},
    memoryMb: 256,
    timeoutSeconds: 60,
    logGroup: "/aws/lambda/doomed",
    applicationLogLevel: "INFO",
    region: "eu-north-1",
  } as const;
  await host.deploy({ ...spec, name: "idle", handler: "__index.answer" });
  await host.deploy({ ...spec, name: "busy", handler: "__index.hang" });
  await host.invoke("idle", {});
  host.invoke("busy", {});
  await until("the busy one runs", () => logged > 0);
  console.log(JSON.stringify(["idle", "busy"].flatMap((name) => host.pids(name))));
};

main(process.argv[2] ?? "");
