import * as pulumi from "@pulumi/pulumi";
import { bundleClosure } from "./bundle-closure";

/** The file that Pulumi's own packaging puts the closure into, and that the function's handler names. */
const INDEX = "__index.js";

/** One file: the packages that Pulumi's own packaging adds are left behind. */
const bundled = async (archive: pulumi.asset.AssetArchive): Promise<pulumi.asset.AssetArchive> => {
  const index = (await archive.assets)[INDEX];
  if (!(index instanceof pulumi.asset.StringAsset)) throw new Error(`The function's archive holds no ${INDEX}`);
  return new pulumi.asset.AssetArchive({
    [INDEX]: new pulumi.asset.StringAsset(await bundleClosure(await index.text, process.cwd())),
  });
};

const refuseSecrets = async (code: pulumi.Output<unknown>, name: string): Promise<void> => {
  if (await pulumi.isSecret(code)) {
    throw new Error(`The inline handler of ${name} captures a secret: a function reads secrets when it runs`);
  }
};

/** A transformation that replaces a function's archive (the closure and every package) by one bundled file. */
export const shipBundled: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
  if (type !== "aws:lambda/function:Function") return undefined;
  const code = props.code as pulumi.Output<pulumi.asset.AssetArchive>;
  const ship = async (archive: pulumi.asset.AssetArchive): Promise<pulumi.asset.AssetArchive> => {
    await refuseSecrets(code, name);
    return bundled(archive);
  };
  return { props: { ...props, code: code.apply(ship) }, opts };
};
