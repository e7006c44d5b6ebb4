/** A resource as the program declared it and as it was created. */
export type RegisteredResource = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** A component whose children a plugin of the Pulumi CLI would make; here it has none. */
  readonly remote: boolean;
  /** The parent's urn, or "". */
  readonly parent: string;
  readonly protect: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Paths of inputs that are secret, such as `environment.variables.KEY`. */
  readonly secretInputs: readonly string[];
  readonly state: Readonly<Record<string, unknown>>;
  readonly additionalSecretOutputs: readonly string[];
  readonly id: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly aliases: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  /** `URN::ID` of the provider resource, or "" for the default one. */
  readonly provider: string;
  readonly importId: string;
  /** Read by id (`Type.get`), not created. */
  readonly read: boolean;
};
