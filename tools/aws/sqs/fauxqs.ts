import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

type BuildApp = typeof import("fauxqs", { with: { "resolution-mode": "import" }})["buildApp"];
type Stores = NonNullable<NonNullable<Parameters<BuildApp>[0]>["stores"]>;

type Persistence = NonNullable<Stores["sqsStore"]["persistence"]>;

/** The parts of fauxqs 2.4.1 from which its own `startFauxqs` builds a server, which cannot be kept off 0.0.0.0. */
export type FauxqsParts = {
  readonly buildApp: BuildApp;
  readonly newStores: () => Stores;
  readonly newPersistence: (folder: string) => Persistence;
};

export type { Persistence, Stores };

/** Loads fauxqs, an ES module whose stores and persistence are not among its exports. */
export const loadFauxqs = async (): Promise<FauxqsParts> => {
  const manifest = findPackageJSON("fauxqs", __filename);
  if (manifest === undefined) throw new Error("the package fauxqs is not installed (npm install)");
  const load = (file: string): Promise<Record<string, unknown>> =>
    import(pathToFileURL(join(dirname(manifest), "dist", file)).href);
  const [app, sqs, sns, s3, persistence] = await Promise.all([
    load("app.js"),
    load("sqs/sqsStore.js"),
    load("sns/snsStore.js"),
    load("s3/s3Store.js"),
    load("persistence.js"),
  ]);
  const SqsStore = sqs.SqsStore as new () => Stores["sqsStore"];
  const SnsStore = sns.SnsStore as new () => Stores["snsStore"];
  const S3Store = s3.S3Store as new () => Stores["s3Store"];
  const PersistenceManager = persistence.PersistenceManager as new (folder: string) => Persistence;
  return {
    buildApp: app.buildApp as BuildApp,
    newStores: () => ({ sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() }),
    newPersistence: (folder) => new PersistenceManager(folder),
  };
};
