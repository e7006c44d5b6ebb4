const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

const Leaf = ({ value }: { readonly value: unknown }) => (
  <code class={`leaf leaf-${value === null ? "null" : typeof value}`}>{JSON.stringify(value) ?? "undefined"}</code>
);

const Branch = ({ name, value, depth }: { readonly name: string; readonly value: unknown; readonly depth: number }) => {
  if (!isBranch(value))
    return (
      <li>
        <span class="tree-name">{name}</span> <Leaf value={value} />
      </li>
    );
  const entries = Object.entries(value);
  return (
    <li>
      <details open={depth < 1 && entries.length < 8}>
        <summary>
          <span class="tree-name">{name}</span>{" "}
          <span class="faint">
            {Array.isArray(value) ? `${entries.length} in a list` : `${entries.length} in an object`}
          </span>
        </summary>
        <ul class="tree">
          {entries.map(([key, inner]) => (
            <Branch key={key} name={key} value={inner} depth={depth + 1} />
          ))}
        </ul>
      </details>
    </li>
  );
};

/** A record, to be opened branch by branch. */
export const RecordTree = ({ record }: { readonly record: Readonly<Record<string, unknown>> }) => (
  <ul class="tree tree-root">
    {Object.keys(record)
      .sort()
      .map((key) => (
        <Branch key={key} name={key} value={record[key]} depth={0} />
      ))}
  </ul>
);
